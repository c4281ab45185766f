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
    public void Keys_that_have_no_place_are_told()
    {
        using var dataset = CocoDocuments.Open(_folder, """{"info": {}, "contributors": [], "images": [], "categories": [{"id": 1, "name": "Lung", "supercategory": "root", "keypoints": []}]}""");
        Assert.Equal(["'contributors', 'keypoints' of categories: not kept, as nothing here has a place for it"], dataset.Notes);
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
        Assert.Equal(new ImageOrigin("CC BY 4.0", "10.1/2", null, null, null, 3), image.Origin);
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
