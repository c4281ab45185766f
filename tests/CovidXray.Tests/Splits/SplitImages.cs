using CovidXray.Annotations;
using CovidXray.Splits;

namespace CovidXray.Tests.Splits;

/// <summary>Images for splits that no file holds.</summary>
internal static class SplitImages
{
    /// <summary>Images with these tags, numbered from 0; the class tags are those that are bare words.</summary>
    public static SplitImage[] Of(params string[][] tags) => [.. tags.Select((t, i) => Named($"{i}", [], t))];

    public static SplitImage Named(string id, string[] names, params string[] tags) => new(
        Filters.Facts.Sized(id, 8, 6, tags),
        id,
        [.. names, id],
        [.. tags.Where(t => !t.Contains('/', StringComparison.Ordinal) && !t.Contains(':', StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    /// <summary>The groups of images, and their values.</summary>
    public static (GroupedImages Groups, ImageValues Values) Group(IReadOnlyList<SplitImage> images, IReadOnlyList<string>? stratify = null)
    {
        var values = ImageValues.Find(images, stratify ?? []);
        return (new GroupedImages(SplitGroups.Find(images, new SplitOptions(), []).Groups, [.. Enumerable.Range(0, images.Count)], values), values);
    }

    public static SplitPlace In(DatasetPart part) => new(part, null);

    public static SplitPlace In(int fold) => new(null, fold);
}
