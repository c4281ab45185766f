using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Benchmarks;

/// <summary>One pair of lungs at 1 to 256 megapixels: what grows with the pixels, and what with rows and runs.</summary>
internal static class GrowthReport
{
    private static readonly int[] Megapixels = [1, 4, 16, 64, 256];

    public static int Run(int passes)
    {
        var image = BenchmarkData.Open().ParseAll().MaxBy(i => i.Annotations.Sum(a => a.Polygon?.PointCount ?? 0))!;
        var points = image.Annotations.Sum(a => a.Polygon?.PointCount ?? 0);
        Console.WriteLine($"The polygons of {image.Id}, {points:N0} points, scaled; best of {passes} passes, one thread");
        Console.WriteLine(Machine.Description);
        Console.WriteLine("Checked first: edges and bit planes give equal masks at every size.");
        Console.WriteLine();
        Console.WriteLine("| megapixels | rows | runs | to runs ms | ns a row | PNG ms | PNG KB | bytes of the pixels |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var megapixels in Megapixels)
        {
            PrintRow(image, megapixels, passes);
        }

        return 0;
    }

    private static void PrintRow(AnnotatedImage image, int megapixels, int passes)
    {
        var scale = Math.Sqrt(megapixels * 1e6 / ((double)image.Width * image.Height));
        var geometry = MaskGeometry.Original((int)(image.Width * scale), (int)(image.Height * scale));
        Span<byte> labels = stackalloc byte[image.Annotations.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = LabelMap.Default[image.Annotations[i].Name];
        }

        var (rasterizer, encoder, format) = (new PolygonRasterizer(), new MaskPngEncoder(), MaskPixelFormat.Grey8(255, 127));
        var mask = rasterizer.Rasterize(image, labels, PaintOrder.V7, geometry);
        Check.Equal(PolygonRasterizer.ByPlanes(KernelWidths.Best).Rasterize(image, labels, PaintOrder.V7, geometry), mask, "mask");
        var (bestMask, bestPng, length) = (long.MaxValue, long.MaxValue, 0);
        for (var pass = 0; pass < passes; pass++)
        {
            var start = Stopwatch.GetTimestamp();
            mask = rasterizer.Rasterize(image, labels, PaintOrder.V7, geometry);
            var rasterized = Stopwatch.GetTimestamp();
            length = encoder.Encode(mask, format).Length;
            bestMask = Math.Min(bestMask, rasterized - start);
            bestPng = Math.Min(bestPng, Stopwatch.GetTimestamp() - rasterized);
        }

        var (maskMs, pngMs) = (bestMask * 1000.0 / Stopwatch.Frequency, bestPng * 1000.0 / Stopwatch.Frequency);
        Console.WriteLine(
            $"| {(long)geometry.Width * geometry.Height / 1e6:F0} | {geometry.Height:N0} | {mask.Runs.Length:N0} | {maskMs:F3} | {maskMs * 1e6 / geometry.Height:F0} | {pngMs:F3} | {length / 1024.0:F1} | {(long)geometry.Width * geometry.Height:N0} |");
    }
}
