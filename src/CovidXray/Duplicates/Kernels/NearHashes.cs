using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Duplicates.Kernels;

/// <summary>Finds the hashes of a table that are near another one.</summary>
/// <remarks>
/// The bits that differ are counted in eight words of each hash side by side. Full adders make of eight words four, whose bits count
/// one, two, four and eight each; so bits are counted in four words rather than in eight. A pair whose first half differs in
/// more bits than are allowed in all is left there: of films that are no copies, most.
/// </remarks>
internal static class NearHashes
{
    private const int Half = DifferenceHash.Words / 2;

    /// <summary>The form that runs. Eight hashes at once take longer than four, as measured (docs/speed.md): they are for comparison alone.</summary>
    public static HashWidth Best =>
        Vector256.IsHardwareAccelerated ? HashWidth.Vector256
        : Vector128.IsHardwareAccelerated ? HashWidth.Vector128
        : HashWidth.Scalar;

    /// <summary>Finds those at a distance of at most <paramref name="limit"/>.</summary>
    /// <param name="hash">The words of the one hash.</param>
    /// <param name="table">The others.</param>
    /// <param name="firstGroup">The first group that is looked at.</param>
    /// <param name="endGroup">The group behind the last one.</param>
    /// <param name="limit">0 to <see cref="DifferenceHash.Bits"/>.</param>
    /// <param name="width">The form.</param>
    /// <param name="found">Takes positions in the table, ascending, and distances.</param>
    public static void Find(ReadOnlySpan<ulong> hash, HashTable table, int firstGroup, int endGroup, int limit, HashWidth width, List<(int Position, int Distance)> found)
    {
        switch (width)
        {
            case HashWidth.Vector512:
                Find<HashLanes512>(hash, table, firstGroup, endGroup, limit, found);
                break;
            case HashWidth.Vector256:
                Find<HashLanes256>(hash, table, firstGroup, endGroup, limit, found);
                break;
            case HashWidth.Vector128:
                Find<HashLanes128>(hash, table, firstGroup, endGroup, limit, found);
                break;
            default:
                Find<HashLane>(hash, table, firstGroup, endGroup, limit, found);
                break;
        }
    }

    private static void Find<T>(ReadOnlySpan<ulong> hash, HashTable table, int firstGroup, int endGroup, int limit, List<(int Position, int Distance)> found)
        where T : struct, IHashLanes<T>
    {
        hash = hash[..DifferenceHash.Words];
        var most = T.Of((ulong)limit);
        for (var group = firstGroup; group < endGroup; group++)
        {
            ref var words = ref MemoryMarshal.GetReference(table.Words.Slice(group * HashTable.GroupWords, HashTable.GroupWords));
            for (var lane = 0; lane < HashTable.GroupSize; lane += T.Count)
            {
                var distance = Count<T>(hash[..Half], ref Unsafe.Add(ref words, lane));
                if (!T.IsAnyAtMost(distance, most))
                {
                    continue;
                }

                distance += Count<T>(hash[Half..], ref Unsafe.Add(ref words, lane + (Half * HashTable.GroupSize)));
                if (T.IsAnyAtMost(distance, most))
                {
                    Add(distance, (group * HashTable.GroupSize) + lane, table.Count, limit, found);
                }
            }
        }
    }

    /// <summary>In each lane, how many bits differ in eight words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Count<T>(ReadOnlySpan<ulong> hash, ref ulong words)
        where T : struct, IHashLanes<T>
    {
        var (sumA, carryA) = Add<T>(Differing<T>(hash, ref words, 0), Differing<T>(hash, ref words, 1), Differing<T>(hash, ref words, 2));
        var (sumB, carryB) = Add<T>(Differing<T>(hash, ref words, 3), Differing<T>(hash, ref words, 4), Differing<T>(hash, ref words, 5));
        var (sumC, carryC) = Add<T>(sumA, sumB, Differing<T>(hash, ref words, 6));
        var last = Differing<T>(hash, ref words, 7);
        var (ones, carryD) = (sumC ^ last, sumC & last);
        var (sumE, carryE) = Add<T>(carryA, carryB, carryC);
        var (twos, carryF) = (sumE ^ carryD, sumE & carryD);
        var (fours, eights) = (carryE ^ carryF, carryE & carryF);

        // Fields of 4 bits hold up to 4 + 2 * 4, then fields of 8 bits up to 24 + 4 * 24.
        var low = InNibbles(ones) + (InNibbles(twos) << 1);
        var high = InNibbles(fours) + (InNibbles(eights) << 1);
        var bytes = InBytes(low) + (InBytes(high) << 2);
        var pairs = (bytes & T.Of(0x00FF_00FF_00FF_00FF)) + ((bytes >>> 8) & T.Of(0x00FF_00FF_00FF_00FF));
        pairs += pairs >>> 16;
        pairs += pairs >>> 32;
        return pairs & T.Of(0x3FF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Differing<T>(ReadOnlySpan<ulong> hash, ref ulong words, int word)
        where T : struct, IHashLanes<T> => T.Load(ref Unsafe.Add(ref words, word * HashTable.GroupSize)) ^ T.Of(hash[word]);

    /// <summary>A full adder of bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Sum, T Carry) Add<T>(T a, T b, T c)
        where T : struct, IHashLanes<T>
    {
        var either = a ^ b;
        return (either ^ c, (a & b) | (either & c));
    }

    /// <summary>The bits that are set in each four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T InNibbles<T>(T word)
        where T : struct, IHashLanes<T>
    {
        var pairs = word - ((word >>> 1) & T.Of(0x5555_5555_5555_5555));
        return (pairs & T.Of(0x3333_3333_3333_3333)) + ((pairs >>> 2) & T.Of(0x3333_3333_3333_3333));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T InBytes<T>(T nibbles)
        where T : struct, IHashLanes<T> => (nibbles & T.Of(0x0F0F_0F0F_0F0F_0F0F)) + ((nibbles >>> 4) & T.Of(0x0F0F_0F0F_0F0F_0F0F));

    private static void Add<T>(T distances, int first, int count, int limit, List<(int Position, int Distance)> found)
        where T : struct, IHashLanes<T>
    {
        Span<ulong> lanes = stackalloc ulong[HashTable.GroupSize];
        distances.Store(ref lanes[0]);
        for (var lane = 0; lane < T.Count && first + lane < count; lane++)
        {
            if (lanes[lane] <= (ulong)limit)
            {
                found.Add((first + lane, (int)lanes[lane]));
            }
        }
    }
}
