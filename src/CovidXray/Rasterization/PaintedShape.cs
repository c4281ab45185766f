using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Rasterization;

/// <summary>What one annotation paints: snapped vertices, or pixels that are there already.</summary>
/// <param name="Label">The label of its pixels.</param>
/// <param name="Box">A box around them.</param>
/// <param name="Polygon">The polygon; null for pixels.</param>
/// <param name="VertexStart">Where its vertices begin among those of all layers.</param>
/// <param name="VertexEnd">Where they end.</param>
/// <param name="Pixels">The pixels; null for a polygon.</param>
internal readonly record struct PaintedShape(
    byte Label,
    VertexSnapper.VertexBox Box,
    Polygon? Polygon,
    int VertexStart,
    int VertexEnd,
    Mask? Pixels)
{
    /// <summary>The snapped vertices of a ring.</summary>
    /// <param name="vertices">Those of all layers.</param>
    /// <param name="ring">Which ring of the polygon.</param>
    public ReadOnlySpan<int> Ring(ReadOnlySpan<int> vertices, int ring)
    {
        var ends = Polygon!.RingEnds;
        var start = ring == 0 ? 0 : ends[ring - 1];
        return vertices[(VertexStart + start)..(VertexStart + ends[ring])];
    }
}
