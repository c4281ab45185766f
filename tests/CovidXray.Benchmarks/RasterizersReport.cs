using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Benchmarks;

/// <summary>Polygons to masks over all labelled images, one thread: runs, bytes, and the bound of bytes, which is to set them.</summary>
internal static class RasterizersReport
{
    public static int Run(int passes)
    {
        AnnotatedImage[] images = [.. BenchmarkData.Open().ParseAll().Where(i => i.Annotations.Any(a => a.Polygon is not null))];
        var rasterizer = new PolygonRasterizer();
        var planes = PolygonRasterizer.ByPlanes(KernelWidths.Best);
        Mask[] masks = [.. images.Select(image => rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7))];
        var pixels = masks.Sum(m => (long)m.Width * m.Height);
        var buffer = new byte[masks.Max(m => m.Width * m.Height)];
        for (var i = 0; i < images.Length; i++)
        {
            Check.Equal(planes.Rasterize(images[i], LabelMap.Default, PaintOrder.V7), masks[i], images[i].Id);
        }

        Console.WriteLine($"{images.Length} labelled images, {pixels / 1e6:F1} Mpx; each image's best of {passes} passes, one thread");
        Console.WriteLine(Machine.Description);
        Console.WriteLine("Checked first: edges and bit planes give equal masks.");
        Console.WriteLine();
        (string Name, Action<int> Work)[] rows =
        [
            ("points to runs, along edges", i => rasterizer.Rasterize(images[i], LabelMap.Default, PaintOrder.V7)),
            ("points to runs, through bit planes", i => planes.Rasterize(images[i], LabelMap.Default, PaintOrder.V7)),
            ("points to bytes", i => rasterizer.Rasterize(images[i], LabelMap.Default, PaintOrder.V7).CopyTo(buffer)),
            ("(bound) clear, and set the bytes of runs that are known", i => SetRuns(masks[i], buffer)),
        ];
        var best = rows.Select(_ => Enumerable.Repeat(long.MaxValue, images.Length).ToArray()).ToArray();
        for (var pass = 0; pass < passes; pass++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                for (var i = 0; i < images.Length; i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    rows[row].Work(i);
                    best[row][i] = Math.Min(best[row][i], Stopwatch.GetTimestamp() - start);
                }
            }
        }

        Console.WriteLine("| | ms | Mpx/s |");
        Console.WriteLine("| --- | ---: | ---: |");
        for (var row = 0; row < rows.Length; row++)
        {
            var milliseconds = best[row].Sum() * 1000.0 / Stopwatch.Frequency;
            Console.WriteLine($"| {rows[row].Name} | {milliseconds:F1} | {pixels / milliseconds / 1000:N0} |");
        }

        return 0;
    }

    private static void SetRuns(Mask mask, byte[] buffer)
    {
        buffer.AsSpan(0, mask.Width * mask.Height).Clear();
        for (var y = 0; y < mask.Height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                buffer.AsSpan((y * mask.Width) + run.Start, run.Length).Fill(run.Label);
            }
        }
    }
}
