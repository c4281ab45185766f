using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Tests.Formats.Darwin;

namespace CovidXray.Tests.Rasterization;

/// <summary>Once its buffers have grown, a worker allocates what it hands on and nothing beside.</summary>
public sealed class AllocationTests
{
    private const int Many = 400;

    [Fact]
    public void Rasterizing_and_encoding_allocate_nothing_per_annotation()
    {
        var (rasterizer, encoder, format) = (new PolygonRasterizer(), new MaskPngEncoder(), MaskPixelFormat.Grey8(255, 127));
        var (few, many) = (Image(1), Image(Many));
        var forFew = Measure(() => _ = encoder.Encode(rasterizer.Rasterize(few, LabelMap.Default, PaintOrder.IgnoreLast), format).Length);
        var forMany = Measure(() => _ = encoder.Encode(rasterizer.Rasterize(many, LabelMap.Default, PaintOrder.IgnoreLast), format).Length);

        // The mask: a number a row and eight bytes a run. An object for each annotation would be 24 bytes or more.
        Assert.InRange(forFew, 4 * few.Height, (4 + 8) * few.Height * 2);
        Assert.True(forMany - forFew <= 16 * Many, $"{forFew} bytes for one annotation, {forMany} for {Many}");
    }

    [Fact]
    public void Reading_allocates_the_annotations_and_nothing_beside()
    {
        var (few, many) = (Document(1), Document(Many));
        var perAnnotation = (Measure(() => _ = DarwinDocuments.Read(many)) - Measure(() => _ = DarwinDocuments.Read(few))) / (Many - 1.0);

        // Coordinates 4 x 16, ends of rings 4, three array and object heads, the two objects, the name, and its share of the list.
        Assert.InRange(perAnnotation, 64, 432);
        var (shorter, longer) = (Ring(10_000), Ring(20_000));
        var perPoint = (Measure(() => _ = DarwinDocuments.Read(longer)) - Measure(() => _ = DarwinDocuments.Read(shorter))) / 10_000.0;
        Assert.InRange(perPoint, 15.9, 16.1);
    }

    /// <summary>What the work allocates every time: garbage collections, of which other tests make many, empty the array pool now and then.</summary>
    private static long Measure(Action work)
    {
        work();
        return Enumerable.Range(0, 20).Min(_ => Once());

        long Once()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    /// <summary>One large box, and small ones within it.</summary>
    private static AnnotatedImage Image(int annotations) => new("id", 1000, 1000, [.. Enumerable.Range(0, annotations).Select(i => new Annotation
    {
        Name = "Lung",
        Kind = AnnotationKind.Polygon,
        Polygon = i == 0 ? Polygon.FromRing(100, 100, 900, 100, 900, 900, 100, 900) : Polygon.FromRing(500 + (i % 20), 500 + (i / 20), 500 + (i % 20), 500 + (i / 20)),
    })]);

    private static byte[] Document(int annotations)
    {
        var all = string.Join(",", Enumerable.Repeat("""{"name": "Lung", "polygon": {"path": [{"x": 1, "y": 2}, {"x": 5, "y": 2}, {"x": 5, "y": 9}, {"x": 1, "y": 9}]}}""", annotations));
        return System.Text.Encoding.UTF8.GetBytes($$"""{"image": {"width": 100, "height": 100}, "annotations": [{{all}}]}""");
    }

    private static byte[] Ring(int points)
    {
        var path = string.Join(", ", Enumerable.Range(0, points).Select(i => $$"""{"x": {{i % 97}}.0, "y": {{i % 89}}}"""));
        return System.Text.Encoding.UTF8.GetBytes("""{"image": {"width": 100, "height": 100}, "annotations": [{"name": "Lung", "polygon": {"path": [""" + path + "]}}]}");
    }
}
