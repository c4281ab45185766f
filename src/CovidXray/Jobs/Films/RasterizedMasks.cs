using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Jobs.Films;

/// <summary>Masks by V7's pixel rule, Ignore in front. For one thread at a time.</summary>
internal sealed class RasterizedMasks(long maxPixels) : IMaskSource
{
    private readonly PolygonRasterizer _rasterizer = new() { MaxPixels = maxPixels };

    public Mask Paint(AnnotatedImage image, ReadOnlySpan<byte> labels) =>
        _rasterizer.Rasterize(image, labels, PaintOrder.IgnoreLast, MaskGeometry.Original(image.Width, image.Height));

    public IReadOnlyList<bool?> FindRightLungs(AnnotatedImage image) => LungSides.Find(image, _rasterizer);
}
