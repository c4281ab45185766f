using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

namespace CovidXray.Benchmarks;

/// <summary>All figures of real predictions, timed, for <c>compare_score.py</c> to compare with those of its peers.</summary>
/// <remarks>
/// The folder <c>score</c> of the shared data has V7's documents and masks that a network predicted. Each pair is compared at its own size and at 2,000
/// pixels, the first three at 5,600: polygons are drawn at that size, predictions enlarged by the nearest pixel. The pairs are written as PNG; what is timed
/// begins with these files' bytes.
/// </remarks>
internal static class ScoresReport
{
    private const int Largest = 5600;
    private const int LargestPairs = 3;
    private static readonly int[] Sides = [0, 2000, Largest];

    public static int Run(string folder, int passes)
    {
        var shared = Environment.GetEnvironmentVariable("COVIDXR_SHARED") ?? throw new InvalidOperationException("COVIDXR_SHARED must name the folder with score");
        using var dataset = AnnotationFormats.Open(Path.Combine(shared, "score", "annotations"));
        using var json = new Utf8JsonWriter(File.Create(Path.Combine(folder, "figures.json")));
        json.WriteStartArray();
        foreach (var (index, image) in dataset.Read().Index())
        {
            var stem = Path.GetFileNameWithoutExtension(image.OriginalFileName!);
            var predicted = LabelOnes(MaskPngDecoder.Decode(File.ReadAllBytes(Path.Combine(shared, "score", "predictions", stem + "_mask.png")), 100_000_000));
            foreach (var side in Sides.Where(s => s < Largest || index < LargestPairs))
            {
                var width = side == 0 ? image.Width : side;
                var height = side == 0 ? image.Height : (int)((long)image.Height * side / image.Width);
                var truth = new PolygonRasterizer().Rasterize(image, [.. image.Annotations.Select(a => (byte)(a.Name == Category.Lung ? 1 : 0))], PaintOrder.IgnoreLast, MaskGeometry.Original(width, height));
                var name = $"{image.Id}-{side}";
                Measure(json, name, Written(folder, name + ".truth.png", truth), Written(folder, name + ".predicted.png", Enlarged(predicted, width, height)), passes);
            }
        }

        json.WriteEndArray();
        return 0;
    }

    private static void Measure(Utf8JsonWriter json, string name, byte[] truthFile, byte[] predictedFile, int passes)
    {
        var (reading, comparing) = (new double[passes], new double[passes]);
        MaskFigures? figures = null;
        for (var pass = 0; pass < passes; pass++)
        {
            var start = Stopwatch.GetTimestamp();
            var truth = MaskPngDecoder.Decode(truthFile, 100_000_000);
            var predicted = MaskPngDecoder.Decode(predictedFile, 100_000_000);
            reading[pass] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            start = Stopwatch.GetTimestamp();
            figures = MaskMetrics.Compare(truth, predicted, new MaskMetricsOptions { Label = 255 });
            comparing[pass] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        // The best: what else the machine does comes on top.
        var (read, compared) = (reading.Min(), comparing.Min());
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("read_ms", read);
        json.WriteNumber("compare_ms", compared);
        (string Name, double? Value)[] values =
        [
            ("dice", figures!.Counts.Dice), ("iou", figures.Counts.Iou), ("precision", figures.Counts.Precision), ("recall", figures.Counts.Recall), ("specificity", figures.Counts.Specificity),
            ("hd", figures.Hausdorff), ("hd95_pooled", figures.Hausdorff95Pooled), ("hd95_directed", figures.Hausdorff95Directed), ("assd", figures.Assd),
            ("masd", figures.Masd), ("nsd", figures.SurfaceDice), ("boundary_iou", figures.BoundaryIou), ("pieces_true", figures.TruePieces), ("pieces_predicted", figures.PredictedPieces),
        ];
        foreach (var (key, value) in values)
        {
            json.WriteNumber(key, value!.Value);
        }

        json.WriteEndObject();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: read {read:0.000} ms, compared {compared:0.000} ms"));
    }

    private static byte[] Written(string folder, string name, Mask mask)
    {
        var file = new MaskPngEncoder().Encode(mask, MaskPixelFormat.Grey8(255)).ToArray();
        File.WriteAllBytes(Path.Combine(folder, name), file);
        return file;
    }

    private static Mask LabelOnes(Mask mask)
    {
        var labels = Enumerable.Repeat((byte)1, 256).ToArray();
        labels[0] = 0;
        return mask.WithLabels(labels);
    }

    private static Mask Enlarged(Mask mask, int width, int height)
    {
        var enlarged = new MaskBuilder(width, height);
        for (var y = 0; y < height; y++)
        {
            foreach (var run in mask.Row((int)((long)y * mask.Height / height)))
            {
                var start = (int)((long)run.Start * width / mask.Width);
                enlarged.Add(start, (int)((long)run.End * width / mask.Width) - start, run.Label);
            }

            enlarged.EndRow();
        }

        return enlarged.ToMask();
    }
}
