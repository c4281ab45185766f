namespace CovidXray.Masks.Png;

/// <summary>Writes blocks of runs as deflate, each with a Huffman code of its own. A run is a literal and then a repeat of it.</summary>
/// <remarks>
/// Runs are gathered as tokens and counted, and written when the block is full:
/// <code>
/// bit 31 = 0   literal                                     7..0  the byte
/// bit 31 = 1   repeat   30 = 1: distance 3, 0: distance 1  29..0 how many bytes, 3 or more
/// </code>
/// A repeat of one match is written in one go: symbol, extra bits and distance lie ready for each length. The longest match
/// comes many times in a row, and has two bits or three; as many of them as a word holds lie ready, too.
/// </remarks>
internal sealed class RunBlockWriter
{
    private const int TokensPerBlock = 1 << 16;
    private const uint RepeatFlag = 1u << 31;
    private const uint PixelDistanceFlag = 1u << 30;

    private readonly uint[] _tokens = new uint[TokensPerBlock];
    private readonly DeflateCodes _codes = new();
    private readonly RepeatWords _byteRepeats = new();
    private readonly RepeatWords _pixelRepeats = new();
    private int _count;

    public void Clear()
    {
        _count = 0;
        _codes.Clear();
    }

    public void AddLiteral(ref BitWriter writer, byte value)
    {
        AddToken(ref writer, value);
        _codes.LiteralCounts[value]++;
    }

    /// <summary>Adds bytes that repeat the last one, or the last three.</summary>
    /// <param name="writer">Where a block goes that is full.</param>
    /// <param name="count">How many bytes, 3 or more.</param>
    /// <param name="isPixel">Whether three bytes repeat.</param>
    public void AddRepeat(ref BitWriter writer, long count, bool isPixel)
    {
        // Chunks are multiples of the longest match, so that no chunk leaves a rest below the shortest.
        const int Chunk = Matches.LongestMatch << 20;
        for (; count > Chunk + Matches.LongestMatch; count -= Chunk)
        {
            AddRepeatToken(ref writer, Chunk, isPixel);
        }

        AddRepeatToken(ref writer, (int)count, isPixel);
    }

    /// <summary>Ends the block.</summary>
    public void WriteBlock(ref BitWriter writer, bool isLast)
    {
        _codes.LiteralCounts[DeflateCodes.EndOfBlock] = 1;
        writer.Write(isLast ? 1u : 0u, 1);
        writer.Write(2, 2);
        _codes.BuildAndWrite(ref writer);
        _byteRepeats.Prepare(_codes, distance: 0);
        if (_codes.DistanceCounts[DeflateCodes.ThreeBytesBack] > 0)
        {
            _pixelRepeats.Prepare(_codes, DeflateCodes.ThreeBytesBack);
        }

        WriteTokens(ref writer);
        var end = _codes.Literals;
        writer.Write(end.Codes[DeflateCodes.EndOfBlock], end.Lengths[DeflateCodes.EndOfBlock]);
        Clear();
    }

    private void AddRepeatToken(ref BitWriter writer, int count, bool isPixel)
    {
        AddToken(ref writer, RepeatFlag | (isPixel ? PixelDistanceFlag : 0) | (uint)count);
        var matches = Matches.Of(count);
        var symbols = LengthSymbol.OfLength;
        var counts = _codes.LiteralCounts;
        counts[symbols[Matches.LongestMatch].Symbol] += matches.Longest;
        var used = matches.Longest;
        if (matches.Second > 0)
        {
            counts[symbols[matches.Second].Symbol]++;
            used++;
        }

        if (matches.Third > 0)
        {
            counts[symbols[matches.Third].Symbol]++;
            used++;
        }

        _codes.DistanceCounts[isPixel ? DeflateCodes.ThreeBytesBack : 0] += used;
    }

    private void AddToken(ref BitWriter writer, uint token)
    {
        if (_count == TokensPerBlock)
        {
            WriteBlock(ref writer, isLast: false);
        }

        _tokens[_count++] = token;
    }

    private void WriteTokens(ref BitWriter writer)
    {
        // A copy can live in registers.
        var local = writer;
        var (codes, lengths) = (_codes.Literals.Codes, _codes.Literals.Lengths);
        foreach (var token in _tokens.AsSpan(0, _count))
        {
            if ((token & RepeatFlag) == 0)
            {
                local.Write(codes[(int)token], lengths[(int)token]);
            }
            else
            {
                var repeats = (token & PixelDistanceFlag) == 0 ? _byteRepeats : _pixelRepeats;
                repeats.Write(ref local, Matches.Of((int)(token & ~(RepeatFlag | PixelDistanceFlag))));
            }
        }

        writer = local;
    }
}
