using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Voc;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Voc;

/// <summary>Polygons in VOC's XML, as Roboflow, LabelMe and CVAT write them, and what else stands in objects.</summary>
public sealed class VocPolygonTests
{
    private const string Box = "<bndbox><xmin>3</xmin><ymin>3</ymin><xmax>10</xmax><ymax>10</ymax></bndbox>";

    [Theory]
    [InlineData("<x1>3</x1><y1>3</y1><x2>10</x2><y2>3</y2><x3>10</x3><y3>10.5</y3>")]
    [InlineData("<y3>10.5</y3><x3>10</x3><x1>3</x1><x2>10</x2><y1>3</y1><y2>3</y2>")]
    [InlineData("<x10>10</x10><y10>10.5</y10><x0>3</x0><y0>3</y0><x9>10</x9><y9>3</y9>")]
    [InlineData("<username/><pt><x>3</x><y>3</y></pt><pt><y>3</y><x>10</x></pt><pt><x> 10 </x><y>10.5</y></pt>")]
    [InlineData("<point><x>3</x><y>3</y></point><point><x>10</x><y>3</y></point><point><x>10</x><y>10.5</y></point>")]
    public void A_polygon_beside_a_box_counts_pixels_from_1_as_the_box_does(string points)
    {
        var annotation = Assert.Single(Read($"<object><name>Lung</name>{Box}<polygon>{points}</polygon></object>").Annotations);
        Assert.Equal((AnnotationKind.Polygon, new BoundingBox(2, 2, 8, 8)), (annotation.Kind, annotation.BoundingBox));
        Assert.Equal([2, 2, 9, 2, 9, 9.5], annotation.Polygon!.Coordinates.ToArray());
        Assert.Empty(annotation.Extras);
    }

    [Fact]
    public void A_polygon_paints_the_pixels_of_its_box()
    {
        var image = Read($"<object><name>Lung</name>{Box}<polygon><x1>3</x1><y1>3</y1><x2>10</x2><y2>3</y2><x3>10</x3><y3>10</y3><x4>3</x4><y4>10</y4></polygon></object>");
        Assert.Equal(64, PolygonRasterizer.Rasterize(image).Area(1));
    }

    [Fact]
    public void LabelMes_objects_have_polygons_alone_that_count_from_0()
    {
        var image = Parse("""
            <annotation><filename>a.jpg</filename><folder>x</folder><imagesize><nrows>30</nrows><ncols>40</ncols></imagesize>
            <object><name>gone</name><deleted>1</deleted><polygon><pt><x>1</x><y>1</y></pt></polygon></object>
            <object><name>Lung</name><deleted>0</deleted><verified>0</verified><occluded>no</occluded><attributes/><id>1</id>
            <polygon><username>me</username><pt><x>3</x><y>3</y></pt><pt><x>10</x><y>3</y></pt><pt><x>10</x><y>10</y></pt></polygon></object></annotation>
            """);
        Assert.Equal((40, 30), (image.Width, image.Height));
        var annotation = Assert.Single(image.Annotations);
        Assert.Null(annotation.BoundingBox);
        Assert.Equal([3, 3, 10, 3, 10, 10], annotation.Polygon!.Coordinates.ToArray());
        Assert.Equal(["occluded \"no\"", """voc {"verified":"0","id":"1","username":"me"}"""], Extras(annotation));
        Assert.Equal([new ReadingNote("deleted objects, which are left out", 1, "gone")], image.Notes);
    }

    [Fact]
    public void Several_polygons_are_one_annotation()
    {
        var image = Read("<object><name>Lung</name><polygon><pt><x>1</x><y>1</y></pt></polygon><polygon><x1>5</x1><y1>6</y1></polygon></object>");
        var polygon = Assert.Single(image.Annotations).Polygon!;
        Assert.Equal((2, 2), (polygon.RingCount, polygon.PointCount));
        Assert.Contains("objects of several polygons", Assert.Single(image.Notes).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_polygons_of_one_object_are_united()
    {
        var square = "<x1>{0}</x1><y1>{0}</y1><x2>{1}</x2><y2>{0}</y2><x3>{1}</x3><y3>{1}</y3><x4>{0}</x4><y4>{1}</y4>";
        var image = Read($"<object><name>Lung</name><polygon>{string.Format(CultureInfo.InvariantCulture, square, 2, 9)}</polygon><polygon>{string.Format(CultureInfo.InvariantCulture, square, 4, 11)}</polygon></object>");
        Assert.Equal((2 * 64) - 36, PolygonRasterizer.Rasterize(image).Area(1));
        Assert.Equal([new ReadingNote("objects of several polygons, which are united", 1, "Lung")], image.Notes);
    }

    [Theory]
    [InlineData("<name>Lung</name>" + Box + Box, "the object has <bndbox> twice")]
    [InlineData("<name>Lung</name><name>Heart</name>" + Box, "the object has <name> twice")]
    public void What_an_object_says_twice_is_an_error(string members, string problem) =>
        Assert.Contains(problem, Assert.Throws<DatasetException>(() => Read($"<object>{members}</object>")).Message, StringComparison.Ordinal);

    [Fact]
    public void Boxes_that_begin_at_0_are_noted()
    {
        var image = Read("<object><name>Lung</name><bndbox><xmin>0</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object>");
        Assert.Equal([new ReadingNote("boxes that begin before the first pixel, as VOC counts from 1; do they count from 0?", 1, "Lung")], image.Notes);
    }

    [Fact]
    public void CVATs_own_XML_is_named() =>
        Assert.Contains("the document is an <annotations>, as CVAT writes it for images", Assert.Throws<DatasetException>(() => Parse("<annotations/>")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_else_an_object_holds_is_kept_and_counted_as_lost_by_other_formats()
    {
        var image = Read($"<object><name>Lung</name>{Box}<attributes><attribute><name>side</name><value>left</value></attribute><attribute><name>sure</name><value>no</value></attribute></attributes><segmentation>1,2</segmentation><part/></object>");
        Assert.Equal(
            ["""voc {"attributes":{"attribute":[{"name":"side","value":"left"},{"name":"sure","value":"no"}]},"segmentation":"1,2"}"""],
            Extras(Assert.Single(image.Annotations)));
        var contents = new DatasetContents();
        contents.Add(image);
        var losses = new LossCounts();
        new VocFormat().CountLosses(image, new MaskPainter(), FormatOptions.None, contents, losses);
        Assert.Equal(1, losses.Losses.Single(l => l.What == "keys of annotations").Count);
    }

    [Theory]
    [InlineData("<polygon/>", "the <polygon> has no points")]
    [InlineData("<polygon>3,3;4,4</polygon>", "the <polygon> has no points")]
    [InlineData("<polygon><x1>3</x1><y1>3</y1><x2>4</x2></polygon>", "the <polygon> has <x2> and no <y2>")]
    [InlineData("<polygon><x1>3</x1><y1>3</y1><y7>4</y7></polygon>", "the <polygon> has <y7> and no <x7>")]
    [InlineData("<polygon><x1>3</x1><x1>3</x1></polygon>", "the <polygon> has <x1> twice")]
    [InlineData("<polygon><x1>3</x1><x01>3</x01></polygon>", "the <polygon> has <x01> twice")]
    [InlineData("<polygon><x1>NaN</x1></polygon>", "<x1> is 'NaN', not a coordinate")]
    [InlineData("<polygon><y1/></polygon>", "<y1> is '', not a coordinate")]
    [InlineData("<polygon><pt><x>1e99</x></pt></polygon>", "<x> is '1e99', not a coordinate")]
    [InlineData("<polygon><pt/></polygon>", "the <pt> has no <x>")]
    [InlineData("<polygon><point><x>1</x></point></polygon>", "the <point> has no <y>")]
    [InlineData("<polygon><pt><x><b/></x></pt></polygon>", "<x> holds <b>; a text was expected")]
    public void Bad_polygons_are_errors_with_a_place(string polygon, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => Read($"\n<object><name>Lung</name>{Box}{polygon}</object>"));
        Assert.StartsWith("a.xml:2:", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_stand_deep_in_each_other_are_an_error()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("deep", Assert.Throws<DatasetException>(() => Read($"<object><part>{deep}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_elements_of_many_names_take_no_long_time()
    {
        var twice = string.Concat(Enumerable.Range(0, 50_000).SelectMany(i => new[] { i, i }).Select(i => $"<e{i}>1</e{i}>"));
        Assert.Single(Read($"<object><name>Lung</name>{Box}{twice}{twice}</object>").Annotations);
    }

    private static IEnumerable<string> Extras(Annotation annotation) => annotation.Extras.Select(e => $"{e.Name} {Encoding.UTF8.GetString(e.Json.Span)}");

    private static AnnotatedImage Read(string objects) => Parse($"<annotation><size><width>20</width><height>20</height></size>{objects}</annotation>");

    private static AnnotatedImage Parse(string document)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Location, "a.xml"), document);
        using var dataset = AnnotationFormats.Open(folder.Location);
        return Assert.Single(dataset.Read());
    }
}
