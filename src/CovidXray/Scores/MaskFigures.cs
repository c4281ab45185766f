namespace CovidXray.Scores;

/// <summary>How a predicted mask differs from the true one: the counts of pixels, the distances, and the figures that follow from them.</summary>
/// <remarks>
/// A figure that has no value is null: of two empty masks all but <see cref="Specificity"/>. If one of both is empty, shares are 0 and
/// distances infinite. <c>docs/score.md</c> has each definition, and which tool's number equals it.
/// </remarks>
public sealed record MaskFigures
{
    /// <summary>The film's width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The film's height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels that were taken out of both masks and of the background.</summary>
    public required long IgnoredPixels { get; init; }

    /// <summary>Pixels of the true mask.</summary>
    public required long TruePixels { get; init; }

    /// <summary>Pixels of the predicted mask.</summary>
    public required long PredictedPixels { get; init; }

    /// <summary>Pixels that both masks have.</summary>
    public required long CommonPixels { get; init; }

    /// <summary>Pieces of the true mask: pixels that touch each other, corners included.</summary>
    public required int TruePieces { get; init; }

    /// <summary>Pieces of the predicted mask.</summary>
    public required int PredictedPieces { get; init; }

    /// <summary>The greatest distance of a boundary pixel of either mask from the boundary of the other, in pixels.</summary>
    public required double? Hausdorff { get; init; }

    /// <summary>The 95th percentile of the distances of both directions taken together, in pixels: MedPy's.</summary>
    public required double? Hausdorff95Pooled { get; init; }

    /// <summary>The larger of the 95th percentiles of both directions, in pixels: MONAI's and that of Metrics Reloaded.</summary>
    public required double? Hausdorff95Directed { get; init; }

    /// <summary>The mean distance of the predicted boundary's pixels from the true one, in pixels.</summary>
    public required double? MeanFromPredicted { get; init; }

    /// <summary>The mean distance of the true boundary's pixels from the predicted one, in pixels.</summary>
    public required double? MeanFromTrue { get; init; }

    /// <summary>Average symmetric surface distance: the mean of the distances of both directions taken together, in pixels.</summary>
    public required double? Assd { get; init; }

    /// <summary>Normalised surface Dice: the share of both masks' boundary pixels that are at most the tolerance away from the other boundary, 0 to 1.</summary>
    public required double? SurfaceDice { get; init; }

    /// <summary>Boundary IoU: the IoU of both masks' bands along their boundaries, 0 to 1.</summary>
    public required double? BoundaryIou { get; init; }

    /// <summary>The film's diagonal in pixels: the most that two pixels can be apart, about.</summary>
    public double Diagonal => PixelLength.Diagonal(Width, Height);

    /// <summary>Whether the true mask has no pixels.</summary>
    public bool IsTrueEmpty => TruePixels == 0;

    /// <summary>Whether the predicted mask has no pixels.</summary>
    public bool IsPredictedEmpty => PredictedPixels == 0;

    /// <summary>Dice coefficient, F1: twice the common pixels to the pixels of both masks, 0 to 1.</summary>
    public double? Dice => Ratio(2.0 * CommonPixels, TruePixels + PredictedPixels);

    /// <summary>Intersection over union, Jaccard index, 0 to 1.</summary>
    public double? Iou => Ratio(CommonPixels, UnitedPixels);

    /// <summary>The share of predicted pixels that are true, 0 to 1; 0 if nothing is predicted where something is true.</summary>
    public double? Precision => UnitedPixels == 0 ? null : Ratio(CommonPixels, PredictedPixels) ?? 0;

    /// <summary>The share of true pixels that are predicted (sensitivity), 0 to 1; 0 if something is predicted where nothing is true.</summary>
    public double? Recall => UnitedPixels == 0 ? null : Ratio(CommonPixels, TruePixels) ?? 0;

    /// <summary>The share of background that is not predicted, 0 to 1; null if there is no background.</summary>
    public double? Specificity => Ratio(CountedPixels - UnitedPixels, CountedPixels - TruePixels);

    /// <summary>Volume similarity: 1 less the difference of both areas to their sum, 0 to 1. It does not look where pixels are.</summary>
    public double? VolumeSimilarity => 1 - Ratio(Math.Abs(TruePixels - PredictedPixels), TruePixels + PredictedPixels);

    /// <summary>Relative area error: how much more (or, negative, less) is predicted than is true, to what is true; null if nothing is true.</summary>
    public double? AreaError => Ratio(PredictedPixels - TruePixels, TruePixels);

    /// <summary>Mean average surface distance: the mean of the two directed means, in pixels.</summary>
    public double? Masd => (MeanFromPredicted + MeanFromTrue) / 2;

    private long UnitedPixels => TruePixels + PredictedPixels - CommonPixels;

    private long CountedPixels => ((long)Width * Height) - IgnoredPixels;

    private static double? Ratio(double part, long whole) => whole == 0 ? null : part / whole;
}
