namespace CovidXray.Scores;

/// <summary>Percentiles of whole numbers from 0 on in two lists taken together, without sorting them.</summary>
/// <remarks>
/// The numbers are counted in 2,048 bins between the bounds of where the one that is looked for can be, until a bin is one
/// number wide: three times at most.
/// </remarks>
internal static class RankedValue
{
    private const int Bins = 2048;
    private const int BinBits = 11;

    /// <summary>The percentile of the numbers' roots, linear between two of them: NumPy's default.</summary>
    /// <param name="first">Squares.</param>
    /// <param name="second">More squares; together there is one at least.</param>
    /// <param name="share">0 for the smallest to 1 for the largest.</param>
    public static double RootPercentile(ReadOnlySpan<int> first, ReadOnlySpan<int> second, double share)
    {
        var place = ((long)first.Length + second.Length - 1) * share;
        var rank = (long)place;
        var (lower, upper) = Find(first, second, rank);
        return Percentile.Between(Math.Sqrt(lower), Math.Sqrt(upper), place - rank);
    }

    /// <summary>The number of a rank, counted from 0 for the smallest, and the one of the next rank; twice the same if it is the largest.</summary>
    public static (int Value, int Next) Find(ReadOnlySpan<int> first, ReadOnlySpan<int> second, long rank)
    {
        var largest = Math.Max(Largest(first), Largest(second));
        var shift = Math.Max(0, 32 - int.LeadingZeroCount(largest) - BinBits);
        Span<long> counts = stackalloc long[Bins];
        var low = 0;
        while (true)
        {
            counts.Clear();
            Count(first, low, shift, counts);
            Count(second, low, shift, counts);
            var bin = 0;
            for (; rank >= counts[bin]; bin++)
            {
                rank -= counts[bin];
            }

            low += bin << shift;
            if (shift == 0)
            {
                var next = Math.Min(SmallestAbove(first, low), SmallestAbove(second, low));
                return (low, rank + 1 < counts[bin] || next == int.MaxValue ? low : next);
            }

            shift = Math.Max(0, shift - BinBits);
        }
    }

    private static void Count(ReadOnlySpan<int> values, int low, int shift, Span<long> counts)
    {
        foreach (var value in values)
        {
            var bin = (value - low) >> shift;
            if ((uint)bin < Bins)
            {
                counts[bin]++;
            }
        }
    }

    /// <summary>The largest number; 0 if there is none.</summary>
    public static int Largest(ReadOnlySpan<int> values)
    {
        var largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }

    private static int SmallestAbove(ReadOnlySpan<int> values, int limit)
    {
        var smallest = int.MaxValue;
        foreach (var value in values)
        {
            smallest = value > limit ? Math.Min(smallest, value) : smallest;
        }

        return smallest;
    }
}
