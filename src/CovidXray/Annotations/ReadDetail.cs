namespace CovidXray.Annotations;

/// <summary>How much of an image's document to read.</summary>
public enum ReadDetail
{
    /// <summary>Everything.</summary>
    Full,

    /// <summary>Polygons and raster layers without their coordinates, which are skipped unparsed: enough to filter and count.</summary>
    WithoutCoordinates,
}
