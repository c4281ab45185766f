using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Coco;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>COCO files that are wrong, on purpose or not: an error with the file, line and path.</summary>
public sealed class CocoHostileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "the file is empty; expected COCO JSON")]
    [InlineData("  \n", "the file is empty; expected COCO JSON")]
    [InlineData("[]", "not valid JSON: found '[', expected '{'")]
    [InlineData("{}", "there is no 'images'; is this COCO JSON?")]
    [InlineData("""{"images": {}}""", "not valid JSON: found '{', expected '['")]
    [InlineData("""{"images": []} x""", "not valid JSON: found 'x', expected the end of the file")]
    [InlineData("""{"images": [], "images": []}""", "'images' stands twice")]
    [InlineData("""{"images" []}""", "not valid JSON: found '[', expected ':'")]
    [InlineData("""{"images": [,]}""", "not valid JSON: found ',', expected a value")]
    [InlineData("""{"images": [] "annotations": []}""", "not valid JSON: found '\"', expected '}'")]
    [InlineData("""{"images": [], "info": {"a": nul}}""", "not valid JSON")]
    [InlineData("""{"images": [], "annotations": [{"a": "b""", "the file ends in the middle of the document; is it cut off?")]
    [InlineData("""{"images": [], "categories": [{"id": 1}]}""", "there is no name")]
    [InlineData("""{"images": [], "categories": [{"name": "Lung"}]}""", "there is no id")]
    [InlineData("""{"images": [], "categories": [{"id": "1", "name": "Lung"}, {"id": 1.0, "name": "Ignore"}]}""", "the id 1 stands for 'Lung' already")]
    [InlineData("""{"images": [], "categories": [{"id": 1, "name": " "}]}""", "the name of the category 1 is empty; give it one")]
    [InlineData("""{"images": [], "annotations": [{"image_id": 1, "file_name": "1.png", "segments_info": []}]}""", "the annotation has segments_info: this is panoptic COCO, whose pixels stand in PNG files")]
    [InlineData("""{"images": [], "categories": [{"id": 1, "name": "Lung"}, {"id": 1, "name": "Ignore"}]}""", "the id 1 stands for 'Lung' already")]
    public void A_file_that_is_wrong_as_a_whole_is_not_opened(string document, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => CocoDocuments.Open(_folder, document));
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.EndsWith("coco.json", error.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_over_each_other_are_bounded_and_many_beside_each_other_are_not_slow()
    {
        var over = CocoDocuments.Fail(_folder, CocoDocuments.Document(string.Join(",", Enumerable.Repeat(CocoDocuments.Annotation("""
            "segmentation": {"counts": [3, 1, 44], "size": [6, 8]}
            """), 1001))));
        Assert.StartsWith("more than 1,000 masks of the image lie over each other", over.Problem, StringComparison.Ordinal);

        const int Count = 20_000;
        var masks = Enumerable.Range(0, Count).Select(i => $$"""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [{{2 * i}}, 1, {{40_000 - (2 * i) - 1}}], "size": [200, 200]} }""");
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(string.Join(",", masks)).Replace("\"width\": 8, \"height\": 6", "\"width\": 200, \"height\": 200", StringComparison.Ordinal));
        Assert.Equal(Count + 1, image.Annotations.Count);
        Assert.Equal(Count, image.Annotations.Select(a => a.Id).Where(id => id is not null).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, Count).Order(), image.Annotations[^1].RasterLayer!.Values.Values.Order());
    }

    [Theory]
    [InlineData("""{"width": 8, "height": 6}""", "the image has no id")]
    [InlineData("""{"id": true, "width": 8, "height": 6}""", "id is true or false, not a number or a text")]
    [InlineData("""{"id": -99999999999999999999, "width": 8, "height": 6}""", "id is smaller than -9223372036854775808")]
    [InlineData("""{"id": 7.5, "width": 8, "height": 6}""", "id is the number 7.5, not a whole number")]
    [InlineData("""{"id": 99999999999999999999, "width": 8, "height": 6}""", "id is larger than 9223372036854775807")]
    [InlineData("""{"id": 7, "height": 6}""", "width is missing")]
    [InlineData("""{"id": 7, "width": 8}""", "height is missing")]
    [InlineData("""{"id": 7, "width": 0, "height": 6}""", "width is 0; expected a whole number of pixels, 1 or more")]
    [InlineData("""{"id": 7, "width": 1e308, "height": 6}""", "width is 1e308; expected a whole number of pixels, 1 or more")]
    [InlineData("""{"id": 7, "width": 8, "height": -6}""", "height is -6; expected")]
    [InlineData("""{"id": 7, "width": "8", "height": 6}""", "width is a text, not a number")]
    [InlineData("""{"id": 7, "width": 8, "height": 6, "file_name": 5}""", "file_name is the number 5, not a text")]
    [InlineData("""{"id": 7, "width": 8, "height": 6, "tag_ids": [1]}""", "the tag 1 is not among the file's tag_categories")]
    [InlineData("""{"id": 7, "width": 8, "height": 6, "tag_ids": 1}""", "tag_ids is the number 1, not an array")]
    [InlineData("7", "an image is the number 7, not an object")]
    public void A_bad_image_is_reported_with_its_place(string image, string problem)
    {
        var error = CocoDocuments.Fail(_folder, "{\"images\": [\n  {\"id\": 1, \"width\": 8, \"height\": 6},\n  " + image + "]}");
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
        Assert.StartsWith("$.images[1]", error.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id": 1, "category_id": 2, "segmentation": [[1, 2, 3, 4, 5, 6]]}""", "the annotation has no image_id", "")]
    [InlineData("""{"image_id": null, "category_id": 2}""", "image_id is null", ".image_id")]
    [InlineData("""{"image_id": 7.5, "category_id": 2}""", "image_id is the number 7.5, not a whole number", ".image_id")]
    [InlineData("""{"image_id": 9223372036854775808, "category_id": 2, "area": NaN}""", "image_id is larger than 9223372036854775807", ".image_id")]
    [InlineData("""{"image_id": [7], "category_id": 2}""", "image_id is an array, not a number or a text", ".image_id")]
    [InlineData("""{"image_id": 8, "category_id": 2}""", "the annotation belongs to image 8, which is not in the file", "")]
    [InlineData("17", "an annotation is the number 17, not an object", "")]
    [InlineData("""{"image_id": 7, "segmentation": [[1, 2, 3, 4, 5, 6]]}""", "the annotation has no category_id", "")]
    [InlineData("""{"image_id": 7, "category_id": 3, "bbox": [1, 2, 3, 4]}""", "category_id is 3, which is not among the file's categories", ".category_id")]
    [InlineData("""{"image_id": 7, "category_id": "Lung", "bbox": [1, 2, 3, 4]}""", "category_id is Lung, which is not among the file's categories", ".category_id")]
    [InlineData("""{"image_id": 7, "category_id": 2}""", "the annotation has neither segmentation nor bbox", "")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": []}""", "the annotation has neither segmentation nor bbox", "")]
    [InlineData("""{"image_id": 7, "category_id": 2, "bbox": [1, NaN, 3, 4]}""", "the annotation has no segmentation, and its bbox holds what is no number (null or NaN)", "")]
    [InlineData("""{"image_id": 7, "category_id": 2, "bbox": [1, null, 3, 4]}""", "the annotation has no segmentation, and its bbox holds what is no number (null or NaN)", "")]
    [InlineData("""{"image_id": 7, "category_id": 2, "bbox": [1, 2, 3]}""", "bbox has 3 numbers; expected [x, y, width, height]", ".bbox")]
    [InlineData("""{"image_id": 7, "category_id": 2, "bbox": [1, 2, 3, -4]}""", "bbox has a negative width or height", ".bbox")]
    [InlineData("""{"image_id": 7, "category_id": 2, "bbox": {"x": 1}}""", "bbox is an object, not an array", ".bbox")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": "abc"}""", "segmentation is a text, not an array of polygons or an object with counts and size", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [1, 2, 3, 4]}""", "segmentation is a list of 4 numbers; expected polygons such as [[x1, y1, x2, y2, x3, y3]]", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [1, 2, 3, 4, 5, 6, 7]}""", "the polygon's numbers are odd in number; expected pairs of x and y", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [1, 2, 3, 4, 5, 6, [7]]}""", "a coordinate is an array, not a number", ".segmentation[6]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3, 4, 5, 6], 7, 8]}""", "found the number 7, expected a polygon such as [x1, y1, x2, y2, x3, y3]", ".segmentation[1]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3]]}""", "the polygon's numbers are odd in number; expected pairs of x and y", ".segmentation[0]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[]]}""", "the polygon has no points", "")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3, "4"]]}""", "a coordinate is a text, not a number", ".segmentation[0][3]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3, 1e308]]}""", "a coordinate is 1e308; coordinates lie within -2^30 and 2^30", ".segmentation[0][3]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3, -1e400]]}""", "a coordinate is -1e400; coordinates lie within -2^30 and 2^30", ".segmentation[0][3]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2, 3, NaN]]}""", "not valid JSON: 'N' is an invalid start of a value", ".segmentation[0][2]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": [[1, 2 3, 4]]}""", "not valid JSON", ".segmentation[0][1]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"size": [6, 8]}}""", "the run-length encoding has no counts", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [48]}}""", "the run-length encoding has no size", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": 48, "size": [6, 8]}}""", "counts is the number 48, not an array of numbers or a text", ".segmentation.counts")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [48], "size": [6]}}""", "size has 1 numbers; expected [height, width]", ".segmentation.size")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [48], "size": [6, 9]}}""", "the run-length encoding's size is [6, 9]; the image is 8x6, so [6, 8] was expected", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [48], "size": [4, 12]}}""", "the run-length encoding's size is [4, 12]; the image is 8x6, so [6, 8] was expected", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [48], "size": [8, 8]}}""", "the run-length encoding's size is [8, 8]; the image is 8x6, so [6, 8] was expected", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [40], "size": [6, 8]}}""", "the run-length encoding is damaged: the counts add up to 40; 8x6 are 48 pixels", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [40, 9], "size": [6, 8]}}""", "the run-length encoding is damaged: the counts run over the 8x6 pixels at count 1", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [9223372036854775807, 9223372036854775807], "size": [6, 8]}}""", "the run-length encoding is damaged: the counts run over the 8x6 pixels at count 0", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": [1.5], "size": [6, 8]}}""", "a count is the number 1.5, not a whole number", ".segmentation.counts[0]")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": "oo", "size": [6, 8]}}""", "the run-length encoding is damaged: the text ends inside a count", ".segmentation")]
    [InlineData("""{"image_id": 7, "category_id": 2, "segmentation": {"counts": "~", "size": [6, 8]}}""", "the run-length encoding is damaged: character 0 is '~'; expected '0' to 'o'", ".segmentation")]
    public void A_bad_annotation_is_reported_with_its_place(string annotation, string problem, string path)
    {
        var error = CocoDocuments.Fail(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"bbox\": [1, 2, 3, 4]") + ",\n" + annotation));
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
        Assert.Equal("$.annotations[1]" + path, error.Path);
    }

    [Fact]
    public void A_bad_annotation_costs_its_own_image_alone()
    {
        using var dataset = CocoDocuments.Open(_folder, """
            {"images": [{"id": 1, "width": 8, "height": 6, "file_name": "a.png"}, {"id": 2, "width": 8, "height": 6, "file_name": "b.png"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 9, "bbox": [1, 2, 3, 4]}, {"id": 2, "image_id": 2, "category_id": 1, "bbox": [1, 2, 3, 4]}],
             "categories": [{"id": 1, "name": "Lung"}]}
            """);
        Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.Equal("Lung", Assert.Single(dataset.Entries[1].Read().Annotations).Name);
    }

    [Fact]
    public void Two_images_of_one_number_are_one_image_and_a_problem()
    {
        var error = CocoDocuments.Fail(_folder, """{"images": [{"id": 7, "width": 8, "height": 6}, {"id": 7, "width": 8, "height": 6}]}""");
        Assert.Equal("the image's id 7 is that of $.images[0] already", error.Problem);
        Assert.Equal("$.images[1]", error.Path);
    }

    [Fact]
    public void A_hundred_thousand_brackets_are_an_error()
    {
        var error = CocoDocuments.Fail(_folder, CocoDocuments.Document(CocoDocuments.Annotation($"\"deep\": {new string('[', 100_000)}{new string(']', 100_000)}")));
        Assert.Equal("the document is nested deeper than 64 levels", error.Problem);
        error = CocoDocuments.Fail(_folder, CocoDocuments.Document(CocoDocuments.Annotation($"\"deep\": {new string('[', 100_000)}")));
        Assert.Equal("the file ends in the middle of the document; is it cut off?", error.Problem);
    }

    [Fact]
    public void A_million_elements_of_nonsense_are_twenty_errors_and_a_number()
    {
        using var dataset = CocoDocuments.Open(_folder, CocoDocuments.Document(string.Join(',', Enumerable.Repeat("0", 1_000_000))));
        Assert.Equal(21, dataset.Problems.Count);
        Assert.Equal("999,980 more images and annotations like these", dataset.Problems[^1].Problem);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_an_error()
    {
        var document = Encoding.UTF8.GetBytes(CocoDocuments.Document(CocoDocuments.Annotation("\"bbox\": [1, 2, 3, 4], \"note\": \"é\"")));
        document[Array.IndexOf(document, (byte)0xc3)] = 0xff;
        using var dataset = new CocoFormat().Open(_folder.Write("latin.json", document));
        var error = Assert.Throws<DatasetException>(() => dataset.Entries[0].Read());
        Assert.Equal(("the text is not valid UTF-8", 2L), (error.Problem, error.Line));
    }

    [Fact]
    public void Cut_off_at_every_byte_it_is_an_error()
    {
        var document = Encoding.UTF8.GetBytes(CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": [[1.5, 2, 3, 4, 5, 6]], \"note\": \"a\\\"b\""), "\"tag_ids\": []").TrimEnd());
        for (var length = 1; length < document.Length; length++)
        {
            var path = _folder.Write("cut.json", document.AsSpan(0, length));
            var error = Assert.Throws<DatasetException>(() => new CocoFormat().Open(path));
            Assert.Equal("the file ends in the middle of the document; is it cut off?", error.Problem);
        }

        using var whole = new CocoFormat().Open(_folder.Write("cut.json", document));
        Assert.Single(whole.Entries[0].Read().Annotations);
    }

    [Fact]
    public void A_name_that_is_not_safe_never_becomes_an_id()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document("", "\"darwin_id\": \"../../evil\""));
        Assert.Equal("a", image.Id);
        image = CocoDocuments.Read(_folder, """{"images": [{"id": 7, "width": 8, "height": 6, "file_name": "CON.png", "darwin_id": "a/b"}]}""");
        Assert.Equal("7", image.Id);
    }
}
