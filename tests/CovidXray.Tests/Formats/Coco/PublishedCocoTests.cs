using System.Globalization;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Coco;
using CovidXray.Formats.Darwin;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Formats.Coco;

/// <summary>V7's own COCO export of the images, and what becomes of them on the way through COCO.</summary>
public sealed class PublishedCocoTests : IDisposable
{
    /// <summary>The one shape with a hole; V7's exporter rasterized its points unrounded, so its pixels are others.</summary>
    private const string Holed = "1676457";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void V7s_export_and_its_Darwin_files_are_the_same_dataset()
    {
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        using var coco = AnnotationFormats.Open(SharedData.Path("v7", "covid-only-half-coco.json"));
        Assert.Equal("coco", coco.Format);
        Assert.Contains("whose size is [width, height]", Assert.Single(coco.Notes), StringComparison.Ordinal);
        Assert.Empty(coco.Problems);
        Assert.Equal(darwin.Entries.Select(e => e.Id), coco.Entries.Select(e => e.Id));
        var shapes = 0;
        foreach (var (expected, actual) in darwin.Read().Zip(coco.Read()))
        {
            Assert.Equal((expected.Seq, expected.Width, expected.Height, expected.OriginalFileName), (actual.Seq, actual.Width, actual.Height, actual.OriginalFileName));
            Assert.Equal(expected.Tags.All, actual.Tags.All);
            Assert.Equal(expected.WorkviewUrl, actual.WorkviewUrl);
            var (ours, theirs) = (Shapes(expected), Shapes(actual));
            Assert.Equal(ours.Select(s => s.Name), theirs.Select(s => s.Name));
            shapes += ours.Count;
            if (expected.Id != Holed)
            {
                Assert.All(ours.Zip(theirs), pair => Assert.Equal(pair.First.Polygon!.Coordinates.ToArray(), pair.Second.Polygon!.Coordinates.ToArray()));
                Assert.Equal(PolygonRasterizer.Rasterize(expected, PaintOrder.V7), PolygonRasterizer.Rasterize(actual, PaintOrder.V7));
            }
        }

        Assert.Equal(484, shapes);
    }

    [Fact]
    public void The_holed_shape_that_V7_wrote_with_its_sides_swapped_has_its_pixels_where_it_belongs()
    {
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        using var coco = AnnotationFormats.Open(SharedData.Path("v7", "covid-only-half-coco.json"));
        var expected = PolygonRasterizer.Rasterize(Only(darwin));
        var actual = PolygonRasterizer.Rasterize(Only(coco));
        Assert.Equal(2478, actual.Area(2));
        Assert.Equal(2643, expected.Area(2));
        Assert.Equal(new PixelBox(357, 322, 144, 126), expected.BoundingBox(2));
        Assert.Equal(new PixelBox(357, 322, 143, 126), actual.BoundingBox(2));
        Assert.Equal(177, expected.CountDifferences(actual));

        static AnnotatedImage Only(Dataset dataset)
        {
            var image = dataset.Entries.Single(e => e.Id == Holed).Read();
            return new AnnotatedImage(image, image.Width, image.Height, [.. image.Annotations.Where(a => a.Name != Category.Lung)]);
        }
    }

    [Theory]
    [InlineData(RleForm.Polygons)]
    [InlineData(RleForm.Compressed)]
    [InlineData(RleForm.Plain)]
    public void Through_COCO_and_back_all_484_shapes_have_their_pixels(RleForm form)
    {
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        new ExportToFolder(_folder.Location).Write(new CocoFormat(), [.. darwin.Read()], options: FormatOptions.None.With(CocoFormat.Rle, form));
        using var coco = AnnotationFormats.Open(_folder.Location);
        var rasterizer = new PolygonRasterizer();
        var (shapes, exact) = (0, 0);
        foreach (var (expected, actual) in darwin.Read().Zip(coco.Read()))
        {
            Assert.Equal(expected.Tags.All, actual.Tags.All);
            foreach (var (one, other) in Shapes(expected).Zip(Shapes(actual)))
            {
                Assert.Equal(one.Name, other.Name);
                Assert.Equal(Paint(expected, one), Paint(actual, other));
                shapes++;
                exact += other.Polygon is not null && one.Polygon!.Coordinates.SequenceEqual(other.Polygon.Coordinates) ? 1 : 0;
            }
        }

        Assert.Equal((484, form == RleForm.Polygons ? 483 : 0), (shapes, exact));

        Mask Paint(AnnotatedImage image, Annotation shape) =>
            rasterizer.Rasterize(image, [.. image.Annotations.Select(a => ReferenceEquals(a, shape) ? (byte)1 : (byte)0)], PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
    }

    [Fact]
    public void Through_COCO_and_back_the_documents_are_byte_for_byte_the_same()
    {
        using var direct = new TemporaryFolder();
        using var back = new TemporaryFolder();
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        AnnotatedImage[] images = [.. darwin.Read()];
        new ExportToFolder(_folder.Location).Write(new CocoFormat(), images);
        new ExportToFolder(direct.Location).Write(new DarwinFormat(), images);
        using var coco = AnnotationFormats.Open(_folder.Location);
        new ExportToFolder(back.Location).Write(new DarwinFormat(), [.. coco.Read()]);
        var different = images.Select(i => i.Id).Where(id => !Document(direct, id).AsSpan().SequenceEqual(Document(back, id)));
        Assert.Equal([Holed], different);

        static byte[] Document(TemporaryFolder folder, string id) => File.ReadAllBytes(Path.Combine(folder.Location, "annotations", id + ".json"));
    }

    [Fact]
    public void Runs_as_text_and_as_numbers_become_each_other_byte_for_byte()
    {
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var compressed = Export([.. darwin.Read()], RleForm.Compressed);
        using var first = new CocoFormat().Open(compressed);
        var plain = Export([.. first.Read()], RleForm.Plain);
        using var second = new CocoFormat().Open(plain);
        var again = Export([.. second.Read()], RleForm.Compressed);
        Assert.Equal(File.ReadAllBytes(compressed), File.ReadAllBytes(again));
        Assert.NotEqual(File.ReadAllBytes(compressed), File.ReadAllBytes(plain));

        string Export(IReadOnlyList<AnnotatedImage> images, RleForm form)
        {
            var folder = Path.Combine(_folder.Location, Guid.NewGuid().ToString("N"));
            new ExportToFolder(folder).Write(new CocoFormat(), images, options: FormatOptions.None.With(CocoFormat.Rle, form));
            return Path.Combine(folder, "annotations", "instances_default.json");
        }
    }

    [Fact]
    public void Compat_v7_writes_what_V7_wrote()
    {
        using var darwin = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        new ExportToFolder(_folder.Location).Write(new CocoFormat(), [.. darwin.Read()], options: FormatOptions.None.With(CocoFormat.IsV7Compatible, true));
        using var ours = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Location, "output.json")));
        using var theirs = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("v7", "covid-only-half-coco.json")));
        Assert.Equal(Describe(theirs.RootElement), Describe(ours.RootElement));
        Assert.Equal(Keys(theirs.RootElement, "images"), Keys(ours.RootElement, "images"));
        Assert.Equal(Keys(theirs.RootElement, "annotations"), Keys(ours.RootElement, "annotations"));
        Assert.Equal("""[{"url":"n/a","id":0,"name":"placeholder license"}]""", ours.RootElement.GetProperty("licenses").GetRawText());
    }

    private static List<Annotation> Shapes(AnnotatedImage image) => [.. image.Annotations.Where(a => a.Kind is AnnotationKind.Polygon or AnnotationKind.Mask)];

    private static string[] Keys(JsonElement document, string list) =>
        [.. document.GetProperty(list)[0].EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)];

    /// <summary>Images and annotations line by line, without the numbers that V7 gave by chance (ids, order of categories and tags).</summary>
    private static List<string> Describe(JsonElement document)
    {
        var categories = Names(document.GetProperty("categories"));
        var tags = Names(document.GetProperty("tag_categories"));
        var lines = document.GetProperty("images").EnumerateArray()
            .Select(i => $"image {i.GetProperty("id")} {Path.GetFileNameWithoutExtension(i.GetProperty("file_name").GetString())} {i.GetProperty("width")}x{i.GetProperty("height")} {string.Join(", ", i.GetProperty("tag_ids").EnumerateArray().Select(t => tags[t.GetInt64()]))}")
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var annotation in document.GetProperty("annotations").EnumerateArray().OrderBy(a => a.GetProperty("image_id").GetInt64()))
        {
            var segmentation = annotation.GetProperty("segmentation");
            var shape = segmentation.ValueKind == JsonValueKind.Array
                ? string.Join(' ', segmentation[0].EnumerateArray().Select(Number))
                : "runs of size " + string.Join(' ', segmentation.GetProperty("size").EnumerateArray().Select(Number));
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{annotation.GetProperty("image_id")} {categories[annotation.GetProperty("category_id").GetInt64()]} {annotation.GetProperty("area").GetDouble():0.000} {string.Join(' ', annotation.GetProperty("bbox").EnumerateArray().Select(Number))} {annotation.GetProperty("iscrowd")} {annotation.GetProperty("extra")} {shape}"));
        }

        return lines;
    }

    private static string Number(JsonElement number) => number.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    private static Dictionary<long, string> Names(JsonElement list) =>
        list.EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt64(), c => c.GetProperty("name").GetString()!);
}
