using CovidXray.Annotations;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Annotations;

/// <summary>Polygons that are kept between two readings come back to the last bit.</summary>
public sealed class PackedPolygonTests
{
    [Theory]
    [InlineData(1, new double[] { 0, 0, 63, 1, 63, 60 })]
    [InlineData(2, new double[] { 100, 900, 1000, 2000, 3000, 10 })]
    [InlineData(5, new double[] { 1 << 30, -(1 << 30), -(1 << 30), 1 << 30 })]
    [InlineData(3, new[] { 12.25, 0.5, 1040.28, 7.0001 })]
    [InlineData(8, new[] { 1 / 3.0, 5, 6, 7 })]
    [InlineData(8, new[] { -0.0, 5, 6, 7 })]
    [InlineData(8, new[] { 1e300, 5, 6, 7 })]
    [InlineData(8, new[] { 1e-9, 5, 6, 7 })]
    [InlineData(8, new double[] { 1 << 30, 0, (1 << 30) + 1, 0 })]
    public void A_coordinate_takes_as_much_as_its_digits(int most, double[] coordinates)
    {
        var polygon = new Polygon(coordinates, coordinates.Length);
        var packed = new PackedPolygon(polygon);
        Assert.InRange(packed.Length - sizeof(int), coordinates.Length, most * coordinates.Length);
        AssertSame(polygon, packed.Unpack(new PointMemory()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rings_stay_what_they_are(bool isUnion)
    {
        var polygon = new Polygon(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 0, 2, 2, 8) { IsUnion = isUnion };
        AssertSame(polygon, new PackedPolygon(polygon).Unpack(new PointMemory()));
        var none = new Polygon(Array.Empty<double>()) { IsUnion = isUnion };
        AssertSame(none, new PackedPolygon(none).Unpack(new PointMemory()));
    }

    [Fact]
    public void The_document_s_own_memory_may_be_used_again()
    {
        foreach (var factor in new[] { 1, Math.E })
        {
            double[] coordinates = [1 * factor, 2, 3, 4];
            var packed = new PackedPolygon(new Polygon(coordinates, 4));
            coordinates.AsSpan().Fill(9);
            Assert.Equal([1 * factor, 2, 3, 4], packed.Unpack(new PointMemory()).Coordinates.ToArray());
        }
    }

    [Property]
    public Property Any_points_come_back() => Prop.ForAll(Points().ToArbitrary(), coordinates =>
    {
        var polygon = new Polygon(coordinates, coordinates.Length);
        AssertSame(polygon, new PackedPolygon(polygon).Unpack(new PointMemory()));
    });

    /// <summary>Points as documents have them, and any others.</summary>
    private static Gen<double[]> Points()
    {
        var number = Gen.Choose(-(1 << 30), 1 << 30);
        var any = ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get);
        var coordinate = Gen.OneOf(number.Select(n => (double)n), number.Select(n => n / 10_000.0), Gen.Choose(0, 4000).Select(n => (double)n), any);
        return Gen.OneOf(Gen.Choose(0, 5000).Select(n => (double)n), number.Select(n => n / 100.0), coordinate).Two().Select(p => new[] { p.Item1, p.Item2 }).ListOf().Select(points => points.SelectMany(p => p).ToArray());
    }

    private static void AssertSame(Polygon expected, Polygon actual)
    {
        Assert.Equal(expected.Coordinates.ToArray().Select(BitConverter.DoubleToInt64Bits), actual.Coordinates.ToArray().Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(expected.RingEnds.ToArray(), actual.RingEnds.ToArray());
        Assert.Equal(expected.IsUnion, actual.IsUnion);
    }
}
