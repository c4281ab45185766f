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
        if (predictions == report.Predictions[0])
        {
            Line($"  {string.Join(", ", report.Settings.Select(s => $"{s.Name} {s.Value}"))}");
        }

        foreach (var line in ScoreWording.Done(predictions, report))
        {
            Line($"  {line}");
        }

        // Of two predictions what was left out is the same, and the tables are those that compare them.
        var isCompared = report.Comparisons.Count > 0;
        foreach (var group in predictions.Groups.Where(g => g.Field is null))
        {
            if (group.Side.Length == 0 && !isCompared)
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
            WriteBy($"{Name(parted.First())} by {parted.Key.Field}", [.. parted], report);
        }

        if (!isCompared)
        {
            WriteWorst(predictions, report);
        }
    }

    private void WriteWhole(ScoredPredictions predictions, ScoreGroup group, ScoreReport report)
    {
        var summary = group.Summary;
        var hasEmpty = summary.TrueEmpty + summary.PredictedEmpty > 0 || (summary.BothEmpty > 0 && report.Summary.CountsBothEmpty);
        output.WriteLine();
        Line($"{Name(group)}: {Wording.Count(summary.Films, "film")}, {Wording.Count(summary.Patients, "patient")}{Empty(summary)}{Ignored(predictions, group.Category)}");
        var table = TextTables.Plain(["", "n", "mean", "95 % of means", .. hasEmpty ? ["not empty"] : Array.Empty<string>(), "median", "quartiles", "5 %", "95 %", .. report.IsPooled ? ["pooled"] : Array.Empty<string>()]);
        foreach (var figure in summary.Figures)
        {
            table.Row(
            [
                Title(figure.Figure, report), $"{figure.Count:N0}", Text(figure, figure.Mean), Range(figure, figure.Interval?.Low, figure.Interval?.High), .. hasEmpty ? [Text(figure, figure.MeanWithoutEmpty)] : Array.Empty<string>(),
                Text(figure, figure.Median), Range(figure, figure.LowerQuartile, figure.UpperQuartile), Text(figure, figure.Percentile5), Text(figure, figure.Percentile95),
                .. report.IsPooled ? [Text(figure, PooledValue(figure.Figure, summary.Pooled))] : Array.Empty<string>(),
            ]);
        }

        TextTables.Write(output, table);
    }

    private void WriteShort(ScoreGroup group, ScoreReport report)
    {
        var summary = group.Summary;
        var figures = summary.Figures.Where(f => Few.Contains(f.Figure.Name, StringComparer.Ordinal)).Select(f => $"{Title(f.Figure, report)} {Text(f, f.Mean)}");
        Line($"  {Name(group)}: {string.Join(", ", figures)}{Empty(summary)}");
    }

    private void WriteBy(string title, IReadOnlyList<ScoreGroup> groups, ScoreReport report)
    {
        output.WriteLine();
        Line($"{title} (means)");
        var figures = ScoreFigure.All.Where(f => Few.Contains(f.Name, StringComparer.Ordinal)).ToList();
        var table = TextTables.Plain(["", "films", "patients", .. figures.SelectMany(f => f.Name == Few[0] ? new[] { f.Title, "95 % of means" } : [Title(f, report)])]);
        foreach (var group in groups)
        {
            var cells = figures.Select(f => group.Summary.Figures.First(s => s.Figure == f)).SelectMany(s => s.Figure.Name == Few[0] ? new[] { Text(s, s.Mean), Range(s, s.Interval?.Low, s.Interval?.High) } : [Text(s, s.Mean)]);
            table.Row([group.Value ?? "missing", $"{group.Summary.Films:N0}", $"{group.Summary.Patients:N0}", .. cells]);
        }

        TextTables.Write(output, table);
    }

    private void WriteWorst(ScoredPredictions predictions, ScoreReport report)
    {
        if (predictions.Groups is not [var group, ..] || group.Summary.Figures[0].Worst.Count == 0)
        {
            return;
        }

        var rows = predictions.Rows.Where(r => r.Category == group.Category && r.Side == group.Side && r.Largest == group.Largest).ToDictionary(r => r.Id, StringComparer.Ordinal);
        output.WriteLine();
        Line("worst by Dice");
        var figures = ScoreFigure.All.Where(f => Few.Contains(f.Name, StringComparer.Ordinal)).ToList();
        var table = TextTables.Plain(["", .. figures.Select(f => Title(f, report)), "pieces"]);
        foreach (var worst in group.Summary.Figures[0].Worst)
        {
            var film = rows[worst.Id].Figures;
            table.Row([worst.Id, .. figures.Select(f => Number(ScoreCsv.Value(f, film, report.Summary), Decimals(f))), $"{film.PredictedPieces:N0}"]);
        }

        TextTables.Write(output, table);
    }

    private void Write(ScoreComparison comparison, ScoreReport report)
    {
        var paired = comparison.Paired;
        if (comparison.Side.Length > 0)
        {
            var dice = paired.Figures[0];
            Line($"  {Name(comparison.Category, comparison.Side, comparison.Largest)}: Dice {Number(dice.MeanFirst, 3)} and {Number(dice.MeanSecond, 3)}, difference {Signed(dice.MeanDifference)} ({Range(dice.Interval)})");
            return;
        }

        output.WriteLine();
        Line($"{Name(comparison.Category, comparison.Side, comparison.Largest)}: the second less the first, {Wording.Count(paired.Films, "film")}, {Wording.Count(paired.Patients, "patient")}{Only(paired)}{Ignored(report.Predictions[0], comparison.Category)}");
        var table = TextTables.Plain("", "n", "first", "second", "difference", "95 % of means", "median", "better", "worse", "p");
        foreach (var figure in paired.Figures)
        {
            table.Row(
                Title(figure.Figure, report), $"{figure.Count:N0}", Number(figure.MeanFirst, 3), Number(figure.MeanSecond, 3), Signed(figure.MeanDifference), Range(figure.Interval), Signed(figure.MedianDifference), $"{figure.Better:N0}", $"{figure.Worse:N0}",
                figure.Wilcoxon.PValue.ToString(figure.Wilcoxon.PValue < 0.001 ? "0.0E+0" : "0.000", CultureInfo.InvariantCulture));
        }

        TextTables.Write(output, table);
    }

    private static string Only(PairedComparison paired)
    {
        (IReadOnlyList<string> Ids, string Which)[] all = [(paired.OnlyFirst, "first"), (paired.OnlySecond, "second")];
        return string.Concat(all.Where(o => o.Ids.Count > 0).Select(o => $"; {Wording.Count(o.Ids.Count, "film")} only in the {o.Which}"));
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
    private static string Ignored(ScoredPredictions predictions, string category)
    {
        var rows = predictions.Rows.Where(r => r.Category == category && r.Side.Length == 0 && r.Largest is null && r.Figures.IgnoredPixels > 0).ToList();
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

    private static string Title(ScoreFigure figure, ScoreReport report) => figure.Kind == ScoreFigureKind.Distance && report.Summary.IsRelative ? $"{figure.Title} %" : figure.Title;

    private static int Decimals(ScoreFigure figure) => figure.Kind == ScoreFigureKind.Distance ? 2 : 3;

    private static string Range(MeanInterval? interval) => interval is { } known ? $"{Signed(known.Low)} to {Signed(known.High)}" : "-";

    private static string Range(FigureSummary figure, double? low, double? high) => low is null ? "-" : $"{Text(figure, low)} to {Text(figure, high)}";

    private static string Text(FigureSummary figure, double? value) => Number(value, Decimals(figure.Figure));

    private static string Signed(double? value) => value is null ? "-" : value.Value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Number(double? value, int decimals) => value is not { } number ? "-"
        : double.IsInfinity(number) ? "inf"
        : number.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private void Line(string text) => output.WriteLine(Terminal.OneLine(text));
}
