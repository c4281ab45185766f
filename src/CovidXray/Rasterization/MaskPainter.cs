using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>Paints the masks that formats hold: by V7's pixel rule, at the image's own size, Ignore in front. Keeps its buffers; for one thread at a time.</summary>
public sealed class MaskPainter
{
    private readonly PolygonRasterizer _rasterizer;

    /// <summary>Creates a painter.</summary>
    /// <param name="maxPixels">The most pixels that an image may have; the image's file is an error beyond.</param>
    public MaskPainter(long maxPixels = MaskLimits.DefaultMaxPixels)
        : this(maxPixels, new WorkMeter(long.MaxValue))
    {
    }

    /// <summary>Creates a painter whose steps are counted.</summary>
    internal MaskPainter(long maxPixels, WorkMeter meter)
    {
        Meter = meter;
        _rasterizer = new PolygonRasterizer(meter) { MaxPixels = maxPixels };
    }

    /// <summary>Counts the steps that the image at hand takes.</summary>
    internal WorkMeter Meter { get; }

    /// <summary>Paints annotations, Ignore in front of the others.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="labels">The label of each annotation, in file order; 0 leaves it out.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    public Mask Paint(AnnotatedImage image, ReadOnlySpan<byte> labels)
    {
        ArgumentNullException.ThrowIfNull(image);
        return _rasterizer.Rasterize(image, labels, PaintOrder.IgnoreLast, MaskGeometry.Original(image.Width, image.Height));
    }

    /// <summary>Tells the patient's right lung from the left one.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <returns>For each annotation in file order: true for a right lung, false for a left one, null for everything else.</returns>
    /// <exception cref="DatasetException">The image is over the limit.</exception>
    public IReadOnlyList<bool?> FindRightLungs(AnnotatedImage image) => LungSides.Find(image, _rasterizer);
}
