namespace CovidXray.Splits;

/// <summary>How a split is made; kept with it.</summary>
/// <remarks>A list that is null is empty: the JSON serializer sets those that a document leaves out to null, whatever they were.</remarks>
public sealed record SplitOptions
{
    /// <summary>The most folds that a split may have.</summary>
    public const int MostFolds = 10_000;

    /// <summary>The shares of train, val and test, in percent, each from 0 to 100, 100 together; at most two decimals count.</summary>
    public SplitShares Shares { get; init; } = new(70, 15, 15);

    /// <summary>In how many folds all images but those of test are shared out, instead of train and val; 0 for none, else 2 or more.</summary>
    public int Folds { get; init; }

    /// <summary>Which of many splits that are as good: the same seed gives the same split on every machine.</summary>
    public ulong Seed { get; init; }

    /// <summary>Fields and concepts whose values have the same share in each part; empty for the class tags and the view.</summary>
    public IReadOnlyList<string> Stratify { get; init => field = value ?? []; } = [];

    /// <summary>Whether parts are made like the whole at all, rather than of the right sizes alone.</summary>
    public bool IsBalanced { get; init; } = true;

    /// <summary>Fields whose values keep images together, besides patients, names and duplicates.</summary>
    public IReadOnlyList<string> GroupBy { get; init => field = value ?? []; } = [];

    /// <summary>Whether images of one patient and copies of one film stay together.</summary>
    public bool IsGrouped { get; init; } = true;

    /// <summary>An expression; every group with an image for which it holds goes to test, and nothing else does.</summary>
    public string? TestWhere { get; init; }

    /// <summary>A field, each value of which is a fold of its own; values that share a group are one.</summary>
    public string? FoldsBy { get; init; }

    /// <summary>The file that parts were read from; null for a split of our own.</summary>
    public string? Imported { get; init; }
}

/// <summary>The shares of the parts, in percent.</summary>
/// <param name="Train">The share of train.</param>
/// <param name="Val">The share of val.</param>
/// <param name="Test">The share of test.</param>
public sealed record SplitShares(decimal Train, decimal Val, decimal Test)
{
    /// <summary>The share of a part, in hundredths of a percent.</summary>
    internal int WeightOf(int part) => (int)decimal.Round((part switch { 0 => Train, 1 => Val, _ => Test }) * 100);
}
