using CovidXray.Annotations;
using CovidXray.Splits;

namespace CovidXray.Jobs.Splits;

/// <summary>What <see cref="SplitJob"/> made, and the proof of it.</summary>
/// <param name="Split">The split.</param>
/// <param name="Proof">What can be shown of it.</param>
/// <param name="Failures">Documents that could not be read; their images are in no part.</param>
public sealed record SplitResult(DatasetSplit Split, SplitProof Proof, IReadOnlyList<DatasetException> Failures)
{
    /// <summary>The file that keeps the split; null if nothing is saved.</summary>
    public string? SavedTo { get; init; }

    /// <summary>The split that was saved there before; null if there was none.</summary>
    public DatasetSplit? Replaced { get; init; }

    /// <summary>The folds that values of a field make, in order; empty without such folds.</summary>
    public IReadOnlyList<ValueFold> ValueFolds { get; init; } = [];

    /// <summary>How many images joined a split that was kept.</summary>
    public int Joined { get; init; }

    /// <summary>How many of the chosen images are in none of the parts that were imported or checked.</summary>
    public int WithoutPlace { get; init; }
}
