namespace PhantomGenerator.Drawing;

/// <summary>
/// Rounds a coarse closed outline by cutting its corners (Chaikin, 1974), which needs shifts and additions only: no curve
/// whose last bit could differ between machines.
/// </summary>
internal static class SmoothOutline
{
    private const int Rounds = 5;
    private const int WobbleRound = 3;

    /// <summary>The smooth outline, in the unit of <paramref name="corners"/>.</summary>
    /// <param name="corners">The coarse outline in 64ths of a pixel.</param>
    /// <param name="wobble">How far an unsteady hand strays, in the same unit; 0 for a perfect curve.</param>
    /// <param name="random">Moves the hand.</param>
    public static IReadOnlyList<GridPoint> Round(IReadOnlyList<GridPoint> corners, int wobble, SplitMix64 random)
    {
        var outline = corners;
        for (var round = 0; round < Rounds; round++)
        {
            outline = CutCorners(outline);
            if (round + 1 == WobbleRound && wobble > 0)
            {
                outline = [.. outline.Select(p => new GridPoint(p.X + random.Around(wobble), p.Y + random.Around(wobble)))];
            }
        }

        return outline;
    }

    private static List<GridPoint> CutCorners(IReadOnlyList<GridPoint> outline)
    {
        var cut = new List<GridPoint>(outline.Count * 2);
        for (var i = 0; i < outline.Count; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Count]);
            cut.Add(new(((3 * a.X) + b.X + 2) >> 2, ((3 * a.Y) + b.Y + 2) >> 2));
            cut.Add(new((a.X + (3 * b.X) + 2) >> 2, (a.Y + (3 * b.Y) + 2) >> 2));
        }

        return cut;
    }
}
