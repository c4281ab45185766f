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
        work.PayToCheck(polygon);
        RingCrossing? touch = null;
        var rings = new List<Coordinate[]>(polygon.RingCount);
        for (var i = 0; i < polygon.RingCount; i++)
        {
            if (polygon[i].Count < 3)
            {
                continue;
            }

            var isFree = FreeRing.IsCertain(polygon[i]);
            if (isFree && polygon.RingCount == 1)
            {
                return null;
            }

            var points = Closed(polygon[i]);
            rings.Add(points);
            if (!isFree && CrossingOf(points) is { } found)
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

    private static RingCrossing? CrossingOf(Coordinate[] points)
    {
        if (ErrorOf(points, allowsTouches: false) is not { } place)
        {
            return null;
        }

        // Going on through a point of its own is told only to those who allow touches, and spikes are none.
        return WithoutSpikes(points) is { Length: > 3 } rest && ErrorOf(rest, allowsTouches: true) is { } crossing
            ? new RingCrossing(crossing.X, crossing.Y, IsTouch: false)
            : new RingCrossing(place.X, place.Y, IsTouch: true);
    }

    private static Coordinate? ErrorOf(Coordinate[] points, bool allowsTouches) =>
        new IsValidOp(Factory.CreatePolygon(points)) { SelfTouchingRingFormingHoleValid = allowsTouches }.ValidationError is
        {
            ErrorType: TopologyValidationErrors.SelfIntersection or TopologyValidationErrors.RingSelfIntersection
        } error ? error.Coordinate : null;

    /// <summary>A ring without the points at which it turns round and goes back the way that it came.</summary>
    /// <param name="points">The ring, closed.</param>
    private static Coordinate[] WithoutSpikes(Coordinate[] points)
    {
        var kept = new LinkedList<Coordinate>(points[..^1]);
        for (var (at, seen) = (kept.First, 0); at is not null && kept.Count > 2 && seen <= kept.Count;)
        {
            var (before, after) = (at.Previous ?? kept.Last!, at.Next ?? kept.First!);
            if (IsSpike(before.Value, at.Value, after.Value))
            {
                // What it went back to may be a spike now.
                kept.Remove(at);
                (at, seen) = (before, Math.Max(0, seen - 1));
            }
            else
            {
                (at, seen) = (after, seen + 1);
            }
        }

        return kept.Count > 2 ? [.. kept, kept.First!.Value.Copy()] : [];
    }

    /// <summary>Whether a way turns round at its middle point, or does not leave it.</summary>
    private static bool IsSpike(Coordinate from, Coordinate at, Coordinate to)
    {
        var (x1, y1, x2, y2) = (at.X - from.X, at.Y - from.Y, to.X - at.X, to.Y - at.Y);
        return (x1 * y2) - (x2 * y1) == 0 && ((x1 * x2) + (y1 * y2) < 0 || (x2 == 0 && y2 == 0));
    }

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
