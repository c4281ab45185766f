namespace CovidXray.Geometry;

/// <summary>What edits did to polygons.</summary>
public sealed class PolygonEditResult
{
    // Each image has a result, and most exports edit nothing.
    private PolygonEditCounts? _repaired;
    private PolygonEditCounts? _cut;
    private PolygonEditCounts? _simplified;

    /// <summary>What <see cref="PolygonEdits.Repairs"/> did.</summary>
    public PolygonEditCounts Repaired => _repaired ??= new();

    /// <summary>What <see cref="PolygonEdits.CutsIgnore"/> did.</summary>
    public PolygonEditCounts Cut => _cut ??= new();

    /// <summary>What <see cref="PolygonEdits.SimplifyPixels"/> did.</summary>
    public PolygonEditCounts Simplified => _simplified ??= new();

    /// <summary>Polygons that were not simplified, as their rings cross or touch; repaired first they would be.</summary>
    public int NotSimplified { get; internal set; }

    /// <summary>Adds what another result counted.</summary>
    /// <param name="other">The result of other images.</param>
    public void Add(PolygonEditResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        AddTo(ref _repaired, other._repaired);
        AddTo(ref _cut, other._cut);
        AddTo(ref _simplified, other._simplified);
        NotSimplified += other.NotSimplified;
    }

    private static void AddTo(ref PolygonEditCounts? sum, PolygonEditCounts? more)
    {
        if (more is not null)
        {
            (sum ??= new()).Add(more);
        }
    }
}

/// <summary>What one kind of edit did.</summary>
public sealed class PolygonEditCounts
{
    private readonly List<LostPolygon> _gone = [];
    private readonly SortedDictionary<string, EditedCategory> _categories = new(StringComparer.Ordinal);

    /// <summary>The categories, sorted (ordinal), with what was done to them.</summary>
    public IReadOnlyDictionary<string, EditedCategory> Categories => _categories;

    /// <summary>Annotations of which nothing is left.</summary>
    public IReadOnlyList<LostPolygon> Gone => _gone;

    internal void Add(string category, bool isChanged, double areaBefore, double areaAfter, long pointsBefore, long pointsAfter) =>
        Add(category, new EditedCategory(1, isChanged ? 1 : 0, areaBefore, areaAfter, pointsBefore, pointsAfter));

    internal void Add(LostPolygon gone) => _gone.Add(gone);

    internal void Add(PolygonEditCounts other)
    {
        foreach (var (category, counts) in other._categories)
        {
            Add(category, counts);
        }

        _gone.AddRange(other._gone);
    }

    private void Add(string category, EditedCategory more)
    {
        var sum = _categories.GetValueOrDefault(category);
        _categories[category] = new(
            sum.Polygons + more.Polygons,
            sum.Changed + more.Changed,
            sum.AreaBefore + more.AreaBefore,
            sum.AreaAfter + more.AreaAfter,
            sum.PointsBefore + more.PointsBefore,
            sum.PointsAfter + more.PointsAfter);
    }
}

/// <summary>What an edit did to the polygons of a category.</summary>
/// <param name="Polygons">How many there are.</param>
/// <param name="Changed">How many of them it changed.</param>
/// <param name="AreaBefore">The area of all of them before, in square pixels, even-odd.</param>
/// <param name="AreaAfter">The area of all of them afterwards.</param>
/// <param name="PointsBefore">Points of all rings before.</param>
/// <param name="PointsAfter">Points of all rings afterwards.</param>
public readonly record struct EditedCategory(int Polygons, int Changed, double AreaBefore, double AreaAfter, long PointsBefore, long PointsAfter);

/// <summary>An annotation of which an edit left nothing.</summary>
/// <param name="Category">The annotation's category.</param>
/// <param name="Why">Why, as the end of a sentence: "lies under Ignore".</param>
public sealed record LostPolygon(string ImageId, string Category, string Why);
