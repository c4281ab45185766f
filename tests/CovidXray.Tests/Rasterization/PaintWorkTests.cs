using CovidXray.Annotations;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Rasterization;

/// <summary>Masks that would take too long to paint are refused, painting can be stopped, and neither spoils the next mask.</summary>
public sealed class PaintWorkTests
{
    private const int Side = 5656;

    /// <summary>Images of 32 megapixels and less than 10 MB of JSON that took minutes, or gigabytes.</summary>
    public static TheoryData<string, AnnotatedImage> Hostile => new()
    {
        { "edges across the whole image", Image([Lung(HostileShapes.Star(300_000, Side))]) },
        { "many whole-image squares", Image([.. Enumerable.Repeat(Lung(HostileShapes.Square(0, 0, Side - 1)), 40_000)]) },
        { "squares in each other", Image([.. Enumerable.Range(0, 40_000).Select(i => Lung(HostileShapes.Square(i % 2800, i % 2800, Side - 1 - (2 * (i % 2800)))))]) },
        { "a run for every second pixel", Image([Lung(HostileShapes.Rings([.. Enumerable.Range(0, Side / 2).Select(i => Polygon.FromRing(2 * i, 0, 2 * i, Side - 1))]))]) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_would_take_too_long_is_refused(string what, AnnotatedImage image)
    {
        var rasterizer = new PolygonRasterizer();
        var error = Assert.Throws<DatasetException>(() => rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.IgnoreLast));
        Assert.True(error.Message.Contains("more than 1000 million steps of work, the limit (raise it with --max-work if that is right)", StringComparison.Ordinal), what);

        // The next mask is right, and has its whole limit.
        var small = Image([Lung(HostileShapes.Star(2001, 900))]);
        Assert.Equal(PolygonRasterizer.Rasterize(small), rasterizer.Rasterize(small, LabelMap.Default, PaintOrder.IgnoreLast));
    }

    [Fact]
    public void A_higher_limit_lets_more_through()
    {
        var image = Image([Lung(HostileShapes.Comb(400, Side, lean: 0)), Lung(HostileShapes.Square(0, 0, 10))]);
        var error = Assert.Throws<DatasetException>(() => new PolygonRasterizer { MaxWork = 1_000_000 }.Rasterize(image, LabelMap.Default, PaintOrder.V7));
        Assert.StartsWith("annotation 1 of 2 (Lung) takes more than 1 million steps", error.Problem, StringComparison.Ordinal);
        Assert.Equal(PolygonRasterizer.Rasterize(image), new PolygonRasterizer { MaxWork = 5_000_000_000 }.Rasterize(image, LabelMap.Default, PaintOrder.V7));
    }

    [Fact]
    public void Painting_stops_within_an_image()
    {
        using var stop = new CancellationTokenSource();
        var rasterizer = new PolygonRasterizer { Cancellation = stop.Token };
        var image = Image([Lung(HostileShapes.Square(0, 0, 100))]);
        Assert.False(rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7).Runs.IsEmpty);
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => rasterizer.Rasterize(image, LabelMap.Default, PaintOrder.V7));
    }

    private static AnnotatedImage Image(ReadOnlySpan<Annotation> annotations) => TestImages.Of(Side, Side, annotations);

    private static Annotation Lung(Polygon polygon) => TestImages.Region(Category.Lung, polygon);
}
