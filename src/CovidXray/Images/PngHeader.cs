using System.Buffers.Binary;
using CovidXray.Annotations;
using CovidXray.Masks.Png;

namespace CovidXray.Images;

/// <summary>PNG's first chunk: <c>signature(8) length(4) "IHDR" width(4) height(4) depth colour-type compression filter interlace CRC(4)</c>.</summary>
internal static class PngHeader
{
    /// <summary>Up to and with the first chunk's CRC.</summary>
    public const int Length = 33;

    private const int CrcLength = 4;

    // A PNG has a few chunks before its pixels; libpng refuses more than a thousand.
    private const int MostChunks = 1000;
    private const int MostExif = 1 << 16;

    public static bool IsPng(ReadOnlySpan<byte> start) => start.StartsWith(PngChunks.Signature);

    /// <param name="start">The file's first <see cref="Length"/> bytes, or fewer if it has fewer.</param>
    /// <param name="source">The film's name, for errors.</param>
    public static FilmHeader Read(ReadOnlySpan<byte> start, string source)
    {
        if (start.Length < Length)
        {
            throw new DatasetException(source, $"is a PNG cut off after {start.Length} bytes, within its header") { IsCutOff = true };
        }

        if (!start[12..].StartsWith("IHDR"u8) || BinaryPrimitives.ReadUInt32BigEndian(start[8..]) != 13)
        {
            throw new DatasetException(source, "is a damaged PNG: its first chunk is not IHDR");
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(start[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(start[20..]);
        var (depth, type) = (start[24], start[25]);
        var channels = type switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue || channels == 0 || depth is not (1 or 2 or 4 or 8 or 16))
        {
            throw new DatasetException(source, $"is a damaged PNG: its header says {width}x{height}, {depth} bits, colour type {type}");
        }

        return new FilmHeader(FilmFormat.Png, (int)width, (int)height, depth, channels) { HasPalette = type == 3 };
    }

    /// <summary>EXIF's orientation of the chunk eXIf, as far as it stands before the pixels; null if there is none.</summary>
    /// <param name="stream">A seekable stream behind the first chunk.</param>
    public static int? ReadOrientation(Stream stream)
    {
        Span<byte> head = stackalloc byte[8];
        for (var chunks = 0; chunks < MostChunks && stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length; chunks++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (head[4..].SequenceEqual("eXIf"u8) && length <= MostExif)
            {
                var content = new byte[length];
                return ExifOrientation.ReadTiff(content.AsSpan(0, stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)));
            }

            if (head[4..].SequenceEqual("IDAT"u8) || head[4..].SequenceEqual("IEND"u8) || length > int.MaxValue)
            {
                break;
            }

            stream.Seek(length + CrcLength, SeekOrigin.Current);
        }

        return null;
    }
}
