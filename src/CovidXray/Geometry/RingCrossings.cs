using CovidXray.Annotations;
using CovidXray.Work;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Noding;
using NetTopologySuite.Operation.Valid;
using Polygon = CovidXray.Annotations.Polygon;

namespace CovidXray.Geometry;

/// <summary>Finds where the rings of a polygon cross or touch themselves, or cross each other.</summary>
internal static class RingCrossings
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(PrecisionModels.Floating));

    /// <summary>Where a ring crosses itself or another one, or runs along itself; else where one touches itself; null if none does.</summary>
    /// <param name="polygon">The polygon.</param>
    /// <param name="image">Whose it is, for the error.</param>
    /// <param name="annotation">Its index in the image.</param>
    /// <param name="meter">Takes the steps.</param>
    /// <exception cref="DatasetException">Finding out takes too many steps.</exception>
    public static RingCrossing? Find(Polygon polygon, AnnotatedImage image, int annotation, WorkMeter meter)
    {
        var work = new EditWork(meter);
        work.For(image, annotation);
        work.PayToLook(polygon);
        if (polygon.RingCount == 1 && (polygon[0].Count < 3 || FreeRing.IsCertain(polygon[0])))
        {
            return null;
        }

        if (polygon.RingCount == 1 && PointsWithoutSpikes(polygon[0], out var spike) is { Length: >= 6 } rest && FreeRing.IsCertain(new Ring(rest)))
        {
            return spike < 0 ? null : new RingCrossing(polygon[0].X(spike), polygon[0].Y(spike), IsTouch: true);
        }

        work.PayToCheck(polygon);
        RingCrossing? touch = null;
        var rings = new List<Coordinate[]>(polygon.RingCount);
        for (var i = 0; i < polygon.RingCount; i++)
        {
            if (polygon[i].Count < 3)
            {
                continue;
            }

            var points = Closed(polygon[i]);
            rings.Add(points);
            if (CrossingOf(polygon[i], points) is { } found)
            {
                if (!found.IsTouch)
                {
                    return found;
                }

                touch ??= found;
            }
        }

        // United rings may overlap: that is what they are united for.
        return rings.Count > 1 && !polygon.IsUnion && CrossingOf(rings) is { } crossing ? crossing : touch;
    }

    private static RingCrossing? CrossingOf(Ring ring, Coordinate[] points)
    {
        if (ErrorOf(points, allowsTouches: false) is not { } place)
        {
            return null;
        }

        // Going on through a point of its own is told only to those who allow touches, and spikes are none.
        return WithoutSpikes(ring) is { Length: > 3 } rest && ErrorOf(rest, allowsTouches: true) is { } crossing
            ? new RingCrossing(crossing.X, crossing.Y, IsTouch: false)
            : new RingCrossing(place.X, place.Y, IsTouch: true);
    }

    private static Coordinate? ErrorOf(Coordinate[] points, bool allowsTouches) =>
        new IsValidOp(Factory.CreatePolygon(points)) { SelfTouchingRingFormingHoleValid = allowsTouches }.ValidationError is
        {
            ErrorType: TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection
        } error ? error.Coordinate : null;

    /// <summary>A ring without the points at which it turns round and goes back the way that it came, closed; none if nothing is left.</summary>
    private static Coordinate[] WithoutSpikes(Ring ring)
    {
        var kept = PointsWithoutSpikes(ring, out _);
        return kept.Length >= 6 ? Closed(new Ring(kept)) : [];
    }

    /// <summary>x0, y0, x1, y1, ... of the points that are left.</summary>
    /// <param name="first">The first point at which the ring turns round; less than 0 if it does nowhere. Points that only repeat the one before are left out without a word.</param>
    private static double[] PointsWithoutSpikes(Ring ring, out int first)
    {
        var (kept, left, seen) = (new LinkedList<int>(Enumerable.Range(0, ring.Count)), ring.Count, 0);
        first = -1;
        for (var node = kept.First; node is not null && left > 2 && seen <= left;)
        {
            var (before, after) = (node.Previous ?? kept.Last!, node.Next ?? kept.First!);
            var at = node.Value;
            var (turns, repeats) = (TurnsRound(ring, before.Value, at, after.Value), IsSame(ring, at, after.Value));
            if (turns || repeats)
            {
                // What it went back to may be a spike now.
                first = !turns ? first : first < 0 ? at : Math.Min(first, at);
                kept.Remove(node);
                (node, seen, left) = (before, Math.Max(0, seen - 1), left - 1);
            }
            else
            {
                (node, seen) = (after, seen + 1);
            }
        }

        var points = new double[2 * left];
        var next = 0;
        foreach (var point in kept)
        {
            (points[next++], points[next++]) = (ring.X(point), ring.Y(point));
        }

        return points;
    }

    private static bool TurnsRound(Ring ring, int from, int at, int to)
    {
        var (x1, y1, x2, y2) = (ring.X(at) - ring.X(from), ring.Y(at) - ring.Y(from), ring.X(to) - ring.X(at), ring.Y(to) - ring.Y(at));
        return (x1 * y2) - (x2 * y1) == 0 && (x1 * x2) + (y1 * y2) < 0;
    }

    private static bool IsSame(Ring ring, int one, int other) => ring.X(one) == ring.X(other) && ring.Y(one) == ring.Y(other);

    private static RingCrossing? CrossingOf(IReadOnlyList<Coordinate[]> rings)
    {
        var detector = new SegmentIntersectionDetector(new RobustLineIntersector()) { FindProper = true };
        new MCIndexNoder(detector).ComputeNodes([.. rings.Select(r => (ISegmentString)new BasicSegmentString(r, null))]);
        return detector.HasProperIntersection ? new RingCrossing(detector.Intersection.X, detector.Intersection.Y, IsTouch: false) : null;
    }

    private static Coordinate[] Closed(Ring ring)
    {
        var points = new Coordinate[ring.Count + 1];
        for (var p = 0; p < ring.Count; p++)
        {
            points[p] = new Coordinate(ring.X(p), ring.Y(p));
        }

        points[^1] = points[0].Copy();
        return points;
    }
}

/// <summary>A place where rings of a polygon meet that should not.</summary>
/// <param name="X">Where, in pixels.</param>
/// <param name="Y">Where, in pixels.</param>
/// <param name="IsTouch">Whether a ring comes back to a point of its own without crossing, as outlines of pixels do in corners, or turns round in a spike.</param>
internal readonly record struct RingCrossing(double X, double Y, bool IsTouch);
