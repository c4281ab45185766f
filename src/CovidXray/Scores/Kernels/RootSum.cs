using System.Runtime.Intrinsics;

namespace CovidXray.Scores.Kernels;

/// <summary>The sum of square roots, the same to the last bit on every machine: eight sums side by side, always, then one.</summary>
internal static class RootSum
{
    /// <summary>Sums the roots of whole numbers from 0 on.</summary>
    public static double Of(ReadOnlySpan<int> squares)
    {
        var (low, high) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i <= squares.Length - 8; i += 8)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(squares.Slice(i, 8)).AsUInt32());
            low += Vector256.Sqrt(ToDouble(lower));
            high += Vector256.Sqrt(ToDouble(upper));
        }

        var sum = (low[0] + high[0]) + (low[1] + high[1]) + (low[2] + high[2]) + (low[3] + high[3]);
        for (; i < squares.Length; i++)
        {
            sum += Math.Sqrt(squares[i]);
        }

        return sum;
    }

    /// <summary>Numbers below 2^52 as doubles: set into the fraction of 2^52, which is then taken off.</summary>
    private static Vector256<double> ToDouble(Vector256<ulong> numbers) =>
        (numbers | Vector256.Create(0x4330_0000_0000_0000UL)).AsDouble() - Vector256.Create(4503599627370496.0);
}
