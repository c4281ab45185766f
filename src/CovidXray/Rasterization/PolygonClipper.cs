using CovidXray.Annotations;

namespace CovidXray.Rasterization;

/// <summary>Cuts polygons off at the sides of a box, so that what is left is just the part of their even-odd inside that lies in the box.</summary>
/// <remarks>
/// One side after the other. A side cuts the rings into chains, whose ends lie on the side's line; sorted along the line, the
/// stretch between the first and the second end is inside the polygon, between the second and the third outside, and so on:
/// <code>
///     |  /--\   ring      ends 1-2 and 3-4 are joined, which gives two rings and no edge between 2 and 3
///   1 +-'    |
///   2 +--.   |            (the well-known way of Sutherland and Hodgman leaves an edge there, which would be painted)
///     |   )  |
///   3 +--'   |
///   4 +-----'
/// </code>
/// Self-crossing rings and holes need nothing of their own: parity along the line is all.
/// </remarks>
internal static class PolygonClipper
{
    /// <summary>The part of a polygon inside a box, sides included; null if there is none.</summary>
    public static Polygon? Clip(Polygon polygon, double left, double top, double right, double bottom)
    {
        if (polygon is not { IsUnion: true, RingCount: > 1 })
        {
            return OfRings(ClippedRings(polygon, left, top, right, bottom), isUnion: false);
        }

        // Each by itself; what one of them falls apart into does not overlap.
        var all = new List<List<double>>(polygon.RingCount);
        for (var i = 0; i < polygon.RingCount; i++)
        {
            all.AddRange(ClippedRings(polygon.Part(i), left, top, right, bottom));
        }

        return OfRings(all, isUnion: true);
    }

    private static List<List<double>> ClippedRings(Polygon polygon, double left, double top, double right, double bottom)
    {
        var rings = new List<List<double>>(polygon.RingCount);
        for (var i = 0; i < polygon.RingCount; i++)
        {
            rings.Add([.. polygon[i].Coordinates]);
        }

        rings = Cut(rings, axis: 0, sign: 1, left);
        rings = Cut(rings, axis: 0, sign: -1, right);
        rings = Cut(rings, axis: 1, sign: 1, top);
        rings = Cut(rings, axis: 1, sign: -1, bottom);
        rings.RemoveAll(r => r.Count == 0);
        return rings;
    }

    private static Polygon? OfRings(List<List<double>> rings, bool isUnion)
    {
        if (rings.Count == 0)
        {
            return null;
        }

        var ends = new int[rings.Count];
        for (var (i, end) = (0, 0); i < ends.Length; i++)
        {
            ends[i] = end += rings[i].Count;
        }

        return new Polygon(rings.SelectMany(r => r).ToArray(), ends) { IsUnion = isUnion };
    }

    /// <summary>What lies on the side of a line where sign x (coordinate - bound) is 0 or more.</summary>
    private static List<List<double>> Cut(List<List<double>> rings, int axis, int sign, double bound)
    {
        var kept = new List<List<double>>(rings.Count);
        var chains = new List<List<double>>();
        foreach (var ring in rings)
        {
            var outside = 0;
            for (var i = axis; i < ring.Count; i += 2)
            {
                outside += IsInside(ring[i]) ? 0 : 1;
            }

            if (outside == 0)
            {
                kept.Add(ring);
            }
            else if (outside < ring.Count / 2)
            {
                AddChains(ring, chains);
            }
        }

        Join(chains, axis, kept);
        return kept;

        bool IsInside(double coordinate) => sign * (coordinate - bound) >= 0;

        void AddChains(List<double> ring, List<List<double>> into)
        {
            var count = ring.Count / 2;
            var start = 0;
            while (IsInside(ring[(2 * start) + axis]))
            {
                start++;
            }

            List<double>? chain = null;
            for (var i = 1; i <= count; i++)
            {
                var (before, here) = (2 * ((start + i - 1) % count), 2 * ((start + i) % count));
                var isInside = IsInside(ring[here + axis]);
                if (isInside && chain is null)
                {
                    AddCrossing(chain = [], ring, before, here);
                }

                if (isInside)
                {
                    AddPoint(chain!, ring[here], ring[here + 1]);
                }
                else if (chain is not null)
                {
                    AddCrossing(chain, ring, before, here);
                    into.Add(chain);
                    chain = null;
                }
            }
        }

        void AddCrossing(List<double> chain, List<double> ring, int from, int to)
        {
            var other = 1 - axis;
            var share = (bound - ring[from + axis]) / (ring[to + axis] - ring[from + axis]);
            var along = ring[from + other] + (share * (ring[to + other] - ring[from + other]));
            AddPoint(chain, axis == 0 ? bound : along, axis == 0 ? along : bound);
        }
    }

    /// <summary>Joins chains to rings along the line that all of them end on.</summary>
    private static void Join(List<List<double>> chains, int axis, List<List<double>> rings)
    {
        // End 2 i is the beginning of chain i, end 2 i + 1 its end.
        var sorted = Enumerable.Range(0, 2 * chains.Count).OrderBy(Place).ToArray();
        var partner = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i += 2)
        {
            (partner[sorted[i]], partner[sorted[i + 1]]) = (sorted[i + 1], sorted[i]);
        }

        var isUsed = new bool[chains.Count];
        for (var first = 0; first < chains.Count; first++)
        {
            if (isUsed[first])
            {
                continue;
            }

            var ring = new List<double>();
            for (var end = 2 * first; !isUsed[end / 2]; end = partner[end ^ 1])
            {
                isUsed[end / 2] = true;
                Append(ring, chains[end / 2], isBackwards: (end & 1) == 1);
            }

            rings.Add(ring);
        }

        double Place(int end)
        {
            var chain = chains[end / 2];
            return chain[(end & 1) == 0 ? 1 - axis : chain.Count - 1 - axis];
        }
    }

    private static void Append(List<double> ring, List<double> chain, bool isBackwards)
    {
        for (var i = 0; i < chain.Count; i += 2)
        {
            var point = isBackwards ? chain.Count - 2 - i : i;
            AddPoint(ring, chain[point], chain[point + 1]);
        }
    }

    /// <summary>Adds a point unless it repeats the last one.</summary>
    private static void AddPoint(List<double> points, double x, double y)
    {
        if (points.Count == 0 || points[^2] != x || points[^1] != y)
        {
            points.Add(x);
            points.Add(y);
        }
    }
}
