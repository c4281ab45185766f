namespace CovidXray.Tests.Formats.Darwin;

/// <summary>What the model has no property for is kept, byte for byte, at every level.</summary>
public sealed class ExtrasTests
{
    [Fact]
    public void Of_the_document()
    {
        var image = DarwinDocuments.Read("""{"a": {"b":  [1.50, "\u00e9"]}, "image": {"width": 8, "height": 6}, "annotated": true, "é": null}""");
        Assert.Equal(["""a: {"b":  [1.50, "\u00e9"]}""", "annotated: true", "é: null"], DarwinDocuments.Texts(image.Extras));
    }

    [Fact]
    public void Of_the_image()
    {
        var image = DarwinDocuments.Read("""{"image": {"fps": 1e0, "width": 8, "metadata": {"x": [{}]}, "height": 6}}""");
        Assert.Equal(["fps: 1e0", """metadata: {"x": [{}]}"""], DarwinDocuments.Texts(image.ImageExtras));
    }

    [Fact]
    public void Of_an_annotation()
    {
        var annotation = DarwinDocuments.ReadAnnotation("""{"instance_id": {"value": 3}, "name": "Lung", "polygon": {"path": []}, "attributes": ["left"], "text": {"text": "ä"}}""");
        Assert.Equal(["""instance_id: {"value": 3}""", """attributes: ["left"]""", """text: {"text": "ä"}"""], DarwinDocuments.Texts(annotation.Extras));
    }

    [Theory]
    [InlineData("polygon", """{"path": [{"x": 1, "y": 2}], "closed": true}""")]
    [InlineData("polygon", """{"path": [{"x": 1, "y": 2, "pressure": 0.5}]}""")]
    [InlineData("complex_polygon", """{"path": [[{"x": 1, "y": 2}], [{"weight": 1, "x": 1, "y": 2}]]}""")]
    [InlineData("polygon", """{"additional_paths": [[{"x": 1, "y": 2, "z": 0}]], "path": []}""")]
    [InlineData("bounding_box", """{"x": 1, "y": 2, "w": 3, "h": 4, "angle": 5}""")]
    [InlineData("tag", """{"why": "because"}""")]
    [InlineData("raster_layer", """{"dense_rle": [0, 48], "mask_annotation_ids_mapping": {}, "total_pixels": 48, "encoder": "v3"}""")]
    public void Of_a_geometry_and_of_its_points(string member, string payload)
    {
        var annotation = DarwinDocuments.ReadAnnotation($$"""{"{{member}}": {{payload}}, "name": "Lung"}""");
        Assert.Equal([$"{member}: {payload}"], DarwinDocuments.Texts(annotation.Extras));
    }
}
