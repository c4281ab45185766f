using NetVips;

namespace PhantomGenerator.Dataset;

/// <summary>Grey levels to JPEG or PNG.</summary>
internal static class ImageEncoder
{
    private const int JpegQuality = 85;

    /// <summary>The bytes of the image file, in the encoding that the file name asks for.</summary>
    public static byte[] Encode(PhantomFilm film, byte[] grey)
    {
        using var raw = Image.NewFromMemory(grey, film.Width, film.Height, bands: 1, Enums.BandFormat.Uchar);
        using var image = raw.Copy(interpretation: Enums.Interpretation.Bw);
        return Path.GetExtension(film.FileName).ToUpperInvariant() switch
        {
            ".PNG" => image.PngsaveBuffer(compression: 9, keep: Enums.ForeignKeep.None),
            _ => image.JpegsaveBuffer(q: JpegQuality, optimizeCoding: true, interlace: film.Progressive, keep: Enums.ForeignKeep.None),
        };
    }
}
