using CovidXray.Annotations;
using CovidXray.Geometry;
using CovidXray.Tests.Rasterization;
using CovidXray.Work;

namespace CovidXray.Tests.Geometry;

/// <summary>Edits that would take minutes are refused before they begin.</summary>
public sealed class EditWorkTests
{
    private static readonly PolygonEdits All = new() { Repairs = true, CutsIgnore = true, SimplifyPixels = 1 };

    /// <summary>Outlines that made an edit run for minutes, or into all memory.</summary>
    public static TheoryData<string, AnnotatedImage> Hostile => new()
    {
        { "a star, every edge across every other", Image(Lung(HostileShapes.Star(20_000, 5000))) },
        { "noise", Image(Lung(HostileShapes.Noise(2000, 5000))) },
        { "leaning teeth, side by side", Image(Lung(HostileShapes.Comb(40_000, 5000, lean: 2000))) },
        { "a spiral of 1,000 turns", Image(Lung(HostileShapes.Spiral(100_000, 5000, 1000))) },
        { "300,000 points on a line", Image(Lung(HostileShapes.Diagonal(300_000, 5000))) },
        { "50,000 rings in each other", Image(Lung(HostileShapes.Nested(50_000, 5000))) },
        { "stripes across stripes", Image([.. HostileShapes.Stripes(500, 5000, isUpright: false).Select(Lung), .. HostileShapes.Stripes(500, 5000, isUpright: true).Select(Ignore)]) },
        { "many lungs under an Ignore of many points", Image([.. Enumerable.Repeat(HostileShapes.Square(2000, 2000, 50), 20_000).Select(Lung), Ignore(HostileShapes.Comb(50_000, 5000, lean: 0))]) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_would_take_minutes_is_refused(string what, AnnotatedImage image)
    {
        var error = Assert.Throws<DatasetException>(() => PolygonEditor.Edit(image, All, new PolygonEditResult(), new WorkMeter(WorkMeter.DefaultLimit)));
        Assert.True(error.Message.Contains("more than 1000 million steps of work, the limit (raise it with --max-work if that is right)", StringComparison.Ordinal), what);
    }

    [Fact]
    public void The_message_names_file_and_annotation()
    {
        var image = new AnnotatedImage("7", 5000, 5000, [Lung(HostileShapes.Square(0, 0, 9)), Ignore(HostileShapes.Star(20_000, 5000))]) { Source = "annotations/7.json" };
        var error = Assert.Throws<DatasetException>(() => PolygonEditor.Edit(image, All, new PolygonEditResult(), new WorkMeter(WorkMeter.DefaultLimit)));
        Assert.StartsWith("annotations/7.json: annotation 2 of 2 (Ignore) takes more than", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The largest ring of the release has 1,693 points; this one has six times as many, and crosses itself.</summary>
    [Fact]
    public void Outlines_that_somebody_drew_stay_far_below_the_limit()
    {
        var image = Image(Lung(HostileShapes.Circle(10_000, 4000, teeth: 0)), Lung(HostileShapes.Star(41, 4000)), Ignore(HostileShapes.Square(1000, 1000, 2000)));
        PolygonEditor.Edit(image, All, new PolygonEditResult(), new WorkMeter(WorkMeter.DefaultLimit / 2));
    }

    [Fact]
    public void A_higher_limit_lets_more_through()
    {
        var image = Image(Lung(HostileShapes.Star(101, 5000)));
        var result = new PolygonEditResult();
        Assert.Throws<DatasetException>(() => PolygonEditor.Edit(image, All, new PolygonEditResult(), new WorkMeter(10_000_000)));
        PolygonEditor.Edit(image, All, result, new WorkMeter(1_000_000_000));
        Assert.Equal(1, result.Repaired.Categories[Category.Lung].Changed);
    }

    private static AnnotatedImage Image(params Annotation[] annotations) => TestImages.Of(5000, 5000, annotations);

    private static Annotation Lung(Polygon polygon) => TestImages.Region(Category.Lung, polygon);

    private static Annotation Ignore(Polygon polygon) => TestImages.Region(Category.Ignore, polygon);
}
