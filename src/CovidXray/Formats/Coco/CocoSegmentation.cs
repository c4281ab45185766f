using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Coco;

/// <summary>The shape of an annotation in COCO.</summary>
/// <param name="Kind">How it is given.</param>
/// <param name="Polygon">The polygons, as rings of one; null if they were read without coordinates.</param>
/// <param name="Mask">The pixels of runs; null if they were read without coordinates.</param>
internal readonly record struct CocoSegmentation(CocoSegmentationKind Kind, Polygon? Polygon, Mask? Mask);

/// <summary>How COCO gives a shape.</summary>
internal enum CocoSegmentationKind
{
    /// <summary>Not at all: there is only a box.</summary>
    None,

    /// <summary>By polygons of which none has points.</summary>
    Empty,

    /// <summary>By polygons, which are united.</summary>
    Polygons,

    /// <summary>By run lengths, as numbers or as text.</summary>
    Runs,
}
