namespace CovidXray.Splits;

/// <summary>Which images stay together: those that have a key in common, directly or through others.</summary>
/// <remarks>
/// <code>
/// image     a          b              c            d
/// keys      patient 1  patient 1      film x       -
///                      film x
/// group     0          0              0            1
/// </code>
/// </remarks>
internal sealed class ImageGroups
{
    private readonly int[] _groups;

    private ImageGroups(int[] groups, int count) => (_groups, Count) = (groups, count);

    /// <summary>How many groups there are.</summary>
    public int Count { get; }

    /// <summary>How many images there are.</summary>
    public int Images => _groups.Length;

    /// <summary>The group of an image, from 0; groups are numbered as their first images come.</summary>
    /// <param name="image">The image's position.</param>
    public int this[int image] => _groups[image];

    /// <summary>Joins images.</summary>
    /// <param name="keys">The keys of each image, such as <c>patient 311a</c>; compared letter by letter.</param>
    /// <param name="pairs">Images that stay together for other reasons, by their positions.</param>
    public static ImageGroups Of(IReadOnlyList<IReadOnlyList<string>> keys, IEnumerable<(int A, int B)> pairs)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(pairs);
        var parents = Enumerable.Range(0, keys.Count).ToArray();
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            foreach (var key in keys[i])
            {
                if (!firsts.TryAdd(key, i))
                {
                    Join(parents, firsts[key], i);
                }
            }
        }

        foreach (var (a, b) in pairs)
        {
            Join(parents, a, b);
        }

        var numbers = new Dictionary<int, int>();
        var groups = new int[keys.Count];
        for (var i = 0; i < groups.Length; i++)
        {
            var root = RootOf(parents, i);
            if (!numbers.TryGetValue(root, out groups[i]))
            {
                numbers.Add(root, groups[i] = numbers.Count);
            }
        }

        return new ImageGroups(groups, numbers.Count);
    }

    /// <summary>The positions of the images of each group, ascending.</summary>
    public IReadOnlyList<int>[] Members()
    {
        var members = new List<int>[Count];
        for (var i = 0; i < _groups.Length; i++)
        {
            (members[_groups[i]] ??= []).Add(i);
        }

        return members;
    }

    private static void Join(int[] parents, int a, int b)
    {
        var (first, second) = (RootOf(parents, a), RootOf(parents, b));
        parents[Math.Max(first, second)] = Math.Min(first, second);
    }

    private static int RootOf(int[] parents, int item)
    {
        while (parents[item] != item)
        {
            parents[item] = parents[parents[item]];
            item = parents[item];
        }

        return item;
    }
}
