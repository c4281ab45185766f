using CovidXray.Annotations;

namespace CovidXray.Tests.Rasterization;

/// <summary>V7's pixel rule written down as directly as it can be: every pixel is asked, in exact fractions.</summary>
/// <remarks>
/// Independent of the library's rasterizer: no scanline state, no bits. A pixel is inside if it lies between the crossings
/// of an odd-even pair; it is outline if some edge's line steps on it.
/// </remarks>
internal static class PixelRuleReference
{
    public static byte[] Paint(Polygon polygon, int width, int height)
    {
        var edges = Edges(polygon, width, height);
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            PaintInside(edges, y, pixels.AsSpan(y * width, width));
        }

        foreach (var edge in edges)
        {
            PaintOutline(edge, width, pixels);
        }

        return pixels;
    }

    private static List<Edge> Edges(Polygon polygon, int width, int height)
    {
        var edges = new List<Edge>();
        for (var r = 0; r < polygon.RingCount; r++)
        {
            var ring = polygon[r];
            for (var i = 0; i < ring.Count; i++)
            {
                var previous = (i + ring.Count - 1) % ring.Count;
                edges.Add(new Edge(
                    Snap(ring.X(previous), width),
                    Snap(ring.Y(previous), height),
                    Snap(ring.X(i), width),
                    Snap(ring.Y(i), height)));
            }
        }

        return edges;
    }

    private static int Snap(double value, int size)
    {
        var clamped = Math.Min(Math.Max(value, 0), size - 1);
        var floor = Math.Floor(clamped);
        var rest = clamped - floor;
        return (int)floor + (rest > 0.5 || (rest == 0.5 && floor % 2 != 0) ? 1 : 0);
    }

    private static void PaintInside(List<Edge> edges, int y, Span<byte> row)
    {
        // Crossings as fractions numerator / denominator, denominator > 0.
        var crossings = new List<(long Numerator, long Denominator)>();
        foreach (var (x0, y0, x1, y1) in edges)
        {
            if (y >= Math.Min(y0, y1) && y < Math.Max(y0, y1))
            {
                long dy = y1 - y0;
                var numerator = (x0 * dy) + ((long)(y - y0) * (x1 - x0));
                crossings.Add(dy > 0 ? (numerator, dy) : (-numerator, -dy));
            }
        }

        crossings.Sort((a, b) => ((Int128)a.Numerator * b.Denominator).CompareTo((Int128)b.Numerator * a.Denominator));
        for (var i = 0; i + 1 < crossings.Count; i += 2)
        {
            var (left, right) = (crossings[i], crossings[i + 1]);
            var first = -Math.DivRem(-left.Numerator, left.Denominator).Quotient;
            first += first * left.Denominator < left.Numerator ? 1 : 0;
            var last = Math.DivRem(right.Numerator, right.Denominator).Quotient;
            for (var x = first; x <= last; x++)
            {
                row[(int)x] = 1;
            }
        }
    }

    private static void PaintOutline(Edge edge, int width, byte[] pixels)
    {
        var (xs, ys, xe, ye) = edge.X0 <= edge.X1 ? edge : new Edge(edge.X1, edge.Y1, edge.X0, edge.Y0);
        long dx = xe - xs;
        long dy = Math.Abs(ye - ys);
        var n = Math.Max(dx, dy);
        var isStraight = dx == 0 || dy == 0;
        for (long k = 0; k < n || (k == n && isStraight); k++)
        {
            var minor = n == 0 ? 0 : ((2 * k * Math.Min(dx, dy)) + n - 1) / (2 * n);
            var x = xs + (dx >= dy ? k : minor);
            var y = ys + (Math.Sign(ye - ys) * (dx >= dy ? minor : k));
            pixels[(y * width) + x] = 1;
        }
    }

    private readonly record struct Edge(int X0, int Y0, int X1, int Y1);
}
