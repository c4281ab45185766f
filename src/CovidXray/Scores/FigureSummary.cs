namespace CovidXray.Scores;

/// <summary>One figure over many films. Without a film that has it, all values are null.</summary>
public sealed record FigureSummary
{
    /// <summary>The figure.</summary>
    public required ScoreFigure Figure { get; init; }

    /// <summary>How many films have a value.</summary>
    public required int Count { get; init; }

    /// <summary>The arithmetic mean.</summary>
    public double? Mean { get; init; }

    /// <summary>The mean over films on which neither mask is empty.</summary>
    public double? MeanWithoutEmpty { get; init; }

    /// <summary>In which the mean of other patients may lie; null with fewer than two patients.</summary>
    public MeanInterval? Interval { get; init; }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public double? Median { get; init; }

    /// <summary>The 25th percentile, linear between two values as all of them.</summary>
    public double? LowerQuartile { get; init; }

    /// <summary>The 75th percentile.</summary>
    public double? UpperQuartile { get; init; }

    /// <summary>The 5th percentile.</summary>
    public double? Percentile5 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public double? Percentile95 { get; init; }

    /// <summary>The films with the worst values, the worst first; films of the same value in the order of their ids.</summary>
    public IReadOnlyList<ScoredValue> Worst { get; init; } = [];

    /// <summary>Sums a figure up.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="films">Films in the order of their ids.</param>
    /// <param name="options">What counts how.</param>
    /// <param name="bootstrap">The same films by their patients.</param>
    internal static FigureSummary Of(ScoreFigure figure, IReadOnlyList<FilmScore> films, ScoreSummaryOptions options, PatientBootstrap bootstrap)
    {
        double?[] values = [.. films.Select(f => figure.Of(f.Figures, options))];
        double[] sorted = [.. values.OfType<double>().Order()];
        if (sorted.Length == 0)
        {
            return new FigureSummary { Figure = figure, Count = 0 };
        }

        return new FigureSummary
        {
            Figure = figure,
            Count = sorted.Length,
            Mean = MeanOf(sorted),
            MeanWithoutEmpty = MeanOf([.. values.Where((_, i) => films[i].Figures.Empty == EmptyMasks.None).OfType<double>().Order()]),
            Interval = bootstrap.Of(values),
            Median = Percentile.Of(sorted, 0.5),
            LowerQuartile = Percentile.Of(sorted, 0.25),
            UpperQuartile = Percentile.Of(sorted, 0.75),
            Percentile5 = Percentile.Of(sorted, 0.05),
            Percentile95 = Percentile.Of(sorted, 0.95),
            Worst = [.. films.Zip(values).Where(p => p.Second is not null).Select(p => new ScoredValue(p.First.Id, p.Second!.Value)).OrderByDescending(v => figure.Badness(v.Value)).Take(options.Worst)],
        };
    }

    /// <summary>The mean of sorted values, so that it does not depend on the order of films; null if there are none.</summary>
    internal static double? MeanOf(ReadOnlySpan<double> sorted)
    {
        var sum = 0.0;
        foreach (var value in sorted)
        {
            sum += value;
        }

        return sorted.IsEmpty ? null : sum / sorted.Length;
    }
}

/// <summary>A film's value of a figure.</summary>
/// <param name="Id">The image's id.</param>
/// <param name="Value">The value as it counts in means.</param>
public readonly record struct ScoredValue(string Id, double Value);
