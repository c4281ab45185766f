using System.Text;
using CovidXray.Annotations;

namespace CovidXray.Tests.Formats;

/// <summary>Images that each have one thing that a format may stumble over.</summary>
internal static class Specimens
{
    public const string OddName = "a \"quoted\" <b>&amp; \\ 'é' 😀: #1, {x}";

    private static readonly string[] OtherKinds = ["line", "keypoint", "ellipse", "cuboid", "skeleton", "string"];

    /// <summary>All of them, each under its own id, sorted.</summary>
    public static IReadOnlyList<AnnotatedImage> All { get; } = Make();

    private static AnnotatedImage[] Make()
    {
        var images = new List<AnnotatedImage>();
        Add("nothing");
        Add("lungs", Shape("Lung", 4, 4, 20, 4, 20, 30, 4, 30), Shape("Lung", 40, 4, 56, 4, 56, 30, 40, 30));
        Add("fractions", Shape("Lung", 4.25, 4.125, 20.5, 4.0626, 19.3, 30.7, 4.1, 30.000001));
        Add("overlap", Shape("Lung", 4, 4, 40, 4, 40, 30, 4, 30), Shape("Ignore", 10, 10, 20, 10, 20, 20, 10, 20));
        Add("overlaps", Shape("Lung", 4, 4, 40, 4, 40, 30, 4, 30), Shape("Device", 30, 8, 50, 8, 50, 40, 30, 40), Shape("Ignore", 20, 20, 60, 20, 60, 26, 20, 26));
        Add("hole", Rings("Ignore", [4, 4, 40, 4, 40, 30, 4, 30], [10, 10, 20, 10, 20, 20, 10, 20]));
        Add("united", United(Rings("Lung", [4, 4, 40, 4, 40, 30, 4, 30], [10, 10, 20, 10, 20, 20, 10, 20])));
        Add("united-apart", United(Rings("Lung", [2, 2, 30, 2, 30, 8, 8, 8, 8, 30, 2, 30], [20, 20, 28, 20, 28, 28, 20, 28])));
        Add("parts", Rings("Lung", [4, 4, 20, 4, 20, 30, 4, 30], [40.5, 4, 56, 4, 56, 30, 40, 30]));
        Add("point", Shape("Ignore", 7, 9));
        Add("stroke", Shape("Ignore", 7, 9, 30, 12));
        Add("outside", Shape("Ignore", -3.85, -2, 10, -2, 10, 8, -3.85, 8), Shape("Lung", 50, 30, 90, 30, 90, 70, 50, 70));
        Add("box", new Annotation { Name = "Device", Kind = AnnotationKind.BoundingBox, BoundingBox = new BoundingBox(5, 6, 20, 12) });
        Add("tags", Tag("View/PA"), Tag("Age:55"), Tag("location:Wuhan, \"Hubei\"; 武汉"), Tag("View/PA"));
        Add("mask", Masks());
        foreach (var kind in Enum.GetValues<AnnotationKind>().Where(k => k is not (AnnotationKind.Polygon or AnnotationKind.BoundingBox or AnnotationKind.Tag or AnnotationKind.Mask or AnnotationKind.RasterLayer)))
        {
            var member = OtherKinds.FirstOrDefault(k => k.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)) ?? "string";
            Add("kind-" + member, new Annotation { Name = "Device", Kind = kind, Extras = [Member(member, """{"path": [{"x": 1, "y": 2}]}""")] });
        }

        Add("annotation-keys", Shape("Lung", 4, 4, 20, 4, 20, 30) with { Extras = [Member("instance_id", "{\"value\": 3}"), Member("attributes", "[\n  \"blurred\"\n]")] });
        Add("annotation-id", Shape("Lung", 4, 4, 20, 4, 20, 30) with { Id = "0b3e9f6c-6f0f-4a44-9d7e-3c7b7d0f5c11" });
        Add("odd-category", Shape(OddName, 4, 4, 20, 4, 20, 30));
        images.Add(Image("odd-name", "Universität 1.2 (a) é.png"));
        images.Add(new AnnotatedImage(Image("image-keys", "image-keys.png"), 64, 48, []) { ImageExtras = [Member("team", "{\"name\": \"v7\"}")], Seq = 77 });
        images.Add(new AnnotatedImage(Image("document-keys", "document-keys.png"), 64, 48, []) { Extras = [Member("annotated", "true")], Seq = 78 });
        return [.. images.OrderBy(i => i.Id, StringComparer.Ordinal)];

        void Add(string id, params Annotation[] annotations) =>
            images.Add(new AnnotatedImage(Image(id, id + ".png"), 64, 48, annotations) { OriginalFileName = id + ".png", Seq = images.Count + 10 });
    }

    private static AnnotatedImage Image(string id, string name) => new(id, 64, 48, []) { OriginalFileName = name, Seq = 9000 + id.Length, Source = id };

    private static Annotation Shape(string name, params double[] points) =>
        new() { Name = name, Kind = AnnotationKind.Polygon, Polygon = Polygon.FromRing(points) };

    private static Annotation Rings(string name, params double[][] rings) => new()
    {
        Name = name,
        Kind = AnnotationKind.Polygon,
        Polygon = new Polygon(rings.SelectMany(r => r).ToArray(), [.. rings.Select((_, i) => rings.Take(i + 1).Sum(r => r.Length))]),
    };

    private static Annotation United(Annotation annotation) => annotation with { Polygon = annotation.Polygon!.Filled(asUnion: true) };

    private static Annotation Tag(string name) => new() { Name = name, Kind = AnnotationKind.Tag };

    /// <summary>Two masks in one layer, the second with a hole and a single pixel.</summary>
    private static Annotation[] Masks() =>
    [
        new() { Name = "Lung", Kind = AnnotationKind.Mask, Id = "5a0f6f9e-0000-4000-8000-000000000001", Extras = [Member("mask", "{}")] },
        new() { Name = "Ignore", Kind = AnnotationKind.Mask, Id = "5a0f6f9e-0000-4000-8000-000000000002", Extras = [Member("mask", "{}")] },
        new()
        {
            Name = "__raster_layer__",
            Kind = AnnotationKind.RasterLayer,
            RasterLayer = new RasterLayer(
                [0, 70, 1, 20, 0, 44, 1, 20, 0, 44, 1, 20, 0, 102, 2, 3, 0, 61, 2, 1, 0, 1, 2, 1, 0, 61, 2, 3, 0, (64 * 48) - 454, 2, 3],
                new Dictionary<string, int>(StringComparer.Ordinal) { ["5a0f6f9e-0000-4000-8000-000000000001"] = 1, ["5a0f6f9e-0000-4000-8000-000000000002"] = 2 }),
        },
    ];

    private static JsonMember Member(string name, string json) => new(name, Encoding.UTF8.GetBytes(json));
}
