using System.Buffers.Binary;

namespace CovidXray.Images;

/// <summary>EXIF's orientation tag: <c>"Exif\0\0"</c>, then a small TIFF whose first directory may hold it.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int EntryLength = 12;

    /// <summary>The orientation, 1 to 8; null if the segment says none.</summary>
    /// <param name="segment">The content of an APP1 segment.</param>
    public static int? Read(ReadOnlySpan<byte> segment)
    {
        return segment.StartsWith("Exif\0\0"u8) ? ReadTiff(segment[6..]) : null;
    }

    /// <summary>The orientation, 1 to 8; null if there is none.</summary>
    /// <param name="tiff">What is behind the first six bytes of a JPEG's segment: the content of a PNG's chunk eXIf.</param>
    public static int? ReadTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return null;
        }

        var isLittleEndian = tiff.StartsWith("II"u8);
        if (!isLittleEndian && !tiff.StartsWith("MM"u8))
        {
            return null;
        }

        var directory = isLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        var entries = tiff[(int)directory..];
        var count = Short(entries, isLittleEndian);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (Short(entries, isLittleEndian) == Tag)
            {
                var value = Short(entries[8..], isLittleEndian);
                return value is >= 1 and <= 8 ? value : null;
            }
        }

        return null;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittleEndian) =>
        isLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
