namespace CovidXray.Formats.Coco;

/// <summary>How COCO holds shapes.</summary>
public enum RleForm
{
    /// <summary>Polygons; shapes with holes are compressed runs all the same, as COCO's polygons have none. The default.</summary>
    Polygons,

    /// <summary>Runs in the compressed text form, which pycocotools reads fastest.</summary>
    Compressed,

    /// <summary>Runs as arrays of numbers.</summary>
    Plain,
}
