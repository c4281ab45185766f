using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Where;

namespace CovidXray.Tests.Filters;

/// <summary>Facts of images that no file holds.</summary>
internal static class Facts
{
    public static ImageFacts Of(params string[] tags) => Sized("7", 8, 6, tags);

    public static ImageFacts Sized(string id, int width, int height, params string[] tags) => new(Image(id, width, height, [], tags));

    public static AnnotatedImage Image(string id, int width, int height, IEnumerable<string> regions, IEnumerable<string> tags) => new(id, width, height, Annotations(regions, tags));

    /// <summary>An image with a file name, by which metadata are found.</summary>
    public static AnnotatedImage Named(string id, string name, IEnumerable<string> regions, IEnumerable<string> tags) => new(id, 8, 6, Annotations(regions, tags)) { OriginalFileName = name };

    private static Annotation[] Annotations(IEnumerable<string> regions, IEnumerable<string> tags) =>
    [
        .. regions.Select(r => new Annotation { Name = r, Kind = AnnotationKind.Polygon }),
        .. tags.Select(t => new Annotation { Name = t, Kind = AnnotationKind.Tag }),
    ];

    public static bool Holds(string expression, params string[] tags) => WhereExpression.Parse(expression).Matches(Of(tags));
}
