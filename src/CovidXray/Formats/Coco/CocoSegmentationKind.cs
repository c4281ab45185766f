namespace CovidXray.Formats.Coco;

/// <summary>How COCO gives a shape.</summary>
internal enum CocoSegmentationKind
{
    /// <summary>Not at all: there is only a box.</summary>
    None,

    /// <summary>By polygons, which are united.</summary>
    Polygons,

    /// <summary>By run lengths, as numbers or as text.</summary>
    Runs,
}
