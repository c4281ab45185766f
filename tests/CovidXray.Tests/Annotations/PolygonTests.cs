using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

public sealed class PolygonTests
{
    [Fact]
    public void Rings_are_views_of_the_flat_coordinates()
    {
        var polygon = new Polygon(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 6, 6, 8);
        Assert.Equal((3, 4), (polygon.RingCount, polygon.PointCount));
        Assert.Equal([3, 0, 1], Enumerable.Range(0, 3).Select(r => polygon[r].Count));
        Assert.Equal((5, 6), (polygon[0].X(2), polygon[0].Y(2)));
        Assert.Equal((7, 8), (polygon[2].X(0), polygon[2].Y(0)));
        Assert.Equal([6, 6, 8], polygon.RingEnds.ToArray());
    }

    [Fact]
    public void A_polygon_may_be_empty()
    {
        var polygon = new Polygon(default);
        Assert.Equal((0, 0), (polygon.RingCount, polygon.PointCount));
        Assert.Equal(1, Polygon.FromRing().RingCount);
    }

    [Theory]
    [InlineData(4, new int[0], "The rings end at 0, the coordinates at 4.")]
    [InlineData(4, new[] { 2 }, "The rings end at 2, the coordinates at 4.")]
    [InlineData(4, new[] { 6 }, "The rings end at 6, the coordinates at 4.")]
    [InlineData(3, new[] { 3 }, "Ring ends must be even and ascending.")]
    [InlineData(4, new[] { 4, 2, 4 }, "Ring ends must be even and ascending.")]
    [InlineData(4, new[] { -2, 4 }, "Ring ends must be even and ascending.")]
    [InlineData(4, new[] { 1, 4 }, "Ring ends must be even and ascending.")]
    public void Ends_that_do_not_describe_the_coordinates_are_refused(int coordinates, int[] ends, string message)
    {
        var error = Assert.Throws<ArgumentException>("ringEnds", () => new Polygon(new double[coordinates], ends));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_ring_or_point_beyond_the_last()
    {
        var polygon = Polygon.FromRing(1, 2, 3, 4);
        Assert.Throws<IndexOutOfRangeException>(() => polygon[1].Count);
        Assert.Throws<IndexOutOfRangeException>(() => polygon[-1].Count);
        Assert.Throws<IndexOutOfRangeException>(() => polygon[0].X(2));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("a", 0, 1)]
    [InlineData("a", 1, -1)]
    public void An_image_has_an_id_and_pixels(string id, int width, int height) =>
        Assert.ThrowsAny<ArgumentException>(() => new AnnotatedImage(id, width, height, []));

    [Fact]
    public void A_raster_layers_runs_come_in_pairs() =>
        Assert.Throws<ArgumentException>("runs", () => new RasterLayer([0, 1, 2], new Dictionary<string, int>(StringComparer.Ordinal)));
}
