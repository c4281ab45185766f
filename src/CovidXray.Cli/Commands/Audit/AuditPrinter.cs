using CovidXray.Cli.Terminals;
using CovidXray.Reports;
using CovidXray.Statistics;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Audit;

/// <summary>An audit for a person at a terminal: what to make of it first, then the fields, the most dangerous first.</summary>
/// <param name="top">How many fields are shown that tell no more than chance.</param>
internal sealed class AuditPrinter(TextWriter output, int top)
{
    /// <summary>Writes what was found.</summary>
    public void Write(AuditReport report)
    {
        Line($"{(report.Compared is null ? "label" : "comparison")} {AuditWording.Label(report)}: {AuditWording.Scope(report)}");
        foreach (var sentence in AuditWording.Verdict(report))
        {
            Line(sentence);
        }

        WriteFields("known with the film", report.Fields.Where(f => f.Kind != AuditFieldKind.Clinical));
        WriteFields("known only after admission", report.Fields.Where(f => f.Kind == AuditFieldKind.Clinical));
        if (report.Scores is { } scores)
        {
            WriteScores(report, scores);
        }

        output.WriteLine();
        Line(AuditWording.Legend);
        Line(AuditWording.Method(report));
        foreach (var line in AuditWording.Absent(report))
        {
            Line(line);
        }
    }

    private void WriteFields(string title, IEnumerable<AuditField> fields)
    {
        AuditField[] all = [.. fields];
        if (all.Length == 0)
        {
            return;
        }

        output.WriteLine();
        Line(title);
        AuditField[] shown = [.. all.Where(f => f.IsMoreThanChance), .. all.Where(f => !f.IsMoreThanChance).Take(top)];
        if (shown.Length > 0)
        {
            WriteTable(shown);
        }

        if (shown.Length < all.Length)
        {
            Line($"  {(shown.Length > 0 ? "and " : "")}{all.Length - shown.Length:N0} {(shown.Length > 0 ? "more " : "")}that tell no more than chance (--top N shows them)");
        }
    }

    private void WriteTable(AuditField[] shown)
    {
        var table = TextTables.Plain("field", "AUC", "95 %", "balanced", "95 %", "V", "rank", "images", "missing", "p");
        foreach (var field in shown)
        {
            var figures = field.Figures;
            table.Row(
                field.Name,
                AuditWording.Figure(figures.Auc),
                AuditWording.Of(figures.AucInterval),
                AuditWording.Figure(figures.BalancedAccuracy),
                AuditWording.Of(figures.BalancedAccuracyInterval),
                figures.CramersV is { } v ? AuditWording.Figure(v) : "",
                figures.RankCorrelation is { } rank ? AuditWording.Figure(rank) : "",
                $"{field.Images:N0}",
                field.Missing == 0 ? "" : $"{field.Missing:N0}",
                AuditWording.P(figures.CorrectedPValue) + (field.IsMoreThanChance ? " *" : "  "));
        }

        TextTables.Write(output, table);
    }

    private void WriteScores(AuditReport report, AuditScores scores)
    {
        output.WriteLine();
        Line($"the model among images with one value of a field ({scores.File})");
        var matched = TextTables.Plain("field", "its AUC", "model's AUC", "95 %", "drop", "95 %", "pairs");
        foreach (var one in scores.Matched.Where(m => m.IsDangerous).Concat(scores.Matched.Where(m => !m.IsDangerous).Take(top)))
        {
            matched.Row(
                one.Field,
                AuditWording.Figure(one.FieldAuc) + (one.IsDangerous ? " *" : "  "),
                AuditWording.Figure(one.Auc),
                AuditWording.Of(one.Interval),
                AuditWording.Figure(one.Drop),
                AuditWording.Of(one.DropInterval),
                AuditWording.Percent(one.PairShare));
        }

        if (scores.Matched.Count > 0)
        {
            TextTables.Write(output, matched);
        }
        else
        {
            Line("  there are too few such images of both values of the label");
        }

        output.WriteLine();
        Line("the model in subgroups");
        var subgroups = TextTables.Plain("subgroup", "images", "with", "AUC", "95 %", "mean score", "rate", "Brier", "ECE");
        Row(subgroups, "all", scores.Overall);
        string[] fields = [.. AuditWording.UsualSubgroups.Concat(report.Dangerous.Select(f => f.Name)).Distinct(StringComparer.Ordinal)];
        foreach (var one in scores.Subgroups.Where(s => fields.Contains(s.Field, StringComparer.Ordinal)))
        {
            Row(subgroups, $"{one.Field} {one.Value}", one.Figures);
        }

        TextTables.Write(output, subgroups);
    }

    private static void Row(Table table, string name, ScoreFigures figures) => table.Row(
        name,
        $"{figures.Images:N0}",
        $"{figures.Positives:N0}",
        figures.Auc is { } auc ? AuditWording.Figure(auc) : "",
        AuditWording.Of(figures.AucInterval),
        figures.MeanScore is { } mean ? AuditWording.Figure(mean) : "",
        AuditWording.Figure(figures.Rate),
        figures.Brier is { } brier ? AuditWording.Figure(brier) : "",
        figures.CalibrationError is { } error ? AuditWording.Figure(error) : "");

    /// <summary>A sentence in lines of the tables' width, those behind the first indented.</summary>
    private void Line(string sentence)
    {
        var width = TextTables.Width(output);
        var line = Terminal.OneLine(sentence);
        var indent = "";
        while (indent.Length + line.Length > width && line.LastIndexOf(' ', width - indent.Length) is var end and > 2)
        {
            output.WriteLine(indent + line[..end]);
            line = line[(end + 1)..];
            indent = "  ";
        }

        output.WriteLine(indent + line);
    }
}
