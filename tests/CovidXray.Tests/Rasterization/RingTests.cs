using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using FsCheck.Xunit;

namespace CovidXray.Tests.Rasterization;

/// <summary>What the rings of a polygon mean, and what does not matter about them.</summary>
public sealed class RingTests
{
    private const int Side = 90;

    [Property]
    public void Where_a_ring_begins_and_which_way_it_goes_does_not_matter(int seed)
    {
        var random = new Random(seed);
        var rings = Rings(random);
        var expected = Paint(rings);
        foreach (var ring in rings)
        {
            ring.Reverse();
            var start = random.Next(ring.Count + 1);
            var begin = ring[..start];
            ring.RemoveRange(0, start);
            ring.AddRange(begin);
        }

        Assert.Equal(expected, Paint(rings));
    }

    [Property]
    public void The_order_of_rings_does_not_matter(int seed)
    {
        var rings = Rings(new Random(seed));
        var expected = Paint(rings);
        rings.Reverse();
        Assert.Equal(expected, Paint(rings));
    }

    [Property]
    public void A_repeated_point_paints_itself_and_nothing_else(int seed)
    {
        var rings = Rings(new Random(seed));
        var (plain, repeated) = (Paint(rings), Paint([.. rings.Select(ring => ring.SelectMany(p => new[] { p, p }).ToList())]));
        var expected = plain.ToBytes();
        foreach (var (x, y) in rings.SelectMany(ring => ring))
        {
            var box = PolygonRasterizer.Rasterize(Polygon.FromRing(x, y), Side, Side).BoundingBox(1)!.Value;
            expected[(box.Y * Side) + box.X] = 1;
        }

        Assert.Equal(expected, repeated.ToBytes());
    }

    [Property]
    public void Twice_the_same_ring_is_its_outline(int seed)
    {
        var ring = Rings(new Random(seed))[0];
        var (once, twice) = (Paint([ring]), Paint([ring, ring]));
        var open = PixelRuleReference.Paint(PolygonOf([ring, ring]), Side, Side);
        Assert.Equal(open, twice.ToBytes());
        Assert.Equal(0, twice.ToBytes().Zip(once.ToBytes()).Count(p => p.First > p.Second));
    }

    [Fact]
    public void Even_odd_makes_the_hole_of_a_frame_whatever_the_orientation()
    {
        // The outlines of both rings are painted: the hole is what lies between them, 3 x 1.
        var outer = new List<(double, double)> { (0, 0), (6, 0), (6, 4), (0, 4) };
        var inner = new List<(double, double)> { (1, 1), (5, 1), (5, 3), (1, 3) };
        foreach (var rings in (List<(double, double)>[][])[[outer, inner], [inner, outer], [outer, [.. Enumerable.Reverse(inner)]]])
        {
            var mask = PolygonRasterizer.Rasterize(PolygonOf(rings), 8, 6);
            Assert.Equal((7 * 5) - 3, mask.Area(1));
            Assert.Equal([0, 0, 0], [mask[2, 2], mask[3, 2], mask[4, 2]]);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("3 4", 1)]
    [InlineData("3 4, 3 4, 3 4", 1)]
    [InlineData("2 4, 6 4", 5)]
    [InlineData("2 1, 2 4", 4)]
    [InlineData("2 1, 5 3", 3)]
    [InlineData("-50 -50, 500 -50, 500 500, -50 500", 48)]
    [InlineData("-50 2.5", 1)]
    public void Degenerate_and_outlying_rings_are_harmless(string points, int area)
    {
        double[] coordinates = [.. points.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)];
        Assert.Equal(area, PolygonRasterizer.Rasterize(Polygon.FromRing(coordinates), 8, 6).Area(1));
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(2.51, 3)]
    [InlineData(2.4999999, 2)]
    [InlineData(-0.5, 0)]
    [InlineData(6.5, 6)]
    [InlineData(7.5, 7)]
    [InlineData(1e9, 7)]
    public void Points_snap_to_the_nearest_pixel_halves_to_even_and_stay_inside(double x, int pixel)
    {
        var mask = PolygonRasterizer.Rasterize(Polygon.FromRing(x, 0), 8, 1);
        Assert.Equal(new PixelBox(pixel, 0, 1, 1), mask.BoundingBox(1));
    }

    private static List<List<(double X, double Y)>> Rings(Random random)
    {
        var rings = new List<List<(double, double)>>();
        for (var r = random.Next(1, 4); r > 0; r--)
        {
            rings.Add([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => ((random.NextDouble() * (Side + 10)) - 5, (random.NextDouble() * (Side + 10)) - 5))]);
        }

        return rings;
    }

    private static Mask Paint(IReadOnlyList<List<(double X, double Y)>> rings) => PolygonRasterizer.Rasterize(PolygonOf(rings), Side, Side);

    private static Polygon PolygonOf(IReadOnlyList<List<(double X, double Y)>> rings)
    {
        var (coordinates, ends) = (new List<double>(), new List<int>());
        foreach (var ring in rings)
        {
            coordinates.AddRange(ring.SelectMany(p => new[] { p.X, p.Y }));
            ends.Add(coordinates.Count);
        }

        return new Polygon(coordinates.ToArray(), [.. ends]);
    }
}
