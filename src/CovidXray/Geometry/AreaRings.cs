using NetTopologySuite.Geometries;
using Area = NetTopologySuite.Geometries.Geometry;

namespace CovidXray.Geometry;

/// <summary>The rings of an area.</summary>
internal static class AreaRings
{
    /// <summary>Shells and holes one after the other, closed: the last point of each repeats the first.</summary>
    public static List<Coordinate[]> Of(Area area)
    {
        var rings = new List<Coordinate[]>();
        for (var i = 0; i < area.NumGeometries; i++)
        {
            if (area.GetGeometryN(i) is Polygon part)
            {
                rings.Add(part.Shell.Coordinates);
                rings.AddRange(part.Holes.Select(h => h.Coordinates));
            }
        }

        return rings;
    }
}
