using System.Buffers.Binary;
using System.Numerics;

namespace CovidXray.Formats;

/// <summary>The fast way through an array of points, which are nearly all the bytes of a document.</summary>
/// <remarks>
/// A program wrote the array, so the text around the numbers repeats, white space included:
/// <code>
///   }, { "x": 1123.0, "y": 294 }, { "x": 1122, "y": 297 }, { "x": ...
///    |-------|      |----|   |-||-------|    |----|   |-|
///     beforeX       between  afterY
/// </code>
/// The first point of a stretch is read token by token, which checks the grammar and finds the three texts. Each further
/// point is three comparisons and two numbers; none of its tokens is looked at.
/// <para>It knows one shape only: <c>{ "x": number, "y": number }</c> with any white space and short decimal numbers. At
/// anything else it stops behind the last whole point, and the plain reader goes on from there. So it has no errors of
/// its own, and takes no point that the plain reader would not read to the same two values.</para>
/// </remarks>
internal static class PointScanner
{
    /// <summary>Takes points that follow a point in an array, each with the comma before it.</summary>
    /// <param name="text">The document from behind the closing brace of a point.</param>
    /// <param name="points">Where the points go.</param>
    /// <returns>How many bytes were taken: up to behind the closing brace of the last point, 0 if there is none.</returns>
    public static int Scan(ReadOnlySpan<byte> text, ref CoordinateBuffer points)
    {
        var rest = text;
        if (!TrySkip(ref rest, ","u8) || !TrySkip(ref rest, "{"u8) || !TrySkip(ref rest, "\"x\""u8) || !TrySkip(ref rest, ":"u8))
        {
            return 0;
        }

        var beforeX = Until(text, rest = rest.TrimStart(WhiteSpace));
        if (!TryReadNumber(ref rest, out var x))
        {
            return 0;
        }

        var behindX = rest;
        if (!TrySkip(ref rest, ","u8) || !TrySkip(ref rest, "\"y\""u8) || !TrySkip(ref rest, ":"u8))
        {
            return 0;
        }

        var between = Until(behindX, rest = rest.TrimStart(WhiteSpace));
        if (!TryReadNumber(ref rest, out var y))
        {
            return 0;
        }

        var behindY = rest;
        if (!TrySkip(ref rest, "}"u8))
        {
            return 0;
        }

        var afterY = Until(behindY, rest);
        var taken = rest;
        do
        {
            points.Add(x, y);
            taken = rest;
        }
        while (TrySkipExactly(ref rest, beforeX)
            && TryReadNumber(ref rest, out x)
            && TrySkipExactly(ref rest, between)
            && TryReadNumber(ref rest, out y)
            && TrySkipExactly(ref rest, afterY));

        return text.Length - taken.Length;
    }

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    private static ReadOnlySpan<byte> Until(ReadOnlySpan<byte> text, ReadOnlySpan<byte> rest) => text[..^rest.Length];

    private static bool TrySkip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> token)
    {
        rest = rest.TrimStart(WhiteSpace);
        return TrySkipExactly(ref rest, token);
    }

    private static bool TrySkipExactly(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> token)
    {
        if (!rest.StartsWith(token))
        {
            return false;
        }

        rest = rest[token.Length..];
        return true;
    }

    /// <summary>A number of at most seven digits before the point, without sign and exponent: nearly every coordinate.</summary>
    /// <remarks>
    /// What follows the number need not be checked: it is compared with text that begins with white space, a comma or a brace.
    /// </remarks>
    private static bool TryReadNumber(ref ReadOnlySpan<byte> rest, out double value)
    {
        value = 0;
        if (!TryReadDigits(rest, out var whole, out var digits) || (digits > 1 && rest[0] == '0'))
        {
            return false;
        }

        value = whole;
        rest = rest[digits..];
        return rest[0] != '.' || TryReadFraction(ref rest, whole, ref value);
    }

    /// <summary>The value of the one to seven digits at the start, eight bytes at a time instead of a loop and its mispredictions.</summary>
    private static bool TryReadDigits(ReadOnlySpan<byte> text, out uint value, out int digits)
    {
        (value, digits) = (0, 0);
        if (!BinaryPrimitives.TryReadUInt64LittleEndian(text, out var word))
        {
            return false;
        }

        // '0' to '9' become 0 to 9, all else 10 or more; adding 0x76 brings 10 to 127 to the top bit. A carry can only
        // come out of a byte that is no digit, and only the first of these counts.
        word ^= 0x3030_3030_3030_3030;
        var others = (word | (word + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080;
        digits = BitOperations.TrailingZeroCount(others) >> 3;
        if (digits is 0 or 8)
        {
            return false;
        }

        // The first digit lies lowest. Shifted to the top with zeros below, the eight bytes are a number of eight digits
        //   d1 d2 d3 d4 d5 d6 d7 d8     (d1 lowest)
        // and three multiplications add them: to pairs, then pairs times 10^6, 10^4, 10^2 and 1 into the upper half.
        word <<= 64 - (8 * digits);
        word = (word * 10) + (word >> 8);
        value = (uint)((((word & 0x0000_00ff_0000_00ff) * ((1_000_000ul << 32) + 100))
            + (((word >> 16) & 0x0000_00ff_0000_00ff) * ((10_000ul << 32) + 1))) >> 32);
        return true;
    }

    /// <summary>The digits behind the point. See <see cref="JsonNumber.Parse"/> for why one division is exact.</summary>
    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, long digits, ref double value)
    {
        const int MostDecimals = 8;
        var decimals = 0;
        while (decimals + 1 < rest.Length && char.IsAsciiDigit((char)rest[decimals + 1]))
        {
            if (decimals == MostDecimals)
            {
                return false;
            }

            digits = (digits * 10) + (rest[++decimals] - '0');
        }

        value = digits / JsonNumber.PowersOfTen[decimals];
        rest = rest[(decimals + 1)..];
        return decimals > 0;
    }
}
