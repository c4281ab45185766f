using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Rasterization;

public sealed class RasterLayerDecoderTests
{
    [Property(Arbitrary = [typeof(MaskGenerators)])]
    public void The_pixels_of_a_value_come_out(Mask mask)
    {
        var pixels = mask.ToBytes();
        var image = TestImages.Of(mask.Width, mask.Height);
        for (var value = 1; value <= 3; value++)
        {
            Assert.Equal(pixels.Select(p => (byte)(p == value ? 1 : 0)), RasterLayerDecoder.Decode(Layer(pixels), value, image).ToBytes());
        }
    }

    [Fact]
    public void Mask_annotations_paint_their_share_of_the_layer()
    {
        var layer = new RasterLayer([0, 3, 1, 2, 2, 4, 0, 3], new Dictionary<string, int>(StringComparer.Ordinal) { ["lung"] = 1, ["ignore"] = 2 });
        var image = TestImages.Of(
            4,
            3,
            new Annotation { Kind = AnnotationKind.Mask, Name = "Lung", Id = "lung" },
            new Annotation { Kind = AnnotationKind.Mask, Name = "Ignore", Id = "ignore" },
            new Annotation { Kind = AnnotationKind.Mask, Name = "Lung", Id = "nowhere" },
            new Annotation { Kind = AnnotationKind.RasterLayer, Name = "__raster_layer__", RasterLayer = layer });
        Assert.Equal([0, 0, 0, 1, 1, 2, 2, 2, 2, 0, 0, 0], PolygonRasterizer.Rasterize(image).ToBytes());

        // At twice the size each pixel is four.
        var large = new PolygonRasterizer().Rasterize(image, [1, 2, 1, 0], PaintOrder.IgnoreLast, MaskGeometry.Original(8, 6));
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1], large.ToBytes()[..8]);
        Assert.Equal((4 * 2, 4 * 4), (large.Area(1), large.Area(2)));
    }

    [Property(Arbitrary = [typeof(MaskGenerators)])]
    public void At_another_size_each_pixel_is_the_one_that_its_centre_falls_into(Mask mask, byte a, byte b)
    {
        var (width, height) = (a + 1, b + 1);
        var image = TestImages.Of(
            mask.Width,
            mask.Height,
            new Annotation { Kind = AnnotationKind.Mask, Name = "Lung", Id = "m" },
            new Annotation { Kind = AnnotationKind.RasterLayer, Name = "__raster_layer__", RasterLayer = Layer(mask.ToBytes()) });
        var resized = new PolygonRasterizer().Rasterize(image, [1, 0], PaintOrder.V7, MaskGeometry.Original(width, height));
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = (((2 * x) + 1) * mask.Width / (2 * width), ((2 * y) + 1) * mask.Height / (2 * height));
                Assert.Equal(mask[fromX, fromY] == 1 ? 1 : 0, resized[x, y]);
            }
        }
    }

    [Theory]
    [InlineData(11, "the raster layer ends in row 2; the image is 4x3")]
    [InlineData(0, "the raster layer ends in row 0; the image is 4x3")]
    [InlineData(13, "the raster layer has more pixels than the image (4x3)")]
    [InlineData(int.MaxValue, "the raster layer has more pixels than the image (4x3)")]
    public void A_layer_of_another_size_is_refused(int pixels, string problem)
    {
        var layer = new RasterLayer([1, pixels], new Dictionary<string, int>(StringComparer.Ordinal) { ["m"] = 1 });
        var image = TestImages.Of(
            4,
            3,
            new Annotation { Kind = AnnotationKind.Mask, Name = "Lung", Id = "m" },
            new Annotation { Kind = AnnotationKind.RasterLayer, Name = "__raster_layer__", RasterLayer = layer });
        Assert.Equal(problem, Assert.Throws<DatasetException>(() => PolygonRasterizer.Rasterize(image)).Problem);
    }

    private static RasterLayer Layer(byte[] pixels)
    {
        var runs = new List<int>();
        foreach (var pixel in pixels)
        {
            if (runs.Count > 0 && runs[^2] == pixel)
            {
                runs[^1]++;
            }
            else
            {
                runs.AddRange([pixel, 1]);
            }
        }

        return new RasterLayer([.. runs], new Dictionary<string, int>(StringComparer.Ordinal) { ["m"] = 1 });
    }
}
