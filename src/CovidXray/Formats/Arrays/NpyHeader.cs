using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CovidXray.Annotations;

namespace CovidXray.Formats.Arrays;

/// <summary>What a NumPy array file (<c>.npy</c>, NumPy Enhancement Proposal 1) says of its numbers, before they come.</summary>
/// <param name="Type">What the numbers are.</param>
/// <param name="IsColumnByColumn">Whether they stand column by column (Fortran's order), not row by row.</param>
/// <param name="Shape">The length of each dimension, 0 or more; none of a single number.</param>
internal sealed partial record NpyHeader(NpyNumber Type, bool IsColumnByColumn, IReadOnlyList<long> Shape)
{
    /// <summary>The longest header: NumPy's own limit. That of an array of numbers has a hundred bytes.</summary>
    private const int MaxLength = 10_000;

    private const int PrefixLength = 8;

    /// <summary>Reads a header; afterwards the stream stands at the first number.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="source">Its name for messages.</param>
    /// <exception cref="DatasetException">It is no array file, or holds something else than plain little-endian numbers.</exception>
    public static NpyHeader Read(Stream stream, string source)
    {
        var text = ReadText(stream, source);
        var match = Pattern().Match(text);
        var (keys, values) = (match.Groups["key"].Captures, match.Groups["value"].Captures);
        if (!match.Success || keys.Count != 3 || !keys.Select(k => k.Value).Order(StringComparer.Ordinal).SequenceEqual(["descr", "fortran_order", "shape"], StringComparer.Ordinal))
        {
            throw new DatasetException(source, text.Contains('[', StringComparison.Ordinal)
                ? "the array holds records; expected numbers of one type"
                : "the array's header is not descr, fortran_order and shape");
        }

        string Of(string key) => values[keys.Select((k, i) => (k.Value, i)).First(k => k.Value == key).i].Value;
        return new NpyHeader(NpyNumber.Parse(Of("descr"), source), IsTrue(Of("fortran_order"), source), ReadShape(Of("shape"), source));
    }

    private static string ReadText(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[PrefixLength + 4];
        Fill(stream, start[..(PrefixLength + 2)], source);
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8) || start[6] is < 1 or > 3)
        {
            throw new DatasetException(source, "is no NumPy array file (.npy of version 1, 2 or 3)");
        }

        var isShort = start[6] == 1;
        if (!isShort)
        {
            Fill(stream, start.Slice(PrefixLength + 2, 2), source);
        }

        var length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(start[PrefixLength..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[PrefixLength..]);
        if (length > MaxLength)
        {
            throw new DatasetException(source, $"the array's header has {length} bytes; up to {MaxLength} are read");
        }

        var text = new byte[length];
        Fill(stream, text, source);
        return Encoding.UTF8.GetString(text);
    }

    private static void Fill(Stream stream, Span<byte> bytes, string source)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new DatasetException(source, "the file ends inside the array's header");
        }
    }

    private static bool IsTrue(string value, string source) => value switch
    {
        "True" => true,
        "False" => false,
        _ => throw new DatasetException(source, "fortran_order of the array's header is neither True nor False"),
    };

    private static long[] ReadShape(string value, string source)
    {
        if (value is not ['(', .. var inner, ')'])
        {
            throw new DatasetException(source, "shape of the array's header is no tuple of numbers");
        }

        var shape = new List<long>();
        foreach (var part in inner.Split(',').Select(p => p.Trim()).Where(p => p.Length > 0))
        {
            shape.Add(long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new DatasetException(source, "shape of the array's header is no tuple of numbers"));
        }

        return [.. shape];
    }

    [GeneratedRegex(@"\A\s*\{\s*('(?<key>\w{1,20})'\s*:\s*(?<value>'[^']{0,100}'|True|False|\([\d, ]{0,1000}\))\s*,?\s*){1,9}\}\s*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
