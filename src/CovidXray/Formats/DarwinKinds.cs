using System.Text.Json;
using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>Which members of an annotation say what kind it is.</summary>
/// <remarks>If several stand in one annotation, the first of Darwin's order counts, which is that of <see cref="AnnotationKind"/>.</remarks>
internal static class DarwinKinds
{
    /// <summary>The kind that the current member's name stands for; null if it stands for none.</summary>
    public static AnnotationKind? Find(ref Utf8JsonReader member) => member.ValueSpan.Length switch
    {
        3 when member.ValueTextEquals("tag"u8) => AnnotationKind.Tag,
        4 when member.ValueTextEquals("line"u8) => AnnotationKind.Line,
        4 when member.ValueTextEquals("mask"u8) => AnnotationKind.Mask,
        6 when member.ValueTextEquals("cuboid"u8) => AnnotationKind.Cuboid,
        7 when member.ValueTextEquals("polygon"u8) => AnnotationKind.Polygon,
        7 when member.ValueTextEquals("ellipse"u8) => AnnotationKind.Ellipse,
        8 when member.ValueTextEquals("keypoint"u8) => AnnotationKind.Keypoint,
        8 when member.ValueTextEquals("skeleton"u8) => AnnotationKind.Skeleton,
        12 when member.ValueTextEquals("bounding_box"u8) => AnnotationKind.BoundingBox,
        12 when member.ValueTextEquals("raster_layer"u8) => AnnotationKind.RasterLayer,
        15 when member.ValueTextEquals("complex_polygon"u8) => AnnotationKind.Polygon,
        _ => null,
    };

    /// <summary>Whether one kind counts rather than another.</summary>
    public static bool Precedes(AnnotationKind kind, AnnotationKind other) => kind < other;
}
