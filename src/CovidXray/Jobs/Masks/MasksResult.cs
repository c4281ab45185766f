using CovidXray.Annotations;

namespace CovidXray.Jobs.Masks;

/// <summary>What <see cref="MasksJob"/> did. It does not depend on the number of threads.</summary>
public sealed record MasksResult
{
    internal MasksResult(MasksCounts counts, IReadOnlyList<string> painted) =>
        (Images, Files, Skipped, Areas, UnseenCategories, UnpaintedCategories, UnpaintedKinds, DegenerateRings, Differences, NamedById) = (
            counts.Images,
            counts.Files,
            counts.Skipped,
            counts.Categories,
            [.. painted.Where(c => !counts.SeenCategories.Contains(c))],
            counts.UnpaintedCategories,
            counts.UnpaintedKinds,
            counts.DegenerateRings,
            counts.Differences,
            counts.NamedById);

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
    public IReadOnlyDictionary<AnnotationKind, int> UnpaintedKinds { get; }

    /// <summary>Rings of fewer than three points, which paint a point or a line.</summary>
    public int DegenerateRings { get; }

    /// <summary>Images whose masks go by their ids although original names are wanted: they have none, or another image has the same.</summary>
    public int NamedById { get; }

    /// <summary>The pixels that V7's paint order would have painted otherwise, by the ids of the images that have such, sorted.</summary>
    public IReadOnlyDictionary<string, long> Differences { get; }

    /// <summary>What is wrong with the dataset's files, and then images that failed, in the dataset's order.</summary>
    public IReadOnlyList<DatasetException> Failures { get; internal init; } = [];

    /// <summary>Whether the job was cancelled before its end. What it wrote until then is whole.</summary>
    public bool IsInterrupted { get; internal init; }
}

/// <summary>How much of the masks a category is.</summary>
/// <param name="Images">Images in whose masks it is seen; in the style <c>instance</c>, that have an annotation of it.</param>
/// <param name="Pixels">Its pixels in all masks.</param>
public readonly record struct CategoryArea(int Images, long Pixels);

/// <summary>What is counted while masks are made. Workers keep one each; the sum does not depend on how the work was shared out.</summary>
internal sealed class MasksCounts
{
    /// <summary>Images whose masks are written.</summary>
    public int Images { get; set; }

    /// <summary>Files written.</summary>
    public int Files { get; set; }

    /// <summary>Masks left as they are because they are there already.</summary>
    public int Skipped { get; set; }

    /// <summary>Images and pixels by painted category.</summary>
    public SortedDictionary<string, CategoryArea> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>Categories of which an annotation was painted, be it seen in a mask or covered.</summary>
    public HashSet<string> SeenCategories { get; } = new(StringComparer.Ordinal);

    /// <summary>Annotations of categories that are not painted.</summary>
    public SortedDictionary<string, int> UnpaintedCategories { get; } = new(StringComparer.Ordinal);

    /// <summary>Annotations of kinds that are never painted, by kind; tags do not count.</summary>
    public SortedDictionary<AnnotationKind, int> UnpaintedKinds { get; } = [];

    /// <summary>Rings of fewer than three points, which paint a point or a line.</summary>
    public int DegenerateRings { get; set; }

    /// <summary>Images that have no original name of their own.</summary>
    public int NamedById { get; init; }

    /// <summary>The pixels that V7's paint order would have painted otherwise, by the ids of their images.</summary>
    public SortedDictionary<string, long> Differences { get; } = new(StringComparer.Ordinal);

    public void AddPixels(string category, int images, long pixels)
    {
        var sum = Categories.GetValueOrDefault(category);
        Categories[category] = new CategoryArea(sum.Images + images, sum.Pixels + pixels);
    }

    public void Add(MasksCounts other)
    {
        Images += other.Images;
        Files += other.Files;
        Skipped += other.Skipped;
        DegenerateRings += other.DegenerateRings;
        SeenCategories.UnionWith(other.SeenCategories);
        foreach (var (category, (images, pixels)) in other.Categories)
        {
            AddPixels(category, images, pixels);
        }

        foreach (var (image, pixels) in other.Differences)
        {
            Differences[image] = pixels;
        }

        foreach (var (category, count) in other.UnpaintedCategories)
        {
            Count(UnpaintedCategories, category, count);
        }

        foreach (var (kind, count) in other.UnpaintedKinds)
        {
            Count(UnpaintedKinds, kind, count);
        }
    }

    public static void Count<TKey>(SortedDictionary<TKey, int> counts, TKey key, int count = 1)
        where TKey : notnull =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
