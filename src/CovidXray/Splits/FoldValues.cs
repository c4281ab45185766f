using CovidXray.Annotations;

namespace CovidXray.Splits;

/// <summary>A fold of each value of a field. Values that share a group are in one fold, and so are values that few images have.</summary>
internal sealed class FoldValues
{
    /// <summary>Values that fewer images than one in so many have are small.</summary>
    private const int SmallShare = 20;

    private readonly IReadOnlyList<string> _values;
    private readonly HashSet<int> _ofSmallOnes;

    private FoldValues(IReadOnlyList<string> values, IReadOnlyList<string> names, int[] ofGroups, HashSet<int> ofSmallOnes, int count)
    {
        _values = values;
        _ofSmallOnes = ofSmallOnes;
        Names = names;
        OfGroups = ofGroups;
        Count = count;
    }

    /// <summary>All values, sorted (ordinal).</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The fold of each group; -1 for those that are not shared out.</summary>
    public int[] OfGroups { get; }

    /// <summary>How many folds the values make.</summary>
    public int Count { get; }

    /// <summary>Finds the folds, the largest first.</summary>
    /// <param name="images">The chosen images in their groups.</param>
    /// <param name="takes">Which groups are shared out.</param>
    /// <param name="values">The value of each chosen image.</param>
    /// <param name="most">How many folds there are at most; 0 for as many as values that are not small.</param>
    /// <param name="kept">Where groups are already: a value's fold has the number that most of its images have. Null if all are new.</param>
    public static FoldValues Find(GroupedImages images, bool[] takes, IReadOnlyList<string> values, int most, IReadOnlyList<SplitPlace?>? kept = null)
    {
        string[] names = [.. Enumerable.Range(0, images.Count).Where(g => takes[g]).SelectMany(g => images.Members[g]).Select(i => values[i]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);
        var counts = new int[names.Length];
        var pairs = new List<(int, int)>();
        for (var group = 0; group < images.Count; group++)
        {
            if (!takes[group])
            {
                continue;
            }

            var first = numbers[values[images.Members[group][0]]];
            foreach (var image in images.Members[group])
            {
                var own = numbers[values[image]];
                counts[own]++;
                pairs.Add((first, own));
            }
        }

        var joined = ImageGroups.Of([.. names.Select(_ => Array.Empty<string>())], pairs);
        var folds = joined.Members().Select(m => new ValueFold([.. m.Select(v => names[v])], m.Sum(v => counts[v]), IsOfSmallOnes: false)).ToList();
        JoinSmallOnes(folds, most > 0 ? int.MaxValue : counts.Sum() / SmallShare, most);
        folds.Sort((a, b) => a.Images != b.Images ? b.Images.CompareTo(a.Images) : string.CompareOrdinal(a.Values[0], b.Values[0]));
        var foldOfValue = folds.SelectMany((f, i) => f.Values.Select(v => (v, i))).ToDictionary(f => f.v, f => f.i, StringComparer.Ordinal);
        int[] ofGroups = [.. Enumerable.Range(0, images.Count).Select(g => takes[g] ? foldOfValue[values[images.Members[g][0]]] : -1)];
        var numberOf = Numbers(images, ofGroups, folds.Count, kept);
        return new FoldValues(
            values,
            names,
            [.. ofGroups.Select(f => f < 0 ? -1 : numberOf[f])],
            [.. Enumerable.Range(0, folds.Count).Where(f => folds[f].IsOfSmallOnes).Select(f => numberOf[f])],
            folds.Count);
    }

    /// <summary>The values that are in each fold in the end, in the order of folds.</summary>
    /// <param name="places">The places of the chosen images.</param>
    public IReadOnlyList<ValueFold> InPlaces(IReadOnlyList<SplitPlace> places)
    {
        var images = Enumerable.Range(0, places.Count).Where(i => places[i].Fold is not null).ToLookup(i => places[i].Fold!.Value);
        return
        [
            .. Enumerable.Range(0, places.Max(p => p.Fold + 1) ?? 0).Select(fold => new ValueFold(
                [.. images[fold].Select(i => _values[i]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                images[fold].Count(),
                _ofSmallOnes.Contains(fold))),
        ];
    }

    private static void JoinSmallOnes(List<ValueFold> folds, int limit, int most)
    {
        var least = Math.Max(most, 2);
        while (folds.Count > least)
        {
            folds.Sort((a, b) => a.Images != b.Images ? a.Images.CompareTo(b.Images) : string.CompareOrdinal(a.Values[0], b.Values[0]));
            if (folds[0].Images >= limit)
            {
                return;
            }

            // The small ones gather in one fold until that is not small any more.
            folds[1] = new ValueFold([.. folds[0].Values.Concat(folds[1].Values).Order(StringComparer.Ordinal)], folds[0].Images + folds[1].Images, IsOfSmallOnes: true);
            folds.RemoveAt(0);
        }
    }

    /// <summary>The number of each fold: the one that most of its images have already, else the next that is free.</summary>
    private static int[] Numbers(GroupedImages images, int[] ofGroups, int count, IReadOnlyList<SplitPlace?>? kept)
    {
        var numbers = new int[count];
        var taken = new HashSet<int>(kept?.Select(p => p?.Fold).OfType<int>() ?? []);
        var next = 0;
        for (var fold = 0; fold < count; fold++)
        {
            var own = Enumerable.Range(0, ofGroups.Length).Where(g => ofGroups[g] == fold && kept?[g]?.Fold is not null)
                .GroupBy(g => kept![g]!.Value.Fold!.Value, g => images.Sizes[g])
                .OrderByDescending(g => g.Sum())
                .ThenBy(g => g.Key)
                .Select(g => (int?)g.Key)
                .FirstOrDefault();
            while (own is null && taken.Contains(next))
            {
                next++;
            }

            numbers[fold] = own ?? next;
            taken.Add(numbers[fold]);
        }

        return numbers;
    }
}

/// <summary>A fold that is made of values of a field.</summary>
/// <param name="Values">The values, sorted (ordinal); <c>missing</c> for images without one.</param>
/// <param name="Images">How many images it has.</param>
/// <param name="IsOfSmallOnes">Whether values were joined in it that few images have, rather than by groups alone.</param>
public sealed record ValueFold(IReadOnlyList<string> Values, int Images, bool IsOfSmallOnes);
