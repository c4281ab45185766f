using System.Buffers.Binary;
using System.IO.Hashing;

namespace CovidXray.Masks.Png;

/// <summary>Puts deflated rows into a PNG file (ISO/IEC 15948): signature, IHDR, PLTE if there is a palette, one IDAT, IEND.</summary>
internal static class PngFile
{
    private const int ChunkFrame = 12;
    private const int HeaderLength = 13;

    /// <summary>The file's length in bytes.</summary>
    /// <param name="palette">The length of the palette, 0 if there is none.</param>
    /// <param name="data">The length of zlib's stream.</param>
    public static int Length(int palette, int data) =>
        PngChunks.Signature.Length + ChunkFrame + HeaderLength + (palette == 0 ? 0 : ChunkFrame + palette) + ChunkFrame + data + ChunkFrame;

    /// <summary>Writes the file.</summary>
    /// <param name="file">Takes it; of its length at least.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="bitDepth">Bits a sample.</param>
    /// <param name="colorType">0 grey, 2 colours, 3 indices into the palette.</param>
    /// <param name="palette">Red, green and blue of each index; empty if there is none.</param>
    /// <param name="data">The rows with their filters, as zlib's stream.</param>
    /// <returns>The file's length.</returns>
    public static int Write(Span<byte> file, int width, int height, int bitDepth, int colorType, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> data)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        header[10..].Clear(); // deflate, adaptive filters, not interlaced

        PngChunks.Signature.CopyTo(file);
        var length = WriteChunk(file, PngChunks.Signature.Length, "IHDR"u8, header);
        if (!palette.IsEmpty)
        {
            length = WriteChunk(file, length, "PLTE"u8, palette);
        }

        length = WriteChunk(file, length, "IDAT"u8, data);
        return WriteChunk(file, length, "IEND"u8, []);
    }

    private static int WriteChunk(Span<byte> file, int at, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var chunk = file[at..];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.HashToUInt32(chunk.Slice(4, 4 + data.Length)));
        return at + ChunkFrame + data.Length;
    }
}
