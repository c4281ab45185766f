using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Masks;

namespace CovidXray.Reports;

/// <summary>What statistics need of one image. Small, so that a whole dataset's fit in memory.</summary>
public sealed class ImageMeasurements
{
    private ImageMeasurements(ImageFacts facts, IReadOnlyDictionary<(string Name, AnnotationKind Kind), int> annotations, IReadOnlyDictionary<string, long>? areas)
    {
        Facts = facts;
        Annotations = annotations;
        Areas = areas;
    }

    /// <summary>Size, tags and metadata.</summary>
    public ImageFacts Facts { get; }

    /// <summary>How many annotations with geometry the image has of each category and kind.</summary>
    public IReadOnlyDictionary<(string Name, AnnotationKind Kind), int> Annotations { get; }

    /// <summary>The pixels of each painted category; null if the image was not painted.</summary>
    public IReadOnlyDictionary<string, long>? Areas { get; }

    /// <summary>Observes an image. It needs its coordinates only if it is painted.</summary>
    /// <param name="facts">Its facts.</param>
    /// <param name="mask">Its mask, to measure areas; null to do without.</param>
    /// <param name="labels">What the mask's labels mean.</param>
    public static ImageMeasurements From(AnnotatedImage image, ImageFacts facts, Mask? mask, LabelMap labels)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(labels);
        // A raster layer holds the pixels of masks, which count themselves.
        var annotations = image.Annotations
            .Where(a => a.Kind is not (AnnotationKind.Tag or AnnotationKind.RasterLayer))
            .CountBy(a => (a.Name, a.Kind))
            .ToDictionary();
        var areas = mask is null ? null : labels.Categories.ToDictionary(c => c, c => mask.Area(labels[c]), StringComparer.Ordinal);
        return new ImageMeasurements(facts, annotations, areas);
    }
}
