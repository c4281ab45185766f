using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats;

/// <summary>Turns annotations into masks for formats that hold pixels. What paints is the caller's choice; covidxr paints by V7's rule.</summary>
public interface IMaskSource
{
    /// <summary>Paints annotations, Ignore in front of the others.</summary>
    /// <param name="image">The image.</param>
    /// <param name="labels">The label of each annotation, in file order; 0 leaves it out.</param>
    /// <exception cref="DatasetException">The image is over the limit, or its raster layer does not fit it.</exception>
    Mask Paint(AnnotatedImage image, ReadOnlySpan<byte> labels);

    /// <summary>Tells the patient's right lung from the left one.</summary>
    /// <param name="image">The image.</param>
    /// <returns>For each annotation in file order: true for a right lung, false for a left one, null for everything else.</returns>
    /// <exception cref="DatasetException">The image is over the limit.</exception>
    IReadOnlyList<bool?> FindRightLungs(AnnotatedImage image);
}
