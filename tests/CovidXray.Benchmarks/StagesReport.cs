using System.Diagnostics;
using CovidXray.Annotations;
using CovidXray.Folders;
using CovidXray.Formats.Darwin;
using CovidXray.Jobs.Output;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Benchmarks;

/// <summary>Where the time of <c>covidxr masks --order v7</c> goes: its five steps over a dataset, on one thread.</summary>
/// <remarks>
/// One clock runs through each image, step by step, as the program does it, so that caches are as warm as they are there.
/// Two numbers a stage: the median of the passes, and what is left of a busy machine's noise if each image counts with the
/// best of its passes. Masks go to a folder in memory where the system has one.
/// </remarks>
internal static class StagesReport
{
    private static readonly string[] Stages = ["read", "parse", "rasterize", "encode", "write"];

    public static int Run(int passes)
    {
        var data = BenchmarkData.Open();
        var folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"covidxr-stages-{Environment.ProcessId}");
        try
        {
            using var output = new OutputFolder(folder, new FolderWork("masks"));
            var cells = data.Files.Count * Stages.Length;
            var sizes = OnePass(data, output, new long[cells]);
            var ticks = new long[passes][];
            var collections = GC.CollectionCount(0);
            for (var pass = 0; pass < passes; pass++)
            {
                _ = OnePass(data, output, ticks[pass] = new long[cells]);
            }

            Print(data, sizes, ticks);
            Console.WriteLine();
            Console.WriteLine($"Garbage collections a pass: {(GC.CollectionCount(0) - collections) / (double)passes:F1}, of them {GC.CollectionCount(2)} full ones in all passes.");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Sizes OnePass(BenchmarkData data, OutputFolder output, long[] ticks)
    {
        var rasterizer = new PolygonRasterizer();
        var encoder = new MaskPngEncoder();
        var format = MaskPixelFormat.Grey8(255, 127);
        var sizes = default(Sizes);
        var image = 0;
        foreach (var file in data.Files)
        {
            var cell = ticks.AsSpan(image++ * Stages.Length);
            var start = Stopwatch.GetTimestamp();
            using var content = file.Read();
            var read = Stopwatch.GetTimestamp();
            var annotated = DarwinReader.Read(content.Span, file.Id, file.Source, ReadDetail.Full);
            var parsed = Stopwatch.GetTimestamp();
            var mask = rasterizer.Rasterize(annotated, LabelMap.Default, PaintOrder.V7);
            var rasterized = Stopwatch.GetTimestamp();
            var png = encoder.Encode(mask, format);
            var encoded = Stopwatch.GetTimestamp();
            output.Write(file.Id + ".png", png);
            var written = Stopwatch.GetTimestamp();

            cell[0] = read - start;
            cell[1] = parsed - read;
            cell[2] = rasterized - parsed;
            cell[3] = encoded - rasterized;
            cell[4] = written - encoded;
            sizes.Read += content.Span.Length;
            sizes.Pixels += (long)mask.Width * mask.Height;
            sizes.Written += png.Length;
        }

        return sizes;
    }

    private static void Print(BenchmarkData data, Sizes sizes, long[][] ticks)
    {
        Console.WriteLine($"{data.Files.Count} documents of {data.Folder}; {ticks.Length} passes, one thread");
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        Console.WriteLine("| stage | median ms | best ms | share | speed |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        var medians = Stages.Select((_, stage) => Median(ticks.Select(pass => Sum(pass, stage)))).ToArray();
        var bests = Best(ticks);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var speed = stage switch
            {
                0 or 1 => $"{sizes.Read / bests[stage] / 1000:N0} MB/s",
                2 or 3 => $"{sizes.Pixels / bests[stage] / 1000:N0} Mpx/s",
                _ => $"{data.Files.Count / bests[stage] * 1000:N0} files/s",
            };
            Console.WriteLine($"| {Stages[stage]} | {medians[stage]:F1} | {bests[stage]:F1} | {bests[stage] / bests.Sum():P0} | {speed} |");
        }

        var total = Median(ticks.Select(pass => pass.Sum()));
        Console.WriteLine($"| all | {total:F1} | {bests.Sum():F1} | | {sizes.Read / 1e6:F1} MB in, {sizes.Pixels / 1e6:N0} Mpx, {sizes.Written / 1e6:F2} MB out |");
    }

    private static long Sum(long[] pass, int stage) => pass.Where((_, cell) => cell % Stages.Length == stage).Sum();

    /// <summary>Each stage's milliseconds, if each image took no longer than in its best pass.</summary>
    private static double[] Best(long[][] ticks)
    {
        var best = new double[Stages.Length];
        for (var cell = 0; cell < ticks[0].Length; cell++)
        {
            best[cell % Stages.Length] += ticks.Min(pass => pass[cell]) * 1000.0 / Stopwatch.Frequency;
        }

        return best;
    }

    /// <summary>In milliseconds.</summary>
    private static double Median(IEnumerable<long> ticks)
    {
        var sorted = ticks.Order().ToArray();
        return sorted[sorted.Length / 2] * 1000.0 / Stopwatch.Frequency;
    }

    private record struct Sizes(long Read, long Pixels, long Written);
}
