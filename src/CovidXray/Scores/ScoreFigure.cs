namespace CovidXray.Scores;

/// <summary>One figure of two masks. <see cref="All"/> is the list that summaries, tables and tests go through.</summary>
public sealed class ScoreFigure
{
    private readonly Func<MaskFigures, double?> _value;

    private ScoreFigure(string name, string title, ScoreFigureKind kind, Func<MaskFigures, double?> value) => (Name, Title, Kind, _value) = (name, title, kind, value);

    /// <summary>All figures.</summary>
    public static IReadOnlyList<ScoreFigure> All { get; } =
    [
        new("dice", "Dice", ScoreFigureKind.Share, f => f.Counts.Dice),
        new("iou", "IoU", ScoreFigureKind.Share, f => f.Counts.Iou),
        new("precision", "precision", ScoreFigureKind.Share, f => f.Counts.Precision),
        new("recall", "recall", ScoreFigureKind.Share, f => f.Counts.Recall),
        new("hd", "Hausdorff", ScoreFigureKind.Distance, f => f.Hausdorff),
        new("hd95_pooled", "HD95 pooled", ScoreFigureKind.Distance, f => f.Hausdorff95Pooled),
        new("hd95_directed", "HD95 directed", ScoreFigureKind.Distance, f => f.Hausdorff95Directed),
        new("assd", "ASSD", ScoreFigureKind.Distance, f => f.Assd),
        new("masd", "MASD", ScoreFigureKind.Distance, f => f.Masd),
        new("surface_dice", "surface Dice", ScoreFigureKind.Share, f => f.SurfaceDice),
        new("boundary_iou", "boundary IoU", ScoreFigureKind.Share, f => f.BoundaryIou),
        new("specificity", "specificity", ScoreFigureKind.Share, f => f.Counts.Specificity),
        new("volume_similarity", "volume similarity", ScoreFigureKind.Share, f => f.Counts.VolumeSimilarity),
        new("area_error", "area error", ScoreFigureKind.Error, f => f.Counts.AreaError),
    ];

    /// <summary>Its name in JSON and CSV.</summary>
    public string Name { get; }

    /// <summary>Its name for people.</summary>
    public string Title { get; }

    /// <summary>What its values mean.</summary>
    public ScoreFigureKind Kind { get; }

    /// <summary>The value of a perfect prediction.</summary>
    public double Perfect => Kind == ScoreFigureKind.Share ? 1 : 0;

    /// <summary>Its value for two masks as it is: null if it has none, infinite for a distance from an empty mask, distances in pixels.</summary>
    public double? Of(MaskFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return _value(figures);
    }

    /// <summary>Its value for two masks as it counts in means: an infinite distance is the film's diagonal.</summary>
    /// <param name="figures">The figures of both masks.</param>
    /// <param name="options">Whether two empty masks count, and in what distances are.</param>
    public double? Of(MaskFigures figures, ScoreSummaryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var value = Of(figures) ?? (options.CountsBothEmpty && figures.Empty == EmptyMasks.Both ? Perfect : null);
        if (Kind != ScoreFigureKind.Distance || value is null)
        {
            return value;
        }

        value = Math.Min(value.Value, figures.Diagonal);
        return options.IsRelative ? value * 100 / figures.Diagonal : value;
    }

    /// <summary>How far a value is from the perfect one: the larger, the worse.</summary>
    public double Badness(double value) => Math.Abs(Perfect - value);
}
