using CovidXray.Annotations;

namespace CovidXray.Tests;

/// <summary>Outlines that nobody draws: small as documents, and without end for whoever walks all that they cross.</summary>
internal static class HostileShapes
{
    public static Polygon Square(double x, double y, double side) => Polygon.FromRing(x, y, x + side, y, x + side, y + side, x, y + side);

    /// <summary>Points on a circle, each joined with the one nearly opposite.</summary>
    public static Polygon Star(int points, double side) =>
        Ring(points, i => OnCircle(side, (double)i * ((points / 2) - ((points & 1) == 0 ? 1 : 0)) / points, 0));

    /// <summary>A circle; every second point lies further in.</summary>
    public static Polygon Circle(int points, double side, double teeth) => Ring(points, i => OnCircle(side, (double)i / points, teeth * (i & 1)));

    /// <summary>Upright teeth, or leaning ones.</summary>
    public static Polygon Comb(int points, double side, double lean) => Ring(points, i =>
    {
        var left = (side - lean - 1) * ((i / 2) + 0.5) / (points / 2.0);
        return (i & 3) is 1 or 2 ? (left + lean, 0) : (left, side - 1);
    });

    /// <summary>A band that winds outwards.</summary>
    public static Polygon Spiral(int points, double side, double turns) => Ring(points, i =>
    {
        var (half, at) = (points / 2, i < points / 2 ? i : points - 1 - i);
        var share = (double)at / half;
        return OnCircle(side, share * turns, ((side / 2) - 2) * (1 - share) + (i < half ? 0 : side / 5 / turns));
    });

    public static Polygon Diagonal(int points, double side) => Ring(points, i => (side * i / points, side * i / points));

    public static Polygon Noise(int points, int side)
    {
        var random = new Random(1);
        return Ring(points, _ => (random.Next(side), random.Next(side)));
    }

    /// <summary>Squares, each within the one before.</summary>
    public static Polygon Nested(int rings, double side)
    {
        var step = side / 2 / (rings + 1);
        return Rings([.. Enumerable.Range(0, rings).Select(i => Square(i * step, i * step, side - 1 - (2 * i * step)))]);
    }

    /// <summary>Bars across the whole image.</summary>
    public static IEnumerable<Polygon> Stripes(int count, double side, bool isUpright)
    {
        for (var i = 0; i < count; i++)
        {
            var (from, to) = (side * i / count, side * (i + 0.5) / count);
            yield return isUpright ? Polygon.FromRing(from, 0, to, 0, to, side, from, side) : Polygon.FromRing(0, from, side, from, side, to, 0, to);
        }
    }

    /// <summary>Rings of several polygons as those of one.</summary>
    public static Polygon Rings(IReadOnlyList<Polygon> polygons)
    {
        var ends = new int[polygons.Count];
        for (var (i, end) = (0, 0); i < ends.Length; i++)
        {
            ends[i] = end += polygons[i].Coordinates.Length;
        }

        return new Polygon(polygons.SelectMany(p => p.Coordinates.ToArray()).ToArray(), ends);
    }

    private static (double X, double Y) OnCircle(double side, double turn, double inwards)
    {
        var radius = ((side - 1) / 2) - inwards;
        return ((side / 2) + (radius * Math.Sin(2 * Math.PI * turn)), (side / 2) - (radius * Math.Cos(2 * Math.PI * turn)));
    }

    private static Polygon Ring(int points, Func<int, (double X, double Y)> at) =>
        Polygon.FromRing([.. Enumerable.Range(0, points).SelectMany(i => at(i) is var (x, y) ? new[] { x, y } : [])]);
}
