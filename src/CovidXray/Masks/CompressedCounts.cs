using System.Runtime.InteropServices;

namespace CovidXray.Masks;

/// <summary>COCO's text form of run lengths.</summary>
/// <remarks>
/// From the third count on, the difference to the count two before is coded; five bits a character from the lowest
/// up, bit 5 says that more follow, bit 4 of the last is the sign, 48 is added (pycocotools, rleToString and rleFrString).
/// </remarks>
internal static class CompressedCounts
{
    // 12 characters hold 60 bits; no image has as many pixels.
    private const int MaxShift = 55;

    /// <summary>Reads counts.</summary>
    /// <param name="most">The most that a count can be: the pixels of the image.</param>
    /// <exception cref="FormatException">The text holds other characters, ends inside a count, or a count is negative or too large.</exception>
    public static long[] Read(ReadOnlySpan<char> text, long most)
    {
        var counts = new List<long>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var count = ReadOne(text, ref i) + (counts.Count > 2 ? counts[^2] : 0);
            counts.Add((ulong)count <= (ulong)most
                ? count
                : throw new FormatException($"count {counts.Count} is {count}; the image has {most} pixels"));
        }

        return [.. counts];
    }

    /// <summary>Writes counts.</summary>
    public static string Write(ReadOnlySpan<long> counts)
    {
        var text = new List<char>(counts.Length * 2);
        for (var i = 0; i < counts.Length; i++)
        {
            var x = i > 2 ? counts[i] - counts[i - 2] : counts[i];
            bool more;
            do
            {
                var bits = x & 0x1f;
                x >>= 5;
                more = (bits & 0x10) != 0 ? x != -1 : x != 0;
                text.Add((char)(48 + (more ? bits | 0x20 : bits)));
            }
            while (more);
        }

        return new string(CollectionsMarshal.AsSpan(text));
    }

    private static long ReadOne(ReadOnlySpan<char> text, ref int at)
    {
        var (count, shift) = (0L, 0);
        int bits;
        do
        {
            if (at == text.Length)
            {
                throw new FormatException("the text ends inside a count");
            }

            bits = text[at] - 48;
            if ((uint)bits > 63 || shift > MaxShift)
            {
                throw new FormatException(shift > MaxShift ? $"the count that ends at character {at} is too long" : $"character {at} is {Describe(text[at])}; expected '0' to 'o'");
            }

            count |= (long)(bits & 0x1f) << shift;
            shift += 5;
            at++;
        }
        while ((bits & 0x20) != 0);
        return (bits & 0x10) != 0 ? count | (-1L << shift) : count;
    }

    private static string Describe(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'";
}
