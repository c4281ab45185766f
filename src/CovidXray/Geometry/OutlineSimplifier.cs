using NetTopologySuite.Geometries;
using NetTopologySuite.Simplify;
using Area = NetTopologySuite.Geometries.Geometry;

namespace CovidXray.Geometry;

/// <summary>Leaves points out of outlines, as far as every one of them stays within a distance of the edge in its place.</summary>
/// <remarks>
/// NetTopologySuite's simplifier keeps the topology, but not always the distance: it also drops the point where a ring begins,
/// by the edges that are there then. So the result is checked, and made anew with less tolerance where it is too far off.
/// </remarks>
internal static class OutlineSimplifier
{
    private const int Tries = 8;
    private const double Less = 0.75;

    /// <summary>Simplifies a valid area; null if that cannot be done.</summary>
    public static Area? Simplify(Area area, double distance, EditWork work)
    {
        var tolerance = distance;
        for (var i = 0; i < Tries; i++, tolerance *= Less)
        {
            work.PayToSimplify(area);
            var simple = TopologyPreservingSimplifier.Simplify(area, tolerance);
            if (simple is { IsValid: true, IsEmpty: false } && IsWithin(area, simple, distance))
            {
                return simple;
            }
        }

        return null;
    }

    private static bool IsWithin(Area before, Area after, double distance)
    {
        var (old, simple) = (AreaRings.Of(before), AreaRings.Of(after));
        return old.Count == simple.Count && old.Zip(simple).All(rings => IsWithin(rings.First, rings.Second, distance));
    }

    /// <summary>Whether all points between two that stayed are near the edge between these.</summary>
    private static bool IsWithin(Coordinate[] before, Coordinate[] after, double distance)
    {
        // Both are closed: the last point repeats the first.
        var count = before.Length - 1;
        var at = Array.FindIndex(before, point => point.Equals2D(after[0]));
        for (var (edge, steps) = (1, 0); at >= 0 && edge < after.Length; edge++)
        {
            do
            {
                at = (at + 1) % count;
                if (steps++ > count || NetTopologySuite.Algorithm.DistanceComputer.PointToSegment(before[at], after[edge - 1], after[edge]) > distance)
                {
                    return false;
                }
            }
            while (!before[at].Equals2D(after[edge]));
        }

        return at >= 0;
    }
}
