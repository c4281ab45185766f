namespace CovidXray.Formats;

/// <summary>How formats write. Each format takes what concerns it.</summary>
public sealed record ExportOptions
{
    /// <summary>The categories of the whole export that have geometry, sorted (ordinal): what ids are given from.</summary>
    public required DatasetCensus Census { get; init; }

    /// <summary>COCO: polygons, or run-length encoded masks.</summary>
    public RleForm Rle { get; init; }

    /// <summary>COCO: the form of V7's own exporter, with its defects.</summary>
    public bool IsV7Compatible { get; init; }

    /// <summary>Darwin: write version 2.0 rather than 1.0.</summary>
    public bool IsDarwin2 { get; init; }
}
