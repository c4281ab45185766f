using CovidXray.Annotations;

namespace CovidXray.Tests.Formats.Darwin;

public sealed class DarwinVersion1Tests
{
    private const string Triangle = """[{"x": 1, "y": 2}, {"x": 5, "y": 2}, {"x": 5, "y": 4}]""";
    private const string Hole = """[{"x": 3, "y": 2}, {"x": 4, "y": 2}, {"x": 4, "y": 3}]""";
    private const string TriangleText = "1 2, 5 2, 5 4";
    private const string HoleText = "3 2, 4 2, 4 3";

    [Theory]
    [InlineData($$$"""{"polygon": {"path": {{{Triangle}}}}, "name": "Lung"}""", TriangleText)]
    [InlineData($$$"""{"name": "Lung", "polygon": {"path": {{{Triangle}}}, "additional_paths": [{{{Hole}}}, {{{Triangle}}}]}}""", $"{TriangleText}; {HoleText}; {TriangleText}")]
    [InlineData($$$"""{"complex_polygon": {"path": [{{{Triangle}}}, {{{Hole}}}]}, "name": "Lung"}""", $"{TriangleText}; {HoleText}")]
    [InlineData($$$"""{"complex_polygon": {"path": {{{Triangle}}}, "additional_paths": [{{{Hole}}}]}, "name": "Lung"}""", $"{TriangleText}; {HoleText}")]
    [InlineData($$$"""{"complex_polygon": {"path": [{{{Triangle}}}], "additional_paths": []}, "name": "Lung"}""", TriangleText)]
    [InlineData("""{"polygon": {"path": []}, "name": "Lung"}""", "")]
    [InlineData("""{"polygon": {"path": [[]]}, "name": "Lung"}""", "")]
    [InlineData("""{"polygon": {"path": [{"y": -2.5, "x": 1e1}]}, "name": "Lung"}""", "10 -2.5")]
    public void Every_form_of_a_polygon_gives_its_rings(string annotation, string rings)
    {
        var read = DarwinDocuments.ReadAnnotation(annotation);
        Assert.Equal(("Lung", AnnotationKind.Polygon), (read.Name, read.Kind));
        Assert.Equal(rings, DarwinDocuments.Rings(read.Polygon));
        Assert.Empty(read.Extras);
    }

    [Fact]
    public void A_bounding_box_stands_alone_or_beside_a_polygon()
    {
        var alone = DarwinDocuments.ReadAnnotation("""{"bounding_box": {"x": 1.5, "y": 2, "w": 30, "h": 4e1}, "name": "Device"}""");
        Assert.Equal(AnnotationKind.BoundingBox, alone.Kind);
        Assert.Equal(new BoundingBox(1.5, 2, 30, 40), alone.BoundingBox);
        Assert.Null(alone.Polygon);

        var beside = DarwinDocuments.ReadAnnotation($$$"""{"bounding_box": {"x": 1, "y": 2, "w": 5, "h": 3}, "polygon": {"path": {{{Triangle}}}}, "name": "Lung"}""");
        Assert.Equal(AnnotationKind.Polygon, beside.Kind);
        Assert.Equal(new BoundingBox(1, 2, 5, 3), beside.BoundingBox);
        Assert.Equal(TriangleText, DarwinDocuments.Rings(beside.Polygon));
    }

    [Fact]
    public void A_tag_has_no_geometry()
    {
        var tag = DarwinDocuments.ReadAnnotation("""{"name": "View/PA", "tag": {}}""");
        Assert.Equal(("View/PA", AnnotationKind.Tag), (tag.Name, tag.Kind));
        Assert.Null(tag.Polygon);
        Assert.Null(tag.BoundingBox);
        Assert.Empty(tag.Extras);
    }

    [Theory]
    [InlineData("line", """{"path": [{"x": 1, "y": 2}, {"x": 3, "y": 4}]}""", AnnotationKind.Line)]
    [InlineData("keypoint", """{"x": 1, "y": 2}""", AnnotationKind.Keypoint)]
    [InlineData("ellipse", """{"center": {"x": 1, "y": 2}, "radius": {"x": 3, "y": 4}, "angle": 0.5}""", AnnotationKind.Ellipse)]
    [InlineData("cuboid", """{"front": {"x": 1, "y": 2, "w": 3, "h": 4}, "back": {"x": 1, "y": 2, "w": 3, "h": 4}}""", AnnotationKind.Cuboid)]
    [InlineData("skeleton", """{"nodes": [{"name": "a", "x": 1, "y": 2, "occluded": false}]}""", AnnotationKind.Skeleton)]
    [InlineData("mask", """{"sparse_rle": null}""", AnnotationKind.Mask)]
    [InlineData("table", """{"cells": []}""", AnnotationKind.Other)]
    [InlineData("simple_table", """{"bounding_box": {"x": 1}}""", AnnotationKind.Other)]
    [InlineData("string", """{"sources": [{"id": "a", "ranges": null}]}""", AnnotationKind.Other)]
    [InlineData("graph", """{"nodes": [], "edges": []}""", AnnotationKind.Other)]
    [InlineData("frames", """{"0": {"polygon": {"path": []}, "keyframe": true}}""", AnnotationKind.Other)]
    [InlineData("not_invented_yet", """[1, "two", null]""", AnnotationKind.Other)]
    public void Kinds_that_are_not_rasterized_are_kept_as_they_stand(string member, string payload, AnnotationKind kind)
    {
        var read = DarwinDocuments.ReadAnnotation($$"""{"{{member}}": {{payload}}, "name": "Tube"}""");
        Assert.Equal(("Tube", kind), (read.Name, read.Kind));
        Assert.Equal([$"{member}: {payload}"], DarwinDocuments.Texts(read.Extras));
        Assert.Null(read.Polygon);
    }

    [Theory]
    [InlineData("""{"tag": {}, "keypoint": {"x": 1, "y": 2}, "name": "a"}""", AnnotationKind.Tag)]
    [InlineData("""{"keypoint": {"x": 1, "y": 2}, "tag": {}, "name": "a"}""", AnnotationKind.Tag)]
    [InlineData("""{"mask": {}, "line": {"path": []}, "name": "a"}""", AnnotationKind.Line)]
    [InlineData("""{"frames": {}, "tag": {}, "name": "a"}""", AnnotationKind.Tag)]
    public void Of_several_kinds_the_first_in_darwins_order_counts(string annotation, AnnotationKind kind) =>
        Assert.Equal(kind, DarwinDocuments.ReadAnnotation(annotation).Kind);

    [Fact]
    public void Everything_of_the_image_is_read()
    {
        var image = DarwinDocuments.Read("""
            {
              "image": {
                "seq": 6434, "width": 2000, "height": 1999, "filename": "00006434.jpg", "original_filename": "0a7faa2a.jpg",
                "url": "https://a/original?token=1", "thumbnail_url": "https://a/thumbnail", "workview_url": "https://a/workview", "path": "/in/here"
              },
              "dataset": "COVID-19 Chest X-Ray Dataset",
              "annotated": true,
              "annotations": [{"name": "View/PA", "tag": {}}]
            }
            """);
        Assert.Equal(("7", DarwinDocuments.Source, "1.0"), (image.Id, image.Source, image.DocumentVersion));
        Assert.Equal((2000, 1999, 6434), (image.Width, image.Height, image.Seq));
        Assert.Equal(("00006434.jpg", "0a7faa2a.jpg"), (image.FileName, image.OriginalFileName));
        Assert.Equal(("https://a/original?token=1", "https://a/thumbnail", "https://a/workview"), (image.Url, image.ThumbnailUrl, image.WorkviewUrl));
        Assert.Equal(("/in/here", "COVID-19 Chest X-Ray Dataset"), (image.Folder, image.DatasetName));
        Assert.Equal(["annotated: true"], DarwinDocuments.Texts(image.Extras));
        Assert.Equal(ImageView.PA, image.Tags.View);
    }

    [Fact]
    public void Keys_may_come_in_any_order()
    {
        var image = DarwinDocuments.Read($$$"""
            {"annotations": [{"complex_polygon": {"additional_paths": [{{{Hole}}}], "path": {{{Triangle}}}}, "bounding_box": {"h": 1, "w": 2, "y": 3, "x": 4}, "name": "Ignore"}],
             "version": "1.0", "dataset": "d", "image": {"height": 6, "original_filename": "a.png", "width": 8}}
            """);
        Assert.Equal((8, 6, "a.png"), (image.Width, image.Height, image.OriginalFileName));
        var annotation = Assert.Single(image.Annotations);
        Assert.Equal($"{HoleText}; {TriangleText}", DarwinDocuments.Rings(annotation.Polygon));
        Assert.Equal(new BoundingBox(4, 3, 2, 1), annotation.BoundingBox);
    }
}
