using CovidXray.Annotations;

namespace CovidXray.Checks;

/// <summary>What <c>check --fix</c> mended.</summary>
/// <param name="Folder">The new dataset's folder.</param>
/// <param name="Mended">What was mended, by image (ordinal): each as a finding whose text says what was done, with its place in the old document.</param>
/// <param name="Failures">Images that could not be written.</param>
public sealed record FixResult(string Folder, IReadOnlyList<Finding> Mended, IReadOnlyList<DatasetException> Failures)
{
    /// <summary>The number of images in the new dataset.</summary>
    public required int Images { get; init; }

    /// <summary>Whether the films are in the new dataset: they are copied if all of them are found.</summary>
    public required bool HasFilms { get; init; }

    /// <summary>The number of images whose films were found.</summary>
    public required int FilmsFound { get; init; }
}
