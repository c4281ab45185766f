using System.Runtime.Intrinsics;
using CovidXray.Duplicates;
using CovidXray.Duplicates.Kernels;

namespace CovidXray.Tests.Duplicates.Kernels;

/// <summary>Every width of the kernel against counting bit by bit.</summary>
public sealed class NearHashesTests
{
    public static TheoryData<int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, int>();
            foreach (var width in Enum.GetValues<HashWidth>())
            {
                foreach (var count in (int[])[1, 7, 8, 9, 100])
                {
                    foreach (var limit in (int[])[0, 1, 150, 500, 512, 1023, 1024])
                    {
                        cases.Add((int)width, count, limit);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Exactly_the_hashes_within_the_limit_are_found(int width, int count, int limit)
    {
        var random = new Random((count * 10_000) + limit);
        var query = Hash(random);
        DifferenceHash[] hashes = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? Near(query, random, random.Next(1025)) : Near(query, random, Math.Clamp(limit - 1 + (i % 4), 0, 1024)))];
        var found = new List<(int Position, int Distance)>();

        NearHashes.Find(query.Bitmap, new HashTable(hashes), 0, (count + 7) / 8, limit, (HashWidth)width, found);

        Assert.Equal(hashes.Select((h, i) => (i, DistanceOf(query, h))).Where(h => h.Item2 <= limit), found);
    }

    [Theory]
    [InlineData((int)HashWidth.Scalar)]
    [InlineData((int)HashWidth.Vector128)]
    [InlineData((int)HashWidth.Vector256)]
    [InlineData((int)HashWidth.Vector512)]
    public void Every_bit_counts_once(int width)
    {
        var zero = DifferenceHash.FromWords(new ulong[16]);
        DifferenceHash[] single = [.. Enumerable.Range(0, 1024).Select(bit => DifferenceHash.FromWords([.. Enumerable.Range(0, 16).Select(w => w == bit / 64 ? 1UL << (bit % 64) : 0)]))];
        var found = new List<(int Position, int Distance)>();
        NearHashes.Find(zero.Bitmap, new HashTable(single), 0, 128, 1024, (HashWidth)width, found);
        Assert.Equal(Enumerable.Range(0, 1024).Select(i => (i, 1)), found);
    }

    [Fact]
    public void The_fastest_form_of_this_machine_is_chosen() =>
        Assert.Equal(
            Vector256.IsHardwareAccelerated ? HashWidth.Vector256 : Vector128.IsHardwareAccelerated ? HashWidth.Vector128 : HashWidth.Scalar,
            NearHashes.Best);

    internal static DifferenceHash Hash(Random random) => DifferenceHash.FromWords([.. Enumerable.Range(0, 16).Select(_ => (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 32))]);

    /// <summary>A hash at a distance of another one.</summary>
    private static DifferenceHash Near(DifferenceHash hash, Random random, int distance)
    {
        var words = hash.Bitmap.ToArray();
        var bits = Enumerable.Range(0, 1024).ToArray();
        random.Shuffle(bits);
        foreach (var bit in bits.Take(distance))
        {
            words[bit / 64] ^= 1UL << (bit % 64);
        }

        return DifferenceHash.FromWords(words);
    }

    private static int DistanceOf(DifferenceHash one, DifferenceHash other)
    {
        var distance = 0;
        for (var bit = 0; bit < 1024; bit++)
        {
            distance += (int)(((one.Bitmap[bit / 64] ^ other.Bitmap[bit / 64]) >> (bit % 64)) & 1);
        }

        return distance;
    }
}
