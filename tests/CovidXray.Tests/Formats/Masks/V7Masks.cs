using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Masks;

/// <summary>Masks by V7's pixel rule for writers under test.</summary>
internal sealed class V7Masks : IMaskSource
{
    private readonly PolygonRasterizer _rasterizer = new();

    public Mask Paint(AnnotatedImage image, ReadOnlySpan<byte> labels) =>
        _rasterizer.Rasterize(image, labels, PaintOrder.IgnoreLast, MaskGeometry.Original(image.Width, image.Height));

    public IReadOnlyList<bool?> FindRightLungs(AnnotatedImage image) => LungSides.Find(image, _rasterizer);
}
