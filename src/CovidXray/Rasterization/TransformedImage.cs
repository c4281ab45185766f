using CovidXray.Annotations;
using CovidXray.Work;

namespace CovidXray.Rasterization;

/// <summary>An image whose annotations were brought to another size, or into a window of it.</summary>
/// <param name="Image">The image in its new size.</param>
/// <param name="Outside">How many annotations lie wholly outside of it and are gone.</param>
/// <param name="NotMovable">How many annotations are gone because their kind cannot be moved: lines, keypoints, ellipses, cuboids, skeletons and others.</param>
internal sealed record TransformedImage(AnnotatedImage Image, int Outside, int NotMovable)
{
    /// <summary>Brings an image's annotations to where a geometry puts the image.</summary>
    /// <param name="image">The image, read with its coordinates.</param>
    /// <param name="geometry">Where it is put.</param>
    /// <param name="meter">Takes the steps; null to do without.</param>
    /// <returns>
    /// The image in its new size. Points outside the image are drawn to its border first, as the pixel rule does; what the
    /// window cuts off is cut off. Raw members that hold the old geometry are dropped.
    /// </returns>
    /// <exception cref="DatasetException">A raster layer does not fit the image.</exception>
    public static TransformedImage Of(AnnotatedImage image, in MaskGeometry geometry, WorkMeter? meter = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (geometry == MaskGeometry.Original(image.Width, image.Height))
        {
            return new TransformedImage(image, 0, 0);
        }

        meter ??= new WorkMeter(long.MaxValue);
        meter.For(image);
        var mover = new AnnotationMover(image, geometry, meter);
        var moved = new List<Annotation>(image.Annotations.Count);
        var (outside, unmoved) = (0, 0);
        foreach (var annotation in image.Annotations)
        {
            if (!CanMove(annotation.Kind))
            {
                unmoved++;
            }
            else if (mover.Move(annotation) is { } result)
            {
                moved.Add(result with { Extras = GeometryMembers.Without(result.Extras) });
            }
            else
            {
                outside++;
            }
        }

        var inNewSize = new AnnotatedImage(image, geometry.Width, geometry.Height, moved)
        {
            // Darwin 2.0's slots hold the old size.
            ImageExtras = [.. image.ImageExtras.Where(e => e.Name != "slots")],
        };
        return new TransformedImage(inNewSize, outside, unmoved);
    }

    private static bool CanMove(AnnotationKind kind) =>
        kind is AnnotationKind.Polygon or AnnotationKind.BoundingBox or AnnotationKind.Mask or AnnotationKind.RasterLayer or AnnotationKind.Tag;
}
