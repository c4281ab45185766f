using System.Collections.Frozen;

namespace CovidXray.Annotations;

/// <summary>Members of an annotation's object in Darwin JSON that hold coordinates: they are wrong once its geometry is another.</summary>
internal static class GeometryMembers
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        ["polygon", "complex_polygon", "bounding_box", "mask", "raster_layer", "directional_vector"],
        StringComparer.Ordinal);

    /// <summary>The members that hold none.</summary>
    public static IReadOnlyList<JsonMember> Without(IReadOnlyList<JsonMember> members) => [.. members.Where(m => !Names.Contains(m.Name))];
}
