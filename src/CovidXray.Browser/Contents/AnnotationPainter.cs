using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Browser.Contents;

/// <summary>Paints each annotation of an image for itself. Keeps its buffers; for one thread at a time.</summary>
internal sealed class AnnotationPainter
{
    /// <summary>About a tenth of a second: a document of V7 takes a thousandth of that.</summary>
    private const long MaxWork = 100_000_000;

    private readonly WorkMeter _meter;
    private readonly PolygonRasterizer _rasterizer;

    /// <param name="maxPixels">The most pixels that an image may have.</param>
    /// <param name="cancellation">Ends the painting.</param>
    public AnnotationPainter(long maxPixels, CancellationToken cancellation)
    {
        _meter = new WorkMeter(MaxWork, cancellation);
        _rasterizer = new PolygonRasterizer(_meter) { MaxPixels = maxPixels };
    }

    /// <summary>Paints what an image's mask holds, each annotation with label 1, the one that lies above the others last: Ignore is above all else.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="width">The width of the masks; the polygons are brought to it, not pixels.</param>
    /// <param name="height">Their height.</param>
    /// <exception cref="DatasetException">The image is over a limit, or its raster layer does not fit it.</exception>
    public IEnumerable<(Annotation Annotation, Mask Mask)> Paint(AnnotatedImage image, int width, int height)
    {
        _meter.Begin();
        var geometry = MaskGeometry.Original(width, height);
        Annotation[] layers = [.. image.Annotations.Where(a => a.RasterLayer is not null)];
        byte[] labels = [1, .. new byte[layers.Length]];
        foreach (var annotation in image.Annotations.Where(a => a.IsPainted).OrderBy(a => a.Name == Category.Ignore))
        {
            // Alone, so that many annotations do not take the square of their number.
            var isMask = annotation.Kind == AnnotationKind.Mask;
            var alone = new AnnotatedImage(image, image.Width, image.Height, isMask ? [annotation, .. layers] : [annotation]);
            yield return (annotation, _rasterizer.Rasterize(alone, isMask ? labels : labels.AsSpan(0, 1), PaintOrder.IgnoreLast, geometry));
        }
    }
}
