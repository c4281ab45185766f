using CovidXray.Config;
using CovidXray.Duplicates;
using CovidXray.Jobs;

namespace CovidXray.Browser.Contents;

/// <summary>Images whose films show one picture, as <c>duplicates</c> found and people judged.</summary>
internal sealed class KnownDuplicates
{
    private readonly ILookup<int, (int Other, DuplicatePair Pair)> _pairs;

    private KnownDuplicates(string path, IReadOnlyList<(int A, int B, DuplicatePair Pair)> pairs, int images)
    {
        FilePath = path;
        _pairs = pairs.SelectMany(p => ((int, (int Other, DuplicatePair Pair))[])[(p.A, (p.B, p.Pair)), (p.B, (p.A, p.Pair))]).ToLookup(p => p.Item1, p => p.Item2);
        Groups = GroupsOf(pairs, images);
    }

    /// <summary>The file that says so.</summary>
    public string FilePath { get; }

    /// <summary>The groups, each by number, two images or more.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Groups { get; }

    /// <summary>The images that are a pair with one, by number.</summary>
    public IEnumerable<(int Other, DuplicatePair Pair)> Of(int image) => _pairs[image].OrderBy(p => p.Other);

    /// <summary>What is known of a dataset's images; null if nobody looked.</summary>
    /// <param name="path">The file that the user named; null for the dataset's own.</param>
    /// <exception cref="Annotations.DatasetException">The file, or the one with judged pairs, is damaged.</exception>
    public static KnownDuplicates? Of(ChosenImages chosen, IReadOnlyList<BrowsedImage> images, string? path)
    {
        path ??= DatasetState.Of(chosen.Dataset, PrintFile.FileName).ReadPath is var own && File.Exists(own) ? own : null;
        if (path is null || PrintFile.Read(path).Found is not { } found)
        {
            return null;
        }

        var numbers = images.Select((image, i) => (image.Entry.Id, i)).ToDictionary(n => n.Id, n => n.i, StringComparer.Ordinal);
        var pairs = new SortedDictionary<(int A, int B), DuplicatePair>();
        foreach (var pair in found.Pairs)
        {
            if (numbers.TryGetValue(pair.A, out var a) && numbers.TryGetValue(pair.B, out var b))
            {
                pairs[(a, b)] = pair.ToPair()!;
            }
        }

        foreach (var judged in Judged(chosen))
        {
            if (!numbers.TryGetValue(judged.A, out var a) || !numbers.TryGetValue(judged.B, out var b))
            {
                continue;
            }

            if (judged.IsSame)
            {
                var known = pairs.GetValueOrDefault((a, b)) ?? new DuplicatePair(judged.A, judged.B, DifferenceHash.Bits, 0, CopyKind.Same, IsPart: false);
                pairs[(a, b)] = known with { Judged = true, Reason = judged.Reason };
            }
            else
            {
                pairs.Remove((a, b));
            }
        }

        return new KnownDuplicates(path, [.. pairs.Select(p => (p.Key.A, p.Key.B, p.Value))], images.Count);
    }

    private static IReadOnlyList<JudgedPair> Judged(ChosenImages chosen) =>
        SavedConfig.PathOf(chosen.Dataset, named: null) is { } path ? DatasetConfig.Read(path).JudgedPairs : [];

    private static IReadOnlyList<IReadOnlyList<int>> GroupsOf(IReadOnlyList<(int A, int B, DuplicatePair Pair)> pairs, int images)
    {
        int[] above = [.. Enumerable.Range(0, images)];
        foreach (var (a, b, _) in pairs)
        {
            var (one, other) = (Root(a), Root(b));
            above[Math.Max(one, other)] = Math.Min(one, other);
        }

        return [.. pairs.SelectMany(p => (int[])[p.A, p.B]).Distinct().Order().GroupBy(Root).Select(g => (IReadOnlyList<int>)[.. g]).OrderBy(g => g[0])];

        int Root(int image)
        {
            while (above[image] != image)
            {
                image = above[image] = above[above[image]];
            }

            return image;
        }
    }
}
