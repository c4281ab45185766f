using System.Text.Json;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

/// <summary>Masks that a network predicted for V7's films, with MedPy's figures.</summary>
public sealed class GoldenScoreTests
{
    [Fact]
    public void Figures_of_real_predictions_are_those_of_MedPy()
    {
        var folder = SharedData.Path("score");
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "golden.json")));
        using var dataset = AnnotationFormats.Open(Path.Combine(folder, "annotations"));
        var images = dataset.Read().ToDictionary(i => i.Id, StringComparer.Ordinal);
        var compared = 0;
        foreach (var film in golden.RootElement.EnumerateArray())
        {
            var predicted = Prediction(Path.Combine(folder, "predictions", film.GetProperty("name").GetString() + "_mask.png"));
            var truth = PolygonRasterizer.Rasterize(images[film.GetProperty("id").GetString()!], PaintOrder.IgnoreLast);
            foreach (var (key, ignored) in new[] { ("all", (byte)0), ("ignored", (byte)2) })
            {
                if (film.TryGetProperty(key, out var expected))
                {
                    AssertIs(expected, MaskMetrics.Compare(truth, predicted, new MaskMetricsOptions { IgnoredLabel = ignored }), $"{film.GetProperty("id")} {key}");
                    compared++;
                }
            }
        }

        Assert.InRange(compared, 13, 24);
    }

    [Fact]
    public void Figures_of_boxes_and_discs_up_to_the_largest_film_are_those_of_SciPy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "data", "score-figures.json")));
        var pairs = golden.RootElement.GetProperty("pairs").EnumerateArray().ToList();
        Assert.Equal(11, pairs.Count);
        foreach (var pair in pairs)
        {
            var figures = MaskMetrics.Compare(Drawn(pair, "true"), Drawn(pair, "predicted"));
            foreach (var expected in pair.GetProperty("figures").EnumerateObject())
            {
                var value = ScoreFigure.All.Single(f => f.Name == expected.Name).Of(figures)!.Value;
                Assert.True(Math.Abs(expected.Value.GetDouble() - value) <= (expected.Name is "dice" or "iou" ? 1e-12 : 1e-9), $"{pair.GetProperty("name")}: {expected.Name} is {value}, not {expected.Value}");
            }
        }
    }

    /// <summary>Boxes [left, top, right, bottom) and discs (x, y, radius).</summary>
    private static Mask Drawn(JsonElement pair, string which)
    {
        int[][] shapes = [.. pair.GetProperty(which).EnumerateArray().Select(s => s.EnumerateArray().Select(n => n.GetInt32()).ToArray())];
        return ScoreMasks.FromRows(pair.GetProperty("width").GetInt32(), pair.GetProperty("height").GetInt32(), y => shapes.Select(s => Row(s, y)).Where(r => r.Start < r.End).Order());

        static (int Start, int End) Row(int[] shape, int y)
        {
            if (shape is [var left, var top, var right, var bottom])
            {
                return y >= top && y < bottom ? (left, right) : default;
            }

            var rest = (shape[2] * shape[2]) - ((y - shape[1]) * (y - shape[1]));
            var half = (int)Math.Sqrt(Math.Max(0, rest));
            return rest < 0 ? default : (shape[0] - half, shape[0] + half + 1);
        }
    }

    private static Mask Prediction(string file)
    {
        var labels = new byte[256];
        labels[255] = 1;
        return MaskPngDecoder.Decode(File.ReadAllBytes(file), 100_000_000).WithLabels(labels);
    }

    private static void AssertIs(JsonElement expected, MaskFigures figures, string what)
    {
        (string Key, double? Value, double Within)[] all =
        [
            ("dice", figures.Counts.Dice, 1e-12), ("iou", figures.Counts.Iou, 1e-12), ("precision", figures.Counts.Precision, 1e-12), ("recall", figures.Counts.Recall, 1e-12),
            ("hd", figures.Hausdorff, 1e-9), ("hd95", figures.Hausdorff95Pooled, 1e-9), ("asd_pred_to_true", figures.MeanFromPredicted, 1e-9),
            ("asd_true_to_pred", figures.MeanFromTrue, 1e-9), ("assd", figures.Assd, 1e-9),
        ];
        foreach (var (key, value, within) in all)
        {
            Assert.True(Math.Abs(expected.GetProperty(key).GetDouble() - value!.Value) <= within, $"{what}: {key} is {value}, not {expected.GetProperty(key)}");
        }

        Assert.Equal(all.Length, expected.EnumerateObject().Count());
    }
}
