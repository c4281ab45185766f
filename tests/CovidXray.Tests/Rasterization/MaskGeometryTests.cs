using CovidXray.Annotations;
using CovidXray.Rasterization;
using FsCheck.Xunit;

namespace CovidXray.Tests.Rasterization;

public sealed class MaskGeometryTests
{
    [Theory]
    [InlineData(1000, 500, 512, 512, Fit.Stretch, 512, 512, 0, 0)]
    [InlineData(1000, 500, 512, 512, Fit.Pad, 512, 256, 0, -128)]
    [InlineData(1000, 500, 512, 512, Fit.Crop, 1024, 512, 256, 0)]
    [InlineData(500, 1000, 512, 512, Fit.Pad, 256, 512, -128, 0)]
    [InlineData(500, 1000, 512, 512, Fit.Crop, 512, 1024, 0, 256)]
    [InlineData(640, 480, 320, 240, Fit.Pad, 320, 240, 0, 0)]
    [InlineData(640, 480, 320, 240, Fit.Crop, 320, 240, 0, 0)]
    [InlineData(3, 2, 4, 4, Fit.Pad, 4, 3, 0, -1)]
    [InlineData(10_000, 1, 8, 8, Fit.Pad, 8, 1, 0, -4)]
    public void The_content_and_the_window(int imageWidth, int imageHeight, int width, int height, Fit fit, int contentWidth, int contentHeight, int x, int y)
    {
        var geometry = MaskGeometry.Resize(imageWidth, imageHeight, width, height, fit);
        Assert.Equal(new MaskGeometry(contentWidth, contentHeight, x, y, width, height), geometry);
        Assert.Equal(x == 0 && y == 0 && contentWidth == width && contentHeight == height, geometry.IsWhole);
    }

    [Property]
    public void Padding_shows_all_and_cropping_fills_all(ushort a, ushort b, byte c, byte d)
    {
        var (imageWidth, imageHeight, width, height) = (a + 1, b + 1, c + 1, d + 1);
        var pad = MaskGeometry.Resize(imageWidth, imageHeight, width, height, Fit.Pad);
        Assert.True(pad.ContentWidth <= width && pad.ContentHeight <= height);
        Assert.True(pad.ContentWidth == width || pad.ContentHeight == height);
        Assert.Equal((width - pad.ContentWidth + 1) / 2, -pad.WindowX);
        var crop = MaskGeometry.Resize(imageWidth, imageHeight, width, height, Fit.Crop);
        Assert.True(crop.ContentWidth >= width && crop.ContentHeight >= height);
        Assert.True(crop.ContentWidth == width || crop.ContentHeight == height);
        Assert.Equal((crop.ContentWidth - width) / 2, crop.WindowX);
    }

    [Property]
    public void A_whole_factor_repeats_every_pixel_of_a_rectangle(byte left, byte top, byte right, byte bottom)
    {
        // The corners of pixel squares: half a pixel out, so that they fall between pixels at any size but the image's own.
        var (l, r) = (Math.Min(left, right) % 60, Math.Max(left, right) % 60);
        var (t, b) = (Math.Min(top, bottom) % 40, Math.Max(top, bottom) % 40);
        var image = TestImages.Of(60, 40, TestImages.Box("Lung", Math.Min(l, r), Math.Min(t, b), Math.Max(l, r), Math.Max(t, b)));
        var small = new PolygonRasterizer().Rasterize(image, [1], PaintOrder.V7, MaskGeometry.Original(60, 40)).BoundingBox(1)!.Value;
        var large = new PolygonRasterizer().Rasterize(image, [1], PaintOrder.V7, MaskGeometry.Original(180, 120)).BoundingBox(1)!.Value;

        // A pixel's centre x goes to 3 x + 1, the middle of its three.
        Assert.Equal(((3 * small.X) + 1, (3 * small.Y) + 1), (large.X, large.Y));
        Assert.Equal((3 * (small.X + small.Width - 1)) + 1, large.X + large.Width - 1);
        Assert.Equal((3 * (small.Y + small.Height - 1)) + 1, large.Y + large.Height - 1);
    }

    [Theory]
    [InlineData(100, 1000, 3, 34)]
    [InlineData(100, 1000, 3.01, 35)]
    [InlineData(100, 1000, -0.5, 0)]
    [InlineData(100, 1000, 99.5, 999)]
    [InlineData(1000, 100, 44, 4)]
    [InlineData(1000, 100, 39, 3)]
    public void A_point_keeps_its_place_among_the_pixel_squares(int from, int to, double at, int pixel)
    {
        var image = TestImages.Of(from, from, TestImages.Region("Lung", Polygon.FromRing(at, at)));
        var mask = new PolygonRasterizer().Rasterize(image, [1], PaintOrder.V7, MaskGeometry.Original(to, to));
        Assert.Equal(new CovidXray.Masks.PixelBox(pixel, pixel, 1, 1), mask.BoundingBox(1));
    }

    [Fact]
    public void A_cropped_mask_is_the_window_of_the_stretched_one()
    {
        var image = TestImages.Of(300, 200, TestImages.Region("Lung", RandomPolygons.Next(new Random(40), 300, 200)), TestImages.Box("Ignore", 200, 0, 299, 50));
        var rasterizer = new PolygonRasterizer();
        var geometry = MaskGeometry.Resize(300, 200, 100, 100, Fit.Crop);
        var whole = rasterizer.Rasterize(image, [1, 2], PaintOrder.IgnoreLast, MaskGeometry.Original(150, 100));
        Assert.Equal(whole.Window(25, 0, 100, 100), rasterizer.Rasterize(image, [1, 2], PaintOrder.IgnoreLast, geometry));
    }

    [Theory]
    [InlineData(16_001, 16_000, "the image is 16001x16000 = 256.02 megapixels; the limit is 256 (raise it with --max-megapixels if that is right)")]
    [InlineData(1_048_577, 1, "the image is 1048577x1 pixels; no side may be longer than 1048576")]
    [InlineData(int.MaxValue, int.MaxValue, "the image is 2147483647x2147483647 pixels; no side may be longer than 1048576")]
    public void A_mask_that_is_too_large_is_refused(int width, int height, string problem)
    {
        var image = TestImages.Of(width, height);
        Assert.Equal(problem, Assert.Throws<DatasetException>(() => PolygonRasterizer.Rasterize(image)).Problem);
    }

    [Fact]
    public void The_limit_itself_is_allowed_and_can_be_raised()
    {
        Assert.Equal(0, PolygonRasterizer.Rasterize(TestImages.Of(16_000, 16_000)).Area(1));
        var raised = new PolygonRasterizer { MaxPixels = 300_000_000 };
        Assert.Equal(1, raised.Rasterize(TestImages.Of(17_000, 17_000, TestImages.Box("Lung", 16_999, 16_999, 16_999, 16_999)), [1], PaintOrder.V7, MaskGeometry.Original(17_000, 17_000)).Area(1));
    }
}
