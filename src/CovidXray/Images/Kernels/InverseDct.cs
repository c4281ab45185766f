using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CovidXray.Images.Kernels;

/// <summary>JPEG's inverse cosine transform of 8x8 coefficients, by the whole numbers of libjpeg's "islow", so with the same pixels.</summary>
/// <remarks>
/// Columns first, then rows, eight at a time: a vector holds a coefficient of each. Loeffler, Ligtenberg and Moschytz' 1-D
/// transform; factors have 13 bits behind the point, the numbers between the passes 2. A rotation <c>(a p + b q, a r + b s)</c>
/// is two multiply-adds of a and b side by side.
/// </remarks>
internal static class InverseDct
{
    /// <summary>The coefficients of a block.</summary>
    public const int Coefficients = 64;

    private const int FactorBits = 13;
    private const int BetweenBits = 2;

    /// <summary>Turns coefficients into pixels, and clears them.</summary>
    /// <param name="coefficients">The coefficients by rows, steps multiplied in.</param>
    /// <param name="isFlat">Whether all coefficients but the first are 0.</param>
    /// <param name="pixels">Takes 8 rows of 8 pixels.</param>
    /// <param name="stride">From one row of pixels to the next.</param>
    public static void Transform(Span<short> coefficients, bool isFlat, Span<byte> pixels, int stride)
    {
        coefficients = coefficients[..Coefficients];
        pixels = pixels[..((7 * stride) + 8)];
        ref var target = ref MemoryMarshal.GetReference(pixels);
        if (isFlat)
        {
            var grey = (ulong)Math.Clamp(((coefficients[0] + 4) >> 3) + 128, 0, 255) * 0x0101010101010101;
            for (var row = 0; row < 8; row++)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, row * stride), grey);
            }

            coefficients[0] = 0;
            return;
        }

        ref var source = ref MemoryMarshal.GetReference(coefficients);
        var v0 = Take(ref source);
        var v1 = Take(ref Unsafe.Add(ref source, 8));
        var v2 = Take(ref Unsafe.Add(ref source, 16));
        var v3 = Take(ref Unsafe.Add(ref source, 24));
        var v4 = Take(ref Unsafe.Add(ref source, 32));
        var v5 = Take(ref Unsafe.Add(ref source, 40));
        var v6 = Take(ref Unsafe.Add(ref source, 48));
        var v7 = Take(ref Unsafe.Add(ref source, 56));
        Pass(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7, FactorBits - BetweenBits);
        Transpose(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7);
        Pass(ref v0, ref v1, ref v2, ref v3, ref v4, ref v5, ref v6, ref v7, FactorBits + BetweenBits + 3);

        // Columns to rows, as bytes: 0 and 4, 1 and 5, ... in a vector; then 0 and 1 alternately; then 0 to 3; then rows.
        var (c04, c15, c26, c37) = (Pixels(v0, v4), Pixels(v1, v5), Pixels(v2, v6), Pixels(v3, v7));
        var (c01, c23) = (Interleave.Low(c04, c15).AsInt16(), Interleave.Low(c26, c37).AsInt16());
        var (c45, c67) = (Interleave.High(c04, c15).AsInt16(), Interleave.High(c26, c37).AsInt16());
        var (upper03, upper47) = (Interleave.Low(c01, c23).AsInt32(), Interleave.Low(c45, c67).AsInt32());
        var (lower03, lower47) = (Interleave.High(c01, c23).AsInt32(), Interleave.High(c45, c67).AsInt32());
        Store(Interleave.Low(upper03, upper47), ref target, stride);
        Store(Interleave.High(upper03, upper47), ref Unsafe.Add(ref target, 2 * stride), stride);
        Store(Interleave.Low(lower03, lower47), ref Unsafe.Add(ref target, 4 * stride), stride);
        Store(Interleave.High(lower03, lower47), ref Unsafe.Add(ref target, 6 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Take(ref short row)
    {
        var taken = Vector128.LoadUnsafe(ref row);
        Vector128<short>.Zero.StoreUnsafe(ref row);
        return taken;
    }

    /// <summary>The 1-D transform of eight columns; sums are rounded off by some bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        ref Vector128<short> v0,
        ref Vector128<short> v1,
        ref Vector128<short> v2,
        ref Vector128<short> v3,
        ref Vector128<short> v4,
        ref Vector128<short> v5,
        ref Vector128<short> v6,
        ref Vector128<short> v7,
        int bits)
    {
        var (sum, difference, z3, z4) = (v0 + v4, v0 - v4, v3 + v7, v1 + v5);
        HalfPass(
            Interleave.Low(Vector128<short>.Zero, sum),
            Interleave.Low(Vector128<short>.Zero, difference),
            Interleave.Low(v2, v6),
            Interleave.Low(z3, z4),
            Interleave.Low(v7, v1),
            Interleave.Low(v5, v3),
            bits,
            out var l0, out var l1, out var l2, out var l3, out var l4, out var l5, out var l6, out var l7);
        HalfPass(
            Interleave.High(Vector128<short>.Zero, sum),
            Interleave.High(Vector128<short>.Zero, difference),
            Interleave.High(v2, v6),
            Interleave.High(z3, z4),
            Interleave.High(v7, v1),
            Interleave.High(v5, v3),
            bits,
            out var h0, out var h1, out var h2, out var h3, out var h4, out var h5, out var h6, out var h7);
        v0 = Vector128.NarrowWithSaturation(l0, h0);
        v1 = Vector128.NarrowWithSaturation(l1, h1);
        v2 = Vector128.NarrowWithSaturation(l2, h2);
        v3 = Vector128.NarrowWithSaturation(l3, h3);
        v4 = Vector128.NarrowWithSaturation(l4, h4);
        v5 = Vector128.NarrowWithSaturation(l5, h5);
        v6 = Vector128.NarrowWithSaturation(l6, h6);
        v7 = Vector128.NarrowWithSaturation(l7, h7);
    }

    /// <summary>The transform of four columns, whose coefficients (0 and one's sum, ...) lie alternately side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void HalfPass(
        Vector128<short> sum04,
        Vector128<short> difference04,
        Vector128<short> v26,
        Vector128<short> z34,
        Vector128<short> v71,
        Vector128<short> v53,
        int bits,
        out Vector128<int> o0,
        out Vector128<int> o1,
        out Vector128<int> o2,
        out Vector128<int> o3,
        out Vector128<int> o4,
        out Vector128<int> o5,
        out Vector128<int> o6,
        out Vector128<int> o7)
    {
        // A number in the upper half of a lane is one with 16 bits behind the point.
        var half = Vector128.Create(1 << (bits - 1));
        var even0 = (sum04.AsInt32() >> (16 - FactorBits)) + half;
        var even1 = (difference04.AsInt32() >> (16 - FactorBits)) + half;
        var even2 = Rotate(v26, 4433, 4433 - 15137);
        var even3 = Rotate(v26, 4433 + 6270, 4433);
        var (e0, e3, e1, e2) = (even0 + even3, even0 - even3, even1 + even2, even1 - even2);

        var z3 = Rotate(z34, 9633 - 16069, 9633);
        var z4 = Rotate(z34, 9633, 9633 - 3196);
        var odd0 = Rotate(v71, 2446 - 7373, -7373) + z3;
        var odd1 = Rotate(v53, 16819 - 20995, -20995) + z4;
        var odd2 = Rotate(v53, -20995, 25172 - 20995) + z3;
        var odd3 = Rotate(v71, -7373, 12299 - 7373) + z4;

        (o0, o7) = ((e0 + odd3) >> bits, (e0 - odd3) >> bits);
        (o1, o6) = ((e1 + odd2) >> bits, (e1 - odd2) >> bits);
        (o2, o5) = ((e2 + odd1) >> bits, (e2 - odd1) >> bits);
        (o3, o4) = ((e3 + odd0) >> bits, (e3 - odd0) >> bits);
    }

    /// <summary>a p + b q of numbers that lie as <c>a0 b0 a1 b1 ...</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Rotate(Vector128<short> pairs, short p, short q)
    {
        var factors = (ushort)p | (q << 16);
        return Sse2.IsSupported
            ? Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(factors).AsInt16())
            : (((pairs.AsInt32() << 16) >> 16) * p) + ((pairs.AsInt32() >> 16) * q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector128<short> v0,
        ref Vector128<short> v1,
        ref Vector128<short> v2,
        ref Vector128<short> v3,
        ref Vector128<short> v4,
        ref Vector128<short> v5,
        ref Vector128<short> v6,
        ref Vector128<short> v7)
    {
        // Names: the rows that lie alternately, then the columns.
        var (r01c03, r01c47) = (Interleave.Low(v0, v1).AsInt32(), Interleave.High(v0, v1).AsInt32());
        var (r23c03, r23c47) = (Interleave.Low(v2, v3).AsInt32(), Interleave.High(v2, v3).AsInt32());
        var (r45c03, r45c47) = (Interleave.Low(v4, v5).AsInt32(), Interleave.High(v4, v5).AsInt32());
        var (r67c03, r67c47) = (Interleave.Low(v6, v7).AsInt32(), Interleave.High(v6, v7).AsInt32());
        var (r03c01, r03c23) = (Interleave.Low(r01c03, r23c03).AsInt64(), Interleave.High(r01c03, r23c03).AsInt64());
        var (r03c45, r03c67) = (Interleave.Low(r01c47, r23c47).AsInt64(), Interleave.High(r01c47, r23c47).AsInt64());
        var (r47c01, r47c23) = (Interleave.Low(r45c03, r67c03).AsInt64(), Interleave.High(r45c03, r67c03).AsInt64());
        var (r47c45, r47c67) = (Interleave.Low(r45c47, r67c47).AsInt64(), Interleave.High(r45c47, r67c47).AsInt64());
        (v0, v1) = (Interleave.Low(r03c01, r47c01).AsInt16(), Interleave.High(r03c01, r47c01).AsInt16());
        (v2, v3) = (Interleave.Low(r03c23, r47c23).AsInt16(), Interleave.High(r03c23, r47c23).AsInt16());
        (v4, v5) = (Interleave.Low(r03c45, r47c45).AsInt16(), Interleave.High(r03c45, r47c45).AsInt16());
        (v6, v7) = (Interleave.Low(r03c67, r47c67).AsInt16(), Interleave.High(r03c67, r47c67).AsInt16());
    }

    /// <summary>Two columns as pixels: saturated to -128 to 127; the sign's bit turned around adds 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pixels(Vector128<short> a, Vector128<short> b) =>
        Vector128.NarrowWithSaturation(a, b).AsByte() ^ Vector128.Create((byte)0x80);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> twoRows, ref byte target, int stride)
    {
        Unsafe.WriteUnaligned(ref target, twoRows.AsInt64()[0]);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride), twoRows.AsInt64()[1]);
    }
}
