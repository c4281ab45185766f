using System.Buffers.Binary;

namespace CovidXray.Masks.Png;

/// <summary>Writes a zlib stream (RFC 1950, 1951) of bytes that come as runs, without the bytes in between.</summary>
/// <remarks>
/// A run is one literal and then matches of the distance of one pixel, so the only symbols are the few literals that a
/// mask has, the lengths, and two distances. They are gathered as tokens, counted, and written as blocks with a Huffman
/// code of their own. A token:
/// <code>
/// bit 31 = 0   literal                                     7..0  the byte
/// bit 31 = 1   repeat   30 = 1: distance 3, 0: distance 1  29..0 how many bytes, 3 or more
/// </code>
/// </remarks>
internal sealed class RunDeflater
{
    private const int TokensPerBlock = 1 << 16;
    private const uint RepeatFlag = 1u << 31;
    private const uint PixelDistanceFlag = 1u << 30;
    private const int LongestMatch = 258;
    private const int ShortestMatch = 3;
    private const int EndOfBlock = 256;
    private const int ThreeBytesBack = 2;

    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly LengthSymbol[] LengthSymbols = LengthSymbol.Table();

    private readonly uint[] _tokens = new uint[TokensPerBlock];
    private readonly int[] _literalCounts = new int[286];
    private readonly int[] _distanceCounts = new int[3];
    private readonly int[] _headerCounts = new int[19];
    private readonly PrefixCode _literalCode = new(286, 15);
    private readonly PrefixCode _distanceCode = new(3, 15);
    private readonly PrefixCode _headerCode = new(19, 7);
    private readonly List<(byte Symbol, byte Extra)> _header = [];

    private byte[] _output = new byte[1 << 14];
    private int _length;
    private ulong _bits;
    private int _bitCount;
    private int _tokenCount;
    private long _zeros;
    private int _last;
    private Adler32 _adler;

    /// <summary>What has been written, whole once <see cref="Finish"/> has run.</summary>
    public ReadOnlySpan<byte> Output => _output.AsSpan(0, _length);

    /// <summary>Begins a new stream; the buffers stay.</summary>
    public void Start()
    {
        (_length, _bits, _bitCount, _tokenCount, _zeros) = (0, 0, 0, 0, 0);
        _last = -1; // no byte yet
        _adler = Adler32.Start;
        Array.Clear(_literalCounts);
        Array.Clear(_distanceCounts);

        // CMF: deflate with a 32 KiB window; FLG: default level, no dictionary, check bits.
        _output[_length++] = 0x78;
        _output[_length++] = 0x9c;
    }

    /// <summary>Adds zero bytes. Consecutive calls make one run.</summary>
    public void AddZeros(long count) => _zeros += count;

    /// <summary>Adds one byte.</summary>
    public void Add(byte value)
    {
        if (value == 0)
        {
            _zeros++;
            return;
        }

        FlushZeros();
        _adler.AddRun(value, 1);
        AddLiteral(value);
    }

    /// <summary>Adds equal pixels of one byte.</summary>
    public void AddRun(byte value, long count)
    {
        if (value == 0)
        {
            AddZeros(count);
            return;
        }

        FlushZeros();
        AddFlushedRun(value, count);
    }

    /// <summary>Adds equal pixels of three bytes.</summary>
    public void AddPixels(byte first, byte second, byte third, int count)
    {
        if ((first | second | third) == 0)
        {
            AddZeros(3L * count);
            return;
        }

        FlushZeros();
        for (var i = 0; i < count; i++)
        {
            _adler.AddRun(first, 1);
            _adler.AddRun(second, 1);
            _adler.AddRun(third, 1);
        }

        AddLiteral(first);
        AddLiteral(second);
        AddLiteral(third);
        if (count > 1)
        {
            AddRepeat(3L * (count - 1), PixelDistanceFlag);
        }
    }

    /// <summary>Ends the stream with its checksum.</summary>
    public void Finish()
    {
        FlushZeros();
        WriteBlock(isLast: true);
        Reserve(16);
        while (_bitCount > 0)
        {
            _output[_length++] = (byte)_bits;
            _bits >>= 8;
            _bitCount -= 8;
        }

        BinaryPrimitives.WriteUInt32BigEndian(_output.AsSpan(_length), _adler.Value);
        _length += 4;
    }

    private void FlushZeros()
    {
        if (_zeros > 0)
        {
            var zeros = _zeros;
            _zeros = 0;
            AddFlushedRun(0, zeros);
        }
    }

    private void AddFlushedRun(byte value, long count)
    {
        for (var left = count; left > 0; left -= Run.MaxLength)
        {
            _adler.AddRun(value, Math.Min(left, Run.MaxLength));
        }

        // The byte before the run may already be its value; then the run needs no literal to begin with.
        if (_last != value)
        {
            AddLiteral(value);
            count--;
        }

        if (count >= ShortestMatch)
        {
            AddRepeat(count, flags: 0);
        }
        else
        {
            for (; count > 0; count--)
            {
                AddLiteral(value);
            }
        }
    }

    private void AddLiteral(byte value)
    {
        AddToken(value);
        _literalCounts[value]++;
        _last = value;
    }

    private void AddRepeat(long count, uint flags)
    {
        // Chunks are multiples of the longest match, so that no chunk leaves a rest below the shortest.
        const int Chunk = LongestMatch << 20;
        for (; count > Chunk + LongestMatch; count -= Chunk)
        {
            AddRepeatToken(Chunk, flags);
        }

        AddRepeatToken((int)count, flags);
    }

    private void AddRepeatToken(int count, uint flags)
    {
        AddToken(RepeatFlag | flags | (uint)count);
        var matches = Matches.Of(count);
        _literalCounts[LengthSymbols[LongestMatch].Symbol] += matches.Longest;
        var used = matches.Longest;
        if (matches.Second > 0)
        {
            _literalCounts[LengthSymbols[matches.Second].Symbol]++;
            used++;
        }

        if (matches.Third > 0)
        {
            _literalCounts[LengthSymbols[matches.Third].Symbol]++;
            used++;
        }

        _distanceCounts[flags == 0 ? 0 : ThreeBytesBack] += used;
    }

    private void AddToken(uint token)
    {
        if (_tokenCount == TokensPerBlock)
        {
            WriteBlock(isLast: false);
        }

        _tokens[_tokenCount++] = token;
    }

    private void WriteBlock(bool isLast)
    {
        _literalCounts[EndOfBlock] = 1;
        _literalCode.Build(_literalCounts);
        _distanceCode.Build(_distanceCounts);
        WriteBits(isLast ? 1u : 0u, 1);
        WriteBits(2, 2);
        WriteCodes();
        foreach (var token in _tokens.AsSpan(0, _tokenCount))
        {
            if ((token & RepeatFlag) == 0)
            {
                WriteSymbol(_literalCode, (int)token);
            }
            else
            {
                WriteRepeat((int)(token & ~(RepeatFlag | PixelDistanceFlag)), (token & PixelDistanceFlag) == 0 ? 0 : ThreeBytesBack);
            }
        }

        WriteSymbol(_literalCode, EndOfBlock);
        _tokenCount = 0;
        Array.Clear(_literalCounts);
        Array.Clear(_distanceCounts);
    }

    private void WriteRepeat(int count, int distanceSymbol)
    {
        var matches = Matches.Of(count);
        var distance = _distanceCode.Codes[distanceSymbol];
        var distanceBits = _distanceCode.Lengths[distanceSymbol];

        // The longest match has no extra bits: symbol and distance together are one small word, written many times.
        var longest = LengthSymbols[LongestMatch].Symbol;
        var word = (uint)(_literalCode.Codes[longest] | (distance << _literalCode.Lengths[longest]));
        var wordBits = _literalCode.Lengths[longest] + distanceBits;
        for (var i = 0; i < matches.Longest; i++)
        {
            WriteBits(word, wordBits);
        }

        foreach (var length in (ReadOnlySpan<int>)[matches.Second, matches.Third])
        {
            if (length > 0)
            {
                var symbol = LengthSymbols[length];
                WriteSymbol(_literalCode, symbol.Symbol);
                WriteBits(symbol.Extra, symbol.ExtraBits);
                WriteBits(distance, distanceBits);
            }
        }
    }

    /// <summary>The two codes' lengths, run-length coded and then Huffman coded themselves (RFC 1951, 3.2.7).</summary>
    private void WriteCodes()
    {
        var literals = 286;
        while (_literalCode.Lengths[literals - 1] == 0)
        {
            literals--;
        }

        var distances = _distanceCounts[ThreeBytesBack] > 0 ? 3 : 1;
        Span<byte> lengths = stackalloc byte[286 + 3];
        _literalCode.Lengths.AsSpan(0, literals).CopyTo(lengths);
        _distanceCode.Lengths.AsSpan(0, distances).CopyTo(lengths[literals..]);
        lengths = lengths[..(literals + distances)];

        _header.Clear();
        Array.Clear(_headerCounts);
        for (var i = 0; i < lengths.Length;)
        {
            var run = 1;
            while (i + run < lengths.Length && lengths[i + run] == lengths[i])
            {
                run++;
            }

            if (lengths[i] == 0 && run >= 3)
            {
                run = Math.Min(run, 138);
                AddHeader(run <= 10 ? (byte)17 : (byte)18, (byte)(run <= 10 ? run - 3 : run - 11));
            }
            else
            {
                AddHeader(lengths[i], 0);
                run = 1;
            }

            i += run;
        }

        _headerCode.Build(_headerCounts);
        var codes = 19;
        while (_headerCode.Lengths[CodeLengthOrder[codes - 1]] == 0)
        {
            codes--;
        }

        WriteBits((uint)(literals - 257), 5);
        WriteBits((uint)(distances - 1), 5);
        WriteBits((uint)(codes - 4), 4);
        for (var i = 0; i < codes; i++)
        {
            WriteBits(_headerCode.Lengths[CodeLengthOrder[i]], 3);
        }

        foreach (var (symbol, extra) in _header)
        {
            WriteSymbol(_headerCode, symbol);
            WriteBits(extra, symbol switch { 17 => 3, 18 => 7, _ => 0 });
        }
    }

    private void AddHeader(byte symbol, byte extra)
    {
        _header.Add((symbol, extra));
        _headerCounts[symbol]++;
    }

    private void WriteSymbol(PrefixCode code, int symbol) => WriteBits(code.Codes[symbol], code.Lengths[symbol]);

    private void WriteBits(uint value, int count)
    {
        _bits |= (ulong)value << _bitCount;
        _bitCount += count;
        if (_bitCount >= 32)
        {
            Reserve(4);
            BinaryPrimitives.WriteUInt32LittleEndian(_output.AsSpan(_length), (uint)_bits);
            _length += 4;
            _bits >>= 32;
            _bitCount -= 32;
        }
    }

    private void Reserve(int bytes)
    {
        if (_output.Length - _length < bytes)
        {
            Array.Resize(ref _output, _output.Length * 2);
        }
    }

    /// <summary>How a repeat falls into matches of 3 to 258 bytes.</summary>
    private readonly record struct Matches(int Longest, int Second, int Third)
    {
        public static Matches Of(int count)
        {
            var (longest, rest) = Math.DivRem(count, LongestMatch);
            return rest switch
            {
                0 => new(longest, 0, 0),
                >= ShortestMatch => new(longest, rest, 0),
                _ => new(longest - 1, LongestMatch + rest - ShortestMatch, ShortestMatch),
            };
        }
    }

    /// <summary>The symbol of a match length with its extra bits (RFC 1951, 3.2.5).</summary>
    private readonly record struct LengthSymbol(short Symbol, byte ExtraBits, byte Extra)
    {
        public static LengthSymbol[] Table()
        {
            var table = new LengthSymbol[LongestMatch + 1];
            var (length, symbol) = (ShortestMatch, 257);
            for (; symbol < 285; symbol++)
            {
                var extraBits = symbol < 265 ? 0 : (symbol - 261) / 4;
                for (var extra = 0; extra < 1 << extraBits && length < LongestMatch; extra++)
                {
                    table[length++] = new LengthSymbol((short)symbol, (byte)extraBits, (byte)extra);
                }
            }

            table[LongestMatch] = new LengthSymbol(285, 0, 0);
            return table;
        }
    }
}
