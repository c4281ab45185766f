namespace CovidXray.Splits;

/// <summary>The chosen images of a dataset in their groups. Groups of which no image is chosen are not among them.</summary>
internal sealed class GroupedImages
{
    private readonly int[] _groups;

    /// <summary>Counts the images of each group, and their values.</summary>
    /// <param name="groups">The groups of the whole dataset.</param>
    /// <param name="chosen">The chosen images, by their positions in the dataset, ascending.</param>
    /// <param name="values">The values of the chosen images, in their order.</param>
    public GroupedImages(ImageGroups groups, IReadOnlyList<int> chosen, ImageValues values)
    {
        var numbers = new Dictionary<int, int>();
        _groups = new int[chosen.Count];
        var members = new List<List<int>>();
        for (var i = 0; i < chosen.Count; i++)
        {
            if (!numbers.TryGetValue(groups[chosen[i]], out _groups[i]))
            {
                numbers.Add(groups[chosen[i]], _groups[i] = members.Count);
                members.Add([]);
            }

            members[_groups[i]].Add(i);
        }

        Members = members;
        Numbers = numbers;
        Sizes = [.. members.Select(m => m.Count)];
        Values = [.. members.Select(m => m.SelectMany(values.Of).GroupBy(v => v).Select(v => (v.Key, v.Count())).OrderBy(v => v.Key).ToArray())];
        ValueCount = values.Values.Count;
    }

    /// <summary>How many groups there are.</summary>
    public int Count => Members.Count;

    /// <summary>The chosen images of each group, by their positions among the chosen ones, ascending.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Members { get; }

    /// <summary>The number here of a group of the whole dataset.</summary>
    public IReadOnlyDictionary<int, int> Numbers { get; }

    /// <summary>How many images each group has.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>How many images of each group have each value, values that occur alone, ascending by value.</summary>
    public IReadOnlyList<(int Value, int Count)[]> Values { get; }

    /// <summary>How many values there are.</summary>
    public int ValueCount { get; }

    /// <summary>The group of a chosen image.</summary>
    public int this[int image] => _groups[image];
}
