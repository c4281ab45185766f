using CovidXray.Annotations;
using CovidXray.Masks;

namespace CovidXray.Formats.Coco;

/// <summary>The shape of an annotation in COCO.</summary>
/// <param name="Kind">How it is given.</param>
/// <param name="Polygons">What is to be painted one by one; the polygons are null if they were read without coordinates.</param>
/// <param name="Mask">The pixels of runs; null if they were read without coordinates.</param>
internal readonly record struct CocoSegmentation(CocoSegmentationKind Kind, IReadOnlyList<Polygon?> Polygons, Mask? Mask);
