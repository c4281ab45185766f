using CovidXray.Annotations;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Polygonize;
using Area = NetTopologySuite.Geometries.Geometry;
using Polygon = CovidXray.Annotations.Polygon;

namespace CovidXray.Geometry;

/// <summary>A polygon with its area, which is the even-odd one that V7 fills, whatever the rings do; the union of its rings where they are united.</summary>
internal sealed class EvenOddShape
{
    private static readonly GeometryFactory Factory = new(new PrecisionModel(PrecisionModels.Floating));

    private EvenOddShape(Polygon polygon, Area area, bool isValid) => (Polygon, Area, IsValid) = (polygon, area, isValid);

    /// <summary>The rings.</summary>
    public Polygon Polygon { get; }

    /// <summary>What they enclose: one polygon, or several that touch at points at most, or none.</summary>
    public Area Area { get; }

    /// <summary>Whether the rings are those of the area: none crosses itself or another, none encloses nothing, no point belongs to two edges.</summary>
    public bool IsValid { get; }

    public static EvenOddShape Of(Polygon polygon, EditWork work)
    {
        if (polygon is { IsUnion: true, RingCount: > 1 })
        {
            var parts = new EvenOddShape[polygon.RingCount];
            for (var i = 0; i < parts.Length; i++)
            {
                parts[i] = Of(polygon.Part(i), work);
            }

            var union = Union(parts, work).Normalized();
            return new EvenOddShape(polygon, union, Rings(polygon) is { } all && AreSame(all, union));
        }

        var pairs = work.PayToCheck(polygon);
        var rings = Rings(polygon);
        if (rings is [var ring] && Factory.CreatePolygon(ring) is { IsValid: true } simple)
        {
            return new EvenOddShape(polygon, simple, isValid: true);
        }

        work.PayToRepair(polygon, pairs);

        // Every edge, cut where edges meet, parts the plane into faces; the odd ones are the area.
        var faces = new Polygonizer();
        faces.Add(OverlayNGRobust.Union((Area)Factory.CreateMultiLineString(Edges(polygon))));
        var odd = faces.GetPolygons().Where(face => IsInside(polygon, face.InteriorPoint.Coordinate)).ToArray();
        var area = odd.Length == 0 ? Factory.CreatePolygon() : OverlayNGRobust.Union(Factory.BuildGeometry(odd)).Normalized();
        return new EvenOddShape(polygon, area, rings is not null && AreSame(rings, area));
    }

    /// <summary>The shape of an area; null if it is empty.</summary>
    public static EvenOddShape? OfArea(Area area) => ToPolygon(area) is { } polygon ? new(polygon, area, isValid: true) : null;

    /// <summary>Several areas as one.</summary>
    public static Area Union(IReadOnlyList<EvenOddShape> shapes, EditWork work)
    {
        work.PayToUnite([.. shapes.Select(s => s.Area)]);
        return OverlayNGRobust.Union(Factory.BuildGeometry(shapes.Select(s => s.Area)));
    }

    /// <summary>Whether rings are those of an area, wherever they begin and whichever way they go.</summary>
    private static bool AreSame(LinearRing[] rings, Area area)
    {
        if (ToPolygon(area) is not { } polygon || polygon.RingCount != rings.Length || Rings(polygon) is not { } others)
        {
            return false;
        }

        return Filled(rings).EqualsExact(Filled(others));

        static Area Filled(LinearRing[] rings) => Factory.CreateMultiPolygon([.. rings.Select(r => Factory.CreatePolygon(r))]).Normalized();
    }

    /// <summary>The rings of an area, shells and holes one after the other; null if it has none.</summary>
    private static Polygon? ToPolygon(Area area)
    {
        var (coordinates, ends) = (new List<double>(), new List<int>());
        for (var i = 0; i < area.NumGeometries; i++)
        {
            if (area.GetGeometryN(i) is NetTopologySuite.Geometries.Polygon { IsEmpty: false } part)
            {
                Add(part.Shell);
                foreach (var hole in part.Holes)
                {
                    Add(hole);
                }
            }
        }

        return ends.Count == 0 ? null : new Polygon(coordinates.ToArray(), [.. ends]);

        void Add(LinearRing ring)
        {
            // The last point of theirs repeats the first.
            foreach (var point in ring.Coordinates[..^1])
            {
                coordinates.Add(point.X);
                coordinates.Add(point.Y);
            }

            ends.Add(coordinates.Count);
        }
    }

    /// <summary>The rings, closed; null if one has fewer than three points.</summary>
    private static LinearRing[]? Rings(Polygon polygon)
    {
        var rings = new LinearRing[polygon.RingCount];
        for (var i = 0; i < rings.Length; i++)
        {
            var points = Points(polygon[i]);
            if (points.Length < 4)
            {
                return null;
            }

            rings[i] = Factory.CreateLinearRing(points);
        }

        return rings;
    }

    private static LineString[] Edges(Polygon polygon)
    {
        var lines = new List<LineString>();
        for (var i = 0; i < polygon.RingCount; i++)
        {
            if (Points(polygon[i]) is { Length: > 1 } points)
            {
                lines.Add(Factory.CreateLineString(points));
            }
        }

        return [.. lines];
    }

    private static Coordinate[] Points(Ring ring)
    {
        if (ring.Count == 0)
        {
            return [];
        }

        var points = new Coordinate[ring.Count + 1];
        for (var i = 0; i < ring.Count; i++)
        {
            points[i] = new Coordinate(ring.X(i), ring.Y(i));
        }

        points[^1] = points[0].Copy();
        return points;
    }

    /// <summary>Whether a ray from the point to the right meets an odd number of edges.</summary>
    private static bool IsInside(Polygon polygon, Coordinate point)
    {
        var isInside = false;
        for (var i = 0; i < polygon.RingCount; i++)
        {
            var ring = polygon[i];
            for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            {
                var (x1, y1, x2, y2) = (ring.X(a), ring.Y(a), ring.X(b), ring.Y(b));
                if (y1 > point.Y != y2 > point.Y && point.X < x1 + ((point.Y - y1) * (x2 - x1) / (y2 - y1)))
                {
                    isInside = !isInside;
                }
            }
        }

        return isInside;
    }
}
