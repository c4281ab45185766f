using CovidXray.Annotations;

namespace CovidXray.Tests.Rasterization;

/// <summary>Images made of polygons.</summary>
internal static class TestImages
{
    public static AnnotatedImage Of(int width, int height, params ReadOnlySpan<Annotation> annotations) => new("7", width, height, annotations.ToArray());

    public static Annotation Region(string name, Polygon polygon) => new() { Kind = AnnotationKind.Polygon, Name = name, Polygon = polygon };

    /// <summary>A rectangle, both corners included.</summary>
    public static Annotation Box(string name, int left, int top, int right, int bottom) =>
        Region(name, Polygon.FromRing(left, top, right, top, right, bottom, left, bottom));
}
