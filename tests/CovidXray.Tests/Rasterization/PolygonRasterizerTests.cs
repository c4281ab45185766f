using CovidXray.Formats;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Rasterization.Kernels;

namespace CovidXray.Tests.Rasterization;

public sealed class PolygonRasterizerTests
{
    /// <summary>Every form of the kernel; with bands of a few rows, too, so that edges are cut at the bands' borders.</summary>
    public static TheoryData<string, int> Kernels()
    {
        var data = new TheoryData<string, int>();
        foreach (var kernel in Enum.GetNames<KernelWidth>())
        {
            data.Add(kernel, 1 << 16);
            data.Add(kernel, 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void All_oracle_cases_are_equal(string kernel, int wordsPerBand)
    {
        var rasterizer = new PolygonRasterizer(Enum.Parse<KernelWidth>(kernel), wordsPerBand);
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
        var rasterizers = Enum.GetValues<KernelWidth>()
            .SelectMany(kernel => new[] { new PolygonRasterizer(kernel), new PolygonRasterizer(kernel, wordsPerBand: 32) })
            .ToArray();
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
    public void Every_kernel_gives_the_same_mask_of_large_polygons()
    {
        const int Seed = 4096;
        var random = new Random(Seed);
        for (var i = 0; i < 30; i++)
        {
            var (width, height) = (random.Next(2000, 4097), random.Next(2000, 4097));
            var polygon = RandomPolygons.Next(random, width, height);
            var scalar = new PolygonRasterizer(KernelWidth.Scalar).RasterizeOne(polygon, width, height);
            foreach (var kernel in Enum.GetValues<KernelWidth>())
            {
                Assert.True(scalar.Equals(new PolygonRasterizer(kernel).RasterizeOne(polygon, width, height)), $"{kernel}, polygon {i} of seed {Seed}");
            }

            if (i < 3)
            {
                Assert.True(PixelRuleReference.Paint(polygon, width, height).AsSpan().SequenceEqual(scalar.ToBytes()), $"polygon {i} of seed {Seed}");
            }
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
}
