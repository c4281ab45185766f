using System.Buffers;

namespace CovidXray.Formats.Json;

/// <summary>Steps through the members of a JSON object in memory without reading their values, of which only brackets and quotes are looked at.</summary>
/// <remarks>Of an object whose grammar is wrong it gives some members or none; whoever reads the object finds the error.</remarks>
internal ref struct JsonMemberScanner
{
    private static readonly SearchValues<byte> ValueEnds = SearchValues.Create(",} \t\r\n"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private ReadOnlySpan<byte> _rest;

    /// <summary>Stands before the first member.</summary>
    /// <param name="json">The object, from brace to brace.</param>
    public JsonMemberScanner(ReadOnlySpan<byte> json) => _rest = json.IsEmpty ? json : json[1..];

    /// <summary>The member's name as it stands between its quotes.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The member's value as it stands.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Steps to the next member; false if there is none.</summary>
    public bool MoveNext()
    {
        var name = _rest.IndexOf((byte)'"');
        if (name < 0)
        {
            return false;
        }

        _rest = _rest[(name + 1)..];
        var nameEnd = EndOfText(_rest);
        if (nameEnd == 0)
        {
            return false;
        }

        Name = _rest[..(nameEnd - 1)];
        _rest = _rest[nameEnd..].TrimStart(" \t\r\n"u8);
        if (_rest is not [(byte)':', ..])
        {
            return false;
        }

        _rest = _rest[1..].TrimStart(" \t\r\n"u8);
        var length = LengthOfValue(_rest);
        Value = _rest[..length];
        _rest = _rest[length..];
        return length > 0;
    }

    private static int LengthOfValue(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'"', ..])
        {
            return EndOfText(text[1..]) is > 0 and var end ? end + 1 : 0;
        }

        if (text is not [(byte)'{' or (byte)'[', ..])
        {
            return text.IndexOfAny(ValueEnds) is >= 0 and var end ? end : 0;
        }

        var (depth, at) = (1, 1);
        while (depth > 0)
        {
            var i = text[at..].IndexOfAny(Structure);
            if (i < 0)
            {
                return 0;
            }

            at += i + 1;
            if (text[at - 1] == '"')
            {
                var end = EndOfText(text[at..]);
                if (end == 0)
                {
                    return 0;
                }

                at += end;
            }
            else
            {
                depth += text[at - 1] is (byte)'{' or (byte)'[' ? 1 : -1;
            }
        }

        return at;
    }

    /// <summary>How far it is from behind a quote to behind the one that closes it; 0 if none does.</summary>
    private static int EndOfText(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var i = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (i < 0)
            {
                return 0;
            }

            if (text[at + i] == '"')
            {
                return at + i + 1;
            }

            at += i + 2;
        }

        return 0;
    }
}
