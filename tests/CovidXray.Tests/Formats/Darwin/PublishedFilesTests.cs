using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Formats.Darwin;

/// <summary>V7's files, read by the library and by the framework's document model, must say the same.</summary>
public sealed class PublishedFilesTests
{
    [Fact]
    public void Every_annotation_equals_an_independent_reading_bit_for_bit()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var image in dataset.Read())
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("v7", "annotations", image.Id + ".json")));
            AssertSameImage(document.RootElement, image);
            var annotations = document.RootElement.GetProperty("annotations").EnumerateArray().ToArray();
            Assert.Equal(annotations.Length, image.Annotations.Count);
            foreach (var (json, annotation) in annotations.Zip(image.Annotations))
            {
                AssertSameAnnotation(json, annotation, image.Id);
                var what = annotation.Kind == AnnotationKind.Tag ? "tag" : annotation.Name;
                counts[what] = counts.GetValueOrDefault(what) + 1;
            }
        }

        Assert.Equal(253, dataset.Entries.Count);
        Assert.Equal((416, 68, 2567, 3), (counts["Lung"], counts["Ignore"], counts["tag"], counts.Count));
    }

    [Fact]
    public void Without_coordinates_everything_else_is_the_same()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        foreach (var entry in dataset.Entries)
        {
            var (full, brief) = (entry.Read(), entry.Read(ReadDetail.WithoutCoordinates));
            Assert.Equal(full.Tags.All, brief.Tags.All);
            Assert.Equal(full.Annotations.Select(a => (a.Name, a.Kind)), brief.Annotations.Select(a => (a.Name, a.Kind)));
            Assert.Equal((full.Width, full.Height, full.Seq, full.OriginalFileName), (brief.Width, brief.Height, brief.Seq, brief.OriginalFileName));
            Assert.All(brief.Annotations, a => Assert.Null(a.Polygon));
        }
    }

    [Fact]
    public void The_zip_gives_the_same_images_as_the_folder()
    {
        using var folder = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        using var zip = AnnotationFormats.Open(SharedData.Path("v7", "covid-only-half.zip"));
        Assert.Empty(zip.Problems);
        Assert.Equal(folder.Entries.Select(e => e.Id), zip.Entries.Select(e => e.Id));
        foreach (var (expected, actual) in folder.Read().Zip(zip.Read()))
        {
            Assert.Equal("covid-only-half.zip/" + expected.Id + ".json", actual.Source);
            Assert.Equal("annotations/" + expected.Id + ".json", expected.Source);
            AssertSame(expected, actual);
        }
    }

    [Fact]
    public void A_zip_may_be_read_from_many_threads_at_once()
    {
        using var folder = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        using var zip = AnnotationFormats.Open(SharedData.Path("v7", "covid-only-half.zip"));
        Parallel.For(0, 253, i => AssertSame(folder.Entries[i].Read(), zip.Entries[i].Read()));
    }

    private static void AssertSameImage(JsonElement document, AnnotatedImage image)
    {
        var json = document.GetProperty("image");
        Assert.Equal((json.GetProperty("width").GetInt32(), json.GetProperty("height").GetInt32()), (image.Width, image.Height));
        Assert.Equal(json.GetProperty("seq").GetInt64(), image.Seq);
        Assert.Equal(json.GetProperty("filename").GetString(), image.FileName);
        Assert.Equal(json.GetProperty("original_filename").GetString(), image.OriginalFileName);
        Assert.Equal(json.GetProperty("url").GetString(), image.Url);
        Assert.Equal(json.GetProperty("thumbnail_url").GetString(), image.ThumbnailUrl);
        Assert.Equal(json.GetProperty("workview_url").GetString(), image.WorkviewUrl);
        Assert.Equal(document.GetProperty("dataset").GetString(), image.DatasetName);
    }

    private static void AssertSameAnnotation(JsonElement json, Annotation annotation, string id)
    {
        Assert.Equal(json.GetProperty("name").GetString(), annotation.Name);
        if (json.TryGetProperty("tag", out _))
        {
            Assert.Equal(AnnotationKind.Tag, annotation.Kind);
            return;
        }

        Assert.Equal(AnnotationKind.Polygon, annotation.Kind);
        JsonElement[] rings = json.TryGetProperty("polygon", out var simple)
            ? [simple.GetProperty("path")]
            : [.. json.GetProperty("complex_polygon").GetProperty("path").EnumerateArray()];
        var expected = rings.SelectMany(r => r.EnumerateArray()).SelectMany(p => new[] { p.GetProperty("x").GetDouble(), p.GetProperty("y").GetDouble() });
        Assert.True(
            expected.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(annotation.Polygon!.Coordinates.ToArray().Select(BitConverter.DoubleToInt64Bits)),
            $"coordinates of '{annotation.Name}' in {id} differ");
        Assert.Equal(rings.Length, annotation.Polygon.RingCount);
        Assert.Equal(rings.Select(r => r.GetArrayLength()), Enumerable.Range(0, rings.Length).Select(r => annotation.Polygon[r].Count));
    }

    private static void AssertSame(AnnotatedImage expected, AnnotatedImage actual)
    {
        Assert.Equal((expected.Id, expected.Width, expected.Height, expected.Seq), (actual.Id, actual.Width, actual.Height, actual.Seq));
        Assert.Equal(expected.Annotations.Select(a => (a.Name, a.Kind)), actual.Annotations.Select(a => (a.Name, a.Kind)));
        foreach (var (one, other) in expected.Annotations.Zip(actual.Annotations))
        {
            Assert.Equal(one.Polygon is null, other.Polygon is null);
            Assert.True(one.Polygon is null || one.Polygon.Coordinates.SequenceEqual(other.Polygon!.Coordinates), $"coordinates in {expected.Id} differ");
            Assert.True(one.Polygon is null || one.Polygon.RingEnds.SequenceEqual(other.Polygon!.RingEnds), $"rings in {expected.Id} differ");
        }
    }
}
