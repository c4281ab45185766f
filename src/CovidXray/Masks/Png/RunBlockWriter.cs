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
/// the byte and the first zero, the longest matches, one more match. All of them lie ready, see <see cref="ZeroRuns"/>.
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
    private readonly ZeroRuns _zeros = new();
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
        _zeros.Clear();
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
                var repeated = part;
                if (token != 0)
                {
                    _codes.LiteralCounts[0]++;
                    repeated--;
                }

                if (!_zeros.TryCount(repeated))
                {
                    _codes.CountRepeats(repeated, distance: 0, times: 1);
                }

                token |= (ulong)part << CountShift;
            }
        }
    }

    /// <summary>Ends the block.</summary>
    public void WriteBlock(ref BitWriter writer, bool isLast)
    {
        _codes.LiteralCounts[DeflateCodes.EndOfBlock] = 1;
        _zeros.AddTo(_codes);
        writer.Write(isLast ? 1u : 0u, 1);
        writer.Write(2, 2);
        _codes.BuildAndWrite(ref writer);
        _byteRepeats.Prepare(_codes, distance: 0);
        _zeros.Prepare(_codes, _byteRepeats);
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
        _codes.CountRepeats(count, isPixel ? DeflateCodes.ThreeBytesBack : 0, times: 1);
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
        if (!_zeros.TryGet(count, out var zeros, out var zeroBits))
        {
            writer.Write(word, bits);
            _byteRepeats.Write(ref writer, Matches.Of(count));
        }
        else if (bits + zeroBits <= BitWriter.MaxBits)
        {
            writer.Write(word | (zeros << bits), bits + zeroBits);
        }
        else
        {
            writer.Write(word, bits);
            writer.Write(zeros, zeroBits);
        }
    }
}
