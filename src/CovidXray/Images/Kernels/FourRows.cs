using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Images.Kernels;

/// <summary>Mixes the columns of four rows at a time: a vector holds one column of all four, so every lane adds up as a row alone would.</summary>
/// <remarks>
/// <code>
/// rows      a0 a1 a2 ...    b0 b1 b2 ...    c0 c1 c2 ...    d0 d1 d2 ...
/// columns   a0 b0 c0 d0     a1 b1 c1 d1     a2 b2 c2 d2     ...
/// </code>
/// </remarks>
internal static class FourRows
{
    /// <summary>How many rows.</summary>
    public const int Count = 4;

    /// <summary>Lays rows side by side, column by column.</summary>
    /// <param name="rows">Four rows of the same length, one behind the other.</param>
    /// <param name="columns">Takes them; as long as all four.</param>
    public static void ToColumns(ReadOnlySpan<float> rows, Span<float> columns)
    {
        columns = columns[..rows.Length];
        var length = rows.Length / Count;
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(columns);
        var x = 0;
        for (; x <= length - Vector128<float>.Count; x += Vector128<float>.Count)
        {
            var a = Vector128.LoadUnsafe(ref source, (nuint)x).AsInt32();
            var b = Vector128.LoadUnsafe(ref source, (nuint)(length + x)).AsInt32();
            var c = Vector128.LoadUnsafe(ref source, (nuint)((2 * length) + x)).AsInt32();
            var d = Vector128.LoadUnsafe(ref source, (nuint)((3 * length) + x)).AsInt32();
            var (ac01, ac23) = (Interleave.Low(a, c), Interleave.High(a, c));
            var (bd01, bd23) = (Interleave.Low(b, d), Interleave.High(b, d));
            Interleave.Low(ac01, bd01).AsSingle().StoreUnsafe(ref target, (nuint)(Count * x));
            Interleave.High(ac01, bd01).AsSingle().StoreUnsafe(ref target, (nuint)(Count * (x + 1)));
            Interleave.Low(ac23, bd23).AsSingle().StoreUnsafe(ref target, (nuint)(Count * (x + 2)));
            Interleave.High(ac23, bd23).AsSingle().StoreUnsafe(ref target, (nuint)(Count * (x + 3)));
        }

        for (; x < length; x++)
        {
            for (var row = 0; row < Count; row++)
            {
                columns[(Count * x) + row] = rows[(row * length) + x];
            }
        }
    }

    /// <summary>The greys of four rows that some columns make, rounded to the nearest.</summary>
    /// <param name="shares">The share of each column; they add up to 1.</param>
    /// <returns>The first row's grey in the lowest 16 bits, then the second's, ...</returns>
    public static ulong Mix(ReadOnlySpan<float> columns, ReadOnlySpan<float> shares)
    {
        columns = columns[..(Count * shares.Length)];
        ref var source = ref MemoryMarshal.GetReference(columns);
        var sum = Vector128.Create(0.5f);
        for (var i = 0; i < shares.Length; i++)
        {
            sum += Vector128.Create(shares[i]) * Vector128.LoadUnsafe(ref source, (nuint)(Count * i));
        }

        // Between 0 and 255.6, so every machine's own conversion gives the same.
        var greys = Vector128.ConvertToInt32Native(sum);
        return Vector128.NarrowWithSaturation(greys, greys).AsUInt64().ToScalar();
    }
}
