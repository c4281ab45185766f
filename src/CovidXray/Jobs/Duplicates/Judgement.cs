using CovidXray.Annotations;
using CovidXray.Config;
using CovidXray.Duplicates;
using CovidXray.Reports;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Obeys judged pairs: what people saw stands above what was found.</summary>
internal static class Judgement
{
    /// <summary>By the ids of the first, then of the second image.</summary>
    public static IComparer<(string A, string B)> Order { get; } = Comparer<(string A, string B)>.Create(static (x, y) =>
        string.CompareOrdinal(x.A, y.A) is not 0 and var order ? order : string.CompareOrdinal(x.B, y.B));

    /// <summary>Moves judged pairs to where they were judged to belong. A pair whose films were not compared is one, too, if it was judged the same.</summary>
    /// <param name="films">The films that were compared.</param>
    /// <param name="prints">What finds the copies of each.</param>
    /// <param name="pairs">Pairs of one picture.</param>
    /// <param name="near">Near pairs of two pictures.</param>
    /// <param name="all">All images of the dataset.</param>
    /// <param name="notes">Hears of judged images that are not there.</param>
    public static void Apply(
        IReadOnlyList<JudgedPair> judged,
        IReadOnlyList<DuplicateFilm> films,
        IReadOnlyList<FilmPrint> prints,
        SortedDictionary<(string A, string B), DuplicatePair> pairs,
        SortedDictionary<(string A, string B), DuplicatePair> near,
        IReadOnlyList<DatasetEntry> all,
        IProgress<JobNote>? notes)
    {
        if (judged.Count == 0)
        {
            return;
        }

        var ids = all.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        string[] absent = [.. judged.SelectMany(j => (string[])[j.A, j.B]).Where(id => !ids.Contains(id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (absent.Length > 0)
        {
            notes.Note($"note: {Wording.Count(absent.Length, "judged image", "is", "are")} not in the dataset: {Wording.Names(absent)}");
        }

        var positions = films.Select((film, i) => (film.Id, i)).ToDictionary(f => f.Id, f => f.i, StringComparer.Ordinal);
        foreach (var one in judged.Where(j => ids.Contains(j.A) && ids.Contains(j.B)))
        {
            var key = (one.A, one.B);
            var known = pairs.GetValueOrDefault(key) ?? near.GetValueOrDefault(key);
            if (known is null && !one.IsSame)
            {
                // Nobody would take them for one.
                continue;
            }

            known ??= Compare(one, positions, prints);
            pairs.Remove(key);
            near.Remove(key);
            (one.IsSame ? pairs : near)[key] = known with { Judged = one.IsSame, Reason = one.Reason };
        }
    }

    /// <summary>The figures of a pair that was not near.</summary>
    private static DuplicatePair Compare(JudgedPair pair, Dictionary<string, int> positions, IReadOnlyList<FilmPrint> prints)
    {
        if (!positions.TryGetValue(pair.A, out var one) || !positions.TryGetValue(pair.B, out var other))
        {
            return new DuplicatePair(pair.A, pair.B, DifferenceHash.Bits, 0, CopyKind.Same, IsPart: false);
        }

        var looked = new CopyJudge(DifferenceHash.Bits).Judge(prints, new CopyCandidate(one, other, [new CopyWay(CopyKind.Same, Alignment.Of(prints[one].Content, prints[other].Content))]));
        return new DuplicatePair(pair.A, pair.B, looked.Distance, looked.Correlation, looked.Kind, looked.IsPart);
    }
}
