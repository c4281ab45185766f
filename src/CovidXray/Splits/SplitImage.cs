using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;

namespace CovidXray.Splits;

/// <summary>What a split looks at for one image.</summary>
/// <param name="Facts">What can be asked of it.</param>
/// <param name="ItemId">What it is one of several images of, else its own id.</param>
/// <param name="Names">The file names that it is known by.</param>
/// <param name="Classes">Its class tags (<c>COVID-19</c>) and the categories of its annotations, each once, sorted.</param>
internal sealed record SplitImage(ImageFacts Facts, string ItemId, IReadOnlyList<string> Names, IReadOnlyList<string> Classes)
{
    public static SplitImage Read(DatasetEntry entry, MetadataTable? metadata)
    {
        var image = entry.Read(ReadDetail.WithoutCoordinates);
        return Of(entry, image, new ImageFacts(image, metadata));
    }

    /// <summary>What a split looks at for an image that was read.</summary>
    public static SplitImage Of(DatasetEntry entry, AnnotatedImage image, ImageFacts facts)
    {
        string?[] names = [image.OriginalFileName, image.FileName, image.FilmName, entry.FilmPath is { } film ? Path.GetFileName(film) : null];
        return new SplitImage(
            facts,
            entry.ItemId,
            [.. names.OfType<string>().Append(image.Id).Distinct(StringComparer.Ordinal)],
            [.. image.Annotations.Where(a => a.Kind != AnnotationKind.Tag || IsClass(a.Name)).Select(a => a.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Whether a tag is a bare word: no key with a value, no number.</summary>
    private static bool IsClass(string tag) => tag.AsSpan().IndexOfAny(":/") < 0 && !double.TryParse(tag, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
