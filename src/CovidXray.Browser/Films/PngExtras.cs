using System.Buffers.Binary;
using CovidXray.Files;
using CovidXray.Images;
using CovidXray.Masks.Png;

namespace CovidXray.Browser.Films;

/// <summary>Finds in a PNG what makes a browser show other pixels than it holds: a transparent grey, gamma, a profile, a turn, frames.</summary>
internal static class PngExtras
{
    private const int MostChunks = 1000;

    /// <summary>What stands in front of the same data in a JPEG.</summary>
    private static ReadOnlySpan<byte> JpegPrefix => "Exif\0\0"u8;

    /// <summary>Whether such a chunk stands before the pixels.</summary>
    public static bool ChangeLooks(InputStream file)
    {
        Span<byte> head = stackalloc byte[8];
        var at = (long)PngChunks.Signature.Length;
        for (var chunks = 0; chunks < MostChunks; chunks++)
        {
            if (file.Fill(head, at) < head.Length || head[4..].SequenceEqual("IDAT"u8))
            {
                return false;
            }

            var name = head[4..];
            if (name.SequenceEqual("tRNS"u8) || name.SequenceEqual("gAMA"u8) || name.SequenceEqual("iCCP"u8) || name.SequenceEqual("acTL"u8))
            {
                return true;
            }

            if (name.SequenceEqual("eXIf"u8) && IsTurned(file, at + head.Length, BinaryPrimitives.ReadUInt32BigEndian(head)))
            {
                return true;
            }

            at += 12 + BinaryPrimitives.ReadUInt32BigEndian(head);
        }

        return true;
    }

    /// <summary>Whether EXIF data say that viewers turn the film. Longer ones than a JPEG can hold are not read.</summary>
    private static bool IsTurned(InputStream file, long at, uint length)
    {
        var segment = new byte[JpegPrefix.Length + (int)Math.Min(length, ushort.MaxValue)];
        JpegPrefix.CopyTo(segment);
        var read = file.Fill(segment.AsSpan(JpegPrefix.Length), at);
        return ExifOrientation.Read(segment.AsSpan(0, JpegPrefix.Length + read)) is > 1;
    }
}
