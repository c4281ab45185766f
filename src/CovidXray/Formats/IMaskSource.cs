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
}
