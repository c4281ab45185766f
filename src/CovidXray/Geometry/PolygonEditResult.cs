namespace CovidXray.Geometry;

/// <summary>What edits did to polygons.</summary>
public sealed class PolygonEditResult
{
    /// <summary>What <see cref="PolygonEdits.Repairs"/> did.</summary>
    public PolygonEditCounts Repaired { get; } = new();

    /// <summary>What <see cref="PolygonEdits.CutsIgnore"/> did.</summary>
    public PolygonEditCounts Cut { get; } = new();

    /// <summary>What <see cref="PolygonEdits.SimplifyPixels"/> did.</summary>
    public PolygonEditCounts Simplified { get; } = new();

    /// <summary>Polygons that were not simplified, as their rings cross or touch; repaired first they would be.</summary>
    public int NotSimplified { get; internal set; }

    /// <summary>Adds what another result counted.</summary>
    /// <param name="other">The result of other images.</param>
    public void Add(PolygonEditResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Repaired.Add(other.Repaired);
        Cut.Add(other.Cut);
        Simplified.Add(other.Simplified);
        NotSimplified += other.NotSimplified;
    }
}
