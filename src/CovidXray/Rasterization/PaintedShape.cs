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

    /// <summary>The work of a polygon's edges (see <see cref="Work.WorkMeter"/>): four steps a row that an edge crosses (measured: 3 ns), one for 64 pixels along a row.</summary>
    /// <param name="vertices">Those of all layers.</param>
    public long StepsAlongEdges(ReadOnlySpan<int> vertices)
    {
        var (rows, pixels) = (0L, 0L);
        for (var ring = 0; ring < Polygon!.RingCount; ring++)
        {
            var own = Ring(vertices, ring);
            for (int a = own.Length - 2, b = 0; b < own.Length; a = b, b += 2)
            {
                pixels += Math.Abs(own[b] - own[a]);
                rows += Math.Abs(own[b + 1] - own[a + 1]);
            }
        }

        return (4 * (rows + Polygon.RingCount + Polygon.PointCount)) + (pixels >> 6);
    }
}
