using System.Buffers.Binary;

namespace CovidXray.Masks.Png;

/// <summary>Writes a zlib stream (RFC 1950, 1951) of bytes that come as runs, without the bytes in between.</summary>
/// <remarks>
/// A run is one literal and then matches of the distance of one pixel, so the only symbols are the few literals that a
/// mask has, the lengths, and two distances.
/// </remarks>
internal sealed class RunDeflater
{
    private readonly RunBlockWriter _blocks = new();
    private BitWriter _writer = new(1 << 14);
    private long _zeros;
    private int _last;
    private Adler32 _adler;

    /// <summary>What has been written, whole once <see cref="Finish"/> has run.</summary>
    public ReadOnlySpan<byte> Output => _writer.Output;

    /// <summary>Begins a new stream; the buffers stay.</summary>
    public void Start()
    {
        _zeros = 0;
        _last = -1; // no byte yet
        _adler = Adler32.Start;
        _blocks.Clear();
        _writer.Clear();

        // CMF: deflate with a 32 KiB window; FLG: default level, no dictionary, check bits.
        _writer.Write(0x9c78, 16);
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
        _adler.Add(value);
        AddByte(value);
    }

    /// <summary>Adds equal pixels of one byte.</summary>
    public void AddRun(byte value, int count)
    {
        if (value == 0)
        {
            AddZeros(count);
            return;
        }

        FlushZeros();
        if (count == 1)
        {
            _adler.Add(value);
            AddByte(value);
            return;
        }

        for (var left = count; left > 0; left -= Run.MaxLength)
        {
            _adler.AddRun(value, Math.Min(left, Run.MaxLength));
        }

        if (_last != value)
        {
            AddByte(value);
            count--;
        }

        if (count >= Matches.ShortestMatch)
        {
            _blocks.AddRepeat(ref _writer, count, isPixel: false);
            return;
        }

        for (; count > 0; count--)
        {
            AddByte(value);
        }
    }

    /// <summary>Adds equal pixels of three bytes, as many as a row has: <see cref="Run.MaxLength"/> at most.</summary>
    public void AddPixels(byte first, byte second, byte third, int count)
    {
        if ((first | second | third) == 0)
        {
            AddZeros(3L * count);
            return;
        }

        FlushZeros();
        _adler.AddPixels(first, second, third, count);
        AddByte(first);
        AddByte(second);
        AddByte(third);
        if (count > 1)
        {
            _blocks.AddRepeat(ref _writer, 3 * (count - 1), isPixel: true);
        }
    }

    /// <summary>Ends the stream with its checksum.</summary>
    public void Finish()
    {
        FlushZeros();
        _blocks.WriteBlock(ref _writer, isLast: true);
        _writer.Align();
        _writer.Write(BinaryPrimitives.ReverseEndianness(_adler.Value), 32);
    }

    private void FlushZeros()
    {
        if (_zeros > 0)
        {
            _adler.AddZeros(_zeros);
            _blocks.AddZeros(ref _writer, _zeros);
            (_zeros, _last) = (0, 0);
        }
    }

    private void AddByte(byte value)
    {
        _blocks.AddByte(ref _writer, value);
        _last = value;
    }
}
