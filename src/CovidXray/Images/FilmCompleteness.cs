using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using CovidXray.Annotations;
using CovidXray.Masks.Png;

namespace CovidXray.Images;

/// <summary>Whether a film's file is all there, without decoding it: a JPEG up to its end marker, a PNG up to IEND with right checksums.</summary>
internal static class FilmCompleteness
{
    /// <summary>Reads through a film.</summary>
    /// <param name="stream">A seekable stream at the film's first byte; where it stands afterwards is undefined.</param>
    /// <param name="source">The film's name, for errors.</param>
    /// <returns>The film's header.</returns>
    /// <exception cref="DatasetException">It is no JPEG or PNG, is cut off, or damaged.</exception>
    public static FilmHeader Check(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = stream.Position;
        var header = FilmHeader.Read(stream, source);
        stream.Position = start;
        if (header.Format == FilmFormat.Png)
        {
            CheckPng(stream, source);
        }
        else
        {
            CheckJpeg(stream, source);
        }

        return header;
    }

    /// <summary>Chunks are <c>length(4) type(4) content CRC(4)</c>; a lower-case type marks one that decoders may ignore.</summary>
    private static void CheckPng(Stream stream, string source)
    {
        stream.Seek(PngChunks.Signature.Length, SeekOrigin.Current);
        Span<byte> head = stackalloc byte[8];
        while (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var isCritical = char.IsAsciiLetterUpper((char)head[4]);
            if (!IsChunkWhole(stream, head[4..], length, isCritical, source))
            {
                break;
            }

            if (head[4..].SequenceEqual("IEND"u8))
            {
                return;
            }
        }

        throw CutOff(source, "PNG", "IEND");
    }

    private static bool IsChunkWhole(Stream stream, ReadOnlySpan<byte> type, long length, bool isCritical, string source)
    {
        var crc = new Crc32();
        crc.Append(type);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (length > 0)
            {
                var read = stream.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
                if (read == 0)
                {
                    return false;
                }

                crc.Append(buffer.AsSpan(0, read));
                length -= read;
            }

            if (stream.ReadAtLeast(buffer.AsSpan(0, 4), 4, throwOnEndOfStream: false) < 4)
            {
                return false;
            }

            return !isCritical || crc.GetCurrentHashAsUInt32() == BinaryPrimitives.ReadUInt32BigEndian(buffer)
                ? true
                : throw new DatasetException(source, $"is a damaged PNG: the checksum of a {System.Text.Encoding.ASCII.GetString(type)} chunk does not match");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Behind a scan's header, data runs to the next marker; segments, whose content may look like a marker, are stepped over.</summary>
    private static void CheckJpeg(Stream stream, string source)
    {
        using var content = new JpegBytes(stream);
        content.Skip(JpegHeader.SignatureLength);
        while (content.NextMarker() is { } marker)
        {
            if (marker == JpegMarker.EndOfImage)
            {
                return;
            }

            if (!JpegMarker.IsWithinScan(marker) && !JpegMarker.IsAlone(marker) && !content.SkipSegment())
            {
                break;
            }
        }

        throw CutOff(source, "JPEG", "FFD9");
    }

    private static DatasetException CutOff(string source, string format, string end) =>
        new(source, $"is a cut-off {format}: it ends without {end}") { IsCutOff = true };
}
