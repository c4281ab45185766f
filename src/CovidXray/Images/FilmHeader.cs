using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Images;

/// <summary>What a film's file says of itself before its pixels: enough to join it to annotations, and to refuse it before memory is taken.</summary>
/// <param name="Format">The format, by content.</param>
/// <param name="Width">Width in pixels as stored, 1 or more.</param>
/// <param name="Height">Height in pixels as stored, 1 or more.</param>
/// <param name="BitsPerSample">1 to 16. Of a palette, the bits of an index.</param>
/// <param name="Channels">Samples a pixel: 1 grey or palette, 2 grey and alpha, 3 colour, 4 colour and alpha, or CMYK.</param>
internal sealed record FilmHeader(FilmFormat Format, int Width, int Height, int BitsPerSample, int Channels)
{
    /// <summary>No film has more; a file that has, or unpacks to more, was made to harm.</summary>
    public static readonly FileLimit FileLimit = new(1_000_000_000, "films");

    /// <summary>EXIF's orientation, 1 to 8: how viewers turn the film. 1 is as stored. Annotations are of the film as stored.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Whether the samples are indices into a palette.</summary>
    public bool HasPalette { get; init; }

    /// <summary>Whether a JPEG comes in several passes.</summary>
    public bool IsProgressive { get; init; }

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="DatasetException">It cannot be read, is no JPEG or PNG, or is cut off within the header.</exception>
    public static FilmHeader Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = new BufferedStream(InputFile.Open(path, FileLimit), bufferSize: 1024);
        return Read(file, path);
    }

    /// <summary>Reads a header from the start of a stream.</summary>
    /// <param name="stream">A seekable stream at the film's first byte; where it stands afterwards is undefined.</param>
    /// <param name="source">The film's name, for errors.</param>
    /// <exception cref="DatasetException">It is no JPEG or PNG, or is cut off within the header.</exception>
    public static FilmHeader Read(Stream stream, string source)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[PngHeader.Length];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (PngHeader.IsPng(start))
        {
            return PngHeader.Read(start, source) with { Orientation = PngHeader.ReadOrientation(stream) ?? 1 };
        }

        if (JpegHeader.IsJpeg(start))
        {
            stream.Seek(JpegHeader.SignatureLength - start.Length, SeekOrigin.Current);
            return JpegHeader.Read(stream, source);
        }

        throw new DatasetException(source, $"is no JPEG or PNG but {ForeignContent.Describe(start)}");
    }
}
