using System.Buffers;
using System.Buffers.Binary;

namespace CovidXray.Images;

/// <summary>A JPEG's bytes from one marker to the next, by blocks.</summary>
internal sealed class JpegBytes(Stream stream) : IDisposable
{
    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _next;
    private int _end;

    /// <summary>The next <c>FF xx</c> that is no filling, xx; null at the end of the stream.</summary>
    public byte? NextMarker()
    {
        while (_next < _end || Fill())
        {
            var found = _block.AsSpan(_next, _end - _next).IndexOf((byte)0xFF);
            if (found < 0)
            {
                _next = _end;
                continue;
            }

            _next += found + 1;
            int value;
            while ((value = ReadByte()) == 0xFF)
            {
            }

            return value < 0 ? null : (byte)value;
        }

        return null;
    }

    /// <summary>Steps over a segment by its length; false if the stream ends within it.</summary>
    public bool SkipSegment()
    {
        var (high, low) = (ReadByte(), ReadByte());
        return low >= 0 && Skip(Math.Max(0, BinaryPrimitives.ReadUInt16BigEndian([(byte)high, (byte)low]) - 2));
    }

    /// <summary>Steps over bytes; false if the stream ends before.</summary>
    public bool Skip(int count)
    {
        while (count > 0 && (_next < _end || Fill()))
        {
            var step = Math.Min(count, _end - _next);
            _next += step;
            count -= step;
        }

        return count == 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    private int ReadByte() => _next < _end || Fill() ? _block[_next++] : -1;

    private bool Fill()
    {
        _next = 0;
        _end = stream.Read(_block, 0, _block.Length);
        return _end > 0;
    }
}
