using CovidXray.Annotations;
using CovidXray.Formats.Json;

namespace CovidXray.Formats.Darwin;

/// <summary>Which members of an annotation say what kind it is.</summary>
/// <remarks>If several stand in one annotation, the first of Darwin's order counts, which is that of <see cref="AnnotationKind"/>.</remarks>
internal static class DarwinKinds
{
    /// <summary>The kind that the current member's name stands for; null if it stands for none.</summary>
    public static AnnotationKind? Find(in JsonCursor member) => true switch
    {
        _ when member.NameIs("tag"u8) => AnnotationKind.Tag,
        _ when member.NameIs("line"u8) => AnnotationKind.Line,
        _ when member.NameIs("mask"u8) => AnnotationKind.Mask,
        _ when member.NameIs("cuboid"u8) => AnnotationKind.Cuboid,
        _ when member.NameIs("polygon"u8) => AnnotationKind.Polygon,
        _ when member.NameIs("ellipse"u8) => AnnotationKind.Ellipse,
        _ when member.NameIs("keypoint"u8) => AnnotationKind.Keypoint,
        _ when member.NameIs("skeleton"u8) => AnnotationKind.Skeleton,
        _ when member.NameIs("bounding_box"u8) => AnnotationKind.BoundingBox,
        _ when member.NameIs("raster_layer"u8) => AnnotationKind.RasterLayer,
        _ when member.NameIs("complex_polygon"u8) => AnnotationKind.Polygon,
        _ => null,
    };

    /// <summary>Whether one kind counts rather than another.</summary>
    public static bool Precedes(AnnotationKind kind, AnnotationKind other) => kind < other;
}
