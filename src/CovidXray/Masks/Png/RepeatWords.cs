namespace CovidXray.Masks.Png;

/// <summary>The bits of every match of one distance: length symbol, extra bits, distance symbol.</summary>
internal sealed class RepeatWords
{
    private readonly ulong[] _words = new ulong[Matches.LongestMatch + 1];
    private readonly byte[] _bits = new byte[Matches.LongestMatch + 1];
    private ulong _longest;
    private int _longestBits;
    private int _longestCopies;

    /// <summary>Takes the codes of a block.</summary>
    public void Prepare(DeflateCodes codes, int distance)
    {
        var (distanceCode, distanceBits) = (codes.Distances.Codes[distance], codes.Distances.Lengths[distance]);
        for (var length = Matches.ShortestMatch; length <= Matches.LongestMatch; length++)
        {
            // 15 + 5 + 15 bits at most.
            var symbol = LengthSymbol.OfLength[length];
            var bits = codes.Literals.Lengths[symbol.Symbol];
            _words[length] = codes.Literals.Codes[symbol.Symbol]
                | ((ulong)symbol.Extra << bits)
                | ((ulong)distanceCode << (bits + symbol.ExtraBits));
            _bits[length] = (byte)(bits + symbol.ExtraBits + distanceBits);
        }

        // Bits are 0 only if the match does not occur.
        _longestBits = Math.Max((int)_bits[Matches.LongestMatch], 1);
        _longestCopies = BitWriter.MaxBits / _longestBits;
        _longest = 0;
        for (var i = 0; i < _longestCopies; i++)
        {
            _longest |= _words[Matches.LongestMatch] << (i * _longestBits);
        }
    }

    /// <summary>The bits of a repeat, if they are few: as they mostly are.</summary>
    public bool TryFit(in Matches matches, int room, out ulong word, out int bits)
    {
        var longest = matches.Longest * _longestBits;
        bits = longest + _bits[matches.Second];
        if (matches.Longest > _longestCopies || bits > room || matches.Third > 0)
        {
            word = 0;
            return false;
        }

        word = (_longest & ((1ul << longest) - 1)) | (_words[matches.Second] << longest);
        return true;
    }

    /// <summary>Writes a repeat.</summary>
    public void Write(ref BitWriter writer, in Matches matches)
    {
        var longest = matches.Longest;
        for (; longest > _longestCopies; longest -= _longestCopies)
        {
            writer.Write(_longest, _longestCopies * _longestBits);
        }

        var bits = longest * _longestBits;
        writer.Write(_longest & ((1ul << bits) - 1), bits);
        writer.Write(_words[matches.Second], _bits[matches.Second]);
        if (matches.Third > 0)
        {
            writer.Write(_words[matches.Third], _bits[matches.Third]);
        }
    }
}

/// <summary>The symbol of a match length, with its extra bits (RFC 1951, 3.2.5).</summary>
internal readonly record struct LengthSymbol(short Symbol, byte ExtraBits, byte Extra)
{
    private static readonly LengthSymbol[] All = Table();

    /// <summary>The symbols by length, 3 to 258.</summary>
    public static ReadOnlySpan<LengthSymbol> OfLength => All;

    private static LengthSymbol[] Table()
    {
        var table = new LengthSymbol[Matches.LongestMatch + 1];
        var (length, symbol) = (Matches.ShortestMatch, 257);
        for (; symbol < 285; symbol++)
        {
            var extraBits = symbol < 265 ? 0 : (symbol - 261) / 4;
            for (var extra = 0; extra < 1 << extraBits && length < Matches.LongestMatch; extra++)
            {
                table[length++] = new LengthSymbol((short)symbol, (byte)extraBits, (byte)extra);
            }
        }

        table[Matches.LongestMatch] = new LengthSymbol(285, 0, 0);
        return table;
    }
}

/// <summary>How a repeat falls into matches of 3 to 258 bytes (RFC 1951, 3.2.5): mostly the longest, and one or two others.</summary>
/// <param name="Longest">How many matches of 258 bytes.</param>
/// <param name="Second">The length of one more; 0 for none.</param>
/// <param name="Third">The length of yet another; 0 for none.</param>
internal readonly record struct Matches(int Longest, int Second, int Third)
{
    public const int ShortestMatch = 3;
    public const int LongestMatch = 258;

    /// <param name="count">3 or more.</param>
    public static Matches Of(int count)
    {
        var longest = (int)((uint)count / LongestMatch);
        var rest = count - (longest * LongestMatch);
        return rest == 0 ? new(longest, 0, 0)
            : rest >= ShortestMatch ? new(longest, rest, 0)
            : new(longest - 1, LongestMatch + rest - ShortestMatch, ShortestMatch);
    }
}
