namespace CovidXray.Splits;

/// <summary>A fold of each value of a field. Values that share a group are in one fold, and so are values that few images have.</summary>
internal sealed class FoldValues
{
    /// <summary>Values that fewer images than one in so many have are small.</summary>
    private const int SmallShare = 20;

    private FoldValues(int[] ofGroups, IReadOnlyList<ValueFold> folds) => (OfGroups, Folds) = (ofGroups, folds);

    /// <summary>The fold of each group.</summary>
    public int[] OfGroups { get; }

    /// <summary>The folds, the largest first.</summary>
    public IReadOnlyList<ValueFold> Folds { get; }

    /// <summary>Finds the folds.</summary>
    /// <param name="images">The chosen images in their groups.</param>
    /// <param name="takes">Which groups are shared out.</param>
    /// <param name="values">The value of each chosen image.</param>
    /// <param name="most">How many folds there are at most; 0 for as many as values that are not small.</param>
    public static FoldValues Find(GroupedImages images, bool[] takes, IReadOnlyList<string> values, int most)
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
        return new FoldValues([.. Enumerable.Range(0, images.Count).Select(g => takes[g] ? foldOfValue[values[images.Members[g][0]]] : -1)], folds);
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
}

/// <summary>A fold that is made of values of a field.</summary>
/// <param name="Values">The values, sorted (ordinal); <c>missing</c> for images without one.</param>
/// <param name="Images">How many images it has.</param>
/// <param name="IsOfSmallOnes">Whether values were joined in it that few images have, rather than by groups alone.</param>
public sealed record ValueFold(IReadOnlyList<string> Values, int Images, bool IsOfSmallOnes);
