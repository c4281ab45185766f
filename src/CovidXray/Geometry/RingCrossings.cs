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

            var points = Closed(polygon[i]);
            rings.Add(points);
            if (CrossingOf(points) is { } found)
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

    private static RingCrossing? CrossingOf(Coordinate[] points) => new IsValidOp(Factory.CreatePolygon(points)).ValidationError switch
    {
        { ErrorType: TopologyValidationErrors.SelfIntersection } e => new RingCrossing(e.Coordinate.X, e.Coordinate.Y, IsTouch: false),
        { ErrorType: TopologyValidationErrors.RingSelfIntersection } e => new RingCrossing(e.Coordinate.X, e.Coordinate.Y, IsTouch: true),
        _ => null,
    };

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
/// <param name="IsTouch">Whether a ring comes back to a point of its own without crossing, as outlines of pixels do in corners.</param>
internal readonly record struct RingCrossing(double X, double Y, bool IsTouch);
