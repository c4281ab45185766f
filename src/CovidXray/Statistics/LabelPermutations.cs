using CovidXray.Splits;

namespace CovidXray.Statistics;

/// <summary>Labels shared out anew by chance, group by group: what fields would tell if they told nothing.</summary>
/// <remarks>
/// Groups change their labels with each other, as images of one patient mostly have one label: to share out images alone would make chance
/// look weaker than it is. A group that gets the labels of a larger one takes some of them, of a smaller one all, and some of them again.
/// Where all images of a group have one label, this permutes groups, and the test is exact.
/// </remarks>
/// <param name="design">The true labels, and groups.</param>
/// <param name="seed">Another one makes other labels.</param>
internal sealed class LabelPermutations(AuditDesign design, ulong seed)
{
    private readonly int[][] _members = Members(design);

    /// <summary>Makes labels; for several threads at once.</summary>
    /// <param name="draw">Which; each is made by itself.</param>
    /// <returns>The class of each image in the design's order.</returns>
    public int[] Draw(int draw)
    {
        var random = new SplitRandom(RandomSeeds.Of(seed, (ulong)draw));
        int[] donors = [.. Enumerable.Range(0, _members.Length)];
        random.Shuffle(donors);
        var labels = new int[design.Count];
        for (var group = 0; group < _members.Length; group++)
        {
            var own = _members[group];
            var given = new int[_members[donors[group]].Length];
            for (var i = 0; i < given.Length; i++)
            {
                given[i] = design.Labels[_members[donors[group]][i]];
            }

            random.Shuffle(given);
            for (var i = 0; i < own.Length; i++)
            {
                labels[own[i]] = i < given.Length ? given[i] : given[random.Below(given.Length)];
            }
        }

        return labels;
    }

    private static int[][] Members(AuditDesign design)
    {
        var members = Enumerable.Range(0, design.GroupCount).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < design.Count; i++)
        {
            members[design.Groups[i]].Add(i);
        }

        return [.. members.Select(m => m.ToArray())];
    }
}

/// <summary>Seeds of streams of random numbers that have nothing to do with each other.</summary>
internal static class RandomSeeds
{
    /// <summary>The seed of a stream.</summary>
    /// <param name="seed">The seed of all.</param>
    /// <param name="stream">The stream's number.</param>
    public static ulong Of(ulong seed, ulong stream) => new SplitRandom(new SplitRandom(seed).Next() + stream).Next();
}
