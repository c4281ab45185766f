using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Tests.Checks;

/// <summary>Images of a few annotations, and what rules find in them.</summary>
internal static class CheckedImages
{
    /// <summary>A tag.</summary>
    public static Annotation Tag(string text) => new() { Name = text, Kind = AnnotationKind.Tag };

    /// <summary>A polygon of one ring.</summary>
    public static Annotation Ring(string name, params double[] coordinates) => Shape(name, Polygon.FromRing(coordinates));

    /// <summary>A rectangle, its right and lower sides included.</summary>
    public static Annotation Box(string name, double left, double top, double right, double bottom) => Ring(name, left, top, right, top, right, bottom, left, bottom);

    public static Annotation Shape(string name, Polygon polygon) => new() { Name = name, Kind = AnnotationKind.Polygon, Polygon = polygon };

    /// <summary>An image of 200 x 100 pixels.</summary>
    public static AnnotatedImage Image(params Annotation[] annotations) => new("7", 200, 100, annotations) { Source = "annotations/7.json" };

    /// <summary>The texts of what a rule finds in an image, with the index of the annotation in front.</summary>
    public static IReadOnlyList<string> Find(string code, params Annotation[] annotations)
    {
        var rule = CheckRules.Find(code)!;
        var image = Image(annotations);
        var facts = new ImageFacts(image);
        var meter = new WorkMeter(WorkMeter.DefaultLimit);
        meter.Begin();
        var found = rule.OfFacts is { } ofFacts ? ofFacts(facts) : rule.OfImage!(new CheckedImage(image, facts, new PolygonRasterizer(meter), meter));
        return [.. found.Select(o => o.Annotation is { } annotation ? $"{annotation}: {o.Text}" : o.Text)];
    }
}
