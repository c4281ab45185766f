using System.Globalization;

namespace CovidXray.Annotations;

/// <summary>What an annotation is: the geometry that its document gives it.</summary>
public enum AnnotationKind
{
    /// <summary>One or more rings, filled by the even-odd rule. Darwin's <c>polygon</c> and <c>complex_polygon</c>.</summary>
    Polygon,

    /// <summary>An axis-parallel box.</summary>
    BoundingBox,

    /// <summary>A word or a value about the whole image, without geometry.</summary>
    Tag,

    /// <summary>An open line.</summary>
    Line,

    /// <summary>A single point.</summary>
    Keypoint,

    /// <summary>An ellipse with centre, radii and angle.</summary>
    Ellipse,

    /// <summary>A front and a back box.</summary>
    Cuboid,

    /// <summary>Named nodes.</summary>
    Skeleton,

    /// <summary>Pixels of one class; they stand in the image's raster layer.</summary>
    Mask,

    /// <summary>The run-length coded pixels of every mask annotation of an image.</summary>
    RasterLayer,

    /// <summary>Any other kind (table, graph, string, ...): kept as it stands, never drawn.</summary>
    Other,
}

/// <summary>What the kinds of annotations are called. This is the only list of it.</summary>
internal static class AnnotationKindNames
{
    /// <summary>Darwin's member of a polygon.</summary>
    public const string Polygon = "polygon";

    /// <summary>Darwin's member of a polygon of several rings.</summary>
    public const string ComplexPolygon = "complex_polygon";

    /// <summary>Darwin's member of a box.</summary>
    public const string BoundingBox = "bounding_box";

    /// <summary>Darwin's member of an image's raster layer.</summary>
    public const string RasterLayer = "raster_layer";

    // In the order of the kinds.
    private static readonly (AnnotationKind Kind, string Member, string Plural)[] All =
    [
        (AnnotationKind.Polygon, Polygon, "polygons"),
        (AnnotationKind.BoundingBox, BoundingBox, "bounding boxes"),
        (AnnotationKind.Tag, "tag", "tags"),
        (AnnotationKind.Line, "line", "lines"),
        (AnnotationKind.Keypoint, "keypoint", "keypoints"),
        (AnnotationKind.Ellipse, "ellipse", "ellipses"),
        (AnnotationKind.Cuboid, "cuboid", "cuboids"),
        (AnnotationKind.Skeleton, "skeleton", "skeletons"),
        (AnnotationKind.Mask, "mask", "masks"),
        (AnnotationKind.RasterLayer, RasterLayer, "raster layers"),
        (AnnotationKind.Other, "other", "annotations of other kinds"),
    ];

    /// <summary>The members of an annotation's object in Darwin JSON that say what kind it is.</summary>
    public static IReadOnlyList<(string Name, AnnotationKind Kind)> Members { get; } =
        [.. All.Where(k => k.Kind != AnnotationKind.Other).Select(k => (k.Member, k.Kind)), (ComplexPolygon, AnnotationKind.Polygon)];

    /// <summary>The kind as Darwin names it: <c>bounding_box</c>; <c>other</c> for kinds without a name here.</summary>
    public static string NameOf(AnnotationKind kind) => All[(int)kind].Member;

    /// <summary>Several of it: <c>bounding boxes</c>.</summary>
    public static string PluralOf(AnnotationKind kind) => All[(int)kind].Plural;

    /// <summary>A number of it: <c>1 bounding box</c>, <c>2 ellipses</c>.</summary>
    public static string Count(AnnotationKind kind, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{count:N0} {(count != 1 ? PluralOf(kind) : kind == AnnotationKind.Other ? "annotation of another kind" : NameOf(kind).Replace('_', ' '))}");
}
