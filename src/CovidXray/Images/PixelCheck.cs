using NetVips;

namespace CovidXray.Images;

/// <summary>Decodes all of a picture, to find what its markers and checksums do not tell.</summary>
/// <remarks>A JPEG has no checksum: damage is found where its codes stop making sense, not where they make another picture.</remarks>
internal static class PixelCheck
{
    /// <summary>The largest picture that is decoded, in pixels. A file of a few bytes may claim more.</summary>
    public const long MaxPixels = 256_000_000;

    /// <summary>Decodes a picture.</summary>
    /// <param name="content">The picture, at its start.</param>
    /// <param name="header">Its header, as read before.</param>
    /// <returns>What is damaged; null if nothing is.</returns>
    public static string? Damage(Stream content, FilmHeader header)
    {
        if ((long)header.Width * header.Height > MaxPixels)
        {
            return $"{header.Width}x{header.Height} pixels are more than the {MaxPixels / 1_000_000} megapixels that are decoded";
        }

        LibVips.Require();
        try
        {
            using var image = Image.NewFromStream(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Warning);
            _ = image.Avg();
            return null;
        }
        catch (VipsException e)
        {
            return LibVips.Problem(e);
        }
    }
}
