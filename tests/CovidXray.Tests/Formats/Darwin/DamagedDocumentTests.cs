using System.Text;
using CovidXray.Annotations;

namespace CovidXray.Tests.Formats.Darwin;

/// <summary>Bad documents: every error names the file, the place, and what is wrong.</summary>
public sealed class DamagedDocumentTests
{
    [Fact]
    public void A_bad_coordinate_is_reported_with_file_line_column_and_path()
    {
        const string Document = """
            {"image": {"width": 8, "height": 6}, "annotations": [
              {"name": "Lung", "polygon": {"path": [{"x": 1, "y": 2},
                {"x": "1", "y": 2}]}}]}
            """;
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(Document));
        Assert.Equal("annotations/7.json:3:11: x is a text, not a number (at $.annotations[0].polygon.path[1].x)", error.Message);
        Assert.Equal((DarwinDocuments.Source, 3, 11), (error.File, error.Line, error.Column));
        Assert.Equal("$.annotations[0].polygon.path[1].x", error.Path);
        Assert.Equal("x is a text, not a number", error.Problem);
    }

    [Theory]
    [InlineData("""{"image": {"height": 6}}""", "1:11: width is missing (at $.image)")]
    [InlineData("""{"image": {"width": 8}}""", "1:11: height is missing (at $.image)")]
    [InlineData("""{"image": {"width": 0, "height": 6}}""", "1:21: width is 0; expected a whole number of pixels, 1 or more (at $.image.width)")]
    [InlineData("""{"image": {"width": 8, "height": -6}}""", "1:34: height is -6; expected a whole number of pixels, 1 or more (at $.image.height)")]
    [InlineData("""{"image": {"width": 8.5, "height": 6}}""", "1:21: width is 8.5; expected a whole number of pixels, 1 or more (at $.image.width)")]
    [InlineData("""{"image": {"width": 1e400, "height": 6}}""", "1:21: width is 1e400; expected a whole number of pixels, 1 or more (at $.image.width)")]
    [InlineData("""{"image": {"width": 2147483648, "height": 6}}""", "1:21: width is 2147483648; expected a whole number of pixels, 1 or more (at $.image.width)")]
    [InlineData("""{"image": {"width": "8", "height": 6}}""", "1:21: width is a text, not a number (at $.image.width)")]
    [InlineData("""{"image": {"width": null, "height": 6}}""", "1:21: width is null, not a number (at $.image.width)")]
    [InlineData("""{"image": {"width": NaN, "height": 6}}""", "1:21: not valid JSON: 'N' is an invalid start of a value (at $.image.width)")]
    [InlineData("""{"image": null}""", "1:11: image is null, not an object (at $.image)")]
    [InlineData("""{"image": {"width": 8, "height": 6, "seq": 1.5}}""", "1:44: seq is the number 1.5, not a whole number (at $.image.seq)")]
    [InlineData("""{"image": {"width": 8, "height": 6, "filename": 5}}""", "1:49: filename is the number 5, not a text (at $.image.filename)")]
    [InlineData("""{"item": {"name": "a"}}""", "1:10: width is missing (at $.item)")]
    [InlineData("""{"item": {"slots": {}}}""", "1:20: slots is an object, not an array (at $.item.slots)")]
    [InlineData("""{"item": {"slots": [5]}}""", "1:21: a slot is the number 5, not an object (at $.item.slots[0])")]
    [InlineData("""{"item": {"slots": [{"width": 4, "height": 3, "source_files": [true]}]}}""", "1:64: a source file is true or false, not an object (at $.item.slots[0].source_files[0])")]
    [InlineData("[]", "1:1: found an array, expected an object with 'image' (Darwin 1.0) or 'item' (Darwin 2.0) (at $)")]
    [InlineData("5", "1:1: found the number 5, expected an object with 'image' (Darwin 1.0) or 'item' (Darwin 2.0) (at $)")]
    [InlineData("{}", "1:1: there is neither 'image' (Darwin 1.0) nor 'item' (Darwin 2.0); is this another format? (at $)")]
    [InlineData("""{"image": {"width": 8, "height": 6}} []""", "1:38: not valid JSON: '[' is invalid after a single JSON value. Expected end of data (at $)")]
    [InlineData("""{"image": {"width": 8, "height": 6}}}""", "1:37: not valid JSON: '}' is invalid after a single JSON value. Expected end of data (at $)")]
    public void Of_the_document_as_a_whole(string document, string message) => AssertError(document, message);

    [Theory]
    [InlineData("""{}""", "1:54: the annotation has no name (at $.annotations[0])")]
    [InlineData("""5""", "1:54: an annotation is the number 5, not an object (at $.annotations[0])")]
    [InlineData("""{"name": null}""", "1:63: name is null (at $.annotations[0].name)")]
    [InlineData("""{"name": 5}""", "1:63: name is the number 5, not a text (at $.annotations[0].name)")]
    [InlineData("""{"name": "\ud800"}""", "1:63: the text is not valid UTF-8 (at $.annotations[0].name)")]
    [InlineData("""{"name": "a", "tag": {}}, {"tag": {}}""", "1:80: the annotation has no name (at $.annotations[1])")]
    [InlineData("""{"polygon": {}}""", "1:66: the polygon has neither 'path' nor 'paths' (at $.annotations[0].polygon)")]
    [InlineData("""{"polygon": []}""", "1:66: polygon is an array, not an object (at $.annotations[0].polygon)")]
    [InlineData("""{"polygon": {"path": {}}}""", "1:75: path is an object, not an array (at $.annotations[0].polygon.path)")]
    [InlineData("""{"polygon": {"path": [5]}}""", "1:76: found the number 5, expected a point such as {\"x\": 1, \"y\": 2} (at $.annotations[0].polygon.path[0])")]
    [InlineData("""{"polygon": {"path": [[[]]]}}""", "1:77: found an array, expected a point such as {\"x\": 1, \"y\": 2} (at $.annotations[0].polygon.path[0][0])")]
    [InlineData("""{"polygon": {"path": [{"x": 1, "y": 2}, []]}}""", "1:94: found an array, expected a point such as {\"x\": 1, \"y\": 2} (at $.annotations[0].polygon.path[1])")]
    [InlineData("""{"polygon": {"path": [[], {"x": 1, "y": 2}]}}""", "1:80: found an object, expected an array of points (at $.annotations[0].polygon.path[1])")]
    [InlineData("""{"polygon": {"path": [], "paths": [[]]}}""", "1:79: the polygon's rings stand twice (at $.annotations[0].polygon.path)")]
    [InlineData("""{"polygon": {"additional_paths": [], "path": [], "additional_paths": []}}""", "1:103: the polygon's rings stand twice (at $.annotations[0].polygon.path)")]
    [InlineData("""{"polygon": {"path": [{"x": 1, "y": 2}, {"x": 1}]}}""", "1:94: the point has no y (at $.annotations[0].polygon.path[1])")]
    [InlineData("""{"polygon": {"path": [{"y": 1}]}}""", "1:76: the point has no x (at $.annotations[0].polygon.path[0])")]
    [InlineData("""{"polygon": {"path": [{"x": "NaN", "y": 2}]}}""", "1:82: x is a text, not a number (at $.annotations[0].polygon.path[0].x)")]
    [InlineData("""{"polygon": {"path": [{"x": NaN, "y": 2}]}}""", "1:82: not valid JSON: 'N' is an invalid start of a value (at $.annotations[0].polygon.path[0].x)")]
    [InlineData("""{"polygon": {"path": [{"x": 1, "y": 1e308}]}}""", "1:90: y is 1e308; coordinates lie within -2^30 and 2^30 (at $.annotations[0].polygon.path[0].y)")]
    [InlineData("""{"polygon": {"path": [{"x": -1e400, "y": 1}]}}""", "1:82: x is -1e400; coordinates lie within -2^30 and 2^30 (at $.annotations[0].polygon.path[0].x)")]
    [InlineData("""{"polygon": {"path": [{"x": 1073741825, "y": 1}]}}""", "1:82: x is 1073741825; coordinates lie within -2^30 and 2^30 (at $.annotations[0].polygon.path[0].x)")]
    [InlineData("""{"bounding_box": {"x": 1, "y": 2, "w": 3}}""", "1:71: bounding_box needs x, y, w and h (at $.annotations[0].bounding_box)")]
    [InlineData("""{"raster_layer": {"dense_rle": [0, 48, 1]}}""", "1:71: dense_rle has an odd number of elements; expected value, length, value, length, ... (at $.annotations[0].raster_layer)")]
    [InlineData("""{"raster_layer": {}}""", "1:71: the raster layer has no dense_rle (at $.annotations[0].raster_layer)")]
    [InlineData("""{"raster_layer": {"dense_rle": [0, -48]}}""", "1:89: a run is the number -48, not a whole number of 0 or more (at $.annotations[0].raster_layer.dense_rle[1])")]
    [InlineData("""{"raster_layer": {"dense_rle": [0, 3000000000]}}""", "1:89: a run is the number 3000000000, not a whole number of 0 or more (at $.annotations[0].raster_layer.dense_rle[1])")]
    [InlineData("""{"raster_layer": {"mask_annotation_ids_mapping": {"a": "b"}}}""", "1:109: a value is a text, not a whole number of 0 or more (at $.annotations[0].raster_layer.mask_annotation_ids_mapping.a)")]
    public void Of_an_annotation(string annotation, string message) => AssertError(DarwinDocuments.Document(annotation), message);

    [Theory]
    [InlineData(new byte[0], "the file is empty; expected Darwin JSON")]
    [InlineData(new byte[] { 32, 9, 13, 10, 10 }, "the file is empty; expected Darwin JSON")]
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf }, "the file is empty; expected Darwin JSON")]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'{', 0 }, "the file is UTF-16; save it as UTF-8")]
    [InlineData(new byte[] { 0xfe, 0xff, 0, (byte)'{' }, "the file is UTF-16; save it as UTF-8")]
    [InlineData(new byte[] { (byte)'{', 0, (byte)'"', 0 }, "the file is UTF-16; save it as UTF-8")]
    [InlineData(new byte[] { 0, (byte)'{', 0, (byte)'"' }, "the file is UTF-16; save it as UTF-8")]
    public void Of_a_file_that_holds_no_text_of_ours(byte[] document, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(document));
        Assert.Equal($"{DarwinDocuments.Source}: {problem}", error.Message);
    }

    [Fact]
    public void Of_an_image_file_given_instead()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(png));
        Assert.Equal("annotations/7.json:1:1: not valid JSON: '0x89' is an invalid start of a value (at $)", error.Message);
    }

    [Fact]
    public void Of_a_coco_file_given_instead()
    {
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read("""
            {
              "images": [{"id": 1, "width": 8, "height": 6}],
              "annotations": [{"id": 1, "image_id": 1, "segmentation": [[1, 2, 3, 4]]}],
              "categories": []
            }
            """));
        Assert.Equal("annotations/7.json:2:3: found 'images', as COCO JSON has; expected 'image' (Darwin 1.0) or 'item' (Darwin 2.0) (at $)", error.Message);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("unknown")]
    public void Of_text_that_is_not_utf_8(string member)
    {
        var document = Encoding.Latin1.GetBytes($$$"""{"image": {"width": 8, "height": 6}, "annotations": [{"{{{member}}}": "Médico", "name": "a"}]}""");
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(document));
        Assert.Equal($"annotations/7.json:1:{59 + member.Length}: the text is not valid UTF-8 (at $.annotations[0].{member})", error.Message);
    }

    [Fact]
    public void Of_ten_thousand_levels()
    {
        var document = DarwinDocuments.Document("").Replace("[]", "[" + new string('[', 10_000) + new string(']', 10_000) + "]", StringComparison.Ordinal);
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(document));
        Assert.Equal("an annotation is an array, not an object", error.Problem);

        error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read($$"""{"unknown": {{new string('[', 10_000)}}"""));
        Assert.StartsWith("annotations/7.json:1:76: the document is nested deeper than 64 levels (at $.unknown[0][0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_count_bytes_and_lines_end_with_line_feeds()
    {
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read("{\"é\": \"\r\",\r\n\"image\": 5}".Replace("\r\"", "\"", StringComparison.Ordinal)));
        Assert.Equal((2, 10), (error.Line, error.Column));
        error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read("""{"é": 1, "image": 5}"""));
        Assert.Equal((1, 20), (error.Line, error.Column));
    }

    private static void AssertError(string document, string message)
    {
        var error = Assert.Throws<DatasetException>(() => DarwinDocuments.Read(document));
        Assert.Equal($"{DarwinDocuments.Source}:{message}", error.Message);
    }
}
