using CovidXray.Annotations;

namespace CovidXray.Images;

/// <summary>Decodes all of a film, to find what its markers and checksums do not tell.</summary>
/// <remarks>A JPEG has no checksum: damage is found where its codes stop making sense, not where they make another image.</remarks>
internal static class PixelCheck
{
    /// <summary>The largest film that is decoded, in pixels. A file of a few bytes may claim more.</summary>
    public const long MaxPixels = 256_000_000;

    /// <summary>Decodes a film.</summary>
    /// <param name="content">The file, at its start.</param>
    /// <param name="header">Its header, as read before.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static void Run(Stream content, FilmHeader header, string source)
    {
        if ((long)header.Width * header.Height > MaxPixels)
        {
            throw new DatasetException(source, $"has {header.Width}x{header.Height} pixels, more than the {MaxPixels / 1_000_000} megapixels that are decoded");
        }

        using var rows = FilmRows.Open(content, header, source);
        rows.ReadToEnd();
    }
}
