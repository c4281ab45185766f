namespace CovidXray.Scores;

/// <summary>One figure of two predictions, over the films for which both have a value. Differences are the second less the first.</summary>
public sealed record FigureComparison
{
    /// <summary>The figure.</summary>
    public required ScoreFigure Figure { get; init; }

    /// <summary>How many films are compared.</summary>
    public required int Count { get; init; }

    /// <summary>On how many films the second is better.</summary>
    public required int Better { get; init; }

    /// <summary>On how many films the second is worse.</summary>
    public required int Worse { get; init; }

    /// <summary>The mean of the first; null if no film is compared.</summary>
    public required double? MeanFirst { get; init; }

    /// <summary>The mean of the second.</summary>
    public required double? MeanSecond { get; init; }

    /// <summary>The mean difference.</summary>
    public required double? MeanDifference { get; init; }

    /// <summary>The median difference.</summary>
    public required double? MedianDifference { get; init; }

    /// <summary>In which the mean difference of other patients may lie; null with fewer than two patients.</summary>
    public required MeanInterval? Interval { get; init; }

    /// <summary>Whether differences lie about 0. It takes films for independent, also those of one patient; the interval does not.</summary>
    public required WilcoxonTest Wilcoxon { get; init; }

    /// <summary>Compares a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="values">Both values of each film, in the order of ids.</param>
    /// <param name="bootstrap">The same films by their patients.</param>
    internal static FigureComparison Of(ScoreFigure figure, (double? First, double? Second)[] values, PatientBootstrap bootstrap)
    {
        double?[] differences = [.. values.Select(v => v.Second - v.First)];
        double[] sorted = [.. differences.OfType<double>().Order()];
        var compared = values.Where(v => v.First is not null && v.Second is not null).Select(v => (First: v.First!.Value, Second: v.Second!.Value)).ToArray();
        return new FigureComparison
        {
            Figure = figure,
            Count = sorted.Length,
            Better = compared.Count(v => figure.Badness(v.Second) < figure.Badness(v.First)),
            Worse = compared.Count(v => figure.Badness(v.Second) > figure.Badness(v.First)),
            MeanFirst = FigureSummary.MeanOf([.. compared.Select(v => v.First).Order()]),
            MeanSecond = FigureSummary.MeanOf([.. compared.Select(v => v.Second).Order()]),
            MeanDifference = FigureSummary.MeanOf(sorted),
            MedianDifference = sorted.Length == 0 ? null : Percentile.Of(sorted, 0.5),
            Interval = bootstrap.Of(differences),
            Wilcoxon = WilcoxonTest.Of(sorted),
        };
    }
}
