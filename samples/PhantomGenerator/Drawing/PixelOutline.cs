namespace PhantomGenerator.Drawing;

/// <summary>
/// Turns a smooth outline into one as V7's annotators left it: steps from pixel to neighbouring pixel, equal steps merged,
/// so that nearly every edge is horizontal, vertical or diagonal.
/// </summary>
internal static class PixelOutline
{
    /// <summary>The ring, in whole pixels, closed without repeating its first point.</summary>
    /// <param name="smooth">A closed outline in 64ths of a pixel.</param>
    /// <param name="limit">Points are dropped evenly until this many are left.</param>
    public static IReadOnlyList<GridPoint> Trace(IReadOnlyList<GridPoint> smooth, int limit) =>
        Thin(MergeRuns(WithoutSpikes(Walk(smooth))), limit);

    /// <summary>The 8-connected walk through all points, as Bresenham would draw it.</summary>
    private static List<GridPoint> Walk(IReadOnlyList<GridPoint> smooth)
    {
        var pixels = smooth.Select(p => new GridPoint(ToPixel(p.X), ToPixel(p.Y))).ToList();
        var walk = new List<GridPoint>();
        for (var i = 0; i < pixels.Count; i++)
        {
            var (from, to) = (pixels[i], pixels[(i + 1) % pixels.Count]);
            var (dx, dy) = (to.X - from.X, to.Y - from.Y);
            var steps = Math.Max(Math.Abs(dx), Math.Abs(dy));
            for (var k = 0; k < steps; k++)
            {
                walk.Add(new(from.X + Nearest(dx * k, steps), from.Y + Nearest(dy * k, steps)));
            }
        }

        return walk;
    }

    /// <summary>Drops "there and back again" steps, which would be a ring that touches itself.</summary>
    private static List<GridPoint> WithoutSpikes(List<GridPoint> walk)
    {
        var kept = new List<GridPoint>(walk.Count);
        foreach (var point in walk)
        {
            if (kept.Count > 1 && kept[^2] == point)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            else
            {
                kept.Add(point);
            }
        }

        return kept;
    }

    private static List<GridPoint> MergeRuns(List<GridPoint> walk) =>
        [.. walk.Where((point, i) => Step(walk[(i + walk.Count - 1) % walk.Count], point) != Step(point, walk[(i + 1) % walk.Count]))];

    private static List<GridPoint> Thin(List<GridPoint> ring, int limit) =>
        ring.Count <= limit ? ring : [.. Enumerable.Range(0, limit).Select(i => ring[(int)((long)i * ring.Count / limit)])];

    private static GridPoint Step(GridPoint from, GridPoint to) => new(to.X - from.X, to.Y - from.Y);

    private static int ToPixel(int subPixels) => (subPixels + (Frame.SubPixels / 2)) >> 6;

    /// <summary>n / d to the nearest integer, halves up, for any sign of n.</summary>
    private static int Nearest(int n, int d)
    {
        var (quotient, remainder) = Math.DivRem((2 * n) + d, 2 * d);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
