using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CovidXray.Masks.Png;

/// <summary>Writes bits, the first one lowest, into a buffer that grows.</summary>
internal struct BitWriter
{
    /// <summary>The most bits of one call.</summary>
    public const int MaxBits = 56;

    private byte[] _output;
    private int _length;
    private ulong _bits;
    private int _count;

    public BitWriter(int capacity) => _output = new byte[capacity];

    /// <summary>The whole bytes.</summary>
    public readonly ReadOnlySpan<byte> Output => _output.AsSpan(0, _length);

    /// <summary>Begins anew; the buffer stays.</summary>
    public void Clear() => (_length, _bits, _count) = (0, 0, 0);

    /// <summary>Writes the lowest bits of a value.</summary>
    /// <param name="value">Its other bits are zero.</param>
    /// <param name="count">0 to <see cref="MaxBits"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ulong value, int count)
    {
        // At most seven bits wait, so all fit. Eight bytes are written whatever the count: the whole ones are final.
        _bits |= value << _count;
        _count += count;
        if (_output.Length - _length < sizeof(ulong))
        {
            Grow();
        }

        BinaryPrimitives.WriteUInt64LittleEndian(_output.AsSpan(_length), _bits);
        _length += _count >> 3;
        _bits >>= _count & ~7;
        _count &= 7;
    }

    /// <summary>Fills the last byte up with zeros.</summary>
    public void Align() => Write(0, -_count & 7);

    private void Grow() => Array.Resize(ref _output, Math.Max(64, _output.Length * 2));
}
