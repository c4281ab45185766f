namespace CovidXray.Splits;

/// <summary>Groups that are to be shared out to parts, so that each part is like the whole.</summary>
internal sealed class BalanceProblem
{
    /// <summary>How many parts there are.</summary>
    public int Parts => Weights.Count;

    /// <summary>The share of each part, in relation to the others: 70, 15, 15. Whole numbers of 1 or more.</summary>
    public required IReadOnlyList<int> Weights { get; init; }

    /// <summary>The images of each group.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>How many images of each group have each value, values that occur alone, ascending by value.</summary>
    public required IReadOnlyList<(int Value, int Count)[]> Values { get; init; }

    /// <summary>The part in which each group is already and stays; -1 for none. Null if none is anywhere.</summary>
    public IReadOnlyList<int>? Fixed { get; init; }

    /// <summary>How many groups each part needs at least, if there are so many; null for one each.</summary>
    public IReadOnlyList<int>? LeastGroups { get; init; }

    /// <summary>How many values there are.</summary>
    public required int ValueCount { get; init; }
}
