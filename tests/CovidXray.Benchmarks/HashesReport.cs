using System.Diagnostics;
using System.Numerics;
using System.Runtime.Intrinsics;
using CovidXray.Duplicates;
using CovidXray.Duplicates.Kernels;

namespace CovidXray.Benchmarks;

/// <summary>All pairs of hashes within a distance on one thread: the plain loop, and the kernel in each width.</summary>
internal static class HashesReport
{
    private const int Limit = 150;
    private const int BlockOfSearch = 64;

    public static int Run(int count)
    {
        var hashes = Hashes(count);
        var words = hashes.SelectMany(h => h.Bitmap.ToArray()).ToArray();
        var table = new HashTable(hashes);

        // Everything is compiled before anything is timed.
        var few = Hashes(3000);
        var fewWords = few.SelectMany(h => h.Bitmap.ToArray()).ToArray();
        for (var i = 0; i < 30; i++)
        {
            _ = Plain(fewWords, few.Length / 4);
            foreach (var width in Enum.GetValues<HashWidth>())
            {
                _ = PairSearch.FindOf(few, 0, new HashTable(few), Limit, isOneWay: true, width);
            }
        }

        Console.WriteLine($"{Machine.Description}");
        Console.WriteLine($"Vectors in hardware: 128 {Vector128.IsHardwareAccelerated}, 256 {Vector256.IsHardwareAccelerated}, 512 {Vector512.IsHardwareAccelerated}; the command takes {NearHashes.Best}.");
        Console.WriteLine();
        Console.WriteLine($"| all pairs of {count:N0} hashes within {Limit} of 1,024 bits, one thread | s | ns a pair | times the plain loop |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        var clock = Stopwatch.StartNew();
        var expected = Plain(words, count);
        var plain = clock.Elapsed.TotalSeconds;
        Write("plain loop of 64-bit popcounts", plain, count, 1);
        foreach (var width in Enum.GetValues<HashWidth>())
        {
            clock.Restart();
            var found = new List<HashPair>();
            for (var first = 0; first < count; first += BlockOfSearch)
            {
                found.AddRange(PairSearch.FindOf(hashes, first, table, Limit, isOneWay: true, width));
            }

            var seconds = clock.Elapsed.TotalSeconds;
            Check.Equal(expected: true, expected.SequenceEqual(found), $"equal pairs of {width}");
            Write($"kernel, {width}", seconds, count, plain / seconds);
        }

        Console.WriteLine();
        Console.WriteLine($"{expected.Count:N0} pairs, the same from all.");
        return 0;
    }

    private static void Write(string name, double seconds, int count, double times) =>
        Console.WriteLine(FormattableString.Invariant($"| {name} | {seconds:0.00} | {seconds * 1e9 / (count * (count - 1.0) / 2):0.00} | {times:0.0} |"));

    /// <summary>Every pair, every word.</summary>
    private static List<HashPair> Plain(ulong[] words, int count)
    {
        var found = new List<HashPair>();
        for (var one = 0; one < count; one++)
        {
            var a = words.AsSpan(one * DifferenceHash.Words, DifferenceHash.Words);
            for (var other = one + 1; other < count; other++)
            {
                var b = words.AsSpan(other * DifferenceHash.Words, DifferenceHash.Words);
                var distance = 0;
                for (var word = 0; word < a.Length; word++)
                {
                    distance += BitOperations.PopCount(a[word] ^ b[word]);
                }

                if (distance <= Limit)
                {
                    found.Add(new HashPair(one, other, distance));
                }
            }
        }

        return found;
    }

    /// <summary>Hashes as films have them: two differ in some 450 bits, one in a hundred is near the one before.</summary>
    private static DifferenceHash[] Hashes(int count)
    {
        var random = new Random(1);
        var common = new ulong[DifferenceHash.Words];
        Fill(random, common);
        var hashes = new DifferenceHash[count];
        var words = new ulong[DifferenceHash.Words];
        for (var i = 0; i < count; i++)
        {
            if (i % 100 == 1)
            {
                words[random.Next(words.Length)] ^= (ulong)random.NextInt64();
            }
            else
            {
                // Of a third of the bits an eighth is as in all films.
                for (var word = 0; word < words.Length; word++)
                {
                    var (noise, mask) = ((ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1), (ulong)random.NextInt64() & (ulong)random.NextInt64());
                    words[word] = (common[word] & mask) | (noise & ~mask);
                }
            }

            hashes[i] = DifferenceHash.FromWords(words);
        }

        return hashes;
    }

    private static void Fill(Random random, Span<ulong> words)
    {
        foreach (ref var word in words)
        {
            word = (ulong)random.NextInt64() ^ ((ulong)random.NextInt64() << 1);
        }
    }
}
