using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Rasterization;

public sealed class ImageTransformTests
{
    [Theory]
    [InlineData(2000, 1500, 512, 512, Fit.Stretch)]
    [InlineData(2000, 1500, 512, 512, Fit.Pad)]
    [InlineData(2000, 1500, 512, 300, Fit.Crop)]
    [InlineData(157, 156, 1024, 512, Fit.Pad)]
    public void A_pixel_painted_after_scaling_comes_back_within_half_a_pixel(int width, int height, int newWidth, int newHeight, Fit fit)
    {
        var geometry = MaskGeometry.Resize(width, height, newWidth, newHeight, fit);
        var transform = ImageTransform.Of(width, height, geometry);
        var random = new Random(11);
        var painted = 0;
        for (var i = 0; i < 300; i++)
        {
            var (x, y) = (random.NextDouble() * (width - 1), random.NextDouble() * (height - 1));
            var moved = TransformedImage.Of(TestImages.Of(width, height, TestImages.Region(Category.Lung, Polygon.FromRing(x, y))), geometry).Image;
            if (moved.Annotations.Count == 0)
            {
                Assert.Equal(Fit.Crop, fit);
                continue;
            }

            // The polygon of one point paints one pixel. Half a pixel of the exported film is 0.5 / scale of the image.
            var box = PolygonRasterizer.Rasterize(moved).BoundingBox(1)!.Value;
            Assert.Equal((1, 1), (box.Width, box.Height));
            Assert.InRange(transform.InverseX(box.X) - x, -0.5001 / transform.ScaleX, 0.5001 / transform.ScaleX);
            Assert.InRange(transform.InverseY(box.Y) - y, -0.5001 / transform.ScaleY, 0.5001 / transform.ScaleY);
            painted++;
        }

        Assert.InRange(painted, 150, 300);
    }

    [Fact]
    public void Back_is_the_inverse_of_there_and_one_way_after_the_other_is_both()
    {
        var first = new ImageTransform(0.256, 0.31, -12, 7);
        var second = new ImageTransform(3.5, 0.5, 40, -3);
        var both = first.Then(second);
        foreach (var p in (double[])[-3, 0, 17.25, 1999])
        {
            Assert.Equal(p, first.InverseX(first.X(p)), 1e-9);
            Assert.Equal(p, first.InverseY(first.Y(p)), 1e-9);
            Assert.Equal(second.X(first.X(p)), both.X(p), 1e-9);
            Assert.Equal(second.Y(first.Y(p)), both.Y(p), 1e-9);
        }
    }

    [Fact]
    public void Scaled_polygons_give_the_masks_that_scaling_while_painting_gives()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        for (var i = 0; i < 500; i++)
        {
            var (width, height) = (random.Next(2, 90), random.Next(2, 90));
            var image = TestImages.Of(width, height, TestImages.Region(Category.Lung, RandomPolygons.Next(random, width, height)));
            var geometry = MaskGeometry.Original(random.Next(1, 200), random.Next(1, 200));
            var painted = new PolygonRasterizer().Rasterize(image, [1], PaintOrder.V7, geometry);
            Assert.True(painted.Equals(PolygonRasterizer.Rasterize(TransformedImage.Of(image, geometry).Image)), $"seed {Seed}, polygon {i}");
        }
    }
}
