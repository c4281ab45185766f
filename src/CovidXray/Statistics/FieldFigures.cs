namespace CovidXray.Statistics;

/// <summary>How well one field alone predicts a label.</summary>
public sealed record FieldFigures
{
    /// <summary>The area under the ROC curve, 0 to 1; 0.5 is chance. Of several classes the mean over classes, each against the rest.</summary>
    public required double Auc { get; init; }

    /// <summary>Where it may lie for other patients; null if that is not asked.</summary>
    public Interval? AucInterval { get; init; }

    /// <summary>The mean over classes of the share of images that are predicted right, 0 to 1; one class in so many is chance.</summary>
    public required double BalancedAccuracy { get; init; }

    /// <summary>Where it may lie for other patients; null if that is not asked.</summary>
    public Interval? BalancedAccuracyInterval { get; init; }

    /// <summary>Cramér's V, corrected for bias, of the field's values (numbers: in ten bins) and the label; null if either does not vary.</summary>
    public double? CramersV { get; init; }

    /// <summary>Spearman's rank correlation of a number and a label of two classes; null for others.</summary>
    public double? RankCorrelation { get; init; }

    /// <summary>How probable an AUC as large is if the field tells nothing, by itself.</summary>
    public double PValue { get; init; } = 1;

    /// <summary>The same, corrected for all fields that were tried.</summary>
    public double CorrectedPValue { get; init; } = 1;
}
