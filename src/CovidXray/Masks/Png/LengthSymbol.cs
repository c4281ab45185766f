namespace CovidXray.Masks.Png;

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
