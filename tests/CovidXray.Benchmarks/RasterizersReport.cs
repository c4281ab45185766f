using System.Diagnostics;
using System.Runtime.InteropServices;
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
        var vertices = new int[images.Max(image => image.Annotations.Max(a => a.Polygon?.Coordinates.Length ?? 0))];
        var buffer = new byte[masks.Max(m => m.Width * m.Height)];
        for (var i = 0; i < images.Length; i++)
        {
            Check.Equal(planes.Rasterize(images[i], LabelMap.Default, PaintOrder.V7), masks[i], images[i].Id);
        }

        Console.WriteLine($"{images.Length} labelled images, {pixels / 1e6:F1} Mpx, one reused buffer; {passes} passes, one thread");
        Console.WriteLine(Machine.Description);
        Console.WriteLine("Checked first: edges and bit planes give equal masks.");
        Console.WriteLine();
        (string Name, Action<int> Work)[] rows =
        [
            ("points to runs, along edges", i => rasterizer.Rasterize(images[i], LabelMap.Default, PaintOrder.V7)),
            ("(part) points to pixels, which peers get ready", i => Snap(images[i], vertices)),
            ("points to runs, through bit planes", i => planes.Rasterize(images[i], LabelMap.Default, PaintOrder.V7)),
            ("points to bytes, background included", i => rasterizer.Rasterize(images[i], LabelMap.Default, PaintOrder.V7).CopyTo(buffer)),
            ("(part) runs to bytes", i => masks[i].CopyTo(buffer)),
            ("(bound) memset of the buffer, then of each run", i => SetRuns(masks[i], buffer)),
        ];
        var ticks = rows.Select(_ => new long[passes]).ToArray();
        for (var pass = 0; pass < passes; pass++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < images.Length; i++)
                {
                    rows[row].Work(i);
                }

                ticks[row][pass] = Stopwatch.GetTimestamp() - start;
            }
        }

        Console.WriteLine("| | median ms | best ms | Mpx/s |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        for (var row = 0; row < rows.Length; row++)
        {
            Array.Sort(ticks[row]);
            var (median, best) = (Milliseconds(ticks[row][passes / 2]), Milliseconds(ticks[row][0]));
            Console.WriteLine($"| {rows[row].Name} | {median:F1} | {best:F1} | {pixels / median / 1000:N0} |");
        }

        return 0;
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;

    private static void Snap(AnnotatedImage image, int[] vertices)
    {
        var scale = new VertexSnapper.Scale(image.Width, image.Height, image.Width, image.Height);
        foreach (var annotation in image.Annotations)
        {
            if (annotation.Polygon is { } polygon)
            {
                _ = VertexSnapper.Snap(polygon, scale, vertices);
            }
        }
    }

    /// <summary>With the C library's memset, which is the fastest at hand.</summary>
    private static unsafe void SetRuns(Mask mask, byte[] buffer)
    {
        fixed (byte* pixels = buffer)
        {
            NativeMemory.Clear(pixels, (nuint)(mask.Width * mask.Height));
            for (var y = 0; y < mask.Height; y++)
            {
                foreach (var run in mask.Row(y))
                {
                    NativeMemory.Fill(pixels + (y * mask.Width) + run.Start, (nuint)run.Length, run.Label);
                }
            }
        }
    }
}
