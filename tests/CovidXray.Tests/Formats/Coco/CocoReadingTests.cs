using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Coco;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>What COCO's forms mean.</summary>
public sealed class CocoReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_polygon_is_a_ring_with_its_very_coordinates()
    {
        var annotation = Assert.Single(CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": [[1.1, 2, 3.25, 4e0, 5, 0.1]], \"bbox\": [9, 9, 9, 9], \"area\": 5, \"iscrowd\": 0"))).Annotations);
        Assert.Equal(("Lung", AnnotationKind.Polygon, null, null), (annotation.Name, annotation.Kind, annotation.BoundingBox, annotation.Id));
        Assert.Equal("1.1 2, 3.25 4, 5 0.1", DarwinDocuments.Rings(annotation.Polygon));
        Assert.Empty(annotation.Extras);
    }

    [Fact]
    public void Numbers_in_place_of_a_list_of_polygons_are_one_polygon_with_a_counted_note()
    {
        var flat = CocoDocuments.Annotation("\"segmentation\": [1.1, 2, 3.25, 4e0, 5, 0.1, 1.5, 2.5, 3.5, 4.5]");
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(flat + ", " + flat));
        Assert.All(image.Annotations, a => Assert.Equal("1.1 2, 3.25 4, 5 0.1, 1.5 2.5, 3.5 4.5", DarwinDocuments.Rings(a.Polygon)));
        Assert.Equal([new ReadingNote("polygons that stand as they are in place of a list, which are read as one each", 2)], image.Notes);
    }

    [Fact]
    public void Pairs_of_numbers_are_one_polygon_and_two_of_them_are_two_points()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": [[1, 1], [5, 1], [5, 5]]") + ", " + CocoDocuments.Annotation("\"segmentation\": [[1, 1], [5, 1]]")));
        Assert.Equal(["1 1, 5 1, 5 5", "1 1; 5 1"], image.Annotations.Select(a => DarwinDocuments.Rings(a.Polygon)));
        Assert.Equal([new ReadingNote("polygons that stand as they are in place of a list, which are read as one each", 1)], image.Notes);
    }

    [Theory]
    [InlineData("\"segmentation\": [[1, 1, 5, 1, 5, 5]], \"bbox\": [NaN, NaN, NaN, NaN]")]
    [InlineData("\"segmentation\": [[1, 1, 5, 1, 5, 5]], \"bbox\": [null, 1, 2, 3]")]
    public void A_box_that_nobody_needs_may_hold_no_numbers(string members) =>
        Assert.Equal("1 1, 5 1, 5 5", DarwinDocuments.Rings(Assert.Single(CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation(members))).Annotations).Polygon));

    [Fact]
    public void Categories_of_one_name_are_one_with_a_note()
    {
        var document = CocoDocuments.Document(CocoDocuments.Annotation("\"bbox\": [1, 1, 2, 2]")).Replace("\"Ignore\"", "\"Lung \"", StringComparison.Ordinal);
        using var dataset = CocoDocuments.Open(_folder, document);
        Assert.Equal(["'Lung': several categories have the same name; they are read as one"], dataset.Notes);
    }

    [Fact]
    public void An_annotation_of_an_image_that_is_damaged_is_no_error_of_its_own()
    {
        var error = CocoDocuments.Fail(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"bbox\": [1, 1, 2, 2]")).Replace("\"width\": 8", "\"width\": \"8\"", StringComparison.Ordinal));
        Assert.Equal("width is a text, not a number", error.Problem);
    }

    [Fact]
    public void Polygons_that_lie_apart_are_rings_of_one_polygon()
    {
        var annotation = Assert.Single(CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": [[0, 0, 2, 0, 2, 2], [4, 0, 6, 0, 6, 2]]"))).Annotations);
        Assert.Equal("0 0, 2 0, 2 2; 4 0, 6 0, 6 2", DarwinDocuments.Rings(annotation.Polygon));
    }

    [Fact]
    public void Polygons_that_meet_are_united_and_leave_no_hole()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": [[0, 0, 7, 0, 7, 5, 0, 5], [2, 2, 4, 2, 4, 4, 2, 4]]")));
        Assert.Equal("0 0, 7 0, 7 5, 0 5; 2 2, 4 2, 4 4, 2 4", DarwinDocuments.Rings(Assert.Single(image.Annotations).Polygon));
        Assert.Equal(48, PolygonRasterizer.Rasterize(image).Area(1));
    }

    [Theory]
    [InlineData("[[0, 0, 2, 0, 2, 2], [2, 0, 4, 0, 4, 2]]", true)]
    [InlineData("[[2, 0, 4, 0, 4, 2], [0, 0, 2, 0, 2, 2]]", true)]
    [InlineData("[[0, 0, 2, 0, 2, 2], [0, 2, 2, 2, 2, 4]]", true)]
    [InlineData("[[0, 2, 2, 2, 2, 4], [0, 0, 2, 0, 2, 2]]", true)]
    [InlineData("[[0, 0, 2, 0, 2, 2], [2, 2, 4, 2, 4, 4]]", true)]
    [InlineData("[[0, 0, 2, 0, 2, 2], [2.001, 0, 4, 0, 4, 2]]", false)]
    [InlineData("[[0, 0, 2, 0, 2, 2], [0, 2.001, 2, 2.001, 2, 4]]", false)]
    [InlineData("[[0, 0, 1, 0, 1, 1], [3, 0, 4, 0, 4, 1], [6, 0, 7, 0, 7, 1]]", false)]
    [InlineData("[[0, 0, 1, 0, 1, 1], [6, 0, 7, 0, 7, 1], [1, 0, 4, 0, 4, 1]]", true)]
    public void Polygons_whose_boxes_touch_in_a_point_or_a_side_are_not_apart(string segmentation, bool isUnion)
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": " + segmentation)));
        Assert.Equal(isUnion, Assert.Single(image.Annotations).Polygon!.IsUnion);
    }

    [Theory]
    [InlineData(256, false)]
    [InlineData(257, true)]
    public void So_many_polygons_are_looked_at_for_being_apart(int polygons, bool isUnion)
    {
        var segmentation = string.Join(", ", Enumerable.Range(0, polygons).Select(i => $"[{i}, 0, {i}.25, 0, {i}.25, 1]"));
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation($"\"segmentation\": [{segmentation}]")));
        Assert.Equal(isUnion, Assert.Single(image.Annotations).Polygon!.IsUnion);
    }

    [Theory]
    [InlineData("""{"counts": [9, 2, 4, 2, 31], "size": [6, 8]}""")]
    [InlineData("""{"size": [6, 8], "counts": "9240k0"}""")]
    [InlineData("""{"counts": [9, 2, 4, 2, 31], "size": [8, 6]}""")]
    public void Runs_are_pixels_column_by_column(string segmentation)
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation("\"segmentation\": " + segmentation)));
        var expected = new MaskBuilder(8, 6);
        for (var y = 0; y < 6; y++)
        {
            expected.Add(1, y is 3 or 4 ? 2 : 0, 1);
            expected.EndRow();
        }

        Assert.Equal([AnnotationKind.Mask, AnnotationKind.RasterLayer], image.Annotations.Select(a => a.Kind));
        Assert.Equal(expected.ToMask(), PolygonRasterizer.Rasterize(image));
    }

    [Fact]
    public void Masks_that_overlap_keep_all_their_pixels()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(
            CocoDocuments.Annotation("\"segmentation\": {\"counts\": [0, 48], \"size\": [6, 8]}") + ","
            + CocoDocuments.Annotation("\"segmentation\": {\"counts\": [10, 5, 33], \"size\": [6, 8]}") + ","
            + CocoDocuments.Annotation("\"segmentation\": {\"counts\": [20, 5, 23], \"size\": [6, 8]}")));
        var areas = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var labels = new byte[image.Annotations.Count];
            labels[i] = 1;
            areas.Add(new PolygonRasterizer().Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(8, 6)).Area(1));
        }

        Assert.Equal([48, 5, 5], areas);
        Assert.Equal(["1", "1-2", "1-3"], image.Annotations.Take(3).Select(a => a.Id));
        Assert.Equal(2, image.Annotations.Count(a => a.Kind == AnnotationKind.RasterLayer));
    }

    [Theory]
    [InlineData("\"segmentation\": [], ")]
    [InlineData("\"segmentation\": null, ")]
    [InlineData("")]
    public void Without_a_shape_the_box_counts(string segmentation)
    {
        var annotation = Assert.Single(CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation(segmentation + "\"bbox\": [1, 2, 3.5, 4]"))).Annotations);
        Assert.Equal((AnnotationKind.BoundingBox, new BoundingBox(1, 2, 3.5, 4)), (annotation.Kind, annotation.BoundingBox));
    }

    [Fact]
    public void Keys_without_a_meaning_here_are_kept()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(
            CocoDocuments.Annotation("\"segmentation\": [[0, 0, 2, 0, 2, 2]], \"iscrowd\": 1, \"score\": 0.5, \"keypoints\": [1, 2, 2]"),
            "\"flickr_url\": \"https://example.org/a\", \"coco_url\": \"n/a\", \"attributes\": {\"a\": 1}"));
        Assert.Equal(["score: 0.5", "keypoints: [1, 2, 2]", "iscrowd: 1"], DarwinDocuments.Texts(image.Annotations[0].Extras));
        Assert.Equal(["flickr_url: \"https://example.org/a\"", "attributes: {\"a\": 1}"], DarwinDocuments.Texts(image.ImageExtras));
    }

    [Fact]
    public void What_the_file_says_of_itself_and_its_categories_is_kept()
    {
        using var dataset = CocoDocuments.Open(_folder, """
            {"info": {"year": 2020}, "contributors": [], "images": [],
             "categories": [{"id": 9, "name": "Heart", "keypoints": [1]}, {"id": 5, "name": "Lung", "supercategory": "root"}, {"id": "b", "name": "Bone"}, {"id": 7, "name": "Lung"}]}
            """);
        Assert.Equal(["'Lung': several categories have the same name; they are read as one"], dataset.Notes);
        Assert.Equal(["info: {\"year\": 2020}", "contributors: []"], DarwinDocuments.Texts(dataset.Extras));
        Assert.Equal(["1 Bone ", "5 Lung ", "9 Heart keypoints: [1]"], dataset.Classes.Select(c => $"{c.Number} {c.Name} {string.Join(',', DarwinDocuments.Texts(c.Extras))}"));
    }

    [Fact]
    public void A_file_that_says_too_much_of_itself_is_told()
    {
        using var dataset = CocoDocuments.Open(_folder, "{\"images\": [], \"log\": \"" + new string('a', 1 << 20) + "\", \"type\": \"instances\"}");
        Assert.Equal(["'log': not kept, as nothing here has a place for it"], dataset.Notes);
        Assert.Equal("type", Assert.Single(dataset.Extras).Name);
    }

    [Theory]
    [InlineData("film", "film")]
    [InlineData("1", "1.0")]
    [InlineData("7", "\"7\"")]
    [InlineData("1e3", "1000")]
    public void Ids_that_are_equal_join(string id, string same)
    {
        var (first, second) = (char.IsAsciiDigit(id[0]) ? id : $"\"{id}\"", char.IsAsciiDigit(same[0]) || same[0] == '"' ? same : $"\"{same}\"");
        var image = CocoDocuments.Read(_folder, $$"""
            {"images": [{"id": {{first}}, "width": 8, "height": 6}],
             "annotations": [{"id": {{first}}, "image_id": {{second}}, "category_id": {{second}}, "bbox": [1, 2, 3, 4]}],
             "categories": [{"id": {{first}}, "name": "Lung"}]}
            """);
        Assert.Equal("Lung", Assert.Single(image.Annotations).Name);
    }

    [Fact]
    public void Ids_that_are_texts_stay_with_what_they_name()
    {
        var image = CocoDocuments.Read(_folder, """
            {"images": [{"id": "i1", "width": 8, "height": 6, "file_name": "a.png"}],
             "annotations": [{"id": "x\u0031", "image_id": "i\u0031", "category_id": "c", "bbox": [1, 2, 3, 4]}],
             "categories": [{"id": "c", "name": "Lung"}]}
            """);
        Assert.Equal(("a", "x1", null), (image.Id, image.Annotations[0].Id, image.Annotations[0].Number));
        Assert.Equal(["coco_id: \"i1\""], DarwinDocuments.Texts(image.ImageExtras));
    }

    [Theory]
    [InlineData("""[{"id": 0, "name": null, "url": null}]""", 1)]
    [InlineData("""[{"id": null, "name": "CC0"}]""", 1)]
    [InlineData("""[{"name": "CC0"}, 5, null, {"id": {}, "name": [], "url": {"a": [1]}}]""", 4)]
    [InlineData("""[{"id": 0, "name": "CC0"}, {"id": 0, "name": "CC1"}]""", 1)]
    [InlineData("""{"id": 0}""", 1)]
    [InlineData("\"CC0\"", 1)]
    public void A_licence_never_costs_the_file(string licenses, int odd)
    {
        using var dataset = CocoDocuments.Open(_folder, "{\"licenses\": " + licenses + ", \"images\": [{\"id\": 1, \"width\": 8, \"height\": 6, \"license\": {\"a\": 1}}]}");
        Assert.Empty(dataset.Problems);
        Assert.Equal([$"licences without a name or an id of their own: {odd}; images under them have none, or their address alone"], dataset.Notes);
        Assert.Null(dataset.Entries[0].Read().Origin);
    }

    [Theory]
    [InlineData("/data/films/a.png", "a.png")]
    [InlineData("C:\\\\films\\\\a.png", "a.png")]
    [InlineData("C:a.png", "a.png")]
    [InlineData("\\\\\\\\server\\\\films\\\\a.png", "a.png")]
    [InlineData("images/../../a.png", "a.png")]
    [InlineData("https://example.org/films/a.png?token=x/y.jpg#z", "a.png")]
    [InlineData("s3://bucket/a.png", "a.png")]
    [InlineData("https://example.org", null)]
    [InlineData("..", null)]
    [InlineData("/", null)]
    public void Of_a_path_that_leads_elsewhere_the_last_part_is_taken(string fileName, string? expected)
    {
        var image = CocoDocuments.Read(_folder, "{\"images\": [{\"id\": 7, \"width\": 8, \"height\": 6, \"file_name\": \"" + fileName + "\"}]}");
        Assert.Equal((expected, null, expected is null ? "7" : "a"), (image.OriginalFileName, image.Folder, image.Id));
        Assert.Single(image.Notes, n => n.What.EndsWith(", of which the last part is taken", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("x/a.png", "/x")]
    [InlineData("x\\\\y\\\\a.png", "/x/y")]
    [InlineData("./x//a.png", "/x")]
    [InlineData("./a.png", null)]
    public void Folders_of_file_names_are_kept(string fileName, string? folder)
    {
        var image = CocoDocuments.Read(_folder, "{\"images\": [{\"id\": 7, \"width\": 8, \"height\": 6, \"file_name\": \"" + fileName + "\"}]}");
        Assert.Equal(("a.png", folder), (image.OriginalFileName, image.Folder));
        Assert.DoesNotContain(image.Notes, n => n.What.EndsWith(", of which the last part is taken", StringComparison.Ordinal));
    }

    [Fact]
    public void NaN_and_Infinity_are_read_as_null_where_nobody_needs_a_number()
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(
            CocoDocuments.Annotation("\"segmentation\": [[0, 0, 2, 0, 2, 2]], \"area\": NaN, \"score\": -Infinity, \"a\": [NaN, \"NaN \\\" Infinity\", {\"b\": Infinity}]"),
            "\"quality\": NaN"));
        Assert.Equal(["score: null", "a: [null, \"NaN \\\" Infinity\", {\"b\": null}]"], DarwinDocuments.Texts(image.Annotations[0].Extras));
        Assert.Equal(["quality: null"], DarwinDocuments.Texts(image.ImageExtras));
        Assert.Equal(new ReadingNote("numbers that JSON has not (NaN, Infinity), which are read as null", 5), Assert.Single(image.Notes));
    }

    [Theory]
    [InlineData("\"segmentation\": [[0, 0, NaN, 0, 2, 2]], \"area\": NaN")]
    [InlineData("\"bbox\": [0, 0, 1, 2], \"area\": Nan")]
    public void NaN_in_coordinates_is_an_error(string members)
    {
        var error = CocoDocuments.Fail(_folder, CocoDocuments.Document("\n" + CocoDocuments.Annotation(members)));
        Assert.StartsWith("not valid JSON", error.Problem, StringComparison.Ordinal);
        Assert.Equal(3, error.Line);
    }

    [Theory]
    [InlineData(ReadDetail.Full)]
    [InlineData(ReadDetail.WithoutCoordinates)]
    public void Of_polygons_without_points_the_box_counts_or_the_others(ReadDetail detail)
    {
        using var dataset = CocoDocuments.Open(_folder, CocoDocuments.Document(
            CocoDocuments.Annotation("\"segmentation\": [[]], \"bbox\": [1, 2, 3, 4]") + ","
            + CocoDocuments.Annotation("\"segmentation\": [[], [ ]], \"bbox\": [1, 2, 3, 4]") + ","
            + CocoDocuments.Annotation("\"segmentation\": [[], [0, 0, 2, 0, 2, 2]]")));
        var image = dataset.Entries[0].Read(detail);
        Assert.Equal([AnnotationKind.BoundingBox, AnnotationKind.BoundingBox, AnnotationKind.Polygon], image.Annotations.Select(a => a.Kind));
        Assert.Equal(new ReadingNote("polygons without points beside others, which are left out", 1), Assert.Single(image.Notes));
    }

    [Theory]
    [InlineData("\"id\": 77", 77L, false)]
    [InlineData("\"id\": 1", 1L, true)]
    [InlineData("\"id\": 77.0", 77L, false)]
    [InlineData("\"id\": 77, \"extra\": {}", null, false)]
    [InlineData("\"score\": 1", null, false)]
    public void Numbers_of_annotations_are_kept(string id, long? number, bool isCount)
    {
        var annotation = Assert.Single(CocoDocuments.Read(_folder, CocoDocuments.Document("{\"image_id\": 7, \"category_id\": 2, \"bbox\": [1, 2, 3, 4], " + id + "}")).Annotations);
        Assert.Equal((number, isCount), (annotation.Number, annotation.IsNumberOnlyACount));
    }

    [Fact]
    public void V7s_swapped_size_and_doubled_ids_are_told()
    {
        using var dataset = CocoDocuments.Open(_folder, CocoDocuments.Document(
            CocoDocuments.Annotation("\"segmentation\": {\"counts\": [48], \"size\": [8, 6]}") + "," + CocoDocuments.Annotation("\"bbox\": [1, 2, 3, 4]")));
        Assert.Equal(
            [
                "run-length encoded masks whose size is [width, height], as V7's exporter wrote it in 2020: 1; read as [height, width]",
                "1: several annotations have the same id; all are read",
            ],
            dataset.Notes);
        Assert.All(dataset.Entries[0].Read().Annotations, a => Assert.Null(a.Number));
    }

    [Fact]
    public void Annotations_may_stand_before_images_and_in_any_order()
    {
        using var dataset = CocoDocuments.Open(_folder, """
            {"annotations": [
               {"image_id": 2, "category_id": 1, "bbox": [1, 0, 1, 1]},
               {"image_id": 1, "category_id": 1, "bbox": [2, 0, 1, 1]},
               {"bbox": [3, 0, 1, 1], "category_id": 1, "extra": {"image_id": 1, "a]b\\\"": "}"}, "image_id": 2}],
             "categories": [{"id": 1, "name": "Lung"}],
             "images": [{"id": 2, "file_name": "b.png", "height": 6, "width": 8}, {"id": 1, "file_name": "sub/a.png", "height": 6, "width": 8}]}
            """);
        Assert.Equal(["a: 2", "b: 1 3"], dataset.Read().Select(i => $"{i.Id}: {string.Join(' ', i.Annotations.Select(a => a.BoundingBox!.Value.X))}"));
        Assert.Equal(("a.png", "/sub"), (dataset.Entries[0].Read().OriginalFileName, dataset.Entries[0].Read().Folder));
    }

    [Fact]
    public void Licences_and_origins_are_kept()
    {
        var image = CocoDocuments.Read(_folder, """
            {"licenses": [{"id": 3, "name": "CC BY 4.0", "url": "https://example.org"}],
             "images": [{"id": 7, "width": 8, "height": 6, "license": 3, "origin": {"doi": "10.1/2", "offset": 3}}]}
            """);
        Assert.Equal(new ImageOrigin("CC BY 4.0", "10.1/2", null, null, null, 3) { LicenseUrl = "https://example.org" }, image.Origin);
    }

    [Fact]
    public void Of_images_with_one_name_the_second_goes_by_its_number()
    {
        using var dataset = CocoDocuments.Open(_folder, """{"images": [{"id": 1, "width": 8, "height": 6, "file_name": "a/x.png"}, {"id": 2, "width": 8, "height": 6, "file_name": "b/X.jpg"}]}""");
        Assert.Equal(["2", "x"], dataset.Entries.Select(e => e.Id));
    }

    [Theory]
    [InlineData("""{"info": {}, "images": [""", true)]
    [InlineData("""{"annotations": [{"segmentation": [[1, 2]], "image_id": 1}]""", true)]
    [InlineData("""{"annotations": [{"name": "Lung", "polygon": {"path": []}}], "image": {}}""", false)]
    [InlineData("""{"dataset": "x", "image": {"images": 1}, "images": []""", false)]
    [InlineData("""{"version": "2.0", "item": {}, "annotations": []}""", false)]
    [InlineData("not JSON", false)]
    public void It_is_told_from_Darwin_JSON_by_its_first_bytes(string start, bool isCoco) =>
        Assert.Equal(isCoco, new CocoFormat().Matches(_folder.Write("x.json", Encoding.UTF8.GetBytes(start))));

    [Fact]
    public void A_file_of_many_times_the_buffer_is_read_with_little_memory()
    {
        const int Images = 3000;
        var path = Path.Combine(_folder.Location, "large.json");
        var ring = string.Join(", ", Enumerable.Range(0, 4000).Select(i => $"{i % 97}.{i % 10}, {i % 89}"));
        using (var file = new StreamWriter(path))
        {
            file.Write("{\"categories\": " + CocoDocuments.Categories + ", \"annotations\": [");
            for (var i = 0; i < Images; i++)
            {
                file.Write($"{(i > 0 ? "," : "")}\n{{\"id\": {i}, \"segmentation\": [[{ring}]], \"category_id\": 2, \"image_id\": {i}}}");
            }

            file.Write("], \"images\": [" + string.Join(',', Enumerable.Range(0, Images).Select(i => $"{{\"id\": {i}, \"width\": 100, \"height\": 100, \"file_name\": \"{i}.png\"}}")) + "]}");
        }

        Assert.InRange(new FileInfo(path).Length, 100_000_000, long.MaxValue);

        // What this thread allocates, as other tests run beside it: the index and its buffer.
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var dataset = new CocoFormat().Open(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
        Assert.Equal(Images, dataset.Entries.Count);
        Assert.Equal(4000, dataset.Entries[^1].Read().Annotations[0].Polygon!.PointCount);
    }

    [Theory]
    [InlineData("[1,2,3,4.5,5.25,6]", "1 2, 3 4.5, 5.25 6")]
    [InlineData("[1, 2, 3, 4.5, 5.25, 6, 7, 8.5]", "1 2, 3 4.5, 5.25 6, 7 8.5")]
    [InlineData("[ 1 , 2 , 3,4 ,\n 5.0625 , 6e1, -7, 8 ]", "1 2, 3 4, 5.0625 60, -7 8")]
    [InlineData("[1, 2, 3, 4e1, 5, 6E-1]", "1 2, 3 40, 5 0.6")]
    [InlineData("[1, 2, 0.123456789, 4, 12345678, 6]", "1 2, 0.123456789 4, 12345678 6")]
    public void Numbers_are_read_in_any_form(string ring, string expected)
    {
        var image = CocoDocuments.Read(_folder, CocoDocuments.Document(CocoDocuments.Annotation($"\"segmentation\": [{ring}], \"area\": 0.0000000")));
        Assert.Equal(expected, DarwinDocuments.Rings(image.Annotations[0].Polygon));
    }

    [Theory]
    [InlineData("[1, 2, 3, 4, 05, 6]")]
    [InlineData("[1, 2, 3, 4, 5, 06, 7, 8]")]
    [InlineData("[1, 2, 3, 4, 5, 6x, 7, 8]")]
    [InlineData("[1, 2, 3, 4., 5, 6, 7, 8]")]
    [InlineData("[1, 2, 3, 4, 5, 6,]")]
    [InlineData("[1, 2, 3, 4, 5 6]")]
    public void What_is_no_JSON_is_refused_however_fast_it_is_read(string ring)
    {
        var error = CocoDocuments.Fail(_folder, CocoDocuments.Document("\n" + CocoDocuments.Annotation($"\"segmentation\": [\n{ring}], \"area\": 0.0000000")));
        Assert.StartsWith("not valid JSON", error.Problem, StringComparison.Ordinal);
        Assert.Equal(4, error.Line);
    }
}
