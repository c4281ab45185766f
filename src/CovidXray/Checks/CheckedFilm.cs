using CovidXray.Filters;
using CovidXray.Images;

namespace CovidXray.Checks;

/// <summary>A film as rules look at it: its header, and its pixels as 8-bit grey if it could be decoded.</summary>
/// <param name="Facts">The image's facts.</param>
/// <param name="Path">Where the film lies.</param>
internal sealed record CheckedFilm(ImageFacts Facts, string Path)
{
    /// <summary>The header; null if it could not be read, then <see cref="Problem"/> says why.</summary>
    public FilmHeader? Header { get; init; }

    /// <summary>The pixels; null if the film is damaged.</summary>
    public GreyPixels? Pixels { get; init; }

    /// <summary>Why the film could not be read; null if it could.</summary>
    public string? Problem { get; init; }
}
