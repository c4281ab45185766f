using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>Counts what formats cannot hold by the kinds of annotations.</summary>
internal static class FormatLosses
{
    /// <summary>Shapes that are neither filled nor boxes: no format of pixels or outlines holds them.</summary>
    public static bool IsUndrawn(Annotation annotation) => annotation.Kind is not (
        AnnotationKind.Polygon or AnnotationKind.Mask or AnnotationKind.BoundingBox or AnnotationKind.Tag or AnnotationKind.RasterLayer);

    /// <summary>Counts annotations of an image.</summary>
    public static void Count(LossTally losses, AnnotatedImage image, string what, Func<Annotation, bool> isLost) =>
        losses.Add(what, image.Id, image.Annotations.Count(isLost));

    /// <summary>Counts ids and keys, for formats with places for neither. A mask's id only joins it to its layer.</summary>
    public static void CountKeys(LossTally losses, AnnotatedImage image)
    {
        Count(losses, image, "ids of annotations", a => a.Id is not null && a.Kind is not (AnnotationKind.Mask or AnnotationKind.RasterLayer));
        Count(losses, image, "annotations' other keys", a => a.Kind is AnnotationKind.Polygon or AnnotationKind.BoundingBox && a.Extras.Count > 0);
        losses.Add("keys of images", image.Id, image.Extras.Count + image.ImageExtras.Count);
    }

    /// <summary>Counts what a mask of labels does not hold.</summary>
    public static void CountInMasks(LossTally losses, AnnotatedImage image)
    {
        Count(losses, image, "bounding boxes", a => a.Kind == AnnotationKind.BoundingBox);
        Count(losses, image, "lines, points and other shapes", IsUndrawn);
        Count(losses, image, "polygons but for their pixels", a => a.Kind == AnnotationKind.Polygon);
    }
}
