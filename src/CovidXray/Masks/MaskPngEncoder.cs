using System.Buffers.Binary;
using System.IO.Hashing;
using CovidXray.Masks.Png;

namespace CovidXray.Masks;

/// <summary>Writes masks as PNG (ISO/IEC 15948) straight from their runs.</summary>
/// <remarks>An encoder keeps its buffers between images; use one for each thread.</remarks>
public sealed class MaskPngEncoder
{
    private readonly FilteredRows _rows = new();
    private byte[] _file = new byte[1 << 14];

    /// <summary>Encodes a mask.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="format">The samples for its labels.</param>
    /// <returns>The whole file. Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(Mask mask, MaskPixelFormat format)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(format);
        return WriteFile(mask, format, _rows.Deflate(mask, format));
    }

    private ReadOnlySpan<byte> WriteFile(Mask mask, MaskPixelFormat format, ReadOnlySpan<byte> data)
    {
        const int ChunkFrame = 12;
        const int HeaderLength = 13;
        var size = PngChunks.Signature.Length + ChunkFrame + HeaderLength + ChunkFrame + (3 * format.Palette.Length) + ChunkFrame + data.Length + ChunkFrame;
        if (_file.Length < size)
        {
            _file = new byte[size + (size / 2)];
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], mask.Height);
        header[8] = (byte)format.BitDepth;
        header[9] = (byte)format.ColorType;
        header[10..].Clear(); // deflate, adaptive filters, not interlaced

        Span<byte> palette = stackalloc byte[3 * format.Palette.Length];
        for (var i = 0; i < format.Palette.Length; i++)
        {
            var color = format.Palette[i];
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (color.R, color.G, color.B);
        }

        PngChunks.Signature.CopyTo(_file);
        var length = WriteChunk(PngChunks.Signature.Length, "IHDR"u8, header);
        if (!palette.IsEmpty)
        {
            length = WriteChunk(length, "PLTE"u8, palette);
        }

        length = WriteChunk(length, "IDAT"u8, data);
        length = WriteChunk(length, "IEND"u8, []);
        return _file.AsSpan(0, length);
    }

    private int WriteChunk(int at, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = _file.AsSpan(at);
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + data.Length)));
        return at + 12 + data.Length;
    }
}
