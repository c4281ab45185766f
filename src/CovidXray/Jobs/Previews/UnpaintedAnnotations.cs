using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Jobs.Previews;

/// <summary>The annotations of an image that its picture does not show. Tags do not count.</summary>
/// <param name="Kinds">Kinds that are never painted, such as boxes.</param>
/// <param name="Categories">Categories that are not asked for.</param>
internal sealed record UnpaintedAnnotations(IReadOnlyList<AnnotationKind> Kinds, IReadOnlyList<string> Categories)
{
    /// <param name="labels">The categories that are painted.</param>
    public static UnpaintedAnnotations Of(AnnotatedImage image, LabelMap labels) => new(
        [.. image.Annotations.Where(a => !a.IsPainted && a.Kind is not (AnnotationKind.Tag or AnnotationKind.RasterLayer)).Select(a => a.Kind)],
        [.. image.Annotations.Where(a => a.IsPainted && labels[a.Name] == 0).Select(a => a.Name)]);
}
