using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Tests.Rasterization;

public sealed class PolygonRasterizerTests
{
    private static readonly Dictionary<string, PolygonRasterizer> Rasterizers = AllWays();

    public static TheoryData<string> Ways() => [.. Rasterizers.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void All_oracle_cases_are_equal(string way)
    {
        var rasterizer = Rasterizers[way];
        var cases = 0;
        foreach (var oracle in SharedData.OracleCases())
        {
            var mask = rasterizer.RasterizeOne(oracle.Polygon, oracle.Width, oracle.Height);
            Assert.True(oracle.Expected().AsSpan().SequenceEqual(mask.ToBytes()), $"case {oracle.Id} differs");
            cases++;
        }

        Assert.Equal(900, cases);
    }

    [Fact]
    public void All_published_masks_come_out_bit_for_bit_in_file_order()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var masks = SharedData.Path("v7", "masks");
        var rasterizer = new PolygonRasterizer();
        Assert.Equal(253, dataset.Entries.Count);
        foreach (var image in dataset.Read())
        {
            var mask = rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7);
            using var published = NetVips.Image.NewFromFile(Path.Combine(masks, image.Id + ".png"));
            Assert.Equal((published.Width, published.Height), (mask.Width, mask.Height));
            var labels = published.WriteToMemory<byte>();
            for (var i = 0; i < labels.Length; i++)
            {
                labels[i] = labels[i] switch { 0 => 0, 255 => 1, 127 => 2, _ => 9 };
            }

            Assert.True(labels.AsSpan().SequenceEqual(mask.ToBytes()), $"{image.Id} differs from V7's mask");
        }
    }

    [Fact]
    public void Ten_thousand_random_polygons_equal_the_brute_force_reference()
    {
        const int Seed = 20261124;
        var random = new Random(Seed);
        int[] sides = [1, 2, 7, 31, 63, 64, 65, 100, 127, 128, 129, 200];
        PolygonRasterizer[] rasterizers = [.. AllWays().Values];
        for (var i = 0; i < 10_000; i++)
        {
            // Every hundredth is as wide as a large film, and a few rows high so that asking every pixel stays cheap.
            var isWide = i % 100 == 0;
            var width = isWide ? random.Next(1000, 4097) : sides[random.Next(sides.Length)];
            var height = isWide ? random.Next(1, 200) : sides[random.Next(sides.Length)];
            var polygon = RandomPolygons.Next(random, width, height);
            var mask = rasterizers[i % rasterizers.Length].RasterizeOne(polygon, width, height);
            Assert.True(
                PixelRuleReference.Paint(polygon, width, height).AsSpan().SequenceEqual(mask.ToBytes()),
                $"polygon {i} of seed {Seed} differs at {width}x{height}");
        }
    }

    [Fact]
    public void Every_way_gives_the_same_mask_of_large_polygons()
    {
        const int Seed = 4096;
        var random = new Random(Seed);
        for (var i = 0; i < 30; i++)
        {
            var (width, height) = (random.Next(2000, 4097), random.Next(2000, 4097));
            var polygon = RandomPolygons.Next(random, width, height);
            var scalar = PolygonRasterizer.ByPlanes(KernelWidth.Scalar).RasterizeOne(polygon, width, height);
            foreach (var (way, rasterizer) in AllWays())
            {
                Assert.True(scalar.Equals(rasterizer.RasterizeOne(polygon, width, height)), $"{way}, polygon {i} of seed {Seed}");
            }

            if (i < 3)
            {
                Assert.True(PixelRuleReference.Paint(polygon, width, height).AsSpan().SequenceEqual(scalar.ToBytes()), $"polygon {i} of seed {Seed}");
            }
        }
    }

    [Theory]
    [InlineData(PaintOrder.V7)]
    [InlineData(PaintOrder.IgnoreLast)]
    [InlineData(PaintOrder.IgnoreFirst)]
    public void Annotations_that_overlap_are_seen_the_same_in_every_way(PaintOrder order)
    {
        const int Seed = 777;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var (width, height) = (random.Next(1, 300), random.Next(1, 120));
            var annotations = Enumerable.Range(0, random.Next(1, 12)).Select(_ => new Annotation
            {
                Name = random.Next(3) switch { 0 => Category.Ignore, 1 => "Heart", _ => Category.Lung },
                Kind = AnnotationKind.Polygon,
                Polygon = RandomPolygons.Next(random, width, height),
            }).ToList();
            var image = new AnnotatedImage("id", width, height, annotations);
            var labels = new LabelMap(["Lung", "Heart", "Ignore"]);
            var expected = PaintedOneByOne(image, labels, order);
            foreach (var (way, rasterizer) in Rasterizers)
            {
                Assert.True(expected.AsSpan().SequenceEqual(rasterizer.Rasterize(image, labels, order).ToBytes()), $"{way}, image {i} of seed {Seed}");
            }
        }
    }

    [Fact]
    public void Noise_falls_back_to_bit_planes_and_a_rasterizer_goes_on_behind_it()
    {
        var random = new Random(99);
        var noise = Polygon.FromRing([.. Enumerable.Range(0, 6000).Select(_ => (double)random.Next(1000))]);
        var plain = Polygon.FromRing(10, 10, 900, 40, 500, 900);
        var rasterizer = new PolygonRasterizer();
        var planes = PolygonRasterizer.ByPlanes(KernelWidth.Scalar);
        foreach (var polygon in (Polygon[])[plain, noise, plain, noise])
        {
            Assert.Equal(planes.RasterizeOne(polygon, 1000, 1000), rasterizer.RasterizeOne(polygon, 1000, 1000));
        }
    }

    [Fact]
    public void No_ignore_pixel_is_lost_in_the_default_order()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var images = 0;
        foreach (var image in dataset.Read())
        {
            var union = new byte[image.Width * image.Height];
            foreach (var annotation in image.Annotations.Where(a => a.Name == "Ignore" && a.Polygon is not null))
            {
                var one = PolygonRasterizer.Rasterize(annotation.Polygon!, image.Width, image.Height).ToBytes();
                for (var i = 0; i < union.Length; i++)
                {
                    union[i] |= one[i];
                }
            }

            var expected = union.Count(b => b != 0);
            images += expected > 0 ? 1 : 0;
            Assert.Equal(expected, PolygonRasterizer.Rasterize(image).Area(LabelMap.Default.IgnoreLabel));
        }

        Assert.Equal(27, images);
    }

    /// <summary>The back one first, each over what is there.</summary>
    private static byte[] PaintedOneByOne(AnnotatedImage image, LabelMap labels, PaintOrder order)
    {
        var pixels = new byte[image.Width * image.Height];
        foreach (var annotation in image.Annotations.OrderBy(a => order == PaintOrder.V7 ? 0 : (a.Name == Category.Ignore) == (order == PaintOrder.IgnoreLast) ? 1 : 0))
        {
            var one = PixelRuleReference.Paint(annotation.Polygon!, image.Width, image.Height);
            for (var i = 0; i < one.Length; i++)
            {
                pixels[i] = one[i] != 0 ? labels[annotation.Name] : pixels[i];
            }
        }

        return pixels;
    }

    /// <summary>
    /// Along the edges, and every form of the kernel; with bands of a few rows, too, so that edges are cut at the bands' borders.
    /// </summary>
    private static Dictionary<string, PolygonRasterizer> AllWays()
    {
        var ways = new Dictionary<string, PolygonRasterizer>(StringComparer.Ordinal)
        {
            ["chains"] = PolygonRasterizer.ByChains(),
            ["either"] = new(),
        };
        foreach (var kernel in Enum.GetValues<KernelWidth>())
        {
            ways[$"{kernel}"] = PolygonRasterizer.ByPlanes(kernel);
            ways[$"{kernel}, small bands"] = PolygonRasterizer.ByPlanes(kernel, wordsPerBand: 32);
        }

        return ways;
    }
}
