using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Splits;

/// <summary>Looks at a finished split as a stranger would: at images and their places, not at how they came there.</summary>
/// <param name="images">The images that have a place.</param>
/// <param name="places">Their places.</param>
/// <param name="groups">Their groups.</param>
/// <param name="pairs">Those that show one film, by their positions.</param>
/// <param name="values">Their values.</param>
internal sealed class SplitProver(IReadOnlyList<SplitImage> images, IReadOnlyList<SplitPlace> places, GroupedImages groups, IReadOnlyList<(int A, int B)> pairs, ImageValues values)
{
    private readonly List<SplitPlace> _places = [.. places.Distinct().OrderBy(p => p.Fold ?? -1).ThenBy(p => p.Part)];

    /// <summary>Makes the proof.</summary>
    /// <param name="isBalanced">Whether a part was to be like the whole.</param>
    public SplitProof Prove(Func<SplitPlace, bool> isBalanced)
    {
        var positions = _places.Select((p, i) => (p, i)).ToDictionary(p => p.p, p => p.i);
        int[] parts = [.. places.Select(p => positions[p])];
        bool[] isOfBalance = [.. _places.Select(isBalanced)];
        var byPatient = Enumerable.Range(0, images.Count).Where(i => images[i].Facts.Patient is not null).GroupBy(i => images[i].Facts.Patient!, StringComparer.Ordinal).ToList();
        var (ofParts, patientsOf, groupsOf) = (CountParts(images.Select((_, i) => (int[])[i]), parts), CountParts(byPatient, parts), CountParts(groups.Members, parts));
        PartCount[] counts = [.. _places.Select((place, part) => new PartCount(NameOf(place), ofParts[part], patientsOf[part], groupsOf[part], isOfBalance[part]) { Fold = place.Fold })];
        SplitLeak[] leaks =
        [
            .. byPatient.Where(g => IsAcross(g, parts)).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Leak(LeakKind.Patient, g.Key, g, parts)),
            .. groups.Members.Where(m => IsAcross(m, parts)).Select(m => Leak(LeakKind.Group, images[m[0]].Facts.Id, m, parts)),
            .. pairs.Where(p => parts[p.A] != parts[p.B]).Select(p => Leak(LeakKind.Pair, $"{images[p.A].Facts.Id} {images[p.B].Facts.Id}", [p.A, p.B], parts)),
        ];
        return new SplitProof
        {
            Parts = counts,
            Leaks = leaks,
            Patients = byPatient.Count,
            Groups = groups.Count,
            Pairs = pairs.Count,
            WithoutPatient = images.Count(i => i.Facts.Patient is null),
            LargestGroup = groups.Sizes.DefaultIfEmpty().Max(),
            Values = Shares(parts, isOfBalance),
            Random = RandomSplit.Of(groups.Sizes, [.. counts.Select(c => c.Images)], _places.FindIndex(p => p.Part == DatasetPart.Train)),
        };
    }

    /// <summary>The name of the part or fold of a place.</summary>
    public static string NameOf(SplitPlace place) => place switch
    {
        { Part: { } part } => PartNames.Of(part),
        { Fold: { } fold } => string.Create(CultureInfo.InvariantCulture, $"fold {fold}"),
        _ => "none",
    };

    /// <summary>How many of some sets of images have one in each part.</summary>
    private int[] CountParts(IEnumerable<IEnumerable<int>> sets, int[] parts)
    {
        var counts = new int[_places.Count];
        foreach (var part in sets.SelectMany(set => set.Select(i => parts[i]).Distinct()))
        {
            counts[part]++;
        }

        return counts;
    }

    private static bool IsAcross(IEnumerable<int> members, int[] parts) => members.Select(i => parts[i]).Distinct().Skip(1).Any();

    private SplitLeak Leak(LeakKind kind, string name, IEnumerable<int> members, int[] parts) =>
        new(kind, name, [.. members.Select(i => (images[i].Facts.Id, NameOf(_places[parts[i]]))).OrderBy(i => i.Id, StringComparer.Ordinal)]);

    /// <summary>Groups are counted where they matter: in the parts that were to be like the whole, if there are any.</summary>
    private ValueShares[] Shares(int[] parts, bool[] isOfBalance)
    {
        var countsAll = !isOfBalance.Contains(true);
        int[][] counts = [.. values.Values.Select(_ => new int[_places.Count])];
        var groupsOfValue = new int[values.Values.Count];
        for (var image = 0; image < images.Count; image++)
        {
            foreach (var value in values.Of(image))
            {
                counts[value][parts[image]]++;
            }
        }

        foreach (var value in groups.Members.SelectMany(members => members.Where(i => countsAll || isOfBalance[parts[i]]).SelectMany(values.Of).Distinct()))
        {
            groupsOfValue[value]++;
        }

        return [.. values.Values.Select((v, i) => new ValueShares(v, groupsOfValue[i], counts[i]))];
    }
}
