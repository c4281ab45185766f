using System.Collections.Frozen;

namespace CovidXray.Annotations;

/// <summary>Members of an annotation's object in Darwin JSON that hold coordinates: they are wrong once its geometry is another.</summary>
internal static class GeometryMembers
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            .. AnnotationKindNames.Members
                .Where(m => m.Kind is AnnotationKind.Polygon or AnnotationKind.BoundingBox or AnnotationKind.Mask or AnnotationKind.RasterLayer)
                .Select(m => m.Name),
            "directional_vector",
        ],
        StringComparer.Ordinal);

    /// <summary>The members that hold none.</summary>
    public static IReadOnlyList<JsonMember> Without(IReadOnlyList<JsonMember> members) => [.. members.Where(m => !Names.Contains(m.Name))];
}
