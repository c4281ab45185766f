namespace CovidXray.Images;

/// <summary>A table of a JPEG's Huffman codes: shorter codes first, each length's codes one after the other (ITU-T T.81, annex C).</summary>
internal sealed class HuffmanTable
{
    /// <summary>Codes up to so many bits are looked up at once.</summary>
    public const int QuickBits = 9;

    /// <summary>The longest code.</summary>
    public const int MostBits = 16;

    private readonly byte[] _symbols;
    private readonly ushort[] _quick = new ushort[1 << QuickBits];
    private readonly int[] _end = new int[MostBits + 1];
    private readonly int[] _offset = new int[MostBits + 1];

    private HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var (code, place) = (0, 0);
        for (var length = 1; length <= MostBits; length++, code <<= 1)
        {
            _offset[length] = place - code;
            for (var i = 0; i < counts[length - 1]; i++, code++, place++)
            {
                if (length <= QuickBits && code < 1 << length)
                {
                    _quick.AsSpan(code << (QuickBits - length), 1 << (QuickBits - length)).Fill((ushort)((length << 8) | _symbols[place]));
                }
            }

            _end[length] = counts[length - 1] > 0 ? code : 0;
        }
    }

    /// <summary>Its bytes in the segment.</summary>
    public int Length => MostBits + _symbols.Length;

    /// <summary>Reads a table; null if it is cut off or has more codes than there are.</summary>
    /// <param name="segment">The bytes behind its kind and place.</param>
    public static HuffmanTable? Read(ReadOnlySpan<byte> segment)
    {
        if (segment.Length < MostBits)
        {
            return null;
        }

        var (total, code) = (0, 0);
        foreach (var count in segment[..MostBits])
        {
            total += count;
            code = (code << 1) + count;
        }

        return total <= 256 && code <= 1 << MostBits && segment.Length >= MostBits + total ? new HuffmanTable(segment[..MostBits], segment.Slice(MostBits, total)) : null;
    }

    /// <summary>The symbol of the code that bits begin with, and the length of the code; a length of 0 if there is none.</summary>
    /// <param name="bits">The next 16 bits, the first of them highest.</param>
    public (int Symbol, int Length) Find(int bits)
    {
        var quick = _quick[bits >> (MostBits - QuickBits)];
        if (quick != 0)
        {
            return (quick & 0xFF, quick >> 8);
        }

        for (var length = QuickBits + 1; length <= MostBits; length++)
        {
            var code = bits >> (MostBits - length);
            if (code < _end[length])
            {
                return (uint)(_offset[length] + code) < (uint)_symbols.Length ? (_symbols[_offset[length] + code], length) : (0, 0);
            }
        }

        return (0, 0);
    }
}
