using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CovidXray.Masks.Kernels;

/// <summary>Fills a buffer from its beginning to its end, stretch by stretch; a stretch is a few hundred bytes.</summary>
/// <remarks>
/// A stretch is written in whole blocks and so beyond its end, where the next stretch writes anyway:
/// <code>
/// buffer     ...0000000000|1111111111111111111111|0000...
/// stretch                 ^position              ^end
/// written                 |first|
///                            |block |block |block |      aligned in memory
/// </code>
/// So there is no rest to write byte by byte, and the one branch, when to end, goes as it went in the image's row above.
/// Stores that cross a cache line cost two; so only the first of a stretch is not aligned.
/// </remarks>
internal ref struct ByteFiller
{
    private const int Block = 4 * 16;

    private readonly Span<byte> _buffer;
    private readonly int _misalignment;
    private int _position;

    public unsafe ByteFiller(Span<byte> buffer)
    {
        // The array may move later; then stores are slower and as right as before.
        _buffer = buffer;
        _misalignment = (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer)) & 15);
    }

    /// <summary>Fills from where the last stretch ended.</summary>
    /// <param name="end">Where the stretch ends; not before its beginning.</param>
    /// <param name="value">The value of its bytes.</param>
    public void FillTo(int end, byte value)
    {
        var last = _buffer.Length - Block;
        if (end > last)
        {
            FillBlocks(last, value);
            _buffer[_position..end].Fill(value);
            _position = end;
            return;
        }

        FillBlocks(end, value);
    }

    /// <param name="end">At most a block before the buffer's end, so that all stores lie in the buffer.</param>
    /// <param name="value">The value of the bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FillBlocks(int end, byte value)
    {
        var position = _position;
        if (position >= end)
        {
            return;
        }

        _position = end;
        ref var buffer = ref MemoryMarshal.GetReference(_buffer);
        var values = Vector128.Create(value);
        values.StoreUnsafe(ref buffer, (nuint)position);
        for (var at = (nuint)(position + 16 - ((position + _misalignment) & 15)); at < (nuint)end; at += Block)
        {
            values.StoreUnsafe(ref buffer, at);
            values.StoreUnsafe(ref buffer, at + 16);
            values.StoreUnsafe(ref buffer, at + 32);
            values.StoreUnsafe(ref buffer, at + 48);
        }
    }
}
