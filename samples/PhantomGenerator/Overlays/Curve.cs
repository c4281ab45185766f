namespace PhantomGenerator.Overlays;

/// <summary>Wires: cubic Bézier curves as short strokes.</summary>
internal static class Curve
{
    private const int Pieces = 32;

    /// <summary>The curve from <paramref name="start"/> to <paramref name="end"/>, drawn towards the two places between.</summary>
    public static IReadOnlyList<(double X, double Y)> Through(
        (double X, double Y) start, (double X, double Y) first, (double X, double Y) second, (double X, double Y) end) =>
        [.. Enumerable.Range(0, Pieces + 1).Select(i =>
        {
            var t = i / (double)Pieces;
            var s = 1 - t;
            var (a, b, c, d) = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t);
            return ((a * start.X) + (b * first.X) + (c * second.X) + (d * end.X), (a * start.Y) + (b * first.Y) + (c * second.Y) + (d * end.Y));
        })];
}
