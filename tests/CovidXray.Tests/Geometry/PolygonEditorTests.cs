using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Rasterization;
using CovidXray.Work;
using NetTopologySuite.Geometries;
using Polygon = CovidXray.Annotations.Polygon;

namespace CovidXray.Tests.Geometry;

/// <summary>Repair, cut and simplification of polygons.</summary>
public sealed class PolygonEditorTests
{
    private static readonly PolygonEdits Repair = new() { Repairs = true };
    private static readonly PolygonEdits CutIgnore = new() { CutsIgnore = true };

    [Theory]
    [InlineData("0 0, 10 10, 10 0, 0 10", 50)]
    [InlineData("0 0, 10 0, 10 10, 5 5, 0 10, 0 15, 5 5, 15 0, 5 2", 0)]
    [InlineData("0 0, 10 0, 10 10, 5 10, 5 4, 6 4, 5 4, 5 10, 0 10", 100)]
    [InlineData("0 0, 10 0, 10 10, 0 10, 0 0, 10 0, 10 8, 0 8", 20)]
    public void Repair_keeps_the_even_odd_area_and_mends_rings(string points, double known)
    {
        var ring = Polygon.FromRing([.. points.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture))]);
        var area = EvenOddArea(ring);
        Assert.True(known == 0 || Math.Abs(area - known) < 1.5, $"{area}");
        var tally = new PolygonEditResult();
        var edited = Edit(Image(Lung(ring)), Repair, tally);
        var counts = tally.Repaired.Categories["Lung"];
        Assert.Equal((1, 1), (counts.Polygons, counts.Changed));
        Assert.InRange(counts.AreaBefore, area - 1.5, area + 1.5);
        Assert.Equal(counts.AreaBefore, counts.AreaAfter, 6);
        var polygon = Assert.Single(edited.Annotations).Polygon!;
        Assert.Equal(area, EvenOddArea(polygon));

        // What is repaired needs no repair.
        var again = new PolygonEditResult();
        Assert.Same(polygon, Edit(edited, Repair, again).Annotations[0].Polygon);
        Assert.Equal(0, again.Repaired.Categories["Lung"].Changed);
    }

    [Fact]
    public void Repair_leaves_valid_rings_and_holes_as_they_are()
    {
        Polygon[] valid =
        [
            Polygon.FromRing(0, 0, 9, 0, 9, 9),
            Rings([[0, 0, 9, 0, 9, 9, 0, 9], [2, 2, 4, 2, 4, 4, 2, 4]]),
            Rings([[2, 2, 4, 2, 4, 4, 2, 4], [0, 0, 9, 0, 9, 9, 0, 9]]),
            Rings([[0, 0, 3, 0, 3, 3, 0, 3], [5, 5, 8, 5, 8, 8, 5, 8]]),
        ];
        var image = Image([.. valid.Select(Lung)]);
        var edited = Edit(image, Repair, new PolygonEditResult());
        Assert.Equal(valid, edited.Annotations.Select(a => a.Polygon));
    }

    [Fact]
    public void Repair_parts_rings_that_cross_each_other()
    {
        // Two squares overlap by 2 x 2: even-odd leaves that out.
        var tally = new PolygonEditResult();
        var edited = Edit(Image(Lung(Rings([[0, 0, 4, 0, 4, 4, 0, 4], [2, 2, 6, 2, 6, 6, 2, 6]]))), Repair, tally);
        Assert.Equal(24, tally.Repaired.Categories["Lung"].AreaAfter, 6);
        Assert.Equal(2, edited.Annotations[0].Polygon!.RingCount);
    }

    [Fact]
    public void A_polygon_without_area_is_left_out_and_named()
    {
        var tally = new PolygonEditResult();
        var edited = Edit(Image(Lung(Polygon.FromRing(0, 0, 5, 5)), Lung(Polygon.FromRing(0, 0, 9, 0, 9, 9))), Repair, tally);
        Assert.Single(edited.Annotations);
        Assert.Equal([new LostPolygon("1", "Lung", "has no area")], tally.Repaired.Gone);
    }

    [Fact]
    public void Ignore_is_cut_out_of_lungs_and_stays()
    {
        var tally = new PolygonEditResult();
        var ignore = Polygon.FromRing(2, 2, 4, 2, 4, 4, 2, 4);
        var edited = Edit(Image(Ignore(ignore), Lung(Square(0, 0, 10))), CutIgnore, tally);
        Assert.Same(ignore, edited.Annotations[0].Polygon);
        Assert.Equal(2, edited.Annotations[1].Polygon!.RingCount);
        Assert.Equal(96, EvenOddArea(edited.Annotations[1].Polygon!), 6);
        Assert.Equal((100.0, 96.0), (tally.Cut.Categories["Lung"].AreaBefore, tally.Cut.Categories["Lung"].AreaAfter));
        Assert.Equal(0, tally.Cut.Categories["Ignore"].Changed);
    }

    [Fact]
    public void A_lung_cut_in_two_stays_one_annotation()
    {
        var edited = Edit(Image(Lung(Square(0, 0, 10)), Ignore(Polygon.FromRing(-1, 4, 11, 4, 11, 6, -1, 6))), CutIgnore, new PolygonEditResult());
        var lung = Assert.Single(edited.Annotations, a => a.Name == "Lung").Polygon!;
        Assert.Equal(2, lung.RingCount);
        Assert.Equal(80, EvenOddArea(lung), 6);
    }

    [Fact]
    public void A_lung_under_Ignore_is_left_out_and_named()
    {
        var tally = new PolygonEditResult();
        var edited = Edit(Image(Lung(Square(2, 2, 3)), Ignore(Square(0, 0, 10))), CutIgnore, tally);
        Assert.Equal("Ignore", Assert.Single(edited.Annotations).Name);
        Assert.Equal([new LostPolygon("1", "Lung", "lies under Ignore")], tally.Cut.Gone);
    }

    [Fact]
    public void A_lung_beside_Ignore_keeps_its_points()
    {
        var lung = Square(0, 0, 4);
        var edited = Edit(Image(Lung(lung), Ignore(Square(4, 0, 4))), CutIgnore, new PolygonEditResult());
        Assert.Same(lung, edited.Annotations[0].Polygon);
    }

    [Fact]
    public void What_holds_the_old_geometry_goes_with_it()
    {
        JsonMember[] extras = [new("polygon", "{}"u8.ToArray()), new("instance_id", "{}"u8.ToArray())];
        var annotation = Lung(Square(0, 0, 10)) with { Extras = extras, BoundingBox = new BoundingBox(0, 0, 10, 10), Id = "a" };
        var edited = Edit(Image(annotation, Ignore(Square(0, 0, 5))), CutIgnore, new PolygonEditResult()).Annotations[0];
        Assert.Equal("instance_id", Assert.Single(edited.Extras).Name);
        Assert.Null(edited.BoundingBox);
        Assert.Equal("a", edited.Id);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Simplified_real_outlines_are_at_most_so_far_off(double pixels)
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7"));
        var tally = new PolygonEditResult();
        var compared = 0;
        foreach (var image in dataset.Read().Where((_, i) => i % 5 == 0))
        {
            var edited = Edit(image, new PolygonEdits { SimplifyPixels = pixels }, tally);
            Assert.Equal(image.Annotations.Count, edited.Annotations.Count);
            foreach (var (before, after) in image.Annotations.Zip(edited.Annotations).Where(p => p.First.Polygon is not null && p.First.Polygon != p.Second.Polygon))
            {
                var (old, simple) = (Lines(before.Polygon!), Lines(after.Polygon!));
                Assert.InRange(Math.Max(Farthest(old, simple), Farthest(simple, old)), 0, pixels + 1e-9);
                Assert.True(Enumerable.Range(0, after.Polygon!.RingCount).All(i => new NetTopologySuite.Geometries.Polygon(Line(after.Polygon[i])).IsValid));
                compared++;
            }
        }

        Assert.InRange(compared, 50, int.MaxValue);
        var lungs = tally.Simplified.Categories["Lung"];
        Assert.InRange(lungs.PointsAfter, 1, lungs.PointsBefore * 8 / 10);
    }

    [Fact]
    public void Tiny_polygons_do_not_vanish()
    {
        var edited = Edit(Image(Lung(Square(5, 5, 1)), Lung(Square(0, 0, 2))), new PolygonEdits { SimplifyPixels = 50 }, new PolygonEditResult());
        Assert.Equal(2, edited.Annotations.Count);
        Assert.All(edited.Annotations, a => Assert.InRange(EvenOddArea(a.Polygon!), 0.1, 10));
    }

    [Fact]
    public void Crossing_rings_are_simplified_only_after_repair()
    {
        var image = Image(Lung(Polygon.FromRing(0, 0, 5, 5, 10, 10, 10, 0, 0, 10)));
        var tally = new PolygonEditResult();
        Assert.Same(image.Annotations[0], Edit(image, new PolygonEdits { SimplifyPixels = 1 }, tally).Annotations[0]);
        Assert.Equal(1, tally.NotSimplified);
        var repaired = new PolygonEditResult();
        Edit(image, new PolygonEdits { SimplifyPixels = 1, Repairs = true }, repaired);
        Assert.Equal(0, repaired.NotSimplified);
    }

    [Fact]
    public void Hostile_polygons_are_repaired_without_an_error_and_keep_their_area()
    {
        var changed = 0;
        foreach (var oracle in SharedData.OracleCases())
        {
            var image = new AnnotatedImage("1", oracle.Width, oracle.Height, [Lung(oracle.Polygon)]);
            var tally = new PolygonEditResult();
            var edited = Edit(image, new PolygonEdits { Repairs = true, CutsIgnore = true, SimplifyPixels = 0.25 }, tally);
            var counts = tally.Repaired.Categories["Lung"];
            Assert.Equal(counts.AreaBefore, counts.AreaAfter, 1e-6 * (1 + counts.AreaBefore));
            Assert.Equal(0, tally.NotSimplified);
            Assert.Equal(edited.Annotations.Count, 1 - tally.Repaired.Gone.Count);
            changed += counts.Changed;
        }

        Assert.InRange(changed, 100, 900);
    }

    [Fact]
    public void Repair_moves_hardly_a_pixel_of_real_lungs()
    {
        // What changes: edges cross between pixels, and spurs without area are gone.
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7"));
        var tally = new PolygonEditResult();
        var different = 0L;
        foreach (var image in dataset.Read())
        {
            different += PolygonRasterizer.Rasterize(image).CountDifferences(PolygonRasterizer.Rasterize(Edit(image, Repair, tally)));
        }

        Assert.Empty(tally.Repaired.Gone);
        Assert.InRange(tally.Repaired.Categories["Lung"].Changed, 5, 40);
        Assert.InRange(different, 0, 40);
    }

    private static AnnotatedImage Edit(AnnotatedImage image, PolygonEdits edits, PolygonEditResult result) =>
        PolygonEditor.Edit(image, edits, result, new WorkMeter(long.MaxValue));

    private static AnnotatedImage Image(params Annotation[] annotations) => new("1", 20, 20, annotations);

    private static Annotation Lung(Polygon polygon) => new() { Name = Category.Lung, Kind = AnnotationKind.Polygon, Polygon = polygon };

    private static Annotation Ignore(Polygon polygon) => new() { Name = Category.Ignore, Kind = AnnotationKind.Polygon, Polygon = polygon };

    private static Polygon Square(double x, double y, double side) => Polygon.FromRing(x, y, x + side, y, x + side, y + side, x, y + side);

    private static Polygon Rings(double[][] rings)
    {
        var ends = new List<int>();
        foreach (var ring in rings)
        {
            ends.Add((ends.Count == 0 ? 0 : ends[^1]) + ring.Length);
        }

        return new Polygon(rings.SelectMany(r => r).ToArray(), [.. ends]);
    }

    /// <summary>By counting points of a fine grid with a ray of its own.</summary>
    private static double EvenOddArea(Polygon polygon)
    {
        const int Steps = 200;
        const double Side = 20.0;
        var inside = 0;
        for (var i = 0; i < Steps * Steps; i++)
        {
            var (x, y) = (((i % Steps) + 0.503) * Side / Steps, ((i / Steps) + 0.497) * Side / Steps);
            var crossings = 0;
            for (var r = 0; r < polygon.RingCount; r++)
            {
                var ring = polygon[r];
                for (var p = 0; p < ring.Count; p++)
                {
                    var q = (p + 1) % ring.Count;
                    if (ring.Y(p) > y != ring.Y(q) > y && x < ring.X(p) + ((y - ring.Y(p)) * (ring.X(q) - ring.X(p)) / (ring.Y(q) - ring.Y(p))))
                    {
                        crossings++;
                    }
                }
            }

            inside += crossings & 1;
        }

        return Math.Round(inside * Side * Side / (Steps * Steps), 1);
    }

    /// <summary>How far points of some lines, the ends and quarters of their segments, are from others at most; a tree of segments spares the pairs.</summary>
    private static double Farthest(MultiLineString lines, MultiLineString others)
    {
        const int Parts = 4;
        var segments = new NetTopologySuite.Operation.Distance.IndexedFacetDistance(others);
        var farthest = 0.0;
        foreach (var line in lines.Geometries)
        {
            var points = line.Coordinates;
            for (var i = 0; i + 1 < points.Length; i++)
            {
                var (from, to) = (points[i], points[i + 1]);
                for (var part = 0; part < Parts; part++)
                {
                    var point = new Point(from.X + ((to.X - from.X) * part / Parts), from.Y + ((to.Y - from.Y) * part / Parts));
                    farthest = Math.Max(farthest, segments.Distance(point));
                }
            }
        }

        return farthest;
    }

    private static MultiLineString Lines(Polygon polygon) => new([.. Enumerable.Range(0, polygon.RingCount).Select(i => (LineString)Line(polygon[i]))]);

    private static LinearRing Line(Ring ring)
    {
        var points = new List<Coordinate>();
        for (var i = 0; i <= ring.Count; i++)
        {
            points.Add(new Coordinate(ring.X(i % ring.Count), ring.Y(i % ring.Count)));
        }

        return new LinearRing([.. points]);
    }
}
