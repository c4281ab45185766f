namespace CovidXray.Jobs.Masks;

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
    public SortedDictionary<string, int> UnpaintedKinds { get; } = new(StringComparer.Ordinal);

    /// <summary>Rings of fewer than three points, which paint a point or a line.</summary>
    public int DegenerateRings { get; set; }

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

    public static void Count(SortedDictionary<string, int> counts, string key, int count = 1) =>
        counts[key] = counts.GetValueOrDefault(key) + count;
}
