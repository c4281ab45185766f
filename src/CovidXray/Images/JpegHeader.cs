using System.Buffers.Binary;
using CovidXray.Annotations;

namespace CovidXray.Images;

/// <summary>Walks JPEG's segments, <c>FF marker length(2) ...</c>, to the frame header: <c>precision height(2) width(2) components</c>.</summary>
internal static class JpegHeader
{
    public const int SignatureLength = 2;

    // A JPEG has at most a few dozen segments before its frame; ICC profiles take one for each 64 KB.
    private const int MaxSegments = 10_000;

    public static bool IsJpeg(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage, 0xFF]);

    /// <param name="stream">A seekable stream behind the start-of-image marker.</param>
    /// <param name="source">The film's name, for errors.</param>
    public static FilmHeader Read(Stream stream, string source)
    {
        var orientation = 1;
        Span<byte> head = stackalloc byte[2];
        for (var segments = 0; segments < MaxSegments; segments++)
        {
            var marker = NextMarker(stream, source);
            if (JpegMarker.IsAlone(marker))
            {
                continue;
            }

            if (marker is JpegMarker.StartOfScan or JpegMarker.EndOfImage)
            {
                break;
            }

            Fill(stream, head, source);
            var length = BinaryPrimitives.ReadUInt16BigEndian(head) - head.Length;
            if (length < 0)
            {
                throw new DatasetException(source, $"is a damaged JPEG: segment FF{marker:X2} is shorter than its own length");
            }

            if (JpegMarker.IsStartOfFrame(marker))
            {
                return Frame(stream, marker, length, orientation, source);
            }

            if (marker == JpegMarker.Exif)
            {
                var segment = new byte[length];
                Fill(stream, segment, source);
                orientation = ExifOrientation.Read(segment) ?? orientation;
            }
            else
            {
                stream.Seek(length, SeekOrigin.Current);
            }
        }

        throw new DatasetException(source, "is a damaged JPEG: it has no frame header");
    }

    private static FilmHeader Frame(Stream stream, byte marker, int length, int orientation, string source)
    {
        Span<byte> frame = stackalloc byte[6];
        if (length < frame.Length)
        {
            throw new DatasetException(source, "is a damaged JPEG: its frame header is too short");
        }

        Fill(stream, frame, source);
        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        var (bits, channels) = (frame[0], frame[5]);
        if (width == 0 || height == 0 || bits is not (8 or 12 or 16) || channels is < 1 or > 4)
        {
            throw new DatasetException(source, $"is a damaged JPEG: its frame header says {width}x{height}, {bits} bits, {channels} channels");
        }

        return new FilmHeader(FilmFormat.Jpeg, width, height, bits, channels)
        {
            Orientation = orientation,
            IsProgressive = JpegMarker.IsProgressive(marker),
        };
    }

    private static byte NextMarker(Stream stream, string source)
    {
        if (ReadByte(stream, source) != 0xFF)
        {
            throw new DatasetException(source, "is a damaged JPEG: a segment does not begin with FF");
        }

        // Any number of FF may come before a marker.
        byte marker;
        do
        {
            marker = ReadByte(stream, source);
        }
        while (marker == 0xFF);
        return marker;
    }

    private static byte ReadByte(Stream stream, string source) => stream.ReadByte() is >= 0 and var value ? (byte)value : throw CutOff(source);

    private static void Fill(Stream stream, Span<byte> bytes, string source)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw CutOff(source);
        }
    }

    private static DatasetException CutOff(string source) => new(source, "is a JPEG cut off within its header") { IsCutOff = true };
}

/// <summary>JPEG's markers: the byte behind FF.</summary>
internal static class JpegMarker
{
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;
    public const byte Exif = 0xE1;

    /// <summary>Frame headers are C0 to CF without tables (C4, CC) and the reserved C8.</summary>
    public static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    public static bool IsProgressive(byte marker) => marker is 0xC2 or 0xC6 or 0xCA or 0xCE;

    /// <summary>Restart markers stand within a scan's data, as does a data byte FF, which is written FF 00.</summary>
    public static bool IsWithinScan(byte marker) => marker is 0x00 or (>= 0xD0 and <= 0xD7);

    /// <summary>Markers without a length and content.</summary>
    public static bool IsAlone(byte marker) => marker is 0x01 or StartOfImage or (>= 0xD0 and <= 0xD7);
}
