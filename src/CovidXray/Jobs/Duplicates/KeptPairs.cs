using CovidXray.Config;
using CovidXray.Duplicates;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Images that show one film, as far as a dataset's own files say: no film is read.</summary>
internal static class KeptPairs
{
    /// <summary>The pairs that <c>duplicates.json</c> keeps, less those that were judged different, with those that were judged the same.</summary>
    /// <param name="config">The file with judged pairs; null for the dataset's own.</param>
    /// <returns>The pairs, by their ids (ordinal); null if films were never compared.</returns>
    /// <exception cref="Annotations.DatasetException">A file is damaged.</exception>
    public static IReadOnlyList<DuplicatePair>? Find(ChosenImages chosen, string? config)
    {
        var path = DatasetState.Of(chosen.Dataset, PrintFile.FileName).ReadPath;
        if (!File.Exists(path) || PrintFile.Read(path).Found is not { } found)
        {
            return null;
        }

        var pairs = new SortedDictionary<(string A, string B), DuplicatePair>(Judgement.Order);
        foreach (var pair in found.Pairs.Concat(found.Near).Select(p => p.ToPair()!))
        {
            pairs[(pair.A, pair.B)] = pair;
        }

        var same = found.Pairs.Select(p => (p.A, p.B)).ToHashSet();
        foreach (var judged in JudgedPairs(chosen, config))
        {
            _ = judged.IsSame ? same.Add((judged.A, judged.B)) : same.Remove((judged.A, judged.B));
            pairs.TryAdd((judged.A, judged.B), new DuplicatePair(judged.A, judged.B, DifferenceHash.Bits, 0, CopyKind.Same, IsPart: false));
        }

        return [.. pairs.Values.Where(p => same.Contains((p.A, p.B)))];
    }

    private static IReadOnlyList<JudgedPair> JudgedPairs(ChosenImages chosen, string? config) =>
        SavedConfig.PathOf(chosen.Dataset, config) is { } path ? DatasetConfig.Read(path).JudgedPairs : [];
}
