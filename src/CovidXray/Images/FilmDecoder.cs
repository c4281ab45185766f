using CovidXray.Annotations;

namespace CovidXray.Images;

/// <summary>Decodes films, of whatever kind they are, to 8-bit grey.</summary>
internal static class FilmDecoder
{
    /// <summary>Decodes a film and brings it to its place in the target.</summary>
    /// <param name="content">The film's file. Its header must have been checked against a limit of pixels.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <param name="levels">How 16 bits become 8.</param>
    /// <param name="x">Where its columns come to lie.</param>
    /// <param name="y">Where its rows come to lie.</param>
    /// <returns>The target's pixels, black where it shows no film, and what was done to the film to make it 8-bit grey.</returns>
    /// <exception cref="DatasetException">The film is damaged, be it outside of what is shown.</exception>
    /// <exception cref="PlatformNotSupportedException">libvips is missing.</exception>
    public static (GreyPixels Pixels, FilmConversions Conversions) Decode(
        ReadOnlySpan<byte> content,
        FilmHeader header,
        string source,
        FilmLevels levels,
        AxisMapping x,
        AxisMapping y)
    {
        ArgumentNullException.ThrowIfNull(header);
        var range = (0, (int)ushort.MaxValue);
        if (levels == FilmLevels.MinMax && header.BitsPerSample == 16)
        {
            using var first = FilmRows.Open(content, header, source, range);
            range = first.ReadRange();
        }

        using var rows = FilmRows.Open(content, header, source, range);
        var grey = FilmResampler.Resample(rows, header, x, y);
        return (grey, Conversions(header, rows.IsTransparent));
    }

    private static FilmConversions Conversions(FilmHeader header, bool isTransparent) =>
        (header is { HasPalette: true } ? FilmConversions.Palette
            : header is { Format: FilmFormat.Jpeg, Channels: 4 } ? FilmConversions.Cmyk
            : header.Channels >= 3 ? FilmConversions.Colour
            : FilmConversions.None)
        | (isTransparent ? FilmConversions.Alpha : FilmConversions.None)
        | (header.BitsPerSample == 16 ? FilmConversions.Depth : FilmConversions.None)
        | (header.Orientation != 1 ? FilmConversions.Orientation : FilmConversions.None);
}
