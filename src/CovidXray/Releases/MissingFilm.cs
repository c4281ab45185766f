using CovidXray.Releases.Sources;

namespace CovidXray.Releases;

/// <summary>An image that no source gave.</summary>
/// <param name="Film">Which.</param>
/// <param name="Problems">What each source said, in the order in which they were asked.</param>
public sealed record MissingFilm(FilmRequest Film, IReadOnlyList<FilmProblem> Problems)
{
    /// <summary>The problem that says most: not that a source just does not have it, if there is another.</summary>
    public FilmProblem Main => Problems.FirstOrDefault(p => !p.IsAbsence) ?? Problems[^1];

    /// <summary>All problems on one line.</summary>
    public string Reason => string.Join("; ", Problems);
}
