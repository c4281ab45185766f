using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Yolo;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Yolo;

/// <summary>Shapes through a YOLO label file and back, pixel by pixel.</summary>
public sealed class YoloShapeTests
{
    private static readonly YoloDescription Description = new("data.yaml", new Dictionary<int, string> { [0] = Category.Lung }, [], ".");

    [Fact]
    public void Every_published_shape_comes_back_with_the_same_pixels()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var shapes = 0;
        foreach (var image in dataset.Read())
        {
            foreach (var annotation in image.Annotations.Where(a => a.Polygon is not null))
            {
                var expected = PolygonRasterizer.Rasterize(annotation.Polygon!, image.Width, image.Height);
                var actual = ThroughLabels(annotation.Polygon!, image.Width, image.Height, out _);
                if (annotation.Polygon!.RingCount == 1)
                {
                    Assert.True(expected.Equals(actual), $"a shape of {image.Id} has other pixels");
                }

                AssertWithinOnePixelOfTheOutline(annotation.Polygon, expected, actual, image.Id);
                shapes++;
            }
        }

        Assert.Equal(484, shapes);
    }

    [Fact]
    public void Every_polygon_of_the_oracle_with_one_ring_stays_within_one_pixel_of_its_outline()
    {
        var cases = SharedData.OracleCases().Where(c => c.Polygon.RingCount == 1 && c.Polygon.PointCount > 2).ToList();
        Assert.InRange(cases.Count, 100, int.MaxValue);
        Assert.All(cases, c => AssertWithinOnePixelOfTheOutline(
            c.Polygon,
            PolygonRasterizer.Rasterize(c.Polygon, c.Width, c.Height),
            ThroughLabels(c.Polygon, c.Width, c.Height, out _),
            $"case {c.Id}"));
    }

    [Fact]
    public void A_hole_is_bridged_and_stays_a_hole()
    {
        var polygon = new Polygon(new double[] { 2, 2, 50, 2, 50, 40, 2, 40, 20, 10, 30, 10, 30, 20, 20, 20 }, 8, 16);
        var actual = ThroughLabels(polygon, 60, 50, out var lines);
        Assert.Equal(1, lines);
        Assert.Equal((byte)0, actual[25, 15]);
        Assert.Equal(PolygonRasterizer.Rasterize(polygon, 60, 50), actual);
    }

    [Fact]
    public void Holes_side_by_side_and_one_above_the_other_are_bridged_one_to_the_next()
    {
        var rings = new List<double> { 0, 0, 99, 0, 99, 99, 0, 99 };
        var ends = new List<int> { 8 };
        for (var y = 10; y < 90; y += 20)
        {
            for (var x = 10; x < 90; x += 20)
            {
                rings.AddRange([x, y, x + 10, y, x + 10, y + 10, x, y + 10]);
                ends.Add(rings.Count);
            }
        }

        var polygon = new Polygon(rings.ToArray(), [.. ends]);
        var actual = ThroughLabels(polygon, 100, 100, out var lines);
        Assert.Equal(1, lines);
        Assert.Equal(PolygonRasterizer.Rasterize(polygon, 100, 100), actual);
    }

    [Fact]
    public void A_part_of_its_own_and_an_island_in_a_hole_get_lines_of_their_own()
    {
        var polygon = new Polygon(
            new double[]
            {
                2, 2, 40, 2, 40, 40, 2, 40,
                6, 6, 36, 6, 36, 36, 6, 36,
                15, 15, 25, 15, 25, 25, 15, 25,
                50, 10, 58, 10, 58, 30, 50, 30,
            },
            8,
            16,
            24,
            32);
        var actual = ThroughLabels(polygon, 60, 50, out var lines);
        Assert.Equal(3, lines);
        Assert.Equal(PolygonRasterizer.Rasterize(polygon, 60, 50), actual);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(20_261_124)]
    public void Random_shapes_with_holes_stay_within_one_pixel_of_their_outlines(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var points = new List<double>();
            var ends = new List<int>();
            AddStar(points, ends, random, 100, 100, 60, 95);
            AddStar(points, ends, random, 80, 100, 5, 18);
            AddStar(points, ends, random, 122, 100, 5, 18);
            AddStar(points, ends, random, 100, 65, 2, 15);
            var polygon = new Polygon(points.ToArray(), [.. ends]);
            var actual = ThroughLabels(polygon, 200, 200, out var lines);
            Assert.Equal(1, lines);
            AssertWithinOnePixelOfTheOutline(polygon, PolygonRasterizer.Rasterize(polygon, 200, 200), actual, $"round {round} of seed {seed}");
        }
    }

    /// <summary>A ring round a centre whose distance from it varies.</summary>
    private static void AddStar(List<double> points, List<int> ends, Random random, double x, double y, double least, double most)
    {
        var count = random.Next(5, 60);
        for (var i = 0; i < count; i++)
        {
            var distance = least + (random.NextDouble() * (most - least));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * i / count);
            points.AddRange([x + (distance * cosine), y + (distance * sine)]);
        }

        ends.Add(points.Count);
    }

    /// <summary>The pixels of all lines that a polygon becomes.</summary>
    private static Mask ThroughLabels(Polygon polygon, int width, int height, out int lines)
    {
        var image = new AnnotatedImage("7", width, height, [new Annotation { Name = Category.Lung, Kind = AnnotationKind.Polygon, Polygon = polygon }]);
        var contents = new DatasetContents();
        contents.Add(image);
        var target = new MemoryTarget();
        using var writer = new YoloFormat().CreateWriter(target, FormatOptions.None, contents);
        writer.Prepare(new ExportedImage { Image = image, Stem = "7", FileName = "7.png", Painter = new MaskPainter() })?.Invoke();
        var text = target.Text("labels/7.txt");
        Assert.DoesNotContain(text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries), n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture) is < 0 or > 1);
        var read = YoloLabels.Read(text, "labels/7.txt", Description, width, height, ReadDetail.Full).Annotations;
        lines = read.Count;
        return new PolygonRasterizer().Rasterize(
            new AnnotatedImage("7", width, height, read),
            [.. read.Select(_ => (byte)1)],
            PaintOrder.V7,
            MaskGeometry.Original(width, height));
    }

    private static void AssertWithinOnePixelOfTheOutline(Polygon polygon, Mask expected, Mask actual, string what)
    {
        if (expected.Equals(actual))
        {
            return;
        }

        var (one, other) = (expected.ToBytes(), actual.ToBytes());
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i])
            {
                var (x, y) = (i % expected.Width, i / expected.Width);
                Assert.True(DistanceToOutline(polygon, x, y) <= 1, $"{what}: pixel ({x}, {y}) differs, {DistanceToOutline(polygon, x, y)} pixels from the outline");
            }
        }
    }

    private static double DistanceToOutline(Polygon polygon, double x, double y)
    {
        var least = double.MaxValue;
        for (var r = 0; r < polygon.RingCount; r++)
        {
            var ring = polygon[r];
            for (var i = 0; i < ring.Count; i++)
            {
                var (x0, y0) = (ring.X(i), ring.Y(i));
                var (dx, dy) = (ring.X((i + 1) % ring.Count) - x0, ring.Y((i + 1) % ring.Count) - y0);
                var along = dx == 0 && dy == 0 ? 0 : Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
                least = Math.Min(least, Math.Sqrt(Math.Pow(x - x0 - (along * dx), 2) + Math.Pow(y - y0 - (along * dy), 2)));
            }
        }

        return least;
    }
}
