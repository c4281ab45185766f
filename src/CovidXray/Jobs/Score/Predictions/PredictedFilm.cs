using CovidXray.Masks;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>What is predicted for a film: a mask of label 1 for each category, all of one size.</summary>
/// <param name="Source">Where it stands, for messages.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Masks">The masks by category; one that is not predicted has none.</param>
internal sealed record PredictedFilm(string Source, int Width, int Height, IReadOnlyDictionary<string, Mask> Masks)
{
    /// <summary>What is worth knowing of the file, such as <c>in colours</c>; null for nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>Categories that are predicted and have no mask here, as they are not scored.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Whether something is predicted, and nothing of it reaches the threshold.</summary>
    public bool IsBelowThreshold { get; init; }

    /// <summary>A prediction of nothing.</summary>
    public static PredictedFilm Empty(int width, int height) => new("", width, height, new Dictionary<string, Mask>(StringComparer.Ordinal));
}
