using System.Text;
using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Darwin;

/// <summary>Documents that are unusual, and read.</summary>
public sealed class OddDocumentTests
{
    [Fact]
    public void A_ring_of_one_point_paints_one_pixel()
    {
        var image = DarwinDocuments.Read(DarwinDocuments.Document("""{"name": "Lung", "polygon": {"path": [{"x": 3, "y": 4}]}}"""));
        var mask = PolygonRasterizer.Rasterize(image);
        Assert.Equal(1, mask.Area(1));
        Assert.Equal(1, mask[3, 4]);
    }

    [Fact]
    public void A_million_points_are_read()
    {
        const int Points = 1_000_000;
        var path = new StringBuilder();
        for (var i = 0; i < Points; i++)
        {
            path.Append(i == 0 ? "" : ",").Append("{\"x\":").Append(i % 8).Append(",\"y\":").Append(i % 6).Append('}');
        }

        var polygon = DarwinDocuments.ReadAnnotation($$$"""{"name": "Lung", "polygon": {"path": [{{{path}}}]}}""").Polygon!;
        Assert.Equal((1, Points), (polygon.RingCount, polygon.PointCount));
        Assert.Equal((Points - 1) % 8, polygon[0].X(Points - 1));
        Assert.Equal((Points - 1) % 6, polygon[0].Y(Points - 1));
    }

    [Fact]
    public void Of_duplicate_keys_the_last_counts_and_annotations_add_up()
    {
        var image = DarwinDocuments.Read("""
            {"image": {"width": 8, "width": 9, "height": 6}, "annotations": [{"name": "a", "name": "b", "tag": {}}],
             "annotations": [{"name": "Lung", "polygon": {"path": [{"x": 0, "x": 1, "y": 2}]}}]}
            """);
        Assert.Equal(9, image.Width);
        Assert.Equal(["b", "Lung"], image.Annotations.Select(a => a.Name));
        Assert.Equal("1 2", DarwinDocuments.Rings(image.Annotations[1].Polygon));
    }

    [Fact]
    public void Of_two_polygons_the_last_counts()
    {
        var twice = DarwinDocuments.ReadAnnotation("""{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 2}]}, "polygon": {"path": [{"x": 3, "y": 4}]}}""");
        Assert.Equal("3 4", DarwinDocuments.Rings(twice.Polygon));
    }

    [Fact]
    public void An_image_without_annotations_is_an_image()
    {
        var image = DarwinDocuments.Read("""{"image": {"width": 8, "height": 6}}""");
        Assert.Empty(image.Annotations);
        Assert.Empty(image.Tags.All);
    }

    [Fact]
    public void Sides_may_be_written_as_floats()
    {
        var image = DarwinDocuments.Read("""{"image": {"width": 8.0, "height": 6e0}}""");
        Assert.Equal((8, 6), (image.Width, image.Height));
    }

    [Fact]
    public void Without_coordinates_even_bad_ones_are_no_error()
    {
        var image = DarwinDocuments.Read(DarwinDocuments.Document("""{"name": "Lung", "polygon": {"path": [{"x": "bad"}]}}, {"name": "CT", "tag": {}}"""), ReadDetail.WithoutCoordinates);
        Assert.Equal([AnnotationKind.Polygon, AnnotationKind.Tag], image.Annotations.Select(a => a.Kind));
        Assert.Null(image.Annotations[0].Polygon);
    }
}
