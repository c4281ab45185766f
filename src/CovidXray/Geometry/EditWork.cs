using System.Runtime.InteropServices;
using CovidXray.Annotations;
using CovidXray.Work;
using NetTopologySuite.Geometries;
using Area = NetTopologySuite.Geometries.Geometry;
using Polygon = CovidXray.Annotations.Polygon;

namespace CovidXray.Geometry;

/// <summary>The work of edits, paid for before it is done: found from points, from edges that may cross, and from rings that may lie in each other.</summary>
/// <remarks>
/// NetTopologySuite cannot be stopped, and what it does grows with the square of the points where edges cross or lie side by side.
/// Two edges may cross if their boxes overlap; neighbours in a ring always do.
/// <para>The steps were measured in nanoseconds over combs, stars, spirals and noise, of what is slow in each: see docs/reliability.md.</para>
/// </remarks>
/// <param name="meter">Takes the steps.</param>
internal sealed class EditWork(WorkMeter meter)
{
    private const int StepsPerPoint = 1000;
    private const int StepsPerPair = 1000;

    private const int StepsToRepairPoint = 40_000;
    private const int StepsToRepairPair = 100_000;
    private const int StepsToNestPoint = 50;

    private const int StepsToUnitePoint = 20_000;
    private const int StepsToOverlayPair = 40_000;

    private const int StepsToSimplifyPoint = 5000;
    private const int StepsToSimplifyPair = 300;
    private const int StepsToLookAtEdge = 20;

    /// <summary>For what steps are spent from now on.</summary>
    public void For(AnnotatedImage image, int annotation = -1) => meter.For(image, annotation);

    /// <summary>Pays for a look at edges by their heights, see <see cref="FreeRing"/>.</summary>
    public void PayToLook(Polygon polygon) => meter.Spend(StepsPerPoint * (long)polygon.PointCount);

    /// <summary>Pays for the question whether rings cross.</summary>
    /// <returns>How many pairs of edges may.</returns>
    public long PayToCheck(Polygon polygon)
    {
        meter.Spend(StepsPerPoint * (long)polygon.PointCount);
        var edges = new List<Box>(polygon.PointCount);
        for (var i = 0; i < polygon.RingCount; i++)
        {
            var ring = polygon[i];
            for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            {
                edges.Add(Box.Around(ring.X(a), ring.Y(a), ring.X(b), ring.Y(b)));
            }
        }

        return PayForPairs(edges, 0, StepsPerPair);
    }

    /// <summary>Pays for rings to be cut where they cross, and joined anew.</summary>
    /// <param name="pairs">How many pairs of edges may cross.</param>
    public void PayToRepair(Polygon polygon, long pairs)
    {
        meter.Spend((StepsToRepairPoint * (long)polygon.PointCount) + (StepsToRepairPair * Math.Max(0, pairs - polygon.PointCount)));
        var boxes = new Box[polygon.RingCount];
        var points = new int[boxes.Length];
        for (var i = 0; i < boxes.Length; i++)
        {
            (boxes[i], points[i]) = (Box.Around(polygon[i]), polygon[i].Count);
        }

        meter.Spend(StepsToNestPoint * BoxOverlaps.Sum(boxes, points, meter.Affords(StepsToNestPoint)));
    }

    /// <summary>Pays for areas to be united: two by two, then the unions two by two, and so on.</summary>
    public void PayToUnite(IReadOnlyList<Area> areas)
    {
        meter.Spend(areas.Count < 2 ? 0 : StepsToUnitePoint * areas.Sum(a => (long)a.NumPoints));
        PayToOverlay(areas);
    }

    /// <summary>Pays for areas to be cut by one another.</summary>
    public void PayToOverlay(params IReadOnlyList<Area> areas)
    {
        var (all, own) = (new List<Box>(), 0L);
        foreach (var area in areas)
        {
            meter.Spend(StepsPerPoint * (long)area.NumPoints);
            var edges = EdgesOf(area);
            all.AddRange(edges);
            own += PayForPairs(edges, 0, StepsPerPair);
        }

        _ = PayForPairs(all, own, StepsToOverlayPair);
    }

    /// <summary>Pays for one attempt at leaving points out.</summary>
    public void PayToSimplify(Area area)
    {
        meter.Spend(StepsToSimplifyPoint * (long)area.NumPoints);
        _ = PayForPairs(EdgesOf(area), 0, StepsToSimplifyPair);
        meter.Spend(StepsToLookAtEdge * SimplifierLooks.Count(AreaRings.Of(area), meter.Affords(StepsToLookAtEdge)));
    }

    /// <summary>Pays for pairs of edges whose boxes overlap, but for some that are paid for.</summary>
    /// <returns>How many there are, those included.</returns>
    private long PayForPairs(List<Box> edges, long paid, int cost)
    {
        var pairs = BoxOverlaps.Count(CollectionsMarshal.AsSpan(edges), paid + meter.Affords(cost));
        meter.Spend(cost * (pairs - paid));
        return pairs;
    }

    private static List<Box> EdgesOf(Area area)
    {
        var edges = new List<Box>(area.NumPoints);
        foreach (var ring in AreaRings.Of(area))
        {
            for (var i = 1; i < ring.Length; i++)
            {
                edges.Add(Box.Around(ring[i - 1].X, ring[i - 1].Y, ring[i].X, ring[i].Y));
            }
        }

        return edges;
    }
}

/// <summary>How many edges NetTopologySuite's simplifier will look at.</summary>
/// <remarks>
/// It parts each ring at the point that is farthest from the line between two others, down to single edges at worst, and for
/// each part asks a quadtree for the edges near it. Cells of such a tree are squares of 2^k pixels, and an edge lies in the
/// smallest one that holds it: so whoever asks anywhere in a cell gets its long edges, too.
/// </remarks>
internal static class SimplifierLooks
{
    private const int Levels = 24;

    /// <summary>Counts.</summary>
    /// <param name="rings">Closed rings.</param>
    /// <param name="enough">Counting ends when there are more.</param>
    public static long Count(IReadOnlyList<Coordinate[]> rings, long enough)
    {
        var looks = 0L;
        foreach (var ring in rings)
        {
            looks += CountParts(ring, enough - looks);
            if (looks > enough)
            {
                return looks;
            }
        }

        var cells = new Dictionary<(int Level, long X, long Y), int>();
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Length; i++)
            {
                var cell = CellOf(ring[i - 1], ring[i]);
                cells[cell] = cells.GetValueOrDefault(cell) + 1;
            }
        }

        foreach (var point in rings.SelectMany(r => r))
        {
            for (var level = 0; level < Levels; level++)
            {
                looks += cells.GetValueOrDefault(CellAt(level, point));
            }

            if (looks > enough)
            {
                break;
            }
        }

        return looks;
    }

    /// <summary>The points of all parts of a ring together.</summary>
    private static long CountParts(Coordinate[] ring, long enough)
    {
        var count = 0L;
        var parts = new Stack<(int First, int Last)>([(0, ring.Length - 1)]);
        while (count <= enough && parts.TryPop(out var part))
        {
            var (first, last) = part;
            if (last - first < 2)
            {
                continue;
            }

            count += last - first;
            var (farthest, most) = (first + 1, -1.0);
            for (var i = first + 1; i < last; i++)
            {
                var distance = NetTopologySuite.Algorithm.DistanceComputer.PointToSegment(ring[i], ring[first], ring[last]);
                (farthest, most) = distance > most ? (i, distance) : (farthest, most);
            }

            parts.Push((first, farthest));
            parts.Push((farthest, last));
        }

        return count;
    }

    private static (int Level, long X, long Y) CellOf(Coordinate a, Coordinate b)
    {
        var level = 0;
        while (level < Levels - 1 && CellAt(level, a) != CellAt(level, b))
        {
            level++;
        }

        return CellAt(level, a);
    }

    private static (int Level, long X, long Y) CellAt(int level, Coordinate point)
    {
        var side = (double)(1L << level);
        return level == Levels - 1 ? (level, 0, 0) : (level, (long)Math.Clamp(Math.Floor(point.X / side), long.MinValue, long.MaxValue), (long)Math.Clamp(Math.Floor(point.Y / side), long.MinValue, long.MaxValue));
    }
}
