using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Images.Kernels;

/// <summary>Adds rows of bytes up, each with its weight. Every lane is one product and one sum, so all widths give the same bits.</summary>
internal static class WeightedRow
{
    /// <summary>sums += row x weight.</summary>
    /// <param name="row">The row.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="sums">As long as the row.</param>
    public static void Add(ReadOnlySpan<byte> row, float weight, Span<float> sums)
    {
        sums = sums[..row.Length];
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetReference(sums);
        var x = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var weights = Vector256.Create(weight);
            for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                // 16 bytes -> 16 shorts -> 2 x 8 whole numbers -> 2 x 8 floats
                var shorts = Vector256.Create(Vector128.WidenLower(Vector128.LoadUnsafe(ref source, (nuint)x)), Vector128.WidenUpper(Vector128.LoadUnsafe(ref source, (nuint)x)));
                var (lower, upper) = Vector256.Widen(shorts);
                AddTo(ref Unsafe.Add(ref target, x), lower, weights);
                AddTo(ref Unsafe.Add(ref target, x + Vector256<float>.Count), upper, weights);
            }
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x] * weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref float target, Vector256<uint> pixels, Vector256<float> weights) =>
        (Vector256.LoadUnsafe(ref target) + (Vector256.ConvertToSingle(pixels.AsInt32()) * weights)).StoreUnsafe(ref target);
}
