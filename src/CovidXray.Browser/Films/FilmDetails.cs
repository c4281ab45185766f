using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Images;

namespace CovidXray.Browser.Films;

/// <summary>What a film's file says of itself.</summary>
/// <param name="Header">Its size and kind.</param>
/// <param name="Bytes">How long its file is.</param>
/// <param name="IsServedAsIs">Whether a browser shows it as covidxr does: else it gets a PNG.</param>
internal sealed record FilmDetails(FilmHeader Header, long Bytes, bool IsServedAsIs)
{
    /// <summary>The bits of a grey value, as the page windows it: 16 where the film has more than 8.</summary>
    public int Bits => Header.BitsPerSample > 8 ? 16 : 8;

    /// <summary>The film's own type, by its content.</summary>
    public string ContentType => Header.Format == FilmFormat.Png ? "image/png" : "image/jpeg";

    /// <summary>Looks at a film.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is no film.</exception>
    public static FilmDetails Read(string path)
    {
        using var file = InputFile.Open(path, FilmHeader.FileLimit);
        using var buffered = new BufferedStream(file, bufferSize: 4096);
        var header = FilmHeader.Read(buffered, path);
        return new FilmDetails(header, file.Length, IsShownRight(header, file));
    }

    /// <summary>
    /// A browser obeys EXIF's orientation, which annotations do not, lays transparent pixels on whatever is behind, knows no inks without a
    /// profile, and shows 16 bits as 8.
    /// </summary>
    private static bool IsShownRight(FilmHeader header, InputStream file) => header switch
    {
        { Format: FilmFormat.Jpeg } => header is { BitsPerSample: 8, Channels: 1 or 3, Orientation: 1 },
        { HasPalette: true } or { BitsPerSample: > 8 } or { Channels: 2 or 4 } => false,
        _ => !PngExtras.ChangeLooks(file),
    };
}
