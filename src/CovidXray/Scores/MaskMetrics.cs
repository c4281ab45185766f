using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>Measures how a predicted mask differs from the true one.</summary>
/// <remarks>
/// All is computed from runs: counts without looking at pixels, distances for boundary pixels alone, exactly. The time is linear in
/// boundary pixels for masks that lie near each other, and in the film's pixels at worst.
/// </remarks>
public static class MaskMetrics
{
    /// <summary>The longest diagonal of films, in pixels.</summary>
    internal const int MaxDiagonal = BoundaryDistances.MaxDiagonal;

    /// <summary>Compares two masks of one film.</summary>
    /// <param name="truth">The mask that is right.</param>
    /// <param name="predicted">A mask of the same size. All figures but precision and recall, the area's error and specificity are the same with both exchanged.</param>
    /// <param name="options">What is compared; null for label 1 and the usual tolerances.</param>
    /// <exception cref="ArgumentException">The sizes differ, or the film's diagonal has more than 46,340 pixels.</exception>
    /// <exception cref="TooManyRunsException">A boundary falls into too many runs: noise of a hundred megapixels.</exception>
    public static MaskFigures Compare(Mask truth, Mask predicted, MaskMetricsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        options ??= new MaskMetricsOptions();
        var (a, b, ignored) = Pixels(truth, predicted, options);
        return Compare(a, b, ignored, options);
    }

    /// <summary>The counts alone, of which those of <see cref="Compare(Mask, Mask, MaskMetricsOptions?)"/> are no others: no distance is measured.</summary>
    internal static PixelCounts Count(Mask truth, Mask predicted, MaskMetricsOptions options)
    {
        var (a, b, ignored) = Pixels(truth, predicted, options);
        return Count(a, b, ignored);
    }

    private static PixelCounts Count(Mask a, Mask b, long ignored) => new(((long)a.Width * a.Height) - ignored, a.Area(1), b.Area(1), Overlap(a, b));

    /// <summary>The pixels that are compared, as masks of label 1, and how many are not.</summary>
    private static (Mask Truth, Mask Predicted, long Ignored) Pixels(Mask truth, Mask predicted, MaskMetricsOptions options)
    {
        CheckSizes(truth, predicted);
        ArgumentOutOfRangeException.ThrowIfZero(options.Label, nameof(options));
        var (a, b) = (LabelPixels.Of(truth, options.Label), LabelPixels.Of(predicted, options.Label));
        if (options.IgnoredLabel == 0)
        {
            return (a, b, 0);
        }

        var leftOut = LabelPixels.Of(truth, options.IgnoredLabel);
        return (LabelPixels.Less(a, leftOut), LabelPixels.Less(b, leftOut), leftOut.Area(1));
    }

    private static MaskFigures Compare(Mask a, Mask b, long ignored, MaskMetricsOptions options)
    {
        var (inA, inB) = (a.Area(1), b.Area(1));
        var distances = DistanceFigures.Of(a, b, options.Tolerance.On(a.Width, a.Height));
        return new MaskFigures
        {
            Width = a.Width,
            Height = a.Height,
            Counts = Count(a, b, ignored),
            TruePieces = MaskPieces.CountIn(a),
            PredictedPieces = MaskPieces.CountIn(b),
            Hausdorff = distances.Hausdorff,
            Hausdorff95Pooled = distances.Hausdorff95Pooled,
            Hausdorff95Directed = distances.Hausdorff95Directed,
            MeanFromTrue = distances.MeanFromFirst,
            MeanFromPredicted = distances.MeanFromSecond,
            Assd = distances.Assd,
            SurfaceDice = distances.SurfaceDice,
            BoundaryIou = inA + inB == 0 ? null : BoundaryIou(a, b, options.Band),
        };
    }

    /// <summary>The number of pixels that two masks of label 1 have in common.</summary>
    internal static long Overlap(Mask a, Mask b)
    {
        var common = 0L;
        for (var y = 0; y < a.Height; y++)
        {
            common += RunRow.Overlap(a.Row(y), b.Row(y));
        }

        return common;
    }

    /// <summary>The IoU of two bands, each a mask less its erosion; it follows from counts, as an erosion lies within its mask.</summary>
    private static double BoundaryIou(Mask a, Mask b, PixelLength band)
    {
        var radius = Math.Max(1, (int)Math.Round(Math.Min(band.On(a.Width, a.Height), int.MaxValue / 4)));
        var (innerA, innerB) = (SquareErosion.Erode(a, radius), SquareErosion.Erode(b, radius));
        var common = Overlap(a, b) - Overlap(innerA, b) - Overlap(a, innerB) + Overlap(innerA, innerB);
        var both = a.Area(1) - innerA.Area(1) + b.Area(1) - innerB.Area(1);
        return common / (double)(both - common);
    }

    private static void CheckSizes(Mask truth, Mask predicted)
    {
        if (truth.Width != predicted.Width || truth.Height != predicted.Height)
        {
            throw new ArgumentException($"The masks are {truth.Width}x{truth.Height} and {predicted.Width}x{predicted.Height}.", nameof(predicted));
        }

        if (PixelLength.Diagonal(truth.Width, truth.Height) > BoundaryDistances.MaxDiagonal)
        {
            throw new ArgumentException($"The masks are {truth.Width}x{truth.Height}; distances are measured on films whose diagonal has at most {BoundaryDistances.MaxDiagonal} pixels.", nameof(truth));
        }
    }
}
