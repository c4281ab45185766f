namespace CovidXray.Scores;

/// <summary>How a predicted mask differs from the true one: the counts of pixels, the distances, and the figures that follow from them.</summary>
/// <remarks>
/// A figure that has no value is null: of two empty masks all but specificity. If one of both is empty, shares are 0 and
/// distances infinite. <c>docs/score.md</c> has each definition, and which tool's number equals it.
/// </remarks>
public sealed record MaskFigures
{
    /// <summary>The film's width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The film's height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>The pixels of both masks, less those that are ignored; Dice, IoU, precision and the like follow from them.</summary>
    public required PixelCounts Counts { get; init; }

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

    /// <summary>Mean average surface distance: the mean of the two directed means, in pixels.</summary>
    public double? Masd => (MeanFromPredicted + MeanFromTrue) / 2;

    /// <summary>Pixels that were taken out of both masks and of the background.</summary>
    public long IgnoredPixels => ((long)Width * Height) - Counts.Pixels;

    /// <summary>The film's diagonal in pixels, which stands for an infinite distance in means; distances relative to it compare films of different sizes.</summary>
    public double Diagonal => PixelLength.Diagonal(Width, Height);

    /// <summary>Which of both masks have no pixels.</summary>
    public EmptyMasks Empty => (Counts.True == 0 ? EmptyMasks.True : EmptyMasks.None) | (Counts.Predicted == 0 ? EmptyMasks.Predicted : EmptyMasks.None);
}
