using System.Globalization;
using CovidXray.Scores;

namespace CovidXray.Reports;

/// <summary>Scores as one HTML page that needs nothing else: tables, distributions, and the worst films with both masks.</summary>
/// <remarks>The JSON of the same report stands in the page as a data block, for tools that read the page, but for the rows: of thousands of films they would be all of the page.</remarks>
internal static class ScoreHtml
{
    private static readonly string[] Header = ["", "n", "mean", "95&nbsp;% of means", "without empty", "median", "quartiles", "5&nbsp;%", "95&nbsp;%"];
    private static readonly string[] PairedHeader = ["", "n", "first", "second", "difference", "95&nbsp;% of means", "median", "better", "worse", "p"];
    private static readonly string[] FewHeader = ["", "films", "patients", "Dice", "95&nbsp;% of means", "IoU", "HD95 pooled", "ASSD", "surface Dice"];
    private static readonly string[] Few = ["iou", "hd95_pooled", "assd", "surface_dice"];

    /// <summary>Writes the page, UTF-8, LF.</summary>
    public static byte[] Write(ScoreReport report)
    {
        var page = new HtmlPage($"{report.Title}: predictions measured", $"{report.Scope}; {string.Join(", ", report.Settings.Select(s => $"{s.Name} {s.Value}"))}", report.Origin);
        for (var i = 0; i < report.Predictions.Count; i++)
        {
            Write(page, report, i);
        }

        foreach (var comparison in report.Comparisons)
        {
            page.Table($"{Name(comparison.Category, comparison.Side, comparison.Largest)}: second less first", $"{Wording.Count(comparison.Paired.Films, "film")}, {Wording.Count(comparison.Paired.Patients, "patient")}; {report.Predictions[1].Path} less {report.Predictions[0].Path}", "", PairedHeader, comparison.Paired.Figures.Select(Row));
        }

        using var json = new StringWriter { NewLine = "\n" };
        ScoreJson.WriteWithoutRows(report, json);
        return page.Close(json.ToString().TrimEnd('\n'), "score");
    }

    private static void Write(HtmlPage page, ScoreReport report, int number)
    {
        var predictions = report.Predictions[number];
        if (predictions.Groups is not [var first, ..])
        {
            return;
        }

        var figures = first.Summary.Figures.ToDictionary(f => f.Figure.Name, StringComparer.Ordinal);
        page.Tiles(
            ("films", Text(first.Summary.Films)),
            ("patients", Text(first.Summary.Patients)),
            ("mean Dice", Number(figures["dice"].Mean, 3)),
            ("mean IoU", Number(figures["iou"].Mean, 3)),
            (report.Summary.IsRelative ? "mean HD95, % of diagonal" : "mean HD95, pixels", Number(figures["hd95_pooled"].Mean, 2)),
            ("without prediction", Text(predictions.Missing.Count)),
            ("not scored", Text(report.Failures.Count)));
        if (ScoreWording.Done(predictions, report).ToList() is { Count: > 0 } done)
        {
            page.Sentences(predictions.Path, done);
        }

        WriteTable(page, predictions, first, report);
        page.BeginGroup("columns");
        var whole = predictions.Rows.Where(r => r.Category == first.Category && r.Side == first.Side && r.Largest == first.Largest).ToList();
        foreach (var figure in ScoreFigure.All)
        {
            double[] values = [.. whole.Select(r => figure.Of(r.Figures, report.Summary)).OfType<double>()];
            page.Chart(figure.Title, $"{Wording.Count(values.Length, "film")}", ScoreBins.Of(figure, values));
        }

        page.EndGroup();
        WriteWorst(page, report, number, whole);
        foreach (var group in predictions.Groups.Where(g => g.Field is null && g != first))
        {
            WriteTable(page, predictions, group, report);
        }

        foreach (var parted in predictions.Groups.Where(g => g.Field is not null && g.Side.Length == 0).GroupBy(g => (g.Field, g.Category, g.Largest)))
        {
            page.Table($"{Name(parted.Key.Category, "", parted.Key.Largest)} by {parted.Key.Field}", "means", "", FewHeader, parted.Select(Row));
        }
    }

    private static void WriteTable(HtmlPage page, ScoredPredictions predictions, ScoreGroup group, ScoreReport report) =>
        page.Table(Name(group.Category, group.Side, group.Largest), predictions.Path, "", Header, group.Summary.Figures.Select(f => Row(f, report)));

    private static void WriteWorst(HtmlPage page, ScoreReport report, int number, List<ScoreRow> whole)
    {
        var rows = whole.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var shown = report.Pictures.Where(p => p.Prediction == number).ToList();
        page.Films(
            "Worst films by Dice",
            "green is right, orange missed, pink predicted wrongly; Ignore is hatched",
            shown.Select(p => (p.Jpeg, p.Id, $"<b>{HtmlPage.Encode(p.Id)}</b><br>Dice {Number(rows[p.Id].Figures.Counts.Dice, 3)}{(p.Jpeg is null ? "<br>cannot be drawn" : p.HasFilm ? "" : "<br>its film is not there")}")),
            ["", "Dice", "IoU", "HD95 pooled", "ASSD", "true pieces", "predicted pieces"],
            report.Predictions[number].Groups[0].Summary.Figures[0].Worst.Select(w => rows[w.Id]).Select(r =>
                $"<td>{HtmlPage.Encode(r.Id)}</td><td>{Number(r.Figures.Counts.Dice, 3)}</td><td>{Number(r.Figures.Counts.Iou, 3)}</td><td>{Distance("hd95_pooled", r)}</td><td>{Distance("assd", r)}</td><td>{Text(r.Figures.TruePieces)}</td><td>{Text(r.Figures.PredictedPieces)}</td>"));

        string Distance(string name, ScoreRow row) => Number(ScoreCsv.Value(ScoreFigure.All.Single(f => f.Name == name), row.Figures, report.Summary), 2);
    }

    private static string Row(FigureSummary f, ScoreReport report)
    {
        var unit = f.Figure.Kind != ScoreFigureKind.Distance ? "" : report.Summary.IsRelative ? ", %" : ", px";
        string[] cells =
        [
            f.Figure.Title + unit, Text(f.Count), Number(f, f.Mean), Range(f, f.Interval?.Low, f.Interval?.High), Number(f, f.MeanWithoutEmpty), Number(f, f.Median),
            Range(f, f.LowerQuartile, f.UpperQuartile), Number(f, f.Percentile5), Number(f, f.Percentile95),
        ];
        return Cells(cells);
    }

    private static string Row(ScoreGroup group)
    {
        var figures = group.Summary.Figures.ToDictionary(f => f.Figure.Name, StringComparer.Ordinal);
        var dice = figures["dice"];
        return Cells([group.Value ?? "missing", Text(group.Summary.Films), Text(group.Summary.Patients), Number(dice, dice.Mean), Range(dice, dice.Interval?.Low, dice.Interval?.High), .. Few.Select(n => Number(figures[n], figures[n].Mean))]);
    }

    private static string Row(FigureComparison f) => Cells(
    [
        f.Figure.Title, Text(f.Count), Number(f.MeanFirst, 3), Number(f.MeanSecond, 3), Number(f.MeanDifference, 3), f.Interval is { } interval ? $"{Number(interval.Low, 3)} to {Number(interval.High, 3)}" : "–",
        Number(f.MedianDifference, 3), Text(f.Better), Text(f.Worse), f.Wilcoxon.PValue.ToString("0.####", CultureInfo.InvariantCulture),
    ]);

    private static string Cells(IEnumerable<string> cells) => string.Concat(cells.Select(c => $"<td>{HtmlPage.Encode(c)}</td>"));

    private static string Name(string category, string side, int? largest) => $"{category}{(side.Length > 0 ? $" {side}" : "")}{(largest is { } most ? $", {most} largest predicted pieces" : "")}";

    private static string Range(FigureSummary f, double? low, double? high) => low is null ? "–" : $"{Number(f, low)} to {Number(f, high)}";

    private static string Number(FigureSummary f, double? value) => Number(value, f.Figure.Kind == ScoreFigureKind.Distance ? 2 : 3);

    private static string Number(double? value, int decimals) => value is not { } number ? "–" : double.IsInfinity(number) ? "∞" : number.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
