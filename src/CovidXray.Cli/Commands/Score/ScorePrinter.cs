using System.Globalization;
using CovidXray.Cli.Terminals;
using CovidXray.Reports;
using CovidXray.Scores;

namespace CovidXray.Cli.Commands.Score;

/// <summary>Scores for a person at a terminal.</summary>
internal sealed class ScorePrinter(TextWriter output)
{
    private static readonly string[] Few = ["dice", "iou", "hd95_pooled", "assd", "surface_dice"];

    /// <summary>Writes what was measured.</summary>
    public void Write(ScoreReport report)
    {
        foreach (var predictions in report.Predictions)
        {
            Write(predictions, report);
        }

        foreach (var comparison in report.Comparisons)
        {
            Write(comparison, report);
        }
    }

    private void Write(ScoredPredictions predictions, ScoreReport report)
    {
        Line($"{predictions.Path} ({predictions.Kind}), {report.Scope}");
        Line($"  {string.Join(", ", report.Settings.Select(s => $"{s.Name} {s.Value}"))}");
        foreach (var group in predictions.Groups.Where(g => g.Field is null))
        {
            if (group.Side.Length == 0)
            {
                WriteWhole(predictions, group, report);
            }
            else
            {
                WriteShort(group, report);
            }
        }

        foreach (var parted in predictions.Groups.Where(g => g.Field is not null && g.Side.Length == 0).GroupBy(g => (g.Field, g.Category, g.Largest)))
        {
            WriteBy($"{Name(parted.First())} by {parted.Key.Field}", [.. parted]);
        }

        WriteWorst(predictions);
    }

    private void WriteWhole(ScoredPredictions predictions, ScoreGroup group, ScoreReport report)
    {
        var summary = group.Summary;
        output.WriteLine();
        Line($"{Name(group)}: {Wording.Count(summary.Films, "film")}, {Wording.Count(summary.Patients, "patient")}{Empty(summary)}{Ignored(predictions, group)}");
        var table = TextTables.Plain("", "n", "mean", "95 % of means", "without empty", "median", "quartiles", "5 %", "95 %", report.IsPooled ? "pooled" : "");
        foreach (var figure in summary.Figures)
        {
            var name = figure.Figure.Kind == ScoreFigureKind.Distance && report.Summary.IsRelative ? $"{figure.Figure.Title} %" : figure.Figure.Title;
            table.Row(
                name, figure.Count.ToString(CultureInfo.InvariantCulture), Text(figure, figure.Mean), Range(figure, figure.Interval?.Low, figure.Interval?.High), Text(figure, figure.MeanWithoutEmpty),
                Text(figure, figure.Median), Range(figure, figure.LowerQuartile, figure.UpperQuartile), Text(figure, figure.Percentile5), Text(figure, figure.Percentile95),
                report.IsPooled ? Text(figure, PooledValue(figure.Figure, summary.Pooled)) : "");
        }

        TextTables.Write(output, table);
    }

    private void WriteShort(ScoreGroup group, ScoreReport report)
    {
        var summary = group.Summary;
        Line($"  {Name(group)}: {string.Join(", ", summary.Figures.Where(f => Few.Contains(f.Figure.Name, StringComparer.Ordinal)).Select(f => $"{f.Figure.Title} {Text(f, f.Mean)}{(f.Figure.Kind == ScoreFigureKind.Distance && report.Summary.IsRelative ? " %" : "")}"))}{Empty(summary)}");
    }

    private void WriteBy(string title, IReadOnlyList<ScoreGroup> groups)
    {
        output.WriteLine();
        Line($"{title} (means)");
        var figures = ScoreFigure.All.Where(f => Few.Contains(f.Name, StringComparer.Ordinal)).ToList();
        var table = TextTables.Plain(["", "films", "patients", .. figures.SelectMany(f => f.Name == Few[0] ? new[] { f.Title, "95 % of means" } : [f.Title])]);
        foreach (var group in groups)
        {
            var cells = figures.Select(f => group.Summary.Figures.First(s => s.Figure == f)).SelectMany(s => s.Figure.Name == Few[0] ? new[] { Text(s, s.Mean), Range(s, s.Interval?.Low, s.Interval?.High) } : [Text(s, s.Mean)]);
            table.Row([group.Value ?? "missing", $"{group.Summary.Films:N0}", $"{group.Summary.Patients:N0}", .. cells]);
        }

        TextTables.Write(output, table);
    }

    private void WriteWorst(ScoredPredictions predictions)
    {
        if (predictions.Groups.FirstOrDefault() is not { } group || group.Summary.Figures[0].Worst.Count == 0)
        {
            return;
        }

        var rows = predictions.Rows.Where(r => r.Category == group.Category && r.Side == group.Side && r.Largest == group.Largest).ToDictionary(r => r.Id, StringComparer.Ordinal);
        output.WriteLine();
        Line("worst by Dice");
        var table = TextTables.Plain("", "Dice", "HD95 pooled", "ASSD", "pieces");
        foreach (var worst in group.Summary.Figures[0].Worst)
        {
            var figures = rows[worst.Id].Figures;
            table.Row(worst.Id, Number(worst.Value, 3), Number(figures.Hausdorff95Pooled, 1), Number(figures.Assd, 2), $"{figures.PredictedPieces:N0}");
        }

        TextTables.Write(output, table);
    }

    private void Write(ScoreComparison comparison, ScoreReport report)
    {
        var paired = comparison.Paired;
        output.WriteLine();
        Line($"{Name(comparison.Category, comparison.Side, comparison.Largest)}: {report.Predictions[1].Path} less {report.Predictions[0].Path}, {Wording.Count(paired.Films, "film")}, {Wording.Count(paired.Patients, "patient")}");
        var table = TextTables.Plain("", "n", "first", "second", "difference", "95 % of means", "median", "better", "worse", "p");
        foreach (var figure in paired.Figures)
        {
            table.Row(
                figure.Figure.Title, $"{figure.Count:N0}", Number(figure.MeanFirst, 3), Number(figure.MeanSecond, 3), Signed(figure.MeanDifference),
                figure.Interval is { } interval ? $"{Signed(interval.Low)} to {Signed(interval.High)}" : "-", Signed(figure.MedianDifference), $"{figure.Better:N0}", $"{figure.Worse:N0}",
                figure.Wilcoxon.PValue.ToString(figure.Wilcoxon.PValue < 0.001 ? "0.0E+0" : "0.000", CultureInfo.InvariantCulture));
        }

        TextTables.Write(output, table);
    }

    private static string Name(ScoreGroup group) => Name(group.Category, group.Side, group.Largest);

    private static string Name(string category, string side, int? largest) =>
        $"{category}{(side.Length > 0 ? $" {side}" : "")}{(largest is { } most ? $", {(most == 1 ? "largest predicted piece" : $"{most:N0} largest predicted pieces")}" : "")}";

    private static string Empty(ScoreSummary summary)
    {
        (int Count, string What)[] all = [(summary.BothEmpty, "both masks empty"), (summary.TrueEmpty, "only the true one empty"), (summary.PredictedEmpty, "only the predicted one empty")];
        return string.Concat(all.Where(e => e.Count > 0).Select(e => $"; {e.Count:N0} with {e.What}"));
    }

    /// <summary>What was left out of both masks.</summary>
    private static string Ignored(ScoredPredictions predictions, ScoreGroup group)
    {
        var rows = predictions.Rows.Where(r => r.Category == group.Category && r.Side == group.Side && r.Largest == group.Largest && r.Figures.IgnoredPixels > 0).ToList();
        return rows.Count == 0 ? "" : $"; {rows.Sum(r => r.Figures.IgnoredPixels):N0} pixels of Ignore left out of {Wording.Count(rows.Count, "film")}";
    }

    private static double? PooledValue(ScoreFigure figure, PixelCounts pooled) => figure.Name switch
    {
        "dice" => pooled.Dice,
        "iou" => pooled.Iou,
        "precision" => pooled.Precision,
        "recall" => pooled.Recall,
        "specificity" => pooled.Specificity,
        "volume_similarity" => pooled.VolumeSimilarity,
        "area_error" => pooled.AreaError,
        _ => null,
    };

    private static string Range(FigureSummary figure, double? low, double? high) => low is null ? "-" : $"{Text(figure, low)} to {Text(figure, high)}";

    private static string Text(FigureSummary figure, double? value) => Number(value, figure.Figure.Kind == ScoreFigureKind.Distance ? 2 : 3);

    private static string Signed(double? value) => value is null ? "-" : value.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Number(double? value, int decimals) => value is not { } number ? "-"
        : double.IsInfinity(number) ? "inf"
        : number.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private void Line(string text) => output.WriteLine(Terminal.OneLine(text));
}
