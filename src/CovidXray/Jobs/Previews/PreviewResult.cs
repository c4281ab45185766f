using CovidXray.Annotations;
using CovidXray.Images;

namespace CovidXray.Jobs.Previews;

/// <summary>What <see cref="PreviewJob"/> did. It does not depend on the number of threads.</summary>
public sealed record PreviewResult
{
    /// <summary>Images that are shown.</summary>
    public int Images { get; internal init; }

    /// <summary>The files that were written, by name, in the images' order.</summary>
    public IReadOnlyList<string> Files { get; internal init; } = [];

    /// <summary>Files left as they are because they are there already.</summary>
    public int Skipped { get; internal init; }

    /// <summary>Images whose films are not there, which are shown on grey.</summary>
    public IReadOnlyList<string> MissingFilms { get; internal init; } = [];

    /// <summary>Images in which nothing is painted, as in lateral films and CT.</summary>
    public int Unpainted { get; internal init; }

    /// <summary>How many annotations were not painted because of their category, by category, sorted.</summary>
    public IReadOnlyDictionary<string, int> UnpaintedCategories { get; internal init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How many annotations are of a kind that is never painted, such as boxes, by kind, sorted. Tags do not count.</summary>
    public IReadOnlyDictionary<AnnotationKind, int> UnpaintedKinds { get; internal init; } = new SortedDictionary<AnnotationKind, int>();

    /// <summary>How many films were of another size than their images, whose annotations were scaled.</summary>
    public int Resized { get; internal init; }

    /// <summary>How predictions compare; null if there are none to compare with.</summary>
    public PredictionCounts? Predictions { get; internal init; }

    /// <summary>What is wrong with the dataset's files, and then images that failed, in their order.</summary>
    public IReadOnlyList<DatasetException> Failures { get; internal init; } = [];

    /// <summary>Whether the job was cancelled before its end. What it wrote until then is whole.</summary>
    public bool IsInterrupted { get; internal init; }

    /// <summary>Of how many films something was converted to show them in grey.</summary>
    internal IReadOnlyDictionary<FilmConversions, int> Conversions { get; init; } = new Dictionary<FilmConversions, int>();

    /// <summary>Where films were looked for, for messages; null if none was looked for.</summary>
    internal string? LookedIn { get; init; }
}

/// <summary>How predictions compare with masks, over all images that have one, at the images' own size.</summary>
public sealed record PredictionCounts
{
    /// <summary>Images with a prediction.</summary>
    public int Images { get; internal init; }

    /// <summary>Images with a mask and without a prediction; they are shown with the mask alone.</summary>
    public IReadOnlyList<string> Missing { get; internal init; } = [];

    /// <summary>Predictions of another size than their images, which were scaled to it, each pixel taking the nearest.</summary>
    public IReadOnlyList<string> Scaled { get; internal init; } = [];

    /// <summary>How many annotations of predictions were not compared because of their category, by category, sorted.</summary>
    public IReadOnlyDictionary<string, int> OtherCategories { get; internal init; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Pixels to which both give the same category.</summary>
    public long True { get; internal init; }

    /// <summary>Pixels whose category was not predicted there.</summary>
    public long Missed { get; internal init; }

    /// <summary>Pixels for which a category was predicted that have none.</summary>
    public long False { get; internal init; }

    /// <summary>Pixels of Ignore, which are not compared.</summary>
    public long Ignored { get; internal init; }
}
