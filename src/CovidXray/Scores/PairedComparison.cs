namespace CovidXray.Scores;

/// <summary>Two predictions of the same films, figure by figure.</summary>
public sealed record PairedComparison
{
    /// <summary>How many films both have.</summary>
    public required int Films { get; init; }

    /// <summary>How many patients these films are of.</summary>
    public required int Patients { get; init; }

    /// <summary>Films that only the first has, by id; they are not compared.</summary>
    public required IReadOnlyList<string> OnlyFirst { get; init; }

    /// <summary>Films that only the second has, by id; they are not compared.</summary>
    public required IReadOnlyList<string> OnlySecond { get; init; }

    /// <summary>Each figure, in the order of <see cref="ScoreFigure.All"/>.</summary>
    public required IReadOnlyList<FigureComparison> Figures { get; init; }

    /// <summary>Compares two predictions. The order of films does not matter; patients are those that the first says.</summary>
    /// <param name="first">The films of one prediction, each id once.</param>
    /// <param name="second">Those of the other.</param>
    /// <param name="options">What counts how; null for the defaults.</param>
    /// <exception cref="ArgumentException">An id occurs twice in one of them.</exception>
    public static PairedComparison Of(IEnumerable<FilmScore> first, IEnumerable<FilmScore> second, ScoreSummaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        options ??= new ScoreSummaryOptions();
        var (one, other) = (ScoreSummary.Sorted(first), ScoreSummary.Sorted(second).ToDictionary(f => f.Id, StringComparer.Ordinal));
        var ids = one.Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
        var both = one.Where(f => other.ContainsKey(f.Id)).ToList();
        var bootstrap = new PatientBootstrap(both, options);
        return new PairedComparison
        {
            Films = both.Count,
            Patients = bootstrap.Patients,
            OnlyFirst = [.. one.Where(f => !other.ContainsKey(f.Id)).Select(f => f.Id)],
            OnlySecond = [.. other.Keys.Where(id => !ids.Contains(id)).Order(StringComparer.Ordinal)],
            Figures = [.. ScoreFigure.All.Select(f => FigureComparison.Of(f, [.. both.Select(b => (f.Of(b.Figures, options), f.Of(other[b.Id].Figures, options)))], bootstrap))],
        };
    }
}
