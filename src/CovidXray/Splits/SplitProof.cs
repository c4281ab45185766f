namespace CovidXray.Splits;

/// <summary>What can be shown of a split: that nothing leaks, and how like the whole its parts are.</summary>
public sealed record SplitProof
{
    /// <summary>The parts and folds that have images: train, val, test, then folds.</summary>
    public required IReadOnlyList<PartCount> Parts { get; init; }

    /// <summary>Patients, groups and pairs of one film that are in several parts; none in a split that does not leak.</summary>
    public required IReadOnlyList<SplitLeak> Leaks { get; init; }

    /// <summary>How many patients there are.</summary>
    public required int Patients { get; init; }

    /// <summary>How many groups there are.</summary>
    public required int Groups { get; init; }

    /// <summary>How many pairs of images show one film.</summary>
    public required int Pairs { get; init; }

    /// <summary>How many of the images name no patient.</summary>
    public required int WithoutPatient { get; init; }

    /// <summary>How many images the largest group has.</summary>
    public required int LargestGroup { get; init; }

    /// <summary>The share of each value in each part, in the order of values and parts.</summary>
    public required IReadOnlyList<ValueShares> Values { get; init; }

    /// <summary>What a random split into parts of these sizes does.</summary>
    public required RandomSplit Random { get; init; }

    /// <summary>How many leaks of a kind there are.</summary>
    public int CountOf(LeakKind kind) => Leaks.Count(l => l.Kind == kind);

    /// <summary>The value and part whose share is furthest from the whole's, among values that at least ten groups have; null if there is none.</summary>
    public (ValueShares Value, int Part)? LargestDeviation
    {
        get
        {
            (ValueShares Value, int Part)? largest = null;
            foreach (var value in Values.Where(v => v.Groups >= ValueShares.GroupsThatCount))
            {
                for (var part = 0; part < value.Counts.Count; part++)
                {
                    if (Parts[part].IsBalanced && (largest is not { } l || Math.Abs(value.Deviation(Parts, part)) > Math.Abs(l.Value.Deviation(Parts, l.Part))))
                    {
                        largest = (value, part);
                    }
                }
            }

            return largest;
        }
    }

    /// <summary>Values that some parts have none of, and these parts; those first that groups did not make unavoidable.</summary>
    public IEnumerable<(ValueShares Value, IReadOnlyList<int> Parts, bool IsUnavoidable)> Lacking =>
        from value in Values
        where value.BalancedTotal(Parts) > 0
        let parts = (int[])[.. Enumerable.Range(0, Parts.Count).Where(p => Parts[p].IsBalanced && value.Counts[p] == 0)]
        where parts.Length > 0
        let isUnavoidable = value.Groups < Parts.Count(p => p.IsBalanced)
        orderby isUnavoidable
        select (value, (IReadOnlyList<int>)parts, isUnavoidable);
}

/// <summary>How much a part has.</summary>
/// <param name="Name"><c>train</c>, <c>val</c>, <c>test</c>, or <c>fold 0</c>.</param>
/// <param name="Images">Its images.</param>
/// <param name="Patients">The patients that they name.</param>
/// <param name="Groups">The groups that have an image in it.</param>
/// <param name="IsBalanced">Whether it was to be like the whole; a held-out source is not.</param>
public sealed record PartCount(string Name, int Images, int Patients, int Groups, bool IsBalanced)
{
    /// <summary>The fold's number; null for a part.</summary>
    public int? Fold { get; init; }
}

/// <summary>Something that is in several parts.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The patient, the first image of the group, or the pair.</param>
/// <param name="Images">The images with the names of their parts, sorted by id.</param>
public sealed record SplitLeak(LeakKind Kind, string Name, IReadOnlyList<(string Id, string Part)> Images);

/// <summary>What leaks from part to part.</summary>
public enum LeakKind
{
    /// <summary>Images of one patient.</summary>
    Patient,

    /// <summary>Images that belong together for any reason.</summary>
    Group,

    /// <summary>Two images of one film.</summary>
    Pair,
}

/// <summary>How many images of each part have a value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Groups">How many groups of the balanced parts have it.</param>
/// <param name="Counts">How many images of each part have it.</param>
public sealed record ValueShares(SplitValue Value, int Groups, IReadOnlyList<int> Counts)
{
    /// <summary>Of values that fewer groups have, shares go by leaps: they say little of a split.</summary>
    public const int GroupsThatCount = 10;

    /// <summary>How many images of the balanced parts have it.</summary>
    internal int BalancedTotal(IReadOnlyList<PartCount> parts) => Counts.Where((_, i) => parts[i].IsBalanced).Sum();

    /// <summary>The share among all balanced parts, from 0 to 1.</summary>
    /// <param name="parts">The parts, as <see cref="SplitProof.Parts"/> has them.</param>
    public double Share(IReadOnlyList<PartCount> parts) => Ratio(BalancedTotal(parts), parts.Where(p => p.IsBalanced).Sum(p => p.Images));

    /// <summary>The share in a part less that among all balanced parts, from -1 to 1.</summary>
    /// <param name="parts">The parts, as <see cref="SplitProof.Parts"/> has them.</param>
    /// <param name="part">The part's position.</param>
    public double Deviation(IReadOnlyList<PartCount> parts, int part) => Ratio(Counts[part], parts[part].Images) - Share(parts);

    private static double Ratio(int count, int total) => total == 0 ? 0 : (double)count / total;
}
