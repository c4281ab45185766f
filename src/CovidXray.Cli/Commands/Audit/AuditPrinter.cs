using CovidXray.Cli.Terminals;
using CovidXray.Reports;
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
        output.WriteLine();
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
        if (shown.Length < all.Length)
        {
            Line($"  and {all.Length - shown.Length:N0} more that tell no more than chance (--top N shows them)");
        }
    }

    private void Line(string line) => output.WriteLine(Terminal.OneLine(line));
}
