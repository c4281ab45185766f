using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Rasterization;

public sealed class TransformedImageTests
{
    private static readonly JsonMember Attribute = new("attributes", "[1]"u8.ToArray());

    [Fact]
    public void Polygons_boxes_and_tags_move_and_raw_geometry_goes()
    {
        var image = new AnnotatedImage("7", 100, 50,
        [
            TestImages.Box(Category.Lung, 10, 10, 20, 20) with { BoundingBox = new BoundingBox(10, 10, 10, 10), Extras = [new JsonMember("polygon", "{}"u8.ToArray()), Attribute] },
            new Annotation { Kind = AnnotationKind.BoundingBox, Name = "Heart", BoundingBox = new BoundingBox(40, 20, 10, 5) },
            new Annotation { Kind = AnnotationKind.Tag, Name = "View/PA" },
            new Annotation { Kind = AnnotationKind.Line, Name = "Tube" },
        ])
        {
            ImageExtras = [new JsonMember("slots", "[]"u8.ToArray()), Attribute],
            Seq = 5,
        };
        var (moved, outside, unmoved) = TransformedImage.Of(image, MaskGeometry.Original(200, 100));
        Assert.Equal((200, 100, 5, 0, 1), (moved.Width, moved.Height, moved.Seq, outside, unmoved));
        Assert.Equal(["Lung", "Heart", "View/PA"], moved.Annotations.Select(a => a.Name));
        Assert.Equal([20.5, 20.5, 40.5, 20.5, 40.5, 40.5, 20.5, 40.5], moved.Annotations[0].Polygon!.Coordinates.ToArray());
        Assert.Equal(new BoundingBox(20.5, 20.5, 20, 20), moved.Annotations[0].BoundingBox);
        Assert.Equal(new BoundingBox(80.5, 40.5, 20, 10), moved.Annotations[1].BoundingBox);
        Assert.Equal([Attribute], moved.Annotations[0].Extras);
        Assert.Equal([Attribute], moved.ImageExtras);
    }

    [Fact]
    public void In_a_window_what_lies_outside_is_counted_and_gone()
    {
        var image = TestImages.Of(
            100,
            100,
            TestImages.Box(Category.Lung, 10, 10, 60, 60),
            TestImages.Box(Category.Ignore, 80, 80, 90, 90),
            new Annotation { Kind = AnnotationKind.BoundingBox, Name = "Heart", BoundingBox = new BoundingBox(0, 0, 5, 5) });
        var (moved, outside, unmoved) = TransformedImage.Of(image, new MaskGeometry(100, 100, 30, 20, 40, 50));
        Assert.Equal((40, 50, 2, 0), (moved.Width, moved.Height, outside, unmoved));
        Assert.Equal(new CovidXray.Masks.PixelBox(0, 0, 31, 41), PolygonRasterizer.Rasterize(moved).BoundingBox(1));
    }

    [Fact]
    public void An_image_that_stays_is_the_same_image()
    {
        var image = TestImages.Of(30, 30, TestImages.Box(Category.Lung, 1, 1, 40, 9));
        Assert.Same(image, TransformedImage.Of(image, MaskGeometry.Original(30, 30)).Image);
    }

    [Theory]
    [InlineData(8, 6, 0, 0, 8, 6)]
    [InlineData(8, 6, 2, 1, 5, 4)]
    [InlineData(8, 6, -3, -2, 14, 9)]
    [InlineData(3, 2, 0, 0, 3, 2)]
    public void A_raster_layer_paints_what_it_would_paint_in_that_place(int contentWidth, int contentHeight, int x, int y, int width, int height)
    {
        var layer = new RasterLayer([0, 3, 1, 2, 2, 4, 0, 1, 1, 2], new Dictionary<string, int>(StringComparer.Ordinal) { ["lung"] = 1, ["ignore"] = 2 });
        var image = TestImages.Of(
            4,
            3,
            new Annotation { Kind = AnnotationKind.Mask, Name = Category.Lung, Id = "lung" },
            new Annotation { Kind = AnnotationKind.Mask, Name = Category.Ignore, Id = "ignore" },
            new Annotation { Kind = AnnotationKind.RasterLayer, Name = "__raster_layer__", RasterLayer = layer });
        var geometry = new MaskGeometry(contentWidth, contentHeight, x, y, width, height);
        var moved = TransformedImage.Of(image, geometry).Image;
        Assert.Equal(new PolygonRasterizer().Rasterize(image, [1, 2, 0], PaintOrder.V7, geometry), PolygonRasterizer.Rasterize(moved));
        Assert.Equal(width * height, moved.Annotations[2].RasterLayer!.Runs.ToArray().Where((_, i) => i % 2 == 1).Sum());
    }
}
