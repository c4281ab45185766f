namespace CovidXray.Scores;

/// <summary>The pixels of a true and a predicted mask, of one film or of many together, and the figures that follow from counts alone.</summary>
/// <param name="Pixels">All pixels that are compared, background included.</param>
/// <param name="True">Pixels of the true mask.</param>
/// <param name="Predicted">Pixels of the predicted mask.</param>
/// <param name="Common">Pixels that both masks have: true positives.</param>
public readonly record struct PixelCounts(long Pixels, long True, long Predicted, long Common)
{
    /// <summary>Pixels that at least one of both masks has.</summary>
    public long United => True + Predicted - Common;

    /// <summary>Dice coefficient, F1: twice the common pixels to the pixels of both masks, 0 to 1; null if both are empty.</summary>
    public double? Dice => Ratio(2.0 * Common, True + Predicted);

    /// <summary>Intersection over union, Jaccard index, 0 to 1; null if both masks are empty.</summary>
    public double? Iou => Ratio(Common, United);

    /// <summary>The share of predicted pixels that are true, 0 to 1; 0 if nothing is predicted where something is true, null if both masks are empty.</summary>
    public double? Precision => United == 0 ? null : Ratio(Common, Predicted) ?? 0;

    /// <summary>The share of true pixels that are predicted (sensitivity), 0 to 1; 0 if something is predicted where nothing is true, null if both masks are empty.</summary>
    public double? Recall => United == 0 ? null : Ratio(Common, True) ?? 0;

    /// <summary>The share of background that is not predicted, 0 to 1; null if there is no background.</summary>
    public double? Specificity => Ratio(Pixels - United, Pixels - True);

    /// <summary>Volume similarity: 1 less the difference of both areas to their sum, 0 to 1; null if both are empty. It does not look where pixels are.</summary>
    public double? VolumeSimilarity => 1 - Ratio(Math.Abs(True - Predicted), True + Predicted);

    /// <summary>Relative area error: how much more (or, negative, less) is predicted than is true, to what is true; null if nothing is true.</summary>
    public double? AreaError => Ratio(Predicted - True, True);

    /// <summary>The counts of both together.</summary>
    public static PixelCounts operator +(PixelCounts left, PixelCounts right) => left.Add(right);

    /// <summary>The counts of both together.</summary>
    public PixelCounts Add(PixelCounts other) => new(Pixels + other.Pixels, True + other.True, Predicted + other.Predicted, Common + other.Common);

    private static double? Ratio(double part, long whole) => whole == 0 ? null : part / whole;
}
