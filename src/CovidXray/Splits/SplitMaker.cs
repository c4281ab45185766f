using CovidXray.Annotations;

namespace CovidXray.Splits;

/// <summary>Puts groups of images into parts or folds.</summary>
/// <param name="options">What is asked for.</param>
/// <param name="images">How many of the chosen images each group has, and which values they have.</param>
internal sealed class SplitMaker(SplitOptions options, GroupedImages images)
{
    // Shares are in hundredths of a percent.
    private const int Whole = 10_000;

    /// <summary>The place of each group.</summary>
    /// <param name="kept">Where groups are already and stay; null for those that are nowhere, and if all are.</param>
    /// <param name="heldOut">Which groups go to test for what they are; null if none does.</param>
    /// <param name="values">The value of each group that has a fold of its own, see <see cref="FoldValues"/>; null without such folds.</param>
    public SplitPlace[] Make(SplitPlace?[]? kept, bool[]? heldOut, int[]? values)
    {
        var places = new SplitPlace[images.Count];
        var isOpen = new bool[images.Count];
        for (var group = 0; group < places.Length; group++)
        {
            isOpen[group] = heldOut?[group] != true || kept?[group] is not null;
            places[group] = new SplitPlace(isOpen[group] ? null : DatasetPart.Test, null);
        }

        if (values is not null)
        {
            for (var group = 0; group < places.Length; group++)
            {
                places[group] = kept?[group] ?? (isOpen[group] ? new SplitPlace(null, values[group]) : places[group]);
            }
        }
        else if (options.Folds > 0)
        {
            MakeFolds(places, isOpen, kept);
        }
        else
        {
            MakeParts(places, isOpen, kept);
        }

        return places;
    }

    /// <summary>Which parts a split of these options has, with their weights.</summary>
    public static IReadOnlyList<(DatasetPart Part, int Weight)> PartsOf(SplitOptions options) =>
        [.. Enum.GetValues<DatasetPart>().Where(p => p != DatasetPart.Test || options.TestWhere is null).Select(p => (p, options.Shares.WeightOf((int)p))).Where(p => p.Item2 > 0)];

    private void MakeParts(SplitPlace[] places, bool[] isOpen, SplitPlace?[]? kept)
    {
        var parts = PartsOf(options);
        var own = Share(isOpen, [.. parts.Select(p => p.Weight)], kept is null ? null : group => kept[group] is { Part: { } part } ? IndexOf(parts, part) : -1, stage: 0);
        for (var group = 0; group < places.Length; group++)
        {
            if (isOpen[group])
            {
                places[group] = kept?[group] ?? new SplitPlace(parts[own[group]].Part, null);
            }
        }
    }

    private void MakeFolds(SplitPlace[] places, bool[] isOpen, SplitPlace?[]? kept)
    {
        var test = options.TestWhere is null ? options.Shares.WeightOf((int)DatasetPart.Test) : 0;
        bool[] isRest = [.. isOpen];
        if (test > 0)
        {
            var side = Share(isOpen, [test, Whole - test], kept is null ? null : group => kept[group] is { } place ? place.Part == DatasetPart.Test ? 0 : 1 : -1, stage: 0, leastGroups: [1, options.Folds]);
            for (var group = 0; group < places.Length; group++)
            {
                if (isOpen[group] && side[group] == 0)
                {
                    places[group] = new SplitPlace(DatasetPart.Test, null);
                    isRest[group] = false;
                }
            }
        }

        var folds = Share(isRest, [.. Enumerable.Repeat(1, options.Folds)], kept is null ? null : group => kept[group]?.Fold ?? -1, stage: 1);
        for (var group = 0; group < places.Length; group++)
        {
            places[group] = kept?[group] ?? (isRest[group] ? new SplitPlace(null, folds[group]) : places[group]);
        }
    }

    /// <summary>Shares out some of the groups.</summary>
    /// <param name="takes">Which groups.</param>
    /// <param name="weights">The shares.</param>
    /// <param name="fixedPart">Where a group is already; -1 for nowhere.</param>
    /// <param name="stage">Tells two drawings from one seed apart.</param>
    /// <param name="leastGroups">How many groups each part needs; null for one each.</param>
    /// <returns>The part of each group; without meaning for those that are not taken.</returns>
    private int[] Share(bool[] takes, int[] weights, Func<int, int>? fixedPart, int stage, int[]? leastGroups = null)
    {
        int[] groups = [.. Enumerable.Range(0, images.Count).Where(g => takes[g])];
        var parts = PartBalancer.Balance(
            new BalanceProblem
            {
                Weights = weights,
                Sizes = [.. groups.Select(g => images.Sizes[g])],
                Values = [.. groups.Select(g => options.IsBalanced ? images.Values[g] : [])],
                ValueCount = images.ValueCount,
                LeastGroups = leastGroups,
                Fixed = fixedPart is null ? null : [.. groups.Select(fixedPart)],
            },
            options.Seed + ((ulong)stage << 32));
        var all = new int[images.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            all[groups[i]] = parts[i];
        }

        return all;
    }

    private static int IndexOf(IReadOnlyList<(DatasetPart Part, int Weight)> parts, DatasetPart part)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Part == part)
            {
                return i;
            }
        }

        return -1;
    }
}
