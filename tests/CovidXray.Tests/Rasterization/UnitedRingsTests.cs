using CovidXray.Annotations;
using CovidXray.Geometry;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;
using CovidXray.Work;

namespace CovidXray.Tests.Rasterization;

/// <summary>Polygons whose rings are filled each for itself and united.</summary>
public sealed class UnitedRingsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_paint_what_their_rings_paint_as_annotations_of_their_own(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            var united = RandomRings(random);
            var expected = PaintApart(united, 60, 50);
            Assert.Equal(expected, PolygonRasterizer.Rasterize(united, 60, 50));
            Assert.Equal(expected, PolygonRasterizer.ByChains().RasterizeOne(united, 60, 50));
            Assert.Equal(expected, PolygonRasterizer.ByPlanes(KernelWidths.Best).RasterizeOne(united, 60, 50));
        }
    }

    [Fact]
    public void A_cut_keeps_what_each_ring_has_inside_the_box()
    {
        var random = new Random(4);
        for (var round = 0; round < 50; round++)
        {
            var united = RandomRings(random);
            Polygon[] parts = [.. Enumerable.Range(0, united.RingCount).Select(i => PolygonClipper.Clip(united.Part(i), 0, 0, 30, 25)).OfType<Polygon>()];
            var cut = PolygonClipper.Clip(united, 0, 0, 30, 25);
            Assert.Equal(Paint(parts, 31, 26), cut is null ? new MaskBuilder(31, 26).ToMask() : PolygonRasterizer.Rasterize(cut, 31, 26));
        }
    }

    [Fact]
    public void A_repair_gives_them_the_outline_of_their_union()
    {
        var polygon = new Polygon((double[])[0, 0, 40, 0, 40, 30, 0, 30, 10, 10, 20, 10, 20, 20, 10, 20, 30, 20, 50, 20, 50, 25, 30, 25], 8, 16, 24).Filled(asUnion: true);
        var image = new AnnotatedImage("a", 60, 50, [new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon, Polygon = polygon }]);
        var result = new PolygonEditResult();
        var repaired = Assert.Single(PolygonEditor.Edit(image, new PolygonEdits { Repairs = true }, result, new WorkMeter(long.MaxValue)).Annotations).Polygon!;
        Assert.Equal((1, false, 8), (repaired.RingCount, repaired.IsUnion, repaired.PointCount));
        Assert.Equal(PolygonRasterizer.Rasterize(polygon, 60, 50), PolygonRasterizer.Rasterize(repaired, 60, 50));
    }

    private static Mask PaintApart(Polygon polygon, int width, int height) =>
        Paint(Enumerable.Range(0, polygon.RingCount).Select(polygon.Part), width, height);

    private static Mask Paint(IEnumerable<Polygon> polygons, int width, int height) =>
        PolygonRasterizer.Rasterize(new AnnotatedImage("a", width, height, [.. polygons.Select(p => new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon, Polygon = p })]));

    private static Polygon RandomRings(Random random)
    {
        var (points, ends) = (new List<double>(), new List<int>());
        for (var ring = random.Next(2, 6); ring > 0; ring--)
        {
            // Triangles, whose pieces never lie in each other.
            for (var i = 0; i < 3; i++)
            {
                points.AddRange([random.Next(0, 60), random.Next(0, 50)]);
            }

            ends.Add(points.Count);
        }

        return new Polygon(points.ToArray(), [.. ends]).Filled(asUnion: true);
    }
}
