using CovidXray.Duplicates.Kernels;
using CovidXray.Work;

namespace CovidXray.Duplicates;

/// <summary>All pairs of hashes within a distance, found by comparing every one with every other one.</summary>
internal static class PairSearch
{
    /// <summary>Hashes that are compared with a block of the table before the next block: they and it fit the innermost cache.</summary>
    private const int QueriesOfBlock = 64;
    private const int GroupsOfBlock = 24;

    /// <summary>Finds the pairs of a hash and one behind it in another table of the same films.</summary>
    /// <param name="hashes">The first of each pair, by film.</param>
    /// <param name="table">The second of each pair, by film.</param>
    /// <param name="isOneWay">Whether the second film must come behind the first; else each of two films is the first once.</param>
    /// <returns>Pairs in the order of the first, then the second film.</returns>
    public static IEnumerable<HashPair> Find(IReadOnlyList<DifferenceHash> hashes, HashTable table, int limit, bool isOneWay, int threads, CancellationToken cancellation)
    {
        var blocks = (hashes.Count + QueriesOfBlock - 1) / QueriesOfBlock;
        var work = new OrderedWork<object?, List<HashPair>>(blocks, threads, () => null, (_, block) => FindOf(hashes, block * QueriesOfBlock, table, limit, isOneWay, NearHashes.Best));
        return work.Run(cancellation).SelectMany(pairs => pairs);
    }

    /// <summary>The pairs of one block of hashes.</summary>
    internal static List<HashPair> FindOf(IReadOnlyList<DifferenceHash> hashes, int first, HashTable table, int limit, bool isOneWay, HashWidth width)
    {
        var end = Math.Min(first + QueriesOfBlock, hashes.Count);
        var pairs = new List<HashPair>();
        var found = new List<(int Position, int Distance)>();
        var firstGroup = isOneWay ? (first + 1) / HashTable.GroupSize : 0;
        for (var group = firstGroup; group < table.Groups; group += GroupsOfBlock)
        {
            var endGroup = Math.Min(group + GroupsOfBlock, table.Groups);
            for (var one = first; one < end; one++)
            {
                found.Clear();
                NearHashes.Find(hashes[one].Bitmap, table, group, endGroup, limit, width, found);
                foreach (var (other, distance) in found)
                {
                    if (isOneWay ? other > one : other != one)
                    {
                        pairs.Add(new HashPair(one, other, distance));
                    }
                }
            }
        }

        pairs.Sort(static (a, b) => (a.One, a.Other).CompareTo((b.One, b.Other)));
        return pairs;
    }
}

/// <summary>Two films whose hashes are near.</summary>
internal readonly record struct HashPair(int One, int Other, int Distance);
