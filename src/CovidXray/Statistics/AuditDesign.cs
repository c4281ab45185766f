using CovidXray.Splits;

namespace CovidXray.Statistics;

/// <summary>What a label is predicted over: images in the order of their folds, each with its class and its group.</summary>
/// <remarks>
/// <code>
/// fold      0 0 0 1 1 1 2 2 2       images of a fold stand side by side
/// group     4 4 0 1 2 2 3 3 3       a group is in one fold alone
/// </code>
/// </remarks>
internal sealed class AuditDesign
{
    private AuditDesign(int[] order, int[] starts, int[] labels, int[] groups, int classes)
    {
        Order = order;
        Starts = starts;
        Labels = labels;
        Groups = groups;
        Classes = classes;
        GroupCount = groups.Max() + 1;
    }

    /// <summary>The images as they were given, by their positions, in the order in which they stand here.</summary>
    public int[] Order { get; }

    /// <summary>Where each fold begins, and behind the last where it ends.</summary>
    public int[] Starts { get; }

    /// <summary>The class of each image, from 0.</summary>
    public int[] Labels { get; }

    /// <summary>The group of each image, from 0.</summary>
    public int[] Groups { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>How many groups there are.</summary>
    public int GroupCount { get; }

    /// <summary>How many folds there are.</summary>
    public int Folds => Starts.Length - 1;

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Orders images by folds that are given.</summary>
    /// <param name="labels">The class of each image, from 0.</param>
    /// <param name="groups">The group of each image, from 0.</param>
    /// <param name="folds">The fold of each image, from 0; none is empty.</param>
    public static AuditDesign Of(IReadOnlyList<int> labels, IReadOnlyList<int> groups, IReadOnlyList<int> folds)
    {
        int[] order = [.. Enumerable.Range(0, labels.Count).OrderBy(i => folds[i])];
        var count = folds.Max() + 1;
        int[] starts = [.. Enumerable.Range(0, count + 1).Select(f => folds.Count(own => own < f))];
        return new AuditDesign(order, starts, [.. order.Select(i => labels[i])], [.. order.Select(i => groups[i])], labels.Max() + 1);
    }

    /// <summary>Makes folds of about one size that no group is in two of: groups in random order, the largest first, each into the smallest fold.</summary>
    /// <remarks>They do not depend on labels: so other labels, shared out by chance, meet the same folds (<see cref="LabelPermutations"/>).</remarks>
    /// <param name="groups">The group of each image, from 0.</param>
    /// <param name="count">How many; fewer groups make fewer folds.</param>
    /// <param name="seed">Another one makes other folds.</param>
    public static int[] MakeFolds(IReadOnlyList<int> groups, int count, ulong seed)
    {
        var sizes = new int[groups.Max() + 1];
        foreach (var group in groups)
        {
            sizes[group]++;
        }

        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        new SplitRandom(seed).Shuffle(order);
        var filled = new int[Math.Min(count, sizes.Length)];
        var ofGroups = new int[sizes.Length];
        foreach (var group in order.OrderByDescending(g => sizes[g]))
        {
            var least = Array.IndexOf(filled, filled.Min());
            ofGroups[group] = least;
            filled[least] += sizes[group];
        }

        return [.. groups.Select(g => ofGroups[g])];
    }
}
