using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;
using CovidXray.Tests.Masks;

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
            var greys = mask.ToBytes().AsSpan();
            Assert.Equal(-1, greys.IndexOfAnyExceptInRange((byte)0, (byte)2));
            greys.Replace((byte)1, (byte)255);
            greys.Replace((byte)2, (byte)127);
            Assert.True(greys.SequenceEqual(published.WriteToMemory<byte>()), $"{image.Id} differs from V7's mask");
        }
    }

    [Fact]
    public void A_mask_made_in_the_memory_of_another_is_equal_to_one_made_anew()
    {
        var random = new Random(20261130);
        var rasterizer = new PolygonRasterizer();
        Mask? previous = null;
        for (var i = 0; i < 200; i++)
        {
            var (width, height) = (random.Next(1, 300), random.Next(1, 300));
            var polygon = RandomPolygons.Next(random, width, height);
            if (previous is not null)
            {
                rasterizer.Recycle(previous);
            }

            var mask = rasterizer.RasterizeOne(polygon, width, height);
            var fresh = PolygonRasterizer.Rasterize(polygon, width, height);
            Assert.Equal(fresh, mask);
            Assert.Equal(fresh.GetHashCode(), mask.GetHashCode());
            Assert.Equal(fresh.ToBytes(), mask.ToBytes());
            previous = mask;
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
            var normal = MaskGenerators.FromPixels(expected, width, height);
            foreach (var (way, rasterizer) in Rasterizers)
            {
                var mask = rasterizer.Rasterize(image, labels, order);
                Assert.True(expected.AsSpan().SequenceEqual(mask.ToBytes()), $"{way}, image {i} of seed {Seed}");
                Assert.True(normal.Equals(mask), $"{way}, image {i} of seed {Seed}: the pixels are right, the runs are not joined");
            }
        }
    }

    [Theory]
    [InlineData("Lung 0-4, Lung 5-9", 1)]
    [InlineData("Lung 5-9, Lung 0-4", 1)]
    [InlineData("Lung 0-4, Lung 6-9", 2)]
    [InlineData("Lung 0-4, Ignore 5-9", 2)]
    [InlineData("Lung 0-4, Lung 5-9, Lung 10-12", 1)]
    [InlineData("Lung 0-4, Lung 10-12, Lung 5-9", 1)]
    [InlineData("Lung 0-12, Ignore 4-6, Lung 2-5", 3)]
    public void Runs_of_one_label_that_touch_are_one(string boxes, int runs)
    {
        var annotations = boxes.Split(", ")
            .Select(b => b.Split(' ', '-'))
            .Select(b => TestImages.Box(b[0], int.Parse(b[1], CultureInfo.InvariantCulture), 1, int.Parse(b[2], CultureInfo.InvariantCulture), 3))
            .ToArray();
        var image = TestImages.Of(20, 5, annotations);
        foreach (var (way, rasterizer) in Rasterizers)
        {
            var mask = rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.IgnoreLast);
            Assert.True(3 * runs == mask.Runs.Length, $"{way}: {mask.Runs.Length} runs in three rows");
            Assert.Equal(MaskGenerators.FromPixels(mask.ToBytes(), 20, 5), mask);
        }
    }

    [Fact]
    public void A_rasterizer_goes_on_behind_an_image_of_too_many_runs()
    {
        const int Lines = 4096;
        const int Height = (MaskBuilder.MaxRuns / Lines) + 1;
        var comb = new Polygon(
            Enumerable.Range(0, Lines).SelectMany(i => (double[])[2 * i, 0, 2 * i, Height - 1]).ToArray(),
            [.. Enumerable.Range(1, Lines).Select(i => 4 * i)]);
        var hostile = TestImages.Of(2 * Lines, Height, TestImages.Region("Lung", comb));
        var plain = TestImages.Of(60, 40, TestImages.Box("Lung", 5, 3, 20, 30), TestImages.Box("Lung", 30, 3, 45, 30));
        var rasterizer = PolygonRasterizer.ByPlanes(KernelWidth.Vector128);
        var expected = rasterizer.Rasterize(plain, LabelMap.Default, PaintOrder.V7);
        Assert.Contains($"{MaskBuilder.MaxRuns}", Assert.Throws<DatasetException>(() => rasterizer.Rasterize(hostile, LabelMap.Default, PaintOrder.V7)).Message.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(expected, rasterizer.Rasterize(plain, LabelMap.Default, PaintOrder.V7));
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
