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

    /// <summary>Makes folds that no group is in two of, with about as many images of each class in each: groups in random order, the largest first, each into the fold that has least of what it brings.</summary>
    /// <param name="labels">The class of each image, from 0.</param>
    /// <param name="groups">The group of each image, from 0.</param>
    /// <param name="count">How many; no more than groups of the rarest class, but two.</param>
    /// <param name="seed">Another one makes other folds.</param>
    public static int[] MakeFolds(IReadOnlyList<int> labels, IReadOnlyList<int> groups, int count, ulong seed)
    {
        var (groupCount, classes) = (groups.Max() + 1, labels.Max() + 1);
        var brings = new int[groupCount, classes];
        var sizes = new int[groupCount];
        for (var i = 0; i < groups.Count; i++)
        {
            brings[groups[i], labels[i]]++;
            sizes[groups[i]]++;
        }

        var rarest = Enumerable.Range(0, classes).Min(c => Enumerable.Range(0, groupCount).Count(g => brings[g, c] > 0));
        var folds = Math.Clamp(rarest, 2, Math.Max(2, count));
        int[] order = [.. Enumerable.Range(0, groupCount)];
        new SplitRandom(seed).Shuffle(order);
        var (filled, total) = (new int[folds, classes], new int[folds]);
        var ofGroups = new int[groupCount];
        foreach (var group in order.OrderByDescending(g => sizes[g]))
        {
            var best = Enumerable.Range(0, folds).MinBy(f => (Enumerable.Range(0, classes).Sum(c => (long)filled[f, c] * brings[group, c]), total[f]));
            ofGroups[group] = best;
            total[best] += sizes[group];
            for (var c = 0; c < classes; c++)
            {
                filled[best, c] += brings[group, c];
            }
        }

        return [.. groups.Select(g => ofGroups[g])];
    }
}
