using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

/// <summary>Figures over films: means, rules for empty masks, intervals over patients.</summary>
public sealed class ScoreSummaryTests
{
    private const int Side = 10;

    [Fact]
    public void Means_percentiles_and_the_worst_are_those_of_the_films()
    {
        // Dice of 10 pixels against k of them: 2 k / (10 + k).
        var films = Enumerable.Range(1, 10).Select(k => Film($"{k:D2}", 10, k)).ToList();
        double[] dice = [.. Enumerable.Range(1, 10).Select(k => 2.0 * k / (10 + k))];
        var summary = ScoreSummary.Of(films, new ScoreSummaryOptions { Worst = 3 });
        var found = summary.Figures.Single(f => f.Figure.Name == "dice");
        Assert.Equal((10, 10, 0, 0, 0), (summary.Films, summary.Patients, summary.BothEmpty, summary.TrueEmpty, summary.PredictedEmpty));
        Assert.Equal(10, found.Count);
        Assert.Equal(dice.Average(), found.Mean!.Value, 14);
        Assert.Equal(found.Mean, found.MeanWithoutEmpty);
        Assert.Equal((dice[4] + dice[5]) / 2, found.Median!.Value, 14);
        Assert.Equal(dice[2] + (0.25 * (dice[3] - dice[2])), found.LowerQuartile!.Value, 14);
        Assert.Equal(dice[6] + (0.75 * (dice[7] - dice[6])), found.UpperQuartile!.Value, 14);
        Assert.Equal(dice[0] + (0.45 * (dice[1] - dice[0])), found.Percentile5!.Value, 14);
        Assert.Equal(dice[8] + (0.55 * (dice[9] - dice[8])), found.Percentile95!.Value, 14);
        Assert.Equal([("01", dice[0]), ("02", dice[1]), ("03", dice[2])], found.Worst.Select(w => (w.Id, w.Value)));
        Assert.Equal(["01", "02", "03"], summary.Figures.Single(f => f.Figure.Name == "area_error").Worst.Select(w => w.Id));
        Assert.Equal(new PixelCounts(10 * Side * Side, 100, 55, 55), summary.Pooled);
        Assert.Equal(110.0 / 155, summary.Pooled.Dice);
    }

    [Fact]
    public void Two_empty_masks_are_left_out_or_perfect_and_half_empty_ones_are_as_far_as_the_diagonal()
    {
        FilmScore[] films = [Film("a", 10, 10), Film("b", 0, 0), Film("c", 10, 0), Film("d", 0, 10)];
        var summary = ScoreSummary.Of(films);
        Assert.Equal((1, 1, 1), (summary.BothEmpty, summary.TrueEmpty, summary.PredictedEmpty));
        Assert.Equal((3, 1.0 / 3, 1), Values(summary, "dice"));
        Assert.Equal((3, 2 * Math.Sqrt(200) / 3, 0), Values(summary, "hd"));
        Assert.Equal((2, -0.5, 0), Values(summary, "area_error"));
        Assert.Equal((4, 3.9 / 4, 1), Values(summary, "specificity"));

        var one = ScoreSummary.Of(films, new ScoreSummaryOptions { CountsBothEmpty = true, IsRelative = true });
        Assert.Equal((4, 0.5, 1), Values(one, "dice"));
        Assert.Equal((4, 50, 0), Values(one, "hd"));
        Assert.Equal((3, -1.0 / 3, 0), Values(one, "area_error"));

        var none = ScoreSummary.Of([Film("b", 0, 0)]).Figures[0];
        Assert.Equal((0, null, null, null), (none.Count, none.Mean, none.Median, none.Interval));
        Assert.Empty(ScoreSummary.Of([]).Figures[0].Worst);
    }

    [Fact]
    public void The_order_of_films_changes_nothing_and_an_id_twice_is_refused()
    {
        var random = new Random(6);
        var films = Enumerable.Range(0, 60).Select(i => Film($"{i}", 10, random.Next(11), $"p{random.Next(20)}")).ToArray();
        var text = Text(ScoreSummary.Of(films));
        random.Shuffle(films);
        Assert.Equal(text, Text(ScoreSummary.Of(films)));
        Assert.NotEqual(text, Text(ScoreSummary.Of(films, new ScoreSummaryOptions { Seed = 2 })));
        Assert.Contains("The film 7 occurs twice", Assert.Throws<ArgumentException>(() => ScoreSummary.Of(films.Append(Film("7", 1, 1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_are_the_same_on_every_machine()
    {
        var films = Enumerable.Range(0, 12).Select(i => Film($"{i:D2}", 10, (i * 7 % 10) + 1, $"p{i / 3}"));
        var interval = ScoreSummary.Of(films).Figures[0].Interval!.Value;

        // Found by a program in Python that draws as PatientBootstrap says it does.
        Assert.Equal((0.5632516, 0.7192949), (Math.Round(interval.Low, 7), Math.Round(interval.High, 7)));
    }

    [Fact]
    public void Films_of_one_patient_are_drawn_together_so_that_intervals_do_not_shrink_with_copies()
    {
        // Ten patients; then each with ten films that say the same.
        var few = Enumerable.Range(1, 10).Select(k => Film($"{k}", 10, k, $"{k}"));
        var many = Enumerable.Range(0, 100).Select(i => Film($"{i}", 10, (i % 10) + 1, $"{i % 10}"));
        var alone = many.Select(f => f with { Patient = null });
        var (ofFew, ofMany, ofAlone) = (Width(few), Width(many), Width(alone));
        Assert.InRange(ofMany / ofFew, 0.8, 1.25);
        Assert.InRange(ofAlone / ofFew, 0.2, 0.45);

        static double Width(IEnumerable<FilmScore> films) => ScoreSummary.Of(films).Figures[0].Interval is { } i ? i.High - i.Low : throw new InvalidOperationException();
    }

    [Fact]
    public void An_interval_holds_the_true_mean_about_as_often_as_it_says()
    {
        // Dice from a uniform choice of 1 to 10 pixels; its expectation is known.
        var random = new Random(7);
        var expectation = Enumerable.Range(1, 10).Average(k => 2.0 * k / (10 + k));
        var held = 0;
        for (var i = 0; i < 200; i++)
        {
            var interval = ScoreSummary.Of(Enumerable.Range(0, 40).Select(k => Film($"{k}", 10, random.Next(1, 11))), new ScoreSummaryOptions { Resamples = 200 }).Figures[0].Interval!.Value;
            held += interval.Low <= expectation && expectation <= interval.High ? 1 : 0;
        }

        Assert.InRange(held, 178, 198);
    }

    [Fact]
    public void Two_predictions_are_compared_film_by_film()
    {
        FilmScore[] first = [Film("a", 10, 5), Film("b", 10, 6), Film("c", 10, 7), Film("x", 10, 7)];
        FilmScore[] second = [Film("c", 10, 8), Film("b", 10, 6), Film("a", 10, 8), Film("y", 10, 7)];
        var comparison = PairedComparison.Of(first, second);
        Assert.Equal((3, 3), (comparison.Films, comparison.Patients));
        Assert.Equal(["x"], comparison.OnlyFirst);
        Assert.Equal(["y"], comparison.OnlySecond);
        var recall = comparison.Figures.Single(f => f.Figure.Name == "recall");
        Assert.Equal((3, 2, 0), (recall.Count, recall.Better, recall.Worse));
        Assert.Equal(0.6, recall.MeanFirst!.Value, 14);
        Assert.Equal(2.2 / 3, recall.MeanSecond!.Value, 14);
        Assert.Equal(0.4 / 3, recall.MeanDifference!.Value, 14);
        Assert.Equal(0.1, recall.MedianDifference!.Value, 14);
        Assert.Equal((2, 0.0), (recall.Wilcoxon.Pairs, recall.Wilcoxon.Statistic));
        var hausdorff = comparison.Figures.Single(f => f.Figure.Name == "hd");
        Assert.Equal((2, 0), (hausdorff.Better, hausdorff.Worse));
        Assert.Equal(new MeanInterval(-3, 0), hausdorff.Interval);
    }

    [Fact]
    public void Each_figure_has_a_name_of_its_own()
    {
        Assert.Equal(ScoreFigure.All.Count, ScoreFigure.All.Select(f => f.Name).Distinct().Count());
        var perfect = Film("a", 10, 10).Figures;
        Assert.All(ScoreFigure.All, f => Assert.Equal(f.Perfect, f.Of(perfect)));
    }

    /// <summary>A film of 10 x 10 with a true row of pixels and a predicted one over it, both from the left.</summary>
    private static FilmScore Film(string id, int truePixels, int predictedPixels, string? patient = null) =>
        new(id, MaskMetrics.Compare(ScoreMasks.Box(Side, Side, 0, 0, truePixels, 1), ScoreMasks.Box(Side, Side, 0, 0, predictedPixels, 1))) { Patient = patient };

    private static (int Count, double? Mean, double? WithoutEmpty) Values(ScoreSummary summary, string name)
    {
        var figure = summary.Figures.Single(f => f.Figure.Name == name);
        return (figure.Count, figure.Mean, figure.MeanWithoutEmpty);
    }

    private static string Text(ScoreSummary summary) =>
        string.Join('\n', summary.Figures.Select(f => $"{f.Figure.Name} {f.Mean:R} {f.Median:R} {f.Interval?.Low:R} {f.Interval?.High:R} {string.Join(',', f.Worst)}"));
}
