namespace CovidXray.Scores;

/// <summary>The figures of many films together, for one category and side.</summary>
public sealed record ScoreSummary
{
    /// <summary>How many films there are.</summary>
    public required int Films { get; init; }

    /// <summary>How many patients; a film whose patient is not known counts as one of its own.</summary>
    public required int Patients { get; init; }

    /// <summary>On how many films both masks are empty.</summary>
    public required int BothEmpty { get; init; }

    /// <summary>On how many films only the true mask is empty.</summary>
    public required int TrueEmpty { get; init; }

    /// <summary>On how many films only the predicted mask is empty.</summary>
    public required int PredictedEmpty { get; init; }

    /// <summary>The pixels of all films together, and what follows from them: large films count for more than small ones.</summary>
    public required PixelCounts Pooled { get; init; }

    /// <summary>Each figure, in the order of <see cref="ScoreFigure.All"/>.</summary>
    public required IReadOnlyList<FigureSummary> Figures { get; init; }

    /// <summary>Sums films up. Their order does not matter.</summary>
    /// <param name="films">The films, each id once.</param>
    /// <param name="options">What counts how; null for the defaults.</param>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    public static ScoreSummary Of(IEnumerable<FilmScore> films, ScoreSummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(films);
        options ??= new ScoreSummaryOptions();
        var sorted = Sorted(films);
        var bootstrap = new PatientBootstrap(sorted, options);
        return new ScoreSummary
        {
            Films = sorted.Count,
            Patients = bootstrap.Patients,
            BothEmpty = sorted.Count(f => f.Figures.Empty == EmptyMasks.Both),
            TrueEmpty = sorted.Count(f => f.Figures.Empty == EmptyMasks.True),
            PredictedEmpty = sorted.Count(f => f.Figures.Empty == EmptyMasks.Predicted),
            Pooled = sorted.Aggregate(default(PixelCounts), (sum, f) => sum + f.Figures.Counts),
            Figures = [.. ScoreFigure.All.Select(f => FigureSummary.Of(f, sorted, options, bootstrap))],
        };
    }

    /// <summary>Films in the order of their ids.</summary>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    internal static List<FilmScore> Sorted(IEnumerable<FilmScore> films)
    {
        var sorted = films.OrderBy(f => f.Id, StringComparer.Ordinal).ToList();
        for (var i = 1; i < sorted.Count; i++)
        {
            if (sorted[i].Id == sorted[i - 1].Id)
            {
                throw new ArgumentException($"The film {sorted[i].Id} occurs twice.", nameof(films));
            }
        }

        return sorted;
    }
}
