using CovidXray.Annotations;

namespace CovidXray.Formats;

/// <summary>What formats that hold pixels in place of points cannot hold, whichever they are.</summary>
internal static class AnnotationLosses
{
    /// <summary>Kinds with geometry that is never drawn, in the plural; null for all others.</summary>
    public static string? UndrawnKind(AnnotationKind kind) => kind switch
    {
        AnnotationKind.Line => "lines",
        AnnotationKind.Keypoint => "keypoints",
        AnnotationKind.Ellipse => "ellipses",
        AnnotationKind.Cuboid => "cuboids",
        AnnotationKind.Skeleton => "skeletons",
        AnnotationKind.Other => "annotations of other kinds",
        _ => null,
    };

    /// <summary>Counts tags, points, ids, keys, and kinds that are not drawn.</summary>
    /// <param name="image">The image.</param>
    /// <param name="losses">Takes the counts.</param>
    /// <param name="keptKeys">Keys of annotations that the format holds.</param>
    public static void CountOfPixels(AnnotatedImage image, LossTally losses, Func<string, bool>? keptKeys = null)
    {
        foreach (var annotation in image.Annotations)
        {
            if (UndrawnKind(annotation.Kind) is { } kind)
            {
                losses.Add(kind, image.Id);
                continue;
            }

            losses.Add("tags", image.Id, annotation.Kind == AnnotationKind.Tag ? 1 : 0);
            losses.Add("points of polygons (pixels are kept)", image.Id, annotation.Kind == AnnotationKind.Polygon ? 1 : 0);
            if (annotation.Kind is not (AnnotationKind.Tag or AnnotationKind.RasterLayer))
            {
                losses.Add("ids of annotations", image.Id, annotation.Id is not null && annotation.Kind != AnnotationKind.Mask ? 1 : 0);
                losses.Add("keys of annotations", image.Id, GeometryMembers.Without(annotation.Extras).Count(e => keptKeys?.Invoke(e.Name) != true));
            }
        }

        losses.Add("keys of images", image.Id, image.Extras.Count + image.ImageExtras.Count);
    }
}
