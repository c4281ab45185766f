using System.Buffers.Binary;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Images;

namespace CovidXray.Jobs.Masks;

/// <summary>Whether a mask that lies in a folder is the one that a run would write: of the same form, with the same pixels.</summary>
internal static class MaskComparison
{
    // Of a PNG file's first chunk: size, then bits a sample and colour type.
    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int FormAt = 24;
    private const int FormLength = 2;

    /// <summary>What tells them apart; null if nothing does.</summary>
    /// <param name="path">The mask that is there.</param>
    /// <param name="wanted">The file that would be written.</param>
    /// <exception cref="DatasetException">What is there is no picture, or damaged.</exception>
    public static string? Difference(string path, ReadOnlySpan<byte> wanted)
    {
        var there = WholeFile.Read(path, FileContent.Limit);
        if (there.AsSpan().SequenceEqual(wanted))
        {
            return null;
        }

        var header = FilmHeader.Read(path);
        var mine = SizeOf(wanted);
        return (header.Width, header.Height) != mine ? $"is {header.Width}x{header.Height} pixels, not {mine.Width}x{mine.Height}"
            : header.Format != FilmFormat.Png || !there.AsSpan(FormAt, FormLength).SequenceEqual(wanted.Slice(FormAt, FormLength)) ? "has another number of bits or colours than this run's masks"
            : header.Channels > 1 && !header.HasPalette ? "is not what this run makes, byte for byte"
            : MaskPngReader.Decode(there, path).Equals(MaskPngReader.Decode(wanted, path)) ? null
            : "has other pixels than this run's";
    }

    private static (int Width, int Height) SizeOf(ReadOnlySpan<byte> png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png[WidthAt..]), BinaryPrimitives.ReadInt32BigEndian(png[HeightAt..]));
}
