using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

/// <summary>All figures of two masks: by hand, by brute force, and by what must hold.</summary>
public sealed class MaskMetricsTests
{
    [Fact]
    public void Every_figure_is_that_of_its_definition_for_2000_random_pairs()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var (truth, predicted) = ScoreMasks.Pair(random);
            var options = new MaskMetricsOptions
            {
                Label = (byte)(random.Next(5) == 0 ? 2 : 1),
                IgnoredLabel = (byte)(random.Next(3) == 0 ? 3 : 0),
                Tolerance = random.Next(2) == 0 ? PixelLength.Pixels(random.Next(4)) : PixelLength.OfDiagonal(random.NextDouble() / 5),
                Band = random.Next(2) == 0 ? PixelLength.Pixels(random.Next(6)) : PixelLength.OfDiagonal(random.NextDouble() / 5),
            };
            AssertSame(MetricsReference.Compare(truth, predicted, options), MaskMetrics.Compare(truth, predicted, options), $"pair {i}");
        }
    }

    [Fact]
    public void Figures_of_a_small_pair_are_those_found_by_hand()
    {
        var truth = ScoreMasks.Of(
            "11111.",
            "11111.",
            "11111.",
            "......");
        var predicted = ScoreMasks.Of(
            "......",
            "..1111",
            "......",
            "......");
        var figures = MaskMetrics.Compare(truth, predicted, new MaskMetricsOptions { Tolerance = PixelLength.Pixels(1) });

        Assert.Equal((15, 4, 3, 1, 1), (figures.Counts.True, figures.Counts.Predicted, figures.Counts.Common, figures.TruePieces, figures.PredictedPieces));
        Assert.Equal(6.0 / 19, figures.Counts.Dice);
        Assert.Equal(3.0 / 16, figures.Counts.Iou);
        Assert.Equal(3.0 / 4, figures.Counts.Precision);
        Assert.Equal(3.0 / 15, figures.Counts.Recall);
        Assert.Equal(8.0 / 9, figures.Counts.Specificity);
        Assert.Equal(1 - (11.0 / 19), figures.Counts.VolumeSimilarity);
        Assert.Equal(-11.0 / 15, figures.Counts.AreaError);

        // Of the truth's boundary only (1, 1), (2, 1) and (3, 1) are missing; the corners at the left are furthest.
        Assert.Equal(Math.Sqrt(5), figures.Hausdorff);
        double[] ofTruth = [Math.Sqrt(5), Math.Sqrt(2), 1, 1, 1, 2, 0, Math.Sqrt(5), Math.Sqrt(2), 1, 1, 1];
        double[] ofPredicted = [1, 1, 0, 1];
        Assert.Equal(ofTruth.Average(), figures.MeanFromTrue!.Value, 15);
        Assert.Equal(ofPredicted.Average(), figures.MeanFromPredicted);
        Assert.Equal(ofTruth.Concat(ofPredicted).Average(), figures.Assd!.Value, 15);
        Assert.Equal((figures.MeanFromTrue + figures.MeanFromPredicted) / 2, figures.Masd);
        Assert.Equal(11.0 / 16, figures.SurfaceDice);
        Assert.Equal(Math.Sqrt(5), figures.Hausdorff95Pooled!.Value, 15);
        Assert.Equal(Math.Sqrt(5), figures.Hausdorff95Directed!.Value, 15);

        // The band is one pixel: all of the prediction; of the truth all but its middle row's inner three.
        Assert.Equal(1.0 / 15, figures.BoundaryIou);
    }

    [Fact]
    public void A_mask_against_itself_is_perfect()
    {
        var random = new Random(2);
        for (var i = 0; i < 200; i++)
        {
            var mask = ScoreMasks.Pair(random).Truth;
            var figures = MaskMetrics.Compare(mask, mask);
            if (figures.Empty == EmptyMasks.None)
            {
                Assert.All([figures.Counts.Dice, figures.Counts.Iou, figures.Counts.Precision, figures.Counts.Recall, figures.Counts.VolumeSimilarity, figures.SurfaceDice, figures.BoundaryIou], f => Assert.Equal(1, f));
                Assert.All([figures.Hausdorff, figures.Hausdorff95Pooled, figures.Hausdorff95Directed, figures.Assd, figures.Masd, figures.Counts.AreaError], f => Assert.Equal(0, f));
                Assert.True(figures.Counts.Specificity is null or 1);
            }
        }
    }

    [Fact]
    public void Exchanged_masks_have_the_same_symmetric_figures_to_the_last_bit()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var (a, b) = ScoreMasks.Pair(random);
            var (there, back) = (MaskMetrics.Compare(a, b), MaskMetrics.Compare(b, a));
            Assert.Equal(Symmetric(there), Symmetric(back));
            Assert.Equal((there.MeanFromTrue, there.MeanFromPredicted), (back.MeanFromPredicted, back.MeanFromTrue));
            if (there.Empty == EmptyMasks.None)
            {
                Assert.Equal((there.Counts.Precision, there.Counts.Recall), (back.Counts.Recall, back.Counts.Precision));
            }
        }

        static double?[] Symmetric(MaskFigures f) =>
            [f.Counts.Dice, f.Counts.Iou, f.Counts.VolumeSimilarity, f.Hausdorff, f.Hausdorff95Pooled, f.Hausdorff95Directed, f.Assd, f.Masd, f.SurfaceDice, f.BoundaryIou, f.Counts.Common];
    }

    [Fact]
    public void Two_empty_masks_have_no_figures()
    {
        var figures = MaskMetrics.Compare(ScoreMasks.Empty(7, 5), ScoreMasks.Empty(7, 5));
        Assert.All(Figures(figures).Where(f => f.Name != "specificity"), f => Assert.Null(f.Value));
        Assert.Equal(1, figures.Counts.Specificity);
        Assert.Equal((0, 0), (figures.TruePieces, figures.PredictedPieces));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_empty_mask_against_a_full_one_has_shares_of_0_and_infinite_distances(bool isTrueEmpty)
    {
        var (empty, full) = (ScoreMasks.Empty(7, 5), ScoreMasks.Full(7, 5));
        var figures = isTrueEmpty ? MaskMetrics.Compare(empty, full) : MaskMetrics.Compare(full, empty);
        Assert.All([figures.Counts.Dice, figures.Counts.Iou, figures.Counts.Precision, figures.Counts.Recall, figures.Counts.VolumeSimilarity, figures.SurfaceDice, figures.BoundaryIou], f => Assert.Equal(0, f));
        Assert.All([figures.Hausdorff, figures.Hausdorff95Pooled, figures.Hausdorff95Directed, figures.Assd, figures.Masd], f => Assert.Equal(double.PositiveInfinity, f));
        Assert.Equal(isTrueEmpty ? null : -1, figures.Counts.AreaError);
        Assert.Equal(isTrueEmpty ? 0 : null, figures.Counts.Specificity);
    }

    [Fact]
    public void Ignored_pixels_are_as_if_the_film_did_not_have_them()
    {
        var truth = ScoreMasks.Of(
            "1122",
            "1122",
            "....");
        var predicted = ScoreMasks.Of(
            ".111",
            ".111",
            "...1");
        var figures = MaskMetrics.Compare(truth, predicted, new MaskMetricsOptions { IgnoredLabel = 2 });
        Assert.Equal((4, 4, 3, 2), (figures.IgnoredPixels, figures.Counts.True, figures.Counts.Predicted, figures.Counts.Common));
        Assert.Equal(3.0 / 4, figures.Counts.Specificity);
        Assert.Equal(2, figures.PredictedPieces);
        Assert.Equal(Math.Sqrt(5), figures.Hausdorff);

        var counted = MaskMetrics.Compare(truth, predicted);
        Assert.Equal((0, 4, 7, 2), (counted.IgnoredPixels, counted.Counts.True, counted.Counts.Predicted, counted.Counts.Common));
    }

    [Fact]
    public void Masks_of_different_sizes_are_refused_with_both_sizes()
    {
        var e = Assert.Throws<ArgumentException>(() => MaskMetrics.Compare(ScoreMasks.Full(3, 4), ScoreMasks.Full(4, 3)));
        Assert.StartsWith("The masks are 3x4 and 4x3.", e.Message, StringComparison.Ordinal);
        var tooLong = ScoreMasks.Full(46_341, 1);
        Assert.Contains("46341x1", Assert.Throws<ArgumentException>(() => MaskMetrics.Compare(tooLong, tooLong)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskMetrics.Compare(ScoreMasks.Full(3, 4), ScoreMasks.Full(3, 4), new MaskMetricsOptions { Label = 0 }));
    }

    private static void AssertSame(MaskFigures expected, MaskFigures actual, string what)
    {
        foreach (var (name, value, other) in Figures(expected).Zip(Figures(actual), (e, a) => (e.Name, e.Value, a.Value)))
        {
            Assert.True(value is null == other is null && (value is null || value == other || Math.Abs(value.Value - other!.Value) < 1e-12), $"{what}: {name} is {other}, not {value}");
        }
    }

    private static (string Name, double? Value)[] Figures(MaskFigures f) =>
    [
        ("ignored", f.IgnoredPixels == 0 ? null : f.IgnoredPixels), ("true", f.Counts.True == 0 ? null : f.Counts.True), ("predicted", f.Counts.Predicted == 0 ? null : f.Counts.Predicted),
        ("common", f.Counts.Common == 0 ? null : f.Counts.Common), ("pieces", f.TruePieces == 0 ? null : f.TruePieces), ("predicted pieces", f.PredictedPieces == 0 ? null : f.PredictedPieces),
        ("dice", f.Counts.Dice), ("iou", f.Counts.Iou), ("precision", f.Counts.Precision), ("recall", f.Counts.Recall), ("specificity", f.Counts.Specificity), ("volume", f.Counts.VolumeSimilarity), ("area", f.Counts.AreaError),
        ("hd", f.Hausdorff), ("hd95 pooled", f.Hausdorff95Pooled), ("hd95 directed", f.Hausdorff95Directed), ("from predicted", f.MeanFromPredicted), ("from true", f.MeanFromTrue),
        ("assd", f.Assd), ("masd", f.Masd), ("nsd", f.SurfaceDice), ("biou", f.BoundaryIou),
    ];
}
