using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Voc;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests.Masks;

namespace CovidXray.Tests.Formats.Voc;

/// <summary>VOC's masks in colours and without XML, as CVAT, Datumaro and labelme write them.</summary>
public sealed class VocMaskTests : IDisposable
{
    private const string Labelmap = "# label:color_rgb:parts:actions\nLung:131,224,70::\nTube:1,2,3::\nbackground:0,0,0::\n";

    private static readonly RgbColor Lung = new(131, 224, 70);
    private static readonly RgbColor Tube = new(1, 2, 3);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("09-cvat-segmentation-mask-rgb-png")]
    [InlineData("09b-voc-segmentation-without-xml")]
    public void The_cases_of_others_have_72_pixels_of_a_lung(string name)
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("cases", name));
        var image = Assert.Single(dataset.Read());
        Assert.All(image.Annotations, a => Assert.Equal("Lung", a.Name));
        Assert.Equal(72, PolygonRasterizer.Rasterize(image).Area(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_are_those_of_the_labelmap_and_each_of_SegmentationObject_is_an_object(bool hasPalette)
    {
        Write("labelmap.txt", Labelmap);
        WriteMask("SegmentationClass", [1, 1, 0, 2, 1, 0, 0, 0, 1], hasPalette, Lung, Tube);
        WriteMask("SegmentationObject", [3, 3, 0, 1, 2, 0, 0, 0, 3], hasPalette, new(9, 9, 9), new(8, 8, 8), new(128, 0, 0));
        using var dataset = Open();
        var image = Assert.Single(dataset.Read());
        Assert.Equal(["Lung", "Tube", "Lung"], image.Annotations.Select(a => a.Name));
        Assert.Equal([3L, 1, 1], Areas(image));
        Assert.Equal(("a", "SegmentationClass/a.png", (string?)null), (image.Id, image.Source, image.OriginalFileName));
        Assert.Equal(["1 Lung", "2 Tube"], dataset.Classes.Select(c => $"{c.Number} {c.Name}"));
    }

    [Fact]
    public void Without_objects_each_piece_is_one_and_void_is_Ignore()
    {
        Write("labelmap.txt", Labelmap);
        WriteMask("SegmentationClass", [1, 0, 1, 0, 0, 0, 2, 0, 3], false, Lung, Tube, VocColors.Of(255));
        Assert.Equal(["Lung", "Lung", "Tube", "Ignore"], Assert.Single(Open().Read()).Annotations.Select(a => a.Name));
    }

    [Fact]
    public void Pixels_of_a_class_that_are_of_no_object_are_pieces()
    {
        Write("labelmap.txt", Labelmap);
        WriteMask("SegmentationClass", [1, 0, 1, 0, 0, 0, 1, 0, 1], false, Lung);
        WriteMask("SegmentationObject", [0, 0, 0, 0, 0, 0, 1, 0, 1], false, Lung);
        Assert.Equal([1L, 1, 2], Areas(Assert.Single(Open().Read())));
    }

    [Theory]
    [InlineData("_background_\nLung\nTube\n")]
    [InlineData("__ignore__\n_background_\nLung\nTube")]
    [InlineData("\uFEFFbackground\r\nLung\r\nTube\r\n\r\n")]
    [InlineData("__background__\nLung\nTube")]
    public void Class_names_of_labelme_are_the_indices(string names)
    {
        Write("class_names.txt", names);
        WriteMask("SegmentationClassPNG", [1, 0, 2, 255, 0, 0, 0, 0, 0], true, [.. Enumerable.Repeat(Lung, 255)]);
        WriteFilm("JPEGImages/a.png");
        using var dataset = Open();
        var image = Assert.Single(dataset.Read());
        Assert.Equal(["Lung", "Tube", "Ignore"], image.Annotations.Select(a => a.Name));
        Assert.Equal(("a.png", "SegmentationClassPNG/a.png"), (image.OriginalFileName, image.Source));
        Assert.Empty(image.Notes);
        Assert.Equal(["1 Lung", "2 Tube"], dataset.Classes.Select(c => $"{c.Number} {c.Name}"));
    }

    [Theory]
    [InlineData("Lung:131,224,70::\n", "SegmentationClass/a.png: pixel (2, 0) has the colour 1,2,3, which labelmap.txt does not name")]
    [InlineData("Lung:131,224,70::\nTube:1,2,3::\nLead:1,2,3::\n", "pixel (2, 0) has the colour 1,2,3, which labelmap.txt does not name")]
    [InlineData("Lung:131,224,70::\n:1,2,3::\n", "labelmap.txt:2:1: a class has no name")]
    [InlineData("\nLung:131,224,256::\n", "labelmap.txt:2:1: '131,224,256' is no colour; expected a line such as Lung:128,0,0::")]
    [InlineData("Lung:green::\n", "labelmap.txt:1:1: 'green' is no colour")]
    public void Bad_labelmaps_are_errors_with_a_place(string labelmap, string problem)
    {
        Write("labelmap.txt", labelmap);
        WriteMask("SegmentationClass", [1, 0, 2], false, Lung, Tube);
        AssertFails(problem);
    }

    [Fact]
    public void What_names_no_classes_is_an_error_that_says_so()
    {
        WriteMask("SegmentationClass", [1], true, Lung);
        AssertFails("there are masks in SegmentationClass, and nothing that names their classes: expected labelmap.txt or class_names.txt beside it");
        Write("class_names.txt", "_background_\n\nLung\n");
        AssertFails("class_names.txt:2:1: a class has no name");
        Write("class_names.txt", "_background_\n");
        AssertFails("SegmentationClass/a.png: pixel (0, 0) has value 1, which class_names.txt does not name");
        Write("class_names.txt", string.Join('\n', Enumerable.Range(0, 300)));
        AssertFails("class_names.txt:255:1: there are more than 254 classes");
    }

    [Fact]
    public void Objects_that_fit_no_class_or_are_too_many_are_errors()
    {
        Write("labelmap.txt", Labelmap);
        WriteMask("SegmentationClass", [1, 0, 0], false, Lung);
        WriteMask("SegmentationObject", [1, 0, 1], false, Lung);
        AssertFails("SegmentationObject/a.png: pixel (2, 0) is of an object, and of no class in SegmentationClass");
        WriteMask("SegmentationObject", [1], false, Lung);
        AssertFails("SegmentationObject/a.png: the mask is 1x1, the image in SegmentationClass/a.png 3x1");
        RgbColor[] many = [.. Enumerable.Range(0, 255).Select(i => new RgbColor((byte)i, 1, 1))];
        WriteMask("SegmentationClass", [.. Enumerable.Repeat((byte)1, 255)], false, Lung);
        WriteMask("SegmentationObject", [.. Enumerable.Range(1, 255).Select(i => (byte)i)], false, many);
        AssertFails("SegmentationObject/a.png: pixel (2, 84) has the colour 254,1,1, which is that of one object too many: up to 254 are read");
    }

    [Fact]
    public void Beside_XML_colours_of_objects_are_those_of_VOCs_map()
    {
        Write("Annotations/a.xml", "<annotation><size><width>3</width><height>1</height></size><object><name>Lung</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax><ymax>1</ymax></bndbox></object><object><name>Tube</name><bndbox><xmin>3</xmin><ymin>1</ymin><xmax>3</xmax><ymax>1</ymax></bndbox></object></annotation>");
        WriteMask("SegmentationClass", [1, 3, 2], false, Lung, Tube, VocColors.Of(255));
        WriteMask("SegmentationObject", [1, 3, 2], false, VocColors.Of(1), VocColors.Of(2), VocColors.Of(255));
        var image = Assert.Single(Open().Read());
        Assert.Equal(["Lung Polygon", "Tube Polygon", "Ignore Polygon"], image.Annotations.Select(a => $"{a.Name} {a.Kind}"));
        WriteMask("SegmentationObject", [1, 0, 0], false, Tube);
        AssertFails("SegmentationObject/a.png: pixel (0, 0) has the colour 1,2,3, which VOC's colours of objects do not name");
    }

    [Fact]
    public void Objects_that_the_XML_does_not_list_are_named_by_their_classes()
    {
        Write("labelmap.txt", Labelmap);
        Write("Annotations/a.xml", "<annotation><size><width>3</width><height>1</height></size><object><name>Lead</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>1</xmax><ymax>1</ymax></bndbox></object><object><name>Tube</name><bndbox><xmin>3</xmin><ymin>1</ymin><xmax>3</xmax><ymax>1</ymax></bndbox></object></annotation>");
        WriteMask("SegmentationClass", [1, 1, 2], false, Lung, Tube);
        WriteMask("SegmentationObject", [1, 2, 3], false, VocColors.Of(1), VocColors.Of(2), VocColors.Of(3));
        Assert.Equal(
            ["Lead BoundingBox", "Lung Polygon", "Lung Polygon", "Tube Polygon"],
            Assert.Single(Open().Read()).Annotations.Select(a => $"{a.Name} {a.Kind}"));
    }

    [Fact]
    public void Masks_without_XML_beside_others_are_images_or_noted()
    {
        Write("Annotations/b.xml", "<annotation><size><width>3</width><height>1</height></size></annotation>");
        WriteMask("SegmentationClass", [1, 0, 0], false, Lung);
        using var unnamed = Open();
        Assert.Equal(["b"], unnamed.Entries.Select(e => e.Id));
        Assert.Contains("masks in SegmentationClass without an XML file: 1, left out", Assert.Single(unnamed.Notes), StringComparison.Ordinal);
        Write("labelmap.txt", Labelmap);
        using var named = Open();
        Assert.Equal(["a 1", "b 0"], named.Read().Select(i => $"{i.Id} {i.Annotations.Count}"));
        Assert.Empty(named.Notes);
    }

    [Fact]
    public void A_palette_whose_first_colour_is_a_class_has_that_class()
    {
        Write("labelmap.txt", "background:0,0,0::\nblack:0,0,1::\nLung:131,224,70::\n");
        var mask = MaskGenerators.FromPixels([1, 0, 2], 3, 1);
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Location, "SegmentationClass")).FullName, "a.png");
        var file = new MaskPngEncoder().Encode(mask, MaskPixelFormat.Palette8([Lung, new(0, 0, 0)])).ToArray();
        var palette = file.AsSpan().IndexOf("PLTE"u8);
        file[palette + 6] = 1;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(palette + 4 + 9), System.IO.Hashing.Crc32.HashToUInt32(file.AsSpan(palette, 4 + 9)));
        File.WriteAllBytes(path, file);
        Assert.Equal(["Lung 1", "black 1"], Assert.Single(Open().Read()).Annotations.Select(a => $"{a.Name} {a.Polygon!.PointCount / 3}"));
    }

    [Fact]
    public void Parts_have_the_classes_of_the_dataset_or_their_own()
    {
        Write("labelmap.txt", Labelmap);
        WriteMask("train/SegmentationClass", [1], false, Lung);
        WriteMask("val/SegmentationClass", [1], false, Tube);
        Write("val/labelmap.txt", "Lead:1,2,3::\n");
        using var dataset = Open();
        Assert.Equal(["a Lung", "a-2 Lead"], dataset.Read().Select(i => $"{i.Id} {Assert.Single(i.Annotations).Name}"));
        Assert.Equal(["Lung", "Tube", "Lead"], dataset.Classes.Select(c => c.Name));
    }

    private static IEnumerable<long> Areas(AnnotatedImage image) =>
        image.Annotations.Select(a => PolygonRasterizer.Rasterize(new AnnotatedImage("x", image.Width, image.Height, [a with { Name = "Lung" }])).Area(1));

    private Dataset Open() => AnnotationFormats.Open(_folder.Location);

    private void AssertFails(string problem)
    {
        var error = Assert.Throws<DatasetException>(() =>
        {
            using var dataset = Open();
            return dataset.Read().ToList();
        });
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    private void WriteMask(string folder, byte[] pixels, bool hasPalette, params RgbColor[] colors)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Location, folder)).FullName, "a.png");
        var width = Math.Min(3, pixels.Length);
        File.WriteAllBytes(path, new MaskPngEncoder().Encode(MaskGenerators.FromPixels(pixels, width, pixels.Length / width), hasPalette ? MaskPixelFormat.Palette8(colors) : MaskPixelFormat.Rgb24(colors)).ToArray());
    }

    private void WriteFilm(string path)
    {
        var full = Path.Combine(_folder.Location, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, new MaskPngEncoder().Encode(new MaskBuilder(3, 3).ToMask(), MaskPixelFormat.Grey8(1)).ToArray());
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder.Location, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
