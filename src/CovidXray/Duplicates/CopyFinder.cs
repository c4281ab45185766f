using CovidXray.Work;

namespace CovidXray.Duplicates;

/// <summary>Finds among films those that show the same picture: near hashes first, then a second look at each such pair.</summary>
/// <param name="prints">The films.</param>
/// <param name="threshold">The largest distance of copies.</param>
/// <param name="threads">How many work; the result does not depend on it.</param>
internal sealed class CopyFinder(IReadOnlyList<FilmPrint> prints, int threshold, int threads)
{
    /// <summary>Counts the changes of what is found: pairs that were found by other rules are looked for again.</summary>
    public const int Rules = 1;

    /// <summary>How much farther than copies pairs may be that are looked at again: parts of a film hash like other films.</summary>
    private const int Slack = 80;

    /// <summary>What of a film a copy shows that is cut by a little on each side.</summary>
    private static readonly GreyWindow Inner = new(0.02, 0.02, 0.98, 0.98);

    /// <summary>How many of the films, the first ones, are compared with the others alone; null if each is compared with every other one.</summary>
    public int? First { get; init; }

    private readonly int _limit = Math.Min(threshold + Slack, DifferenceHash.Bits);

    /// <summary>Finds the copies, and the pairs that were near and are none.</summary>
    /// <returns>Pairs in the order of their films, the second one behind the first.</returns>
    public IReadOnlyList<JudgedCopy> Find(CancellationToken cancellation)
    {
        var candidates = Candidates(cancellation);
        var work = new OrderedWork<CopyJudge, JudgedCopy>(candidates.Count, threads, () => new CopyJudge(threshold), (judge, i) => judge.Judge(prints, candidates[i]));
        return [.. work.Run(cancellation)];
    }

    /// <summary>Every pair that may be one, with the ways in which it may be one.</summary>
    private List<CopyCandidate> Candidates(CancellationToken cancellation)
    {
        var ways = new SortedDictionary<(int One, int Other), List<CopyWay>>();
        DifferenceHash[] whole = [.. prints.Select(p => p.Hash)];
        DifferenceHash[] content = [.. prints.Select(p => p.Picture.Hash(GreyWindow.Whole))];
        DifferenceHash[] inner = [.. prints.Select(p => p.Picture.Hash(Inner))];
        var contents = new HashTable(content);
        Add(whole, new HashTable(whole), isOneWay: true, (one, other) => new CopyWay(CopyKind.Same, Alignment.Of(prints[one].Content, prints[other].Content)));
        Add(content, contents, isOneWay: true, static (_, _) => new CopyWay(CopyKind.Same, Alignment.None));
        Add(inner, contents, isOneWay: false, static (one, other) => new CopyWay(CopyKind.Same, one < other ? Alignment.Of(GreyWindow.Whole, Inner) : Alignment.Of(Inner, GreyWindow.Whole)));
        foreach (var kind in CopyKind.All.Where(k => k != CopyKind.Same))
        {
            Add([.. prints.Select(p => p.Picture.As(kind).Hash(GreyWindow.Whole))], contents, isOneWay: true, (_, _) => new CopyWay(kind, Alignment.None));
        }

        return [.. ways.Select(w => new CopyCandidate(w.Key.One, w.Key.Other, w.Value))];

        void Add(DifferenceHash[] hashes, HashTable table, bool isOneWay, Func<int, int, CopyWay> way)
        {
            foreach (var pair in PairSearch.Find(hashes, table, _limit, isOneWay, threads, cancellation))
            {
                var key = (One: Math.Min(pair.One, pair.Other), Other: Math.Max(pair.One, pair.Other));
                if (First is { } first && (key.One >= first || key.Other < first))
                {
                    continue;
                }

                if (!ways.TryGetValue(key, out var known))
                {
                    ways.Add(key, known = []);
                }

                known.Add(way(pair.One, pair.Other));
            }
        }
    }
}

/// <summary>Two films that may show one picture.</summary>
/// <param name="Ways">How they may, the likeliest first.</param>
internal sealed record CopyCandidate(int One, int Other, IReadOnlyList<CopyWay> Ways);

/// <summary>A way in which the second film may show the picture of the first.</summary>
/// <param name="Kind">What was done to the first one.</param>
/// <param name="Start">About where the first one, so treated, lies in the second one.</param>
internal readonly record struct CopyWay(CopyKind Kind, Alignment Start);

/// <summary>What the second look at a pair found.</summary>
/// <param name="IsCopy">Whether they show one picture.</param>
/// <param name="Kind">How the second film shows the picture of the first.</param>
/// <param name="Distance">In how many of 1,024 bits they differ: as whole films, else in what both show.</param>
/// <param name="Correlation">How well their details agree where both are laid on each other: 1 is in all, 0 in nothing.</param>
/// <param name="IsPart">Whether the distance is of what both show, rather than of the whole films.</param>
internal sealed record JudgedCopy(int One, int Other, bool IsCopy, CopyKind Kind, int Distance, double Correlation, bool IsPart);
