using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CovidXray.Formats.Json;

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
    private const int Failed = -1;

    /// <summary>Takes points that follow a point in an array, each with the comma before it.</summary>
    /// <param name="text">The document from behind the closing brace of a point.</param>
    /// <param name="points">Where the points go.</param>
    /// <returns>How many bytes were taken: up to behind the closing brace of the last point, 0 if there is none.</returns>
    public static int Scan(ReadOnlySpan<byte> text, ref CoordinateBuffer points)
    {
        // The first point, token by token.
        var at = SkipToken(text, SkipToken(text, SkipToken(text, SkipToken(text, 0, ","u8), "{"u8), "\"x\""u8), ":"u8);
        var xAt = SkipWhiteSpace(text, at);
        var behindX = ReadNumber(text, xAt, out var x);
        at = SkipToken(text, SkipToken(text, SkipToken(text, behindX, ","u8), "\"y\""u8), ":"u8);
        var yAt = SkipWhiteSpace(text, at);
        var behindY = ReadNumber(text, yAt, out var y);
        at = SkipToken(text, behindY, "}"u8);
        if (at < 0)
        {
            return 0;
        }

        var beforeX = text[..xAt];
        var between = text[behindX..yAt];
        var afterY = text[behindY..at];
        int taken;
        do
        {
            points.Add(x, y);
            taken = at;
            at = ReadNumber(text, Skip(text, at, beforeX), out x);
            at = ReadNumber(text, Skip(text, at, between), out y);
            at = Skip(text, at, afterY);
        }
        while (at >= 0);

        return taken;
    }

    /// <summary>Takes points that follow a point in a flat array of numbers, <c>, x, y, x, y</c>, as COCO has them; the commas have one form.</summary>
    /// <param name="text">The document from behind the second number of a point.</param>
    /// <param name="points">Where the points go.</param>
    /// <returns>How many bytes were taken: up to behind the last point's second number, 0 if there is none.</returns>
    public static int ScanFlat(ReadOnlySpan<byte> text, ref CoordinateBuffer points)
    {
        var at = SkipWhiteSpace(text, SkipToken(text, 0, ","u8));
        if (at < 0)
        {
            return 0;
        }

        var comma = text[..at];
        var taken = 0;
        while (true)
        {
            at = ReadNumber(text, at, out var x);
            at = ReadNumber(text, Skip(text, at, comma), out var y);

            // Here the number's end must be looked at: nothing is compared with what follows the last one.
            if (at < 0 || at == text.Length || text[at] is not ((byte)',' or (byte)']' or (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t'))
            {
                return taken;
            }

            points.Add(x, y);
            taken = at;
            at = Skip(text, at, comma);
        }
    }

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    // Each step takes the place where the last one ended and gives its own end; below 0 is a failure, which goes through.
    private static int SkipWhiteSpace(ReadOnlySpan<byte> text, int at) =>
        at < 0 ? at : text.Length - text[at..].TrimStart(WhiteSpace).Length;

    private static int SkipToken(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> token) =>
        Skip(text, SkipWhiteSpace(text, at), token);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Skip(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> token) =>
        at >= 0 && text.Length - at >= token.Length && text.Slice(at, token.Length).SequenceEqual(token) ? at + token.Length : Failed;

    /// <summary>A number of at most seven digits before the point, without sign and exponent: nearly every coordinate.</summary>
    /// <remarks>
    /// The digits are taken eight bytes at a time, instead of in a loop with its mispredictions. What follows the number need
    /// not be checked: it is compared with text that begins with white space, a comma or a brace.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadNumber(ReadOnlySpan<byte> text, int at, out double value)
    {
        value = 0;
        if (at < 0 || text.Length - at < sizeof(ulong))
        {
            return Failed;
        }

        // '0' to '9' become 0 to 9, all else 10 or more; adding 0x76 brings 10 to 127 to the top bit. A carry can only
        // come out of a byte that is no digit, and only the first of these counts.
        var word = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) ^ 0x3030_3030_3030_3030;
        var others = (word | (word + 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080;
        var digits = BitOperations.TrailingZeroCount(others) >> 3;
        if (digits is 0 or 8 || (digits > 1 && (byte)word == 0))
        {
            return Failed;
        }

        // The first digit lies lowest. Shifted to the top with zeros below, the eight bytes are a number of eight digits
        //   d1 d2 d3 d4 d5 d6 d7 d8     (d1 lowest)
        // and three multiplications add them: to pairs, then pairs times 10^6, 10^4, 10^2 and 1 into the upper half.
        word <<= 64 - (8 * digits);
        word = (word * 10) + (word >> 8);
        var whole = (uint)((((word & 0x0000_00ff_0000_00ff) * ((1_000_000ul << 32) + 100))
            + (((word >> 16) & 0x0000_00ff_0000_00ff) * ((10_000ul << 32) + 1))) >> 32);
        value = whole;
        at += digits;
        return text[at] == '.' ? ReadFraction(text, at, whole, out value) : at;
    }

    /// <summary>The digits behind the point. See <see cref="JsonNumber.Parse"/> for why one division is exact.</summary>
    private static int ReadFraction(ReadOnlySpan<byte> text, int point, long digits, out double value)
    {
        const int MostDecimals = 8;
        var decimals = 0;
        for (var at = point + 1; at < text.Length && char.IsAsciiDigit((char)text[at]) && decimals <= MostDecimals; at++)
        {
            digits = (digits * 10) + (text[at] - '0');
            decimals++;
        }

        value = digits / JsonNumber.PowersOfTen[decimals];
        return decimals is > 0 and <= MostDecimals ? point + 1 + decimals : Failed;
    }
}
