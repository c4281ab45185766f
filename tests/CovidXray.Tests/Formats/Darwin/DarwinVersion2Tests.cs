using CovidXray.Annotations;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Darwin;

public sealed class DarwinVersion2Tests
{
    private const string Item = """
        {
          "name": "film 1.png", "path": "/clinic",
          "source_info": {
            "item_id": "018f", "dataset": {"name": "Chest", "slug": "chest"}, "team": {"name": "V7", "slug": "v7"},
            "workview_url": "https://darwin/workview"
          },
          "slots": [
            {
              "type": "image", "slot_name": "0", "width": 4, "height": 3, "thumbnail_url": "https://darwin/thumbnail",
              "source_files": [{"file_name": "original.png", "url": "https://darwin/original"}, {"file_name": "second.png"}]
            },
            {"type": "image", "slot_name": "1", "width": 99, "height": 98, "source_files": []}
          ]
        }
        """;

    [Fact]
    public void Masks_without_pixels_are_noted()
    {
        const string Layer = """{"name": "__raster_layer__", "raster_layer": {"dense_rle": [0, 3, 1, 6], "mask_annotation_ids_mapping": {"a": 1}, "total_pixels": 6}}""";
        var document = """{"version": "2.0", "item": {"name": "a.png", "slots": [{"slot_name": "0", "width": 3, "height": 3}]}, "annotations": [{"id": "a", "name": "Lung", "mask": {}}, {"id": "b", "name": "Lung", "mask": {}}, {"name": "Heart", "mask": {}}""" + ", " + Layer + "]}";
        Assert.Equal([new ReadingNote("masks of which no raster layer has pixels", 2)], DarwinDocuments.Read(System.Text.Encoding.UTF8.GetBytes(document)).Notes);
    }

    [Fact]
    public void Everything_of_the_item_is_read_from_its_first_slot()
    {
        var image = DarwinDocuments.Read($$"""{"version": "2.0", "schema_ref": "https://schema", "item": {{Item}}, "annotations": [], "properties": []}""");
        Assert.Equal(("2.0", 4, 3), (image.DocumentVersion, image.Width, image.Height));
        Assert.Equal(("film 1.png", "original.png", "/clinic"), (image.FileName, image.OriginalFileName, image.Folder));
        Assert.Equal(("https://darwin/original", "https://darwin/thumbnail", "https://darwin/workview"), (image.Url, image.ThumbnailUrl, image.WorkviewUrl));
        Assert.Equal("Chest", image.DatasetName);
        Assert.Null(image.Seq);
        Assert.Equal(["schema_ref", "properties"], image.Extras.Select(e => e.Name));
        Assert.Equal(["source_info", "slots"], image.ImageExtras.Select(e => e.Name));
    }

    [Fact]
    public void A_document_with_an_item_and_no_version_is_2_0()
    {
        var image = DarwinDocuments.Read($$"""{"annotations": [], "item": {{Item}}}""");
        Assert.Equal("2.0", image.DocumentVersion);
    }

    [Fact]
    public void An_item_without_source_files_keeps_its_own_name_as_the_original()
    {
        var image = DarwinDocuments.Read("""{"item": {"name": "a.png", "slots": [{"width": 4, "height": 3}]}}""");
        Assert.Equal(("a.png", "a.png"), (image.FileName, image.OriginalFileName));
    }

    [Theory]
    [InlineData("""{"paths": [[{"x": 0, "y": 1}, {"x": 2, "y": 3}], [{"x": 4.25, "y": 5}]]}""", "0 1, 2 3; 4.25 5")]
    [InlineData("""{"paths": [[{"x": 0, "y": 1}]]}""", "0 1")]
    [InlineData("""{"path": [{"x": 0, "y": 1}, {"x": 2, "y": 3}]}""", "0 1, 2 3")]
    public void Polygons_come_as_paths_or_as_path(string polygon, string rings)
    {
        var image = DarwinDocuments.Read($$$"""
            {"item": {{{Item}}}, "annotations": [
              {"id": "6bd4", "name": "Lung", "slot_names": ["0"], "properties": [], "polygon": {{{polygon}}}, "bounding_box": {"x": 0, "y": 1, "w": 2, "h": 3}}
            ]}
            """);
        var annotation = Assert.Single(image.Annotations);
        Assert.Equal(("6bd4", AnnotationKind.Polygon), (annotation.Id, annotation.Kind));
        Assert.Equal(rings, DarwinDocuments.Rings(annotation.Polygon));
        Assert.Equal(new BoundingBox(0, 1, 2, 3), annotation.BoundingBox);
        Assert.Equal(["""slot_names: ["0"]""", "properties: []"], DarwinDocuments.Texts(annotation.Extras));
    }

    [Fact]
    public void A_raster_layer_decodes_to_the_pixels_of_each_mask()
    {
        var image = DarwinDocuments.Read($$$"""
            {"item": {{{Item}}}, "annotations": [
              {"id": "m1", "name": "Lung", "mask": {}},
              {"id": "m2", "name": "Ignore", "mask": {"sparse_rle": null}},
              {"id": "r", "name": "__raster_layer__", "raster_layer":
                {"dense_rle": [0, 2, 1, 3, 2, 1, 0, 1, 7, 1, 1, 4], "mask_annotation_ids_mapping": {"m1": 1, "m2": 2}, "total_pixels": 12}}
            ]}
            """);
        var layer = image.Annotations[2];
        Assert.Equal(AnnotationKind.RasterLayer, layer.Kind);
        Assert.Equal([0, 2, 1, 3, 2, 1, 0, 1, 7, 1, 1, 4], layer.RasterLayer!.Runs.ToArray());
        Assert.Equal([new("m1", 1), new("m2", 2)], layer.RasterLayer.Values.OrderBy(v => v.Key, StringComparer.Ordinal));
        Assert.Equal([AnnotationKind.Mask, AnnotationKind.Mask], image.Annotations.Take(2).Select(a => a.Kind));
        Assert.Equal(
            [
                0, 0, 1, 1,
                1, 2, 0, 0,
                1, 1, 1, 1,
            ],
            PolygonRasterizer.Rasterize(image).ToBytes());
    }
}
