using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;

namespace CovidXray.Robustness.Fuzz;

/// <summary>Damages files in the ways in which readers break; the same random numbers give the same damage.</summary>
/// <param name="random">Where the numbers come from.</param>
/// <param name="seeds">Good files of the kind.</param>
internal sealed partial class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private const int MostEdits = 4;
    private const int MostNested = 200_000;

    private static readonly string[] Numbers =
        ["0", "-1", "-0.0", "1e309", "-1e309", "1e-400", "2147483648", "-2147483649", "9223372036854775808", "99999999999999999999", "0.1", "1.5", "NaN", "Infinity", "1e", "0x10", "00", "4294967296"];

    private static readonly byte[][] Tokens =
    [
        [0], [0xef, 0xbb, 0xbf], [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0x1b, (byte)'[', (byte)'2', (byte)'J'],
        .. new[] { "null", "true", "[]", "{}", "\"\"", "\"", "\\", "\\u0000", "\\ud800", "\\u001b", "../", "/", ",", ":", "}", "]", "<", ">", "&lt;", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "\r", "\n\n", "\u2028", "\u202e", "\u009b", "=cmd|' /C calc'!A0", "CON", "*", "%s" }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>A damaged file.</summary>
    public byte[] Next()
    {
        var bytes = Pick(seeds);
        for (var edits = random.Next(1, MostEdits + 1); edits > 0; edits--)
        {
            bytes = Edit(bytes);
        }

        // Behind a wrong checksum most of a PNG is never read.
        return random.Next(2) == 0 ? WithChecksums(bytes) : bytes;
    }

    private byte[] Edit(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(bytes.Length - at, 1 << random.Next(16)) + 1);
        switch (random.Next(11))
        {
            case 0 when bytes.Length > 0:
                bytes = [.. bytes];
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1 when bytes.Length > 0:
                bytes = [.. bytes];
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 5:
                var other = Pick(seeds);
                return [.. bytes[..at], .. other[random.Next(other.Length + 1)..]];
            case 6:
                return [.. bytes[..at], .. Pick(Tokens), .. bytes[at..]];
            case 7:
            case 8:
                return WithNumber(bytes);
            case 9:
                return WithMemberTwice(bytes);
            default:
                return Nested(bytes, at);
        }
    }

    private byte[] WithNumber(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var numbers = Number().Matches(text);
        if (numbers.Count == 0)
        {
            return bytes;
        }

        var number = numbers[random.Next(numbers.Count)];
        var other = random.Next(8) switch
        {
            0 => new string('9', 1 << random.Next(18)),
            1 => numbers[random.Next(numbers.Count)].Value,
            2 => $"{random.Next()}",
            _ => Pick(Numbers),
        };
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, number.Index), other, text.AsSpan(number.Index + number.Length)));
    }

    private byte[] WithMemberTwice(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var members = Member().Matches(text);
        if (members.Count == 0)
        {
            return bytes;
        }

        var member = members[random.Next(members.Count)];
        return Encoding.Latin1.GetBytes(text.Insert(member.Index, member.Value));
    }

    private byte[] Nested(byte[] bytes, int at)
    {
        var (open, close) = Pick([("[", "]"), ("{\"a\":", "}"), ("<a>", "</a>"), ("- ", ""), ("\"\"", "")]);
        var depth = 1 << random.Next(18);
        depth = Math.Min(depth, MostNested);
        var isClosed = random.Next(2) == 0;
        return
        [
            .. bytes[..at],
            .. Encoding.Latin1.GetBytes(new StringBuilder().Insert(0, open, depth).ToString()),
            .. Encoding.Latin1.GetBytes(isClosed ? new StringBuilder().Insert(0, close, depth).ToString() : ""),
            .. bytes[at..],
        ];
    }

    private static byte[] WithChecksums(byte[] bytes)
    {
        const int SignatureLength = 8;
        if (bytes.Length < SignatureLength || !bytes.AsSpan(1).StartsWith("PNG"u8))
        {
            return bytes;
        }

        bytes = [.. bytes];
        var at = SignatureLength;
        while (bytes.Length - at >= 12 && BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at)) is >= 0 and var length && length <= bytes.Length - at - 12)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + 8 + length), Crc32.HashToUInt32(bytes.AsSpan(at + 4, length + 4)));
            at += length + 12;
        }

        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    [GeneratedRegex(@"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("""
        "[^"]{1,40}"\s*:\s*(?:"[^"]*"|[\w.+-]+|\{\}|\[\])\s*,
        """)]
    private static partial Regex Member();
}
