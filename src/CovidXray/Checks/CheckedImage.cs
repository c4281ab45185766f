using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Checks;

/// <summary>An image as rules look at it: what is worked out of its polygons is worked out once.</summary>
/// <param name="image">The image, read with its coordinates.</param>
/// <param name="facts">Its facts.</param>
/// <param name="rasterizer">Paints it; one for each thread.</param>
internal sealed class CheckedImage(AnnotatedImage image, ImageFacts facts, PolygonRasterizer rasterizer)
{
    private readonly Mask?[] _masks = new Mask?[image.Annotations.Count];

    /// <summary>The image.</summary>
    public AnnotatedImage Image => image;

    /// <summary>Size, tags and row of metadata.</summary>
    public ImageFacts Facts => facts;

    /// <summary>The annotations of a category that have pixels, by their indices.</summary>
    public IEnumerable<int> Painted(string category) =>
        Enumerable.Range(0, image.Annotations.Count).Where(i => image.Annotations[i] is { IsPainted: true } one && string.Equals(one.Name, category, StringComparison.Ordinal));

    /// <summary>The pixels of one annotation, whatever is painted over them: label 1.</summary>
    /// <exception cref="DatasetException">The image is over the rasterizer's limit.</exception>
    public Mask MaskOf(int annotation)
    {
        if (_masks[annotation] is { } known)
        {
            return known;
        }

        Span<byte> labels = image.Annotations.Count <= 256 ? stackalloc byte[image.Annotations.Count] : new byte[image.Annotations.Count];
        labels[annotation] = 1;
        return _masks[annotation] = rasterizer.Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
    }
}
