using CovidXray.Annotations;

namespace CovidXray.Jobs.Masks;

/// <summary>What <see cref="MasksJob"/> did. It does not depend on the number of threads.</summary>
public sealed record MasksResult
{
    internal MasksResult(MasksCounts counts, IReadOnlyList<string> painted) =>
        (Images, Files, Skipped, Areas, UnseenCategories, UnpaintedCategories, UnpaintedKinds, DegenerateRings, Differences) = (
            counts.Images,
            counts.Files,
            counts.Skipped,
            counts.Categories,
            [.. painted.Where(c => !counts.SeenCategories.Contains(c))],
            counts.UnpaintedCategories,
            counts.UnpaintedKinds,
            counts.DegenerateRings,
            counts.Differences);

    /// <summary>Images whose masks are written.</summary>
    public int Images { get; }

    /// <summary>Masks written: one an image, or one an annotation in the style <c>instance</c>.</summary>
    public int Files { get; }

    /// <summary>Masks left as they are because they are there already.</summary>
    public int Skipped { get; }

    /// <summary>Images and pixels of each category that is seen in a mask, sorted by its name.</summary>
    public IReadOnlyDictionary<string, CategoryArea> Areas { get; }

    /// <summary>Categories that were to be painted and that no image has which was read.</summary>
    public IReadOnlyList<string> UnseenCategories { get; }

    /// <summary>How many annotations were not painted because of their category, by category, sorted.</summary>
    public IReadOnlyDictionary<string, int> UnpaintedCategories { get; }

    /// <summary>How many annotations are of a kind that is never painted, such as boxes, by kind, sorted. Tags do not count.</summary>
    public IReadOnlyDictionary<string, int> UnpaintedKinds { get; }

    /// <summary>Rings of fewer than three points, which paint a point or a line.</summary>
    public int DegenerateRings { get; }

    /// <summary>The pixels that V7's paint order would have painted otherwise, by the ids of the images that have such, sorted.</summary>
    public IReadOnlyDictionary<string, long> Differences { get; }

    /// <summary>What is wrong with the dataset's files, and then images that failed, in the dataset's order.</summary>
    public IReadOnlyList<DatasetException> Failures { get; internal init; } = [];

    /// <summary>Whether the job was cancelled before its end. What it wrote until then is whole.</summary>
    public bool IsInterrupted { get; internal init; }
}
