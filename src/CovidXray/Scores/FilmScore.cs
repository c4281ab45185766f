namespace CovidXray.Scores;

/// <summary>The figures of one film, for one category and side.</summary>
/// <param name="Id">The image's id; each occurs once in what is summed up.</param>
/// <param name="Figures">The figures. A film without a prediction has those of an empty one.</param>
public sealed record FilmScore(string Id, MaskFigures Figures)
{
    /// <summary>Whose film it is; null if that is not known, then it is its own in the bootstrap.</summary>
    public string? Patient { get; init; }
}
