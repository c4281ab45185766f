using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Images.Kernels;

/// <summary>PNG's filter 3 for one byte a pixel: each pixel less the mean, rounded down, of its left and its upper neighbour.</summary>
internal static class AverageFilter
{
    /// <summary>Filters a row.</summary>
    /// <param name="above">The row above, black above the first; as long as the row.</param>
    /// <param name="filtered">Takes the differences; as long as the row.</param>
    public static void Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, Span<byte> filtered)
    {
        above = above[..row.Length];
        filtered = filtered[..row.Length];
        if (row.IsEmpty)
        {
            return;
        }

        filtered[0] = (byte)(row[0] - (above[0] >> 1));
        ref var pixels = ref MemoryMarshal.GetReference(row);
        ref var upper = ref MemoryMarshal.GetReference(above);
        ref var result = ref MemoryMarshal.GetReference(filtered);
        var x = 1;
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            // floor((a + b) / 2) without a ninth bit: what both have, and half of what one has.
            var left = Vector128.LoadUnsafe(ref pixels, (nuint)(x - 1));
            var up = Vector128.LoadUnsafe(ref upper, (nuint)x);
            var mean = (left & up) + ((left ^ up) >>> 1);
            (Vector128.LoadUnsafe(ref pixels, (nuint)x) - mean).StoreUnsafe(ref result, (nuint)x);
        }

        for (; x < row.Length; x++)
        {
            filtered[x] = (byte)(row[x] - ((row[x - 1] + above[x]) >> 1));
        }
    }
}
