namespace CovidXray.Statistics;

/// <summary>How well a model's scores tell a label of two classes.</summary>
public sealed record ScoreFigures
{
    /// <summary>Images.</summary>
    public required int Images { get; init; }

    /// <summary>Those of them that have the label.</summary>
    public required int Positives { get; init; }

    /// <summary>The area under the ROC curve, 0 to 1; null if all have the label, or none.</summary>
    public double? Auc { get; init; }

    /// <summary>Where it may lie for other patients.</summary>
    public Interval? AucInterval { get; init; }

    /// <summary>The mean score; null if scores are no probabilities.</summary>
    public double? MeanScore { get; init; }

    /// <summary>The share of images that have the label, 0 to 1.</summary>
    public double Rate => Images == 0 ? 0 : (double)Positives / Images;

    /// <summary>Brier's score, the mean square of score less label, 0 is best; null if scores are no probabilities.</summary>
    public double? Brier { get; init; }

    /// <summary>The expected calibration error: the mean distance of score and rate in ten bins of scores, 0 is best; null if scores are no probabilities.</summary>
    public double? CalibrationError { get; init; }
}
