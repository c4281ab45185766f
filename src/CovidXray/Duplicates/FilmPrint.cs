using CovidXray.Annotations;
using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>What of a film is kept to find its copies.</summary>
/// <param name="Hash">The hash of the whole film.</param>
/// <param name="Content">What of the film lies within uniform borders, in shares of it.</param>
/// <param name="Picture">That part of it, small.</param>
internal sealed record FilmPrint(DifferenceHash Hash, GreyWindow Content, SmallPicture Picture)
{
    /// <summary>The film's width in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>The film's height in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Whether its file keeps every pixel as it was.</summary>
    public required bool IsLossless { get; init; }

    /// <summary>The shorter side that a film is read with, if it has so much: finer than what is made of it.</summary>
    private const int LeastSide = 200;

    /// <summary>Reads a film.</summary>
    /// <param name="content">The film's file. Its header must have been checked against a limit of pixels.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public static FilmPrint Read(ReadOnlySpan<byte> content, FilmHeader header, string source) => Of(Decode(content, header, source, out _), header);

    /// <summary>Decodes a film as small as <see cref="Of"/> takes it, smaller by a whole factor up to 8.</summary>
    /// <param name="content">The film's file. Its header must have been checked against a limit of pixels.</param>
    /// <param name="source">Its name, for errors.</param>
    /// <param name="transparent">Which share of its pixels is transparent, 0 to 1.</param>
    /// <exception cref="DatasetException">The film is damaged.</exception>
    public static GreyPixels Decode(ReadOnlySpan<byte> content, FilmHeader header, string source, out double transparent) =>
        FilmReducer.Reduce(content, header, source, LeastSide, out transparent);

    /// <summary>What is kept of a film.</summary>
    /// <param name="film">The film as <see cref="Decode"/> gives it.</param>
    public static FilmPrint Of(GreyPixels film, FilmHeader header)
    {
        var window = BorderTrim.Of(film);
        return new FilmPrint(
            DifferenceHash.Of(film, new GreyWindow(0, 0, film.Width, film.Height)),
            window.Scaled(1.0 / film.Width, 1.0 / film.Height),
            SmallPicture.Of(film, window))
        {
            Width = header.Width,
            Height = header.Height,
            IsLossless = header.Format == FilmFormat.Png,
        };
    }
}
