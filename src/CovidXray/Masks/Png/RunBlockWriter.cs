namespace CovidXray.Masks.Png;

/// <summary>Writes blocks of runs as deflate, each with a Huffman code of its own.</summary>
/// <remarks>
/// What is left of a mask are single bytes with zeros between them. So a byte and the zeros behind it are one token:
/// <code>
/// bits 63..62 = 0   a byte, and zeros behind it              47..8 how many zeros   7..0 the byte
///             = 1   the last byte over and over              47..8 how many bytes, 3 or more
///             = 2   the last three bytes over and over       47..8 how many bytes, 3 or more
/// </code>
/// Tokens are counted as they come, and written when the block is full. The bits of a whole token mostly fit into one word:
/// the byte and the first zero, the longest matches, one more match. All of them lie ready, see <see cref="RepeatWords"/>.
/// </remarks>
internal sealed class RunBlockWriter
{
    private const int TokensPerBlock = 1 << 15;
    private const int CountShift = 8;
    private const int KindShift = 62;
    private const int MostInOne = Matches.LongestMatch << 20;

    private readonly ulong[] _tokens = new ulong[TokensPerBlock];
    private readonly DeflateCodes _codes = new();
    private readonly RepeatWords _byteRepeats = new();
    private readonly RepeatWords _pixelRepeats = new();
    private int _count;

    private enum TokenKind
    {
        ByteAndZeros,
        ByteRepeat,
        PixelRepeat,
    }

    public void Clear()
    {
        _count = 0;
        _codes.Clear();
    }

    public void AddByte(ref BitWriter writer, byte value)
    {
        if (_count == TokensPerBlock)
        {
            WriteBlock(ref writer, isLast: false);
        }

        _tokens[_count++] = value;
        _codes.LiteralCounts[value]++;
    }

    /// <summary>Adds zeros, 1 or more.</summary>
    public void AddZeros(ref BitWriter writer, long count)
    {
        for (; count > 0; count -= MostInOne)
        {
            var part = (int)Math.Min(count, MostInOne);

            // They go behind a byte that has none yet; else the first of them is the byte.
            if (_count == 0 || _tokens[_count - 1] > byte.MaxValue)
            {
                AddByte(ref writer, 0);
                part--;
            }

            if (part > 0)
            {
                ref var token = ref _tokens[_count - 1];
                CountZeros(part - (token == 0 ? 0 : 1), hasFirst: token != 0);
                token |= (ulong)part << CountShift;
            }
        }
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

    private static ulong Token(TokenKind kind, int count) => ((ulong)kind << KindShift) | ((ulong)(uint)count << CountShift);

    /// <summary>Adds bytes that repeat the last one, or the last three.</summary>
    /// <param name="writer">Where a block goes that is full.</param>
    /// <param name="count">How many bytes, 3 or more.</param>
    /// <param name="isPixel">Whether three bytes repeat.</param>
    public void AddRepeat(ref BitWriter writer, int count, bool isPixel)
    {
        if (_count == TokensPerBlock)
        {
            WriteBlock(ref writer, isLast: false);
        }

        _tokens[_count++] = Token(isPixel ? TokenKind.PixelRepeat : TokenKind.ByteRepeat, count);
        CountRepeat(count, isPixel ? DeflateCodes.ThreeBytesBack : 0);
    }

    private void CountZeros(int repeated, bool hasFirst)
    {
        _codes.LiteralCounts[0] += hasFirst ? 1 : 0;
        if (repeated >= Matches.ShortestMatch)
        {
            CountRepeat(repeated, distance: 0);
        }
        else
        {
            _codes.LiteralCounts[0] += repeated;
        }
    }

    private void CountRepeat(int count, int distance)
    {
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

        _codes.DistanceCounts[distance] += used;
    }

    private void WriteTokens(ref BitWriter writer)
    {
        // A copy can live in registers.
        var local = writer;
        var (codes, lengths) = (_codes.Literals.Codes, _codes.Literals.Lengths);
        foreach (var token in _tokens.AsSpan(0, _count))
        {
            var count = (int)(uint)(token >> CountShift);
            if ((TokenKind)(token >> KindShift) == TokenKind.ByteAndZeros)
            {
                var value = (byte)token;
                ulong word = codes[value];
                int bits = lengths[value];
                if (value != 0 && count > 0)
                {
                    word |= (ulong)codes[0] << bits;
                    bits += lengths[0];
                    count--;
                }

                WriteZeros(ref local, word, bits, count);
            }
            else
            {
                var repeats = (TokenKind)(token >> KindShift) == TokenKind.ByteRepeat ? _byteRepeats : _pixelRepeats;
                repeats.Write(ref local, Matches.Of(count));
            }
        }

        writer = local;
    }

    /// <summary>Writes some bits, and zeros that repeat a zero.</summary>
    private void WriteZeros(ref BitWriter writer, ulong word, int bits, int count)
    {
        if (count < Matches.ShortestMatch)
        {
            for (; count > 0; count--)
            {
                word |= (ulong)_codes.Literals.Codes[0] << bits;
                bits += _codes.Literals.Lengths[0];
            }

            writer.Write(word & uint.MaxValue, Math.Min(bits, 32));
            writer.Write(bits > 32 ? word >> 32 : 0, Math.Max(bits - 32, 0));
            return;
        }

        var matches = Matches.Of(count);
        if (_byteRepeats.TryFit(matches, BitWriter.MaxBits - bits, out var repeat, out var repeatBits))
        {
            writer.Write(word | (repeat << bits), bits + repeatBits);
        }
        else
        {
            writer.Write(word, bits);
            _byteRepeats.Write(ref writer, matches);
        }
    }
}
