using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Images.Kernels;

/// <summary>Adds rows of bytes up, each with its weight. Every lane is one product and one sum, so all widths give the same bits.</summary>
internal static class WeightedRow
{
    /// <summary>sums += row x weight.</summary>
    /// <param name="sums">As long as the row.</param>
    public static void Add(ReadOnlySpan<byte> row, float weight, Span<float> sums)
    {
        sums = sums[..row.Length];
        ref var source = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetReference(sums);
        var x = 0;
        var weights = Vector128.Create(weight);
        for (; x <= row.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            // 16 bytes -> 2 x 8 shorts -> 4 x 4 whole numbers -> 4 x 4 floats
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref source, (nuint)x));
            var (first, second) = Vector128.Widen(lower);
            var (third, fourth) = Vector128.Widen(upper);
            AddTo(ref Unsafe.Add(ref target, x), first, weights);
            AddTo(ref Unsafe.Add(ref target, x + 4), second, weights);
            AddTo(ref Unsafe.Add(ref target, x + 8), third, weights);
            AddTo(ref Unsafe.Add(ref target, x + 12), fourth, weights);
        }

        for (; x < row.Length; x++)
        {
            sums[x] += row[x] * weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref float target, Vector128<uint> pixels, Vector128<float> weights) =>
        (Vector128.LoadUnsafe(ref target) + (Vector128.ConvertToSingle(pixels.AsInt32()) * weights)).StoreUnsafe(ref target);
}
