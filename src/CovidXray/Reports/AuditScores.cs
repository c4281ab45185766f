using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>A model's scores: how well they tell the label, in every subgroup, and among images that a field cannot tell apart.</summary>
public sealed record AuditScores
{
    /// <summary>The file that has them.</summary>
    public required string File { get; init; }

    /// <summary>Images without one, which count for nothing here.</summary>
    public int Missing { get; init; }

    /// <summary>How well they tell the label, over all images with a score.</summary>
    public required ScoreFigures Overall { get; init; }

    /// <summary>The same in every subgroup.</summary>
    public IReadOnlyList<ScoredSubgroup> Subgroups { get; init; } = [];

    /// <summary>The same among images with one value of a field, for each field, the largest drop first.</summary>
    public IReadOnlyList<MatchedScore> Matched { get; init; } = [];
}

/// <summary>A model's figures in a subgroup.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value, or the range of numbers.</param>
/// <param name="Figures">How well the scores tell the label there.</param>
public sealed record ScoredSubgroup(string Field, string Value, ScoreFigures Figures);

/// <summary>A model's AUC among images with one value of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="FieldAuc">How well the field alone predicts the label.</param>
/// <param name="IsDangerous">Whether that is more than chance.</param>
/// <param name="Auc">The model's AUC over pairs of images with one value of the field.</param>
/// <param name="Interval">Where it may lie for other patients.</param>
/// <param name="Drop">How much the AUC over all images is above it.</param>
/// <param name="DropInterval">Where that may lie for other patients.</param>
/// <param name="PairShare">The share of all pairs that have one value of the field, 0 to 1.</param>
public sealed record MatchedScore(string Field, double FieldAuc, bool IsDangerous, double Auc, Interval? Interval, double Drop, Interval? DropInterval, double PairShare);
