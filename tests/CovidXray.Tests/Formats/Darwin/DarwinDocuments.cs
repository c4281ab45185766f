using System.Text;
using CovidXray.Annotations;
using CovidXray.Formats.Darwin;

namespace CovidXray.Tests.Formats.Darwin;

/// <summary>Darwin documents as text, and what reading them gives.</summary>
internal static class DarwinDocuments
{
    public const string Source = "annotations/7.json";

    /// <summary>A version 1.0 document of 8 x 6 pixels.</summary>
    public static string Document(string annotations) =>
        $$"""{"image": {"width": 8, "height": 6}, "annotations": [{{annotations}}]}""";

    /// <summary>A tag annotation; the text goes into the JSON as it stands.</summary>
    public static string Tag(string text) => $$"""{"name": "{{text}}", "tag": {} }""";

    public static AnnotatedImage Read(string document, ReadDetail detail = ReadDetail.Full) =>
        Read(Encoding.UTF8.GetBytes(document), detail);

    public static AnnotatedImage Read(ReadOnlySpan<byte> document, ReadDetail detail = ReadDetail.Full) =>
        DarwinFormat.ReadDocument(document, "7", Source, detail);

    /// <summary>The only annotation of a document.</summary>
    public static Annotation ReadAnnotation(string annotation) => Assert.Single(Read(Document(annotation)).Annotations);

    /// <summary>A polygon's rings as text: x y, x y; x y, ...</summary>
    public static string Rings(Polygon? polygon)
    {
        Assert.NotNull(polygon);
        var rings = new List<string>();
        for (var r = 0; r < polygon.RingCount; r++)
        {
            var ring = polygon[r];
            var points = new List<string>();
            for (var i = 0; i < ring.Count; i++)
            {
                points.Add($"{ring.X(i)} {ring.Y(i)}");
            }

            rings.Add(string.Join(", ", points));
        }

        return string.Join("; ", rings);
    }

    /// <summary>Members as one text each, name and raw JSON.</summary>
    public static IEnumerable<string> Texts(IEnumerable<JsonMember> members) =>
        members.Select(m => $"{m.Name}: {Encoding.UTF8.GetString(m.Json.Span)}");
}
