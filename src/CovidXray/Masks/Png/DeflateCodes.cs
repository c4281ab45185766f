namespace CovidXray.Masks.Png;

/// <summary>The Huffman codes of one deflate block, made from counts, and their own description (RFC 1951, 3.2.7).</summary>
internal sealed class DeflateCodes
{
    public const int EndOfBlock = 256;

    /// <summary>The distance symbols that runs need: one byte back is 0, three bytes back is 2.</summary>
    public const int ThreeBytesBack = 2;

    private const int LiteralSymbols = 286;
    private const int DistanceSymbols = ThreeBytesBack + 1;

    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly PrefixCode _headerCode = new(19, 7);
    private readonly int[] _headerCounts = new int[19];
    private readonly List<(byte Symbol, byte Extra)> _header = [];

    /// <summary>How often each literal, length and the end of the block occur.</summary>
    public int[] LiteralCounts { get; } = new int[LiteralSymbols];

    /// <summary>How often each distance occurs.</summary>
    public int[] DistanceCounts { get; } = new int[DistanceSymbols];

    /// <summary>The code of literals, lengths and the end of the block.</summary>
    public PrefixCode Literals { get; } = new(LiteralSymbols, 15);

    /// <summary>The code of distances.</summary>
    public PrefixCode Distances { get; } = new(DistanceSymbols, 15);

    public void Clear()
    {
        Array.Clear(LiteralCounts);
        Array.Clear(DistanceCounts);
    }

    /// <summary>Counts the matches of bytes that repeat.</summary>
    /// <param name="count">How many bytes, 3 or more.</param>
    /// <param name="distance">The distance symbol.</param>
    /// <param name="times">How often there are so many.</param>
    public void CountRepeats(int count, int distance, int times)
    {
        var matches = Matches.Of(count);
        var symbols = LengthSymbol.OfLength;
        LiteralCounts[symbols[Matches.LongestMatch].Symbol] += matches.Longest * times;
        var used = matches.Longest;
        if (matches.Second > 0)
        {
            LiteralCounts[symbols[matches.Second].Symbol] += times;
            used++;
        }

        if (matches.Third > 0)
        {
            LiteralCounts[symbols[matches.Third].Symbol] += times;
            used++;
        }

        DistanceCounts[distance] += used * times;
    }

    /// <summary>Makes the codes that are best for the counts, and writes them.</summary>
    public void BuildAndWrite(ref BitWriter writer)
    {
        Literals.Build(LiteralCounts);
        Distances.Build(DistanceCounts);
        var literals = LiteralSymbols;
        while (Literals.Lengths[literals - 1] == 0)
        {
            literals--;
        }

        var distances = DistanceCounts[ThreeBytesBack] > 0 ? DistanceSymbols : 1;
        Span<byte> lengths = stackalloc byte[LiteralSymbols + DistanceSymbols];
        Literals.Lengths.AsSpan(0, literals).CopyTo(lengths);
        Distances.Lengths.AsSpan(0, distances).CopyTo(lengths[literals..]);
        CollectHeader(lengths[..(literals + distances)]);

        writer.Write((uint)(literals - 257), 5);
        writer.Write((uint)(distances - 1), 5);
        WriteHeader(ref writer);
    }

    /// <summary>Runs of zeros become one symbol; everything else stands as it is.</summary>
    private void CollectHeader(ReadOnlySpan<byte> lengths)
    {
        _header.Clear();
        Array.Clear(_headerCounts);
        while (!lengths.IsEmpty)
        {
            var zeros = lengths.IndexOfAnyExcept((byte)0);
            zeros = Math.Min(zeros < 0 ? lengths.Length : zeros, 138);
            var (symbol, extra, taken) = zeros switch
            {
                < 3 => (lengths[0], 0, 1),
                <= 10 => ((byte)17, zeros - 3, zeros),
                _ => ((byte)18, zeros - 11, zeros),
            };
            _header.Add((symbol, (byte)extra));
            _headerCounts[symbol]++;
            lengths = lengths[taken..];
        }
    }

    private void WriteHeader(ref BitWriter writer)
    {
        _headerCode.Build(_headerCounts);
        var codes = CodeLengthOrder.Length;
        while (_headerCode.Lengths[CodeLengthOrder[codes - 1]] == 0)
        {
            codes--;
        }

        writer.Write((uint)(codes - 4), 4);
        for (var i = 0; i < codes; i++)
        {
            writer.Write(_headerCode.Lengths[CodeLengthOrder[i]], 3);
        }

        foreach (var (symbol, extra) in _header)
        {
            writer.Write(_headerCode.Codes[symbol], _headerCode.Lengths[symbol]);
            writer.Write(extra, symbol switch { 17 => 3, 18 => 7, _ => 0 });
        }
    }
}
