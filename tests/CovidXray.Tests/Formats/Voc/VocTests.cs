using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Voc;
using CovidXray.Masks;

namespace CovidXray.Tests.Formats.Voc;

/// <summary>PASCAL VOC, as others write it, and as it must not be written.</summary>
public sealed class VocTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 128, 0, 0)]
    [InlineData(2, 0, 128, 0)]
    [InlineData(15, 192, 128, 128)]
    [InlineData(20, 0, 64, 128)]
    [InlineData(255, 224, 224, 192)]
    public void The_colour_map_is_that_of_the_devkit(byte index, byte r, byte g, byte b) =>
        Assert.Equal(new RgbColor(r, g, b), VocColors.Of(index));

    [Fact]
    public void A_file_of_VOC2012_is_read()
    {
        var image = Read("""
            <annotation>
              <folder>VOC2012</folder>
              <filename>2007_000027.jpg</filename>
              <source><database>The VOC2007 Database</database><image>flickr</image></source>
              <size><width>486</width><height>500</height><depth>3</depth></size>
              <segmented>0</segmented>
              <object>
                <name>person</name><pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>
                <bndbox><xmin>174</xmin><ymin>101</ymin><xmax>349.5</xmax><ymax>351</ymax></bndbox>
                <part><name>head</name><bndbox><xmin>169</xmin><ymin>104</ymin><xmax>209</xmax><ymax>146</ymax></bndbox></part>
              </object>
              <object>
                <name>dog</name><pose>Left</pose><truncated>1</truncated><difficult>1</difficult><actions><jumping>1</jumping></actions>
                <bndbox><ymin>1</ymin><xmin>1</xmin><xmax>1</xmax><ymax>1</ymax></bndbox>
              </object>
            </annotation>
            """);
        Assert.Equal(("a", 486, 500, "2007_000027.jpg", "The VOC2007 Database"), (image.Id, image.Width, image.Height, image.OriginalFileName, image.DatasetName));
        var (person, dog) = (image.Annotations[0], image.Annotations[1]);
        Assert.Equal(("person", AnnotationKind.BoundingBox, new BoundingBox(173, 100, 176.5, 251)), (person.Name, person.Kind, person.BoundingBox));
        Assert.Equal(
            ["""voc {"part":{"name":"head","bndbox":{"xmin":"169","ymin":"104","xmax":"209","ymax":"146"}}}"""],
            person.Extras.Select(e => $"{e.Name} {Encoding.UTF8.GetString(e.Json.Span)}"));
        Assert.Equal(new BoundingBox(0, 0, 1, 1), dog.BoundingBox);
        Assert.Equal(["pose \"Left\"", "truncated 1", "difficult 1", "voc {\"actions\":{\"jumping\":\"1\"}}"], dog.Extras.Select(e => $"{e.Name} {Encoding.UTF8.GetString(e.Json.Span)}"));
    }

    [Fact]
    public void Boxes_of_V7s_exporter_count_from_0()
    {
        var image = Read("<annotation><source><database>darwin</database></source><size><width>9</width><height>9</height></size><object><name>Lung</name><bndbox><xmin>2</xmin><ymin>3</ymin><xmax>5</xmax><ymax>7</ymax></bndbox></object></annotation>");
        Assert.Equal(new BoundingBox(2, 3, 3, 4), image.Annotations[0].BoundingBox);
    }

    [Theory]
    [InlineData("", "a.xml", "not valid XML")]
    [InlineData("<annotation>", "a.xml:1:13", "not valid XML")]
    [InlineData("<annotation></annotation><more/>", "a.xml:1:", "not valid XML")]
    [InlineData("<html/>", "a.xml:1:", "the document is a <html>, not VOC's <annotation>")]
    [InlineData("{\"a\": 1}", "a.xml:1:1", "not valid XML")]
    [InlineData("<annotation/>", "a.xml", "the <size> is missing")]
    [InlineData("<annotation>\n<size><width>many</width></size></annotation>", "a.xml:2:", "<width> is 'many', not a number of pixels")]
    [InlineData("<annotation><size><width>-5</width></size></annotation>", "a.xml:1:", "<width> is '-5'")]
    [InlineData("<annotation><size><width>99999999999</width></size></annotation>", "a.xml:1:", "<width> is '99999999999'")]
    [InlineData("<annotation><object/></annotation>", "a.xml:1:", "the object has no <name>")]
    [InlineData("<annotation><object><name> </name></object></annotation>", "a.xml:1:", "the object has no <name>")]
    [InlineData("<annotation><object><name>__background__</name></object></annotation>", "a.xml:1:", "the object's <name> is '__background__', which stands for what is not annotated")]
    [InlineData("<annotation><object><name>Lung</name></object></annotation>", "a.xml:1:", "the object 'Lung' has no <bndbox>, nor a <polygon>")]
    [InlineData("<annotation><object><name>Lung</name><bndbox><xmin>1</xmin></bndbox></object></annotation>", "a.xml:1:", "not all of <xmin>")]
    [InlineData("<annotation><object><name>Lung</name><bndbox><xmin>NaN</xmin></bndbox></object></annotation>", "a.xml:1:", "<xmin> is 'NaN', not a coordinate")]
    [InlineData("<annotation><object><name>Lung</name><bndbox><xmin>1e300</xmin></bndbox></object></annotation>", "a.xml:1:", "<xmin> is '1e300', not a coordinate")]
    [InlineData("<annotation><object><name>Lung</name><bndbox><xmin>5</xmin><ymin>1</ymin><xmax>4</xmax><ymax>1</ymax></bndbox></object></annotation>", "a.xml:1:", "from (5, 1) to (4, 1), backwards")]
    [InlineData("<annotation><object><name><b>Lung</b></name></object></annotation>", "a.xml:1:", "<name> holds <b>; a text was expected")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><annotation><filename>&x;</filename></annotation>", "a.xml:1:", "document type declaration")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><annotation/>", "a.xml:1:", "document type declaration")]
    [InlineData("<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><annotation>&b;</annotation>", "a.xml:1:", "document type declaration")]
    [InlineData("<annotation><filename>&x;</filename></annotation>", "a.xml:1:", "not valid XML")]
    [InlineData("<annotation><filename>\u0001</filename></annotation>", "a.xml:1:", "not valid XML")]
    public void Bad_documents_are_errors_with_a_place(string document, string place, string problem)
    {
        var error = Assert.Throws<DatasetException>(() => Read(document));
        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_endless_documents_are_errors()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 100_000));
        Assert.Contains("deep", Assert.Throws<DatasetException>(() => Read("<annotation>" + deep)).Message, StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Repeat("<object><name>n</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax><ymax>1</ymax></bndbox></object>", 100_001));
        Assert.Contains("more than 100,000 objects", Assert.Throws<DatasetException>(() => Read("<annotation>" + many)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_cut_off_anywhere_is_an_error()
    {
        const string Document = "<annotation><size><width>5</width><height>6</height></size><object><name>L</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>";
        Assert.Single(Read(Document).Annotations);
        for (var length = 0; length < Document.Length; length++)
        {
            Assert.Throws<DatasetException>(() => Read(Document[..length]));
        }
    }

    [Fact]
    public void Masks_give_objects_their_pixels_and_void_is_Ignore()
    {
        WriteMask("SegmentationClass", [1, 1, 0, 255, 1, 0, 0, 0, 1]);
        WriteMask("SegmentationObject", [1, 1, 0, 255, 2, 0, 0, 0, 2]);
        var image = ReadFolder(Document(Object("Lung"), Object("Lung"), Object("Tube")));
        Assert.Equal(
            ["Lung Polygon", "Lung Polygon", "Tube BoundingBox", "Ignore Polygon"],
            image.Annotations.Select(a => $"{a.Name} {a.Kind}"));
    }

    [Fact]
    public void Masks_of_classes_alone_are_named_by_the_labelmap()
    {
        WriteMask("SegmentationClass", [2, 0, 2, 0, 0, 0, 1, 1, 1]);
        Write("labelmap.txt", "# label:color_rgb:parts:actions\nbackground:0,0,0::\nIgnore:224,224,192::\nHeart: the left:128,0,0::\nLung:0,128,0::\n");
        Assert.Equal(["Heart: the left", "Lung", "Lung"], ReadFolder(Document()).Annotations.Select(a => a.Name));
    }

    [Fact]
    public void Masks_that_do_not_fit_are_errors()
    {
        WriteMask("SegmentationClass", [2, 0, 0, 0, 0, 0, 0, 0, 0]);
        AssertFails(Document(), "SegmentationClass/a.png: pixel (0, 0) has value 2, which nothing names: there is neither a labelmap.txt nor a class_names.txt");
        WriteMask("SegmentationObject", [2, 0, 0, 0, 0, 0, 0, 0, 0]);
        AssertFails(Document(Object("Lung")), "SegmentationObject has pixels of object 2; the XML lists 1");
        WriteMask("SegmentationObject", [1, 0, 0], width: 3);
        AssertFails(Document(Object("Lung")), "SegmentationObject/a.png: the mask is 3x1, the image in Annotations/a.xml 3x3");
        Write("SegmentationObject/a.png", "no mask");
        AssertFails(Document(Object("Lung")), "SegmentationObject/a.png: it is no PNG file");
    }

    private static string Object(string name) => $"<object><name>{name}</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object>";

    private static string Document(params string[] objects) => $"<annotation><size><width>3</width><height>3</height></size>{string.Concat(objects)}</annotation>";

    private static AnnotatedImage Read(string document)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Location, "a.xml");
        File.WriteAllText(path, document);
        using var dataset = AnnotationFormats.Open(folder.Location);
        return Assert.Single(dataset.Read());
    }

    private AnnotatedImage ReadFolder(string document)
    {
        Write("Annotations/a.xml", document);
        using var dataset = AnnotationFormats.Open(_folder.Location);
        return Assert.Single(dataset.Read());
    }

    private void AssertFails(string document, string problem) =>
        Assert.Contains(problem, Assert.Throws<DatasetException>(() => ReadFolder(document)).Message, StringComparison.Ordinal);

    private void WriteMask(string folder, byte[] pixels, int width = 3)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Location, folder)).FullName, "a.png");
        File.WriteAllBytes(path, new MaskPngEncoder().Encode(CovidXray.Tests.Masks.MaskGenerators.FromPixels(pixels, width, pixels.Length / width), VocColors.Format).ToArray());
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.Location, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
