using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>What COCO makes of polygons: several of them in one annotation are united, none of them has a hole.</summary>
internal static class CocoShapes
{
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

        return polygon.RingCount == 1 || (polygon.RingCount > 1 && (polygon.IsUnion || UnitedRings.AreApart(polygon)));
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
