namespace CovidXray.Geometry;

/// <summary>What is done to polygons before they are written, in this order: repaired, cut, simplified.</summary>
public sealed record PolygonEdits
{
    /// <summary>Whether rings that cross or touch themselves or each other become ones that do not. The area stays: even-odd, as V7 fills.</summary>
    public bool Repairs { get; init; }

    /// <summary>Whether Ignore is subtracted from all other categories. It stays as annotations of its own.</summary>
    public bool CutsIgnore { get; init; }

    /// <summary>How far outlines may move when points are left out, in pixels; 0 leaves all.</summary>
    public double SimplifyPixels { get; init; }

    /// <summary>Whether nothing is done.</summary>
    public bool IsNone => !Repairs && !CutsIgnore && SimplifyPixels <= 0;
}
