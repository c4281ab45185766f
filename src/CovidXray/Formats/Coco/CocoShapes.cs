using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>What COCO makes of polygons: several of them in one annotation are united, none of them has a hole.</summary>
internal static class CocoShapes
{
    /// <summary>Rings whose boxes are compared with each other; with more of them, they count as overlapping.</summary>
    private const int MaxRings = 256;

    /// <summary>Whether a polygon goes into COCO as runs: because that is asked for, or because COCO's polygons cannot hold it.</summary>
    public static bool IsRle(Polygon polygon, RleForm form, bool isV7) =>
        form != RleForm.Polygons || (isV7 ? polygon.RingCount != 1 : !IsUnionOfRings(polygon));

    /// <summary>Whether a polygon is the union of its rings: there is one, they are united, or none lies near another.</summary>
    /// <remarks>A ring of less than three points paints pixels here and nothing in pycocotools, which takes four numbers for a box.</remarks>
    private static bool IsUnionOfRings(Polygon polygon)
    {
        for (var i = 0; i < polygon.RingCount; i++)
        {
            if (polygon[i].Count < 3)
            {
                return false;
            }
        }

        return polygon.RingCount == 1 || (polygon.RingCount > 1 && (polygon.IsUnion || AreApart(polygon)));
    }

    /// <summary>Whether the boxes of the rings do not meet, so that their union is what the even-odd rule gives.</summary>
    public static bool AreApart(Polygon polygon)
    {
        if (polygon.RingCount > MaxRings)
        {
            return false;
        }

        var boxes = new (double Left, double Top, double Right, double Bottom)[polygon.RingCount];
        for (var i = 0; i < boxes.Length; i++)
        {
            boxes[i] = Bounds(polygon[i].Coordinates);
            for (var j = 0; j < i; j++)
            {
                if (boxes[i].Left <= boxes[j].Right && boxes[j].Left <= boxes[i].Right && boxes[i].Top <= boxes[j].Bottom && boxes[j].Top <= boxes[i].Bottom)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The smallest and largest coordinates of points, of which there is at least one.</summary>
    private static (double Left, double Top, double Right, double Bottom) Bounds(ReadOnlySpan<double> coordinates)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        for (var i = 0; i < coordinates.Length; i += 2)
        {
            (left, right) = (Math.Min(left, coordinates[i]), Math.Max(right, coordinates[i]));
            (top, bottom) = (Math.Min(top, coordinates[i + 1]), Math.Max(bottom, coordinates[i + 1]));
        }

        return (left, top, right, bottom);
    }

    /// <summary>The area inside the rings by the shoelace formula, in square pixels.</summary>
    public static double Area(Polygon polygon)
    {
        var area = 0.0;
        for (var i = 0; i < polygon.RingCount; i++)
        {
            var ring = polygon[i].Coordinates;
            var sum = 0.0;
            for (int a = ring.Length - 2, b = 0; b < ring.Length; a = b, b += 2)
            {
                sum += (ring[a] * ring[b + 1]) - (ring[b] * ring[a + 1]);
            }

            area += Math.Abs(sum) / 2;
        }

        return area;
    }
}
