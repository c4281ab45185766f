using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Rasterization;

public sealed class PolygonClipperTests
{
    [Fact]
    public void Inside_the_box_the_inside_stays_and_outside_there_is_none()
    {
        const int Seed = 2024;
        var random = new Random(Seed);
        var checkedPoints = 0;
        for (var i = 0; i < 2000; i++)
        {
            var polygon = RandomPolygons.Next(random, 60, 50);
            var (left, top) = (random.Next(-5, 50), random.Next(-5, 40));
            var (right, bottom) = (left + random.Next(1, 40), top + random.Next(1, 40));
            var clipped = PolygonClipper.Clip(polygon, left, top, right, bottom);
            Assert.All(clipped?.Coordinates.ToArray() ?? [], (c, k) => Assert.InRange(c, (k & 1) == 0 ? left : top, (k & 1) == 0 ? right : bottom));
            for (var k = 0; k < 30; k++)
            {
                // Off the lattice and the half lattice, so that no point lies on an edge.
                var (x, y) = (left + ((right - left) * random.NextDouble()) + 1e-4, top + ((bottom - top) * random.NextDouble()) + 1e-4);
                if (x < right && y < bottom)
                {
                    Assert.True(IsInside(polygon, x, y) == (clipped is not null && IsInside(clipped, x, y)), $"seed {Seed}, polygon {i}, point {x}, {y}");
                    checkedPoints++;
                }
            }
        }

        Assert.InRange(checkedPoints, 50_000, 60_000);
    }

    [Fact]
    public void Lobes_that_reach_over_a_side_become_rings_without_an_edge_between_them()
    {
        // A comb whose back lies outside: two teeth stay.
        var comb = Polygon.FromRing(-5, 0, 10, 0, 10, 4, -3, 4, -3, 8, 10, 8, 10, 12, -5, 12);
        var clipped = PolygonClipper.Clip(comb, 0, 0, 20, 20)!;
        Assert.Equal(2, clipped.RingCount);
        var mask = PolygonRasterizer.Rasterize(clipped, 21, 21);
        Assert.Equal([1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0], Enumerable.Range(0, 14).Select(y => (int)mask[0, y]));
    }

    [Fact]
    public void A_hole_over_the_side_stays_a_hole()
    {
        var ring = new Polygon((double[])[-10, 0, 20, 0, 20, 20, -10, 20, -5, 5, 10, 5, 10, 15, -5, 15], 8, 16);
        var mask = PolygonRasterizer.Rasterize(PolygonClipper.Clip(ring, 0, 0, 20, 20)!, 21, 21);
        Assert.Equal((1, 0, 1, 1), (mask[0, 2], mask[0, 10], mask[0, 18], mask[15, 10]));
    }

    [Fact]
    public void What_lies_outside_is_gone_and_points_and_lines_stay()
    {
        Assert.Null(PolygonClipper.Clip(Polygon.FromRing(-9, -9, -2, -9, -2, -1), 0, 0, 5, 5));
        Assert.Equal([3, 3], PolygonClipper.Clip(Polygon.FromRing(3, 3), 0, 0, 5, 5)!.Coordinates.ToArray());
        Assert.Equal(0, PolygonClipper.Clip(Polygon.FromRing(-4, 2, 4, 2), 0, 0, 5, 5)!.Coordinates[..2].IndexOf(0.0));
    }

    private static bool IsInside(Polygon polygon, double x, double y)
    {
        var isInside = false;
        for (var r = 0; r < polygon.RingCount; r++)
        {
            var ring = polygon[r];
            for (var i = 0; i < ring.Count; i++)
            {
                var j = (i + 1) % ring.Count;
                if ((ring.Y(i) > y) != (ring.Y(j) > y))
                {
                    isInside ^= x < ring.X(i) + ((y - ring.Y(i)) / (ring.Y(j) - ring.Y(i)) * (ring.X(j) - ring.X(i)));
                }
            }
        }

        return isInside;
    }
}
