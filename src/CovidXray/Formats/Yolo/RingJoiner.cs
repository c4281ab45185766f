using CovidXray.Annotations;
using CovidXray.Work;

namespace CovidXray.Formats.Yolo;

/// <summary>Joins the rings of a polygon into outlines of one ring each, for formats that know no holes.</summary>
/// <remarks>
/// From a hole's leftmost point a bridge goes left to the first edge in its way, and back:
/// <code>
///  .-----------------.
///  |       .----.    |
///  S======v0    |    |    outline: ... S v0 (round the hole) v0 S ...
///  |       '----'    |
///  '-----------------'
/// </code>
/// The bridge encloses nothing, and it runs through filled pixels, so that an even-odd fill is the same as before. A ring from whose
/// leftmost point an even number of edges lies to the left is no hole but a part of its own; it gets an outline of its own, as a
/// bridge would run through background.
/// </remarks>
internal sealed class RingJoiner
{
    private const int StepsPerLook = 8;

    private readonly List<(double X, double Y)> _points = [];
    private readonly List<int> _next = [];

    /// <summary>The outlines: x0, y0, x1, y1, ... of each, in pixels. None has fewer than three points; one that did repeats its leftmost.</summary>
    /// <param name="polygon">A polygon, filled by the even-odd rule.</param>
    /// <param name="meter">Takes the steps: for each ring a look at the points of the rings before.</param>
    public static IReadOnlyList<double[]> Join(Polygon polygon, WorkMeter meter)
    {
        var joiner = new RingJoiner();
        var starts = new List<int>();

        // By their leftmost points: whatever a bridge to the left can meet comes before.
        var rings = Enumerable.Range(0, polygon.RingCount)
            .Where(i => polygon[i].Count > 0)
            .Select(i => (Index: i, Leftmost: Leftmost(polygon[i])))
            .OrderBy(r => polygon[r.Index].X(r.Leftmost));
        foreach (var (index, leftmost) in rings)
        {
            var ring = polygon[index];
            meter.Spend(StepsPerLook * (long)joiner._points.Count);
            if (joiner.FindBridge(ring.X(leftmost), ring.Y(leftmost)) is var (edge, x))
            {
                joiner.AddHole(ring, leftmost, edge, x);
            }
            else
            {
                starts.Add(joiner.AddRing(ring, leftmost));
            }
        }

        return [.. starts.Select(joiner.Outline)];
    }

    private static int Leftmost(Ring ring)
    {
        var leftmost = 0;
        for (var i = 1; i < ring.Count; i++)
        {
            leftmost = ring.X(i) < ring.X(leftmost) ? i : leftmost;
        }

        return leftmost;
    }

    /// <summary>The edge (by its first point) that a bridge from a point to the left meets first, and where; null if the point is in no outline.</summary>
    private (int Edge, double X)? FindBridge(double x, double y)
    {
        var (edge, nearest, crossings) = (0, double.NegativeInfinity, 0);
        for (var i = 0; i < _points.Count; i++)
        {
            var (from, to) = (_points[i], _points[_next[i]]);
            if (from.Y <= y == to.Y <= y)
            {
                continue;
            }

            var at = from.X + ((y - from.Y) / (to.Y - from.Y) * (to.X - from.X));
            if (at <= x)
            {
                crossings++;
                (edge, nearest) = at > nearest ? (i, at) : (edge, nearest);
            }
        }

        return (crossings & 1) == 0 ? null : (edge, nearest);
    }

    /// <summary>Adds a closed ring that begins with a given point; returns that point.</summary>
    private int AddRing(Ring ring, int first)
    {
        var start = _points.Count;
        for (var i = 0; i < ring.Count; i++)
        {
            var at = (first + i) % ring.Count;
            _points.Add((ring.X(at), ring.Y(at)));
            _next.Add(start + i + 1);
        }

        _next[^1] = start;
        return start;
    }

    /// <summary>Adds a ring, and a way from an edge to its first point and back.</summary>
    private void AddHole(Ring ring, int first, int edge, double x)
    {
        var start = AddRing(ring, first);
        var last = _points.Count - 1;
        var y = _points[start].Y;
        _points.Add(_points[start]);
        _next[last] = last + 1;
        _points.Add((x, y));
        _next.Add(last + 2);
        _next.Add(_next[edge]);
        _points.Add((x, y));
        _next.Add(start);
        _next[edge] = last + 3;
    }

    private double[] Outline(int start)
    {
        var coordinates = new List<double>();
        var at = start;
        do
        {
            coordinates.Add(_points[at].X);
            coordinates.Add(_points[at].Y);
            at = _next[at];
        }
        while (at != start);

        // An outline begins at its leftmost point, which by V7's rule is painted whatever edges meet there.
        while (coordinates.Count < 6)
        {
            coordinates.AddRange([coordinates[0], coordinates[1]]);
        }

        return [.. coordinates];
    }
}
