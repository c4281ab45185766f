namespace CovidXray.Annotations;

/// <summary>What an annotation is: the geometry that its document gives it.</summary>
public enum AnnotationKind
{
    /// <summary>One or more rings, filled by the even-odd rule. Darwin's <c>polygon</c> and <c>complex_polygon</c>.</summary>
    Polygon,

    /// <summary>An axis-parallel box.</summary>
    BoundingBox,

    /// <summary>A word or a value about the whole image, without geometry.</summary>
    Tag,

    /// <summary>An open line.</summary>
    Line,

    /// <summary>A single point.</summary>
    Keypoint,

    /// <summary>An ellipse with centre, radii and angle.</summary>
    Ellipse,

    /// <summary>A front and a back box.</summary>
    Cuboid,

    /// <summary>Named nodes.</summary>
    Skeleton,

    /// <summary>Pixels of one class; they stand in the image's raster layer.</summary>
    Mask,

    /// <summary>The run-length coded pixels of every mask annotation of an image.</summary>
    RasterLayer,

    /// <summary>Any other kind (table, graph, string, ...): kept as it stands, never drawn.</summary>
    Other,
}
