using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Formats;

/// <summary>United polygons for formats that fill by the even-odd rule: their rings where these paint the same, else the outline of their pixels.</summary>
internal static class EvenOddRings
{
    /// <summary>A run by itself is a ring of three points, which takes memory more than time.</summary>
    private const int StepsToTraceRun = 400;

    /// <summary>Counts the polygons whose points a format of the even-odd rule cannot hold.</summary>
    /// <exception cref="DatasetException">The image is over the limit.</exception>
    public static void CountLosses(LossCounts losses, AnnotatedImage image, MaskPainter painter)
    {
        for (var i = 0; i < image.Annotations.Count; i++)
        {
            losses.Add("points of polygons that overlap in one annotation (pixels are kept)", PaintsTheSame(image, i, painter) ? 0 : 1);
        }
    }

    /// <summary>The image with polygons of the even-odd rule alone.</summary>
    /// <exception cref="DatasetException">The image is over the limit.</exception>
    public static AnnotatedImage Of(AnnotatedImage image, MaskPainter painter) =>
        image.Annotations.Any(IsUnion)
            ? new AnnotatedImage(image, image.Width, image.Height, [.. image.Annotations.Select((a, i) => IsUnion(a) ? a with { Polygon = Of(image, i, painter) } : a)])
            : image;

    /// <summary>The polygon of an annotation, which paints the same pixels by the even-odd rule.</summary>
    /// <param name="index">The annotation; it has a polygon.</param>
    /// <exception cref="DatasetException">The image is over the limit.</exception>
    public static Polygon Of(AnnotatedImage image, int index, MaskPainter painter)
    {
        var annotation = image.Annotations[index];
        if (annotation.Polygon is not { IsUnion: true } united)
        {
            return annotation.Polygon!;
        }

        if (PaintsTheSame(image, index, painter))
        {
            return united.Filled(asUnion: false);
        }

        var mask = Paint(image, annotation, painter);
        painter.Meter.For(image, index);
        painter.Meter.Spend(StepsToTraceRun * (long)mask.Runs.Length);
        var outline = MaskOutline.Of(mask, 1) ?? throw new InvalidOperationException("Every polygon paints a pixel.");
        return new Polygon(outline.Coordinates, [.. outline.RingEnds]);
    }

    /// <summary>Whether the even-odd rule paints what the union of an annotation's rings paints.</summary>
    public static bool PaintsTheSame(AnnotatedImage image, int index, MaskPainter painter) =>
        image.Annotations[index] is var annotation && (!IsUnion(annotation)
            || Paint(image, annotation, painter).Equals(Paint(image, annotation with { Polygon = annotation.Polygon!.Filled(asUnion: false) }, painter)));

    private static bool IsUnion(Annotation annotation) => annotation.Polygon is { IsUnion: true, RingCount: > 1 };

    private static Mask Paint(AnnotatedImage image, Annotation annotation, MaskPainter painter) =>
        painter.Paint(new AnnotatedImage(image, image.Width, image.Height, [annotation]), [1]);
}
