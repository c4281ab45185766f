namespace CovidXray.Images;

/// <summary>JPEG's codes, looked up by the bits to come.</summary>
/// <remarks>
/// A symbol is <c>run(4 bits) size(4 bits)</c>: that many zeros, then a value of that many bits, which follow the code. Most
/// codes are so short that code and value are found in one step. An entry of the lookup is
/// <code>
/// bit    0..6            7            8..15                       16..31
///        bits in all     0            coefficients to step over   value                 code and value fit
///        bits of code    1            coefficients to step over   bits of the value     the value is still to be read
///        0               1            0                           0                     the code is longer than the lookup
/// </code>
/// </remarks>
internal sealed class JpegHuffmanTable
{
    /// <summary>How many bits are looked up.</summary>
    public const int LookupBits = 11;

    /// <summary>In an entry: the value is not in it.</summary>
    public const int IsPending = 0x80;

    /// <summary>Stepped over where a block ends: behind any coefficient, and told apart from a run that is too long.</summary>
    public const int EndOfBlock = 128;

    private const int LongestCode = 16;

    private readonly int[] _lookup = new int[1 << LookupBits];
    private readonly int[] _firstCodes = new int[LongestCode + 2];
    private readonly int[] _firstSymbols = new int[LongestCode + 2];
    private readonly byte[] _symbols;

    private JpegHuffmanTable(ReadOnlySpan<byte> symbols) => _symbols = symbols.ToArray();

    /// <summary>Entries by the next <see cref="LookupBits"/> bits.</summary>
    public ReadOnlySpan<int> Lookup => _lookup;

    /// <summary>Builds a table.</summary>
    /// <param name="counts">How many codes have 1, 2, ... 16 bits.</param>
    /// <param name="symbols">The symbols in the order of their codes.</param>
    /// <returns>Null if there are more codes than bits can tell apart.</returns>
    public static JpegHuffmanTable? Read(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var table = new JpegHuffmanTable(symbols);
        Array.Fill(table._lookup, IsPending);
        var (code, next) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            table._firstCodes[length] = code;
            table._firstSymbols[length] = next;
            if (code + counts[length - 1] > 1 << length)
            {
                return null;
            }

            for (var end = next + counts[length - 1]; next < end; next++, code++)
            {
                if (length <= LookupBits)
                {
                    table.Add(code, length, symbols[next]);
                }
            }

            code <<= 1;
        }

        table._firstSymbols[LongestCode + 1] = next;
        return table;
    }

    /// <summary>Finds the code that some bits begin with, bit by bit.</summary>
    /// <param name="bits">The bits to come, the next one uppermost.</param>
    /// <returns>An entry whose value is still to be read; 0 if no code begins so.</returns>
    public int Find(ulong bits)
    {
        for (var length = LookupBits + 1; length <= LongestCode; length++)
        {
            var index = (int)(bits >> (64 - length)) - _firstCodes[length];
            if (index >= 0 && index < _firstSymbols[length + 1] - _firstSymbols[length])
            {
                return Pending(_symbols[_firstSymbols[length] + index], length);
            }
        }

        return 0;
    }

    /// <summary>A value as it is written: the lower half of what its bits can say stands for negative numbers.</summary>
    public static int Signed(int bits, int size) => size == 0 || bits >= 1 << (size - 1) ? bits : bits - (1 << size) + 1;

    private static int Pending(int symbol, int length) => length | IsPending | (Steps(symbol) << 8) | ((symbol & 15) << 16);

    /// <summary>A symbol without a value ends the block, but for F0, a run of 16 zeros: 15 and one as the value.</summary>
    private static int Steps(int symbol) => (symbol & 15) == 0 && symbol != 0xF0 ? EndOfBlock : symbol >> 4;

    private void Add(int code, int length, int symbol)
    {
        var rest = LookupBits - length;
        var size = symbol & 15;
        for (var i = 0; i < 1 << rest; i++)
        {
            _lookup[(code << rest) | i] = size <= rest
                ? (length + size) | (Steps(symbol) << 8) | (Signed(i >> (rest - size), size) << 16)
                : Pending(symbol, length);
        }
    }
}
