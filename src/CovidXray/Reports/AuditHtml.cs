using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>An audit as one HTML page that needs nothing else: what to make of it, figures, how the label is in each value, films from both ends.</summary>
/// <remarks>The JSON of the same report stands in the page as a data block, for tools that read the page.</remarks>
internal static class AuditHtml
{
    /// <summary>Films that a page shows at most: it holds all of them.</summary>
    private const int MostFilms = 360;

    private static readonly string[] Header = ["field", "AUC", "95 %", "balanced accuracy", "95 %", "Cramér's V", "rank correlation", "images", "missing", "p", "p corrected"];
    private static readonly string[] MatchedHeader = ["field", "its AUC", "model's AUC", "95 %", "drop", "95 %", "pairs"];
    private static readonly string[] SubgroupHeader = ["subgroup", "images", "with the label", "AUC", "95 %", "mean score", "rate", "Brier", "calibration error"];

    /// <summary>Writes the page, UTF-8, LF. Films are read again; one that is gone by now is not shown.</summary>
    public static byte[] Write(AuditReport report)
    {
        var page = new HtmlPage($"{report.Title}: what tells {AuditWording.Label(report)}", $"{AuditWording.Scope(report)}; of {report.Scope}", report.Origin);
        page.Tiles(
            ("images", Text(report.Images)),
            ("patients", Text(report.Groups)),
            ("fields tried", Text(report.Fields.Count)),
            ("dangerous", Text(report.Dangerous.Count())),
            ("films looked at", Text(report.Films)),
            ("failed", Text(report.Failures.Count)));
        page.Sentences("What to make of it", AuditWording.Verdict(report));
        AppendFields(page, "Known with the film", report.Fields.Where(f => f.Kind != AuditFieldKind.Clinical));
        AppendFields(page, "Known only after admission", report.Fields.Where(f => f.Kind == AuditFieldKind.Clinical));
        AppendScores(page, report);
        page.Multiples(
            "The label in each value",
            $"shares of {string.Join(", ", report.Classes.Select(c => c.Name))}, pale to dark; the number of images behind; fields that tell more than chance, and the five next",
            Charted(report).Select(f => (f.Name, $"AUC {AuditWording.Figure(f.Figures.Auc)}{(f.IsMoreThanChance ? ", more than chance" : "")}", SharesSvg.Chart(f, report.Classes))));
        AppendFilms(page, report);
        page.Sentences("How it was looked for", [AuditWording.Legend.Replace("* more", "bold: more", StringComparison.Ordinal), AuditWording.Method(report), .. AuditWording.Absent(report), .. report.Failures.Select(f => f.Message)]);
        using var json = new StringWriter { NewLine = "\n" };
        AuditJson.Write(report, json);
        return page.Close(json.ToString().TrimEnd('\n'), "audit");
    }

    private static IEnumerable<AuditField> Charted(AuditReport report) =>
        report.Fields.Where(f => f.IsMoreThanChance).Concat(report.Fields.Where(f => !f.IsMoreThanChance).Take(5));

    private static void AppendFields(HtmlPage page, string title, IEnumerable<AuditField> fields)
    {
        AuditField[] all = [.. fields];
        if (all.Length > 0)
        {
            page.Table(title, "each field alone; bold: more than chance", "tight", Header, all.Select(Row));
        }
    }

    private static string Row(AuditField field)
    {
        var figures = field.Figures;
        var name = $"<span title=\"{HtmlPage.Encode(field.Description)}\">{HtmlPage.Encode(field.Name)}</span>";
        return Cells(
            field.IsMoreThanChance ? $"<b>{name}</b>" : name,
            AuditWording.Figure(figures.Auc),
            AuditWording.Of(figures.AucInterval),
            AuditWording.Figure(figures.BalancedAccuracy),
            AuditWording.Of(figures.BalancedAccuracyInterval),
            Optional(figures.CramersV),
            Optional(figures.RankCorrelation),
            Text(field.Images),
            field.Missing == 0 ? "" : Text(field.Missing),
            AuditWording.P(figures.PValue),
            AuditWording.P(figures.CorrectedPValue));
    }

    private static void AppendScores(HtmlPage page, AuditReport report)
    {
        if (report.Scores is not { } scores)
        {
            return;
        }

        page.Table("The model among images with one value of a field", $"{scores.File}; AUC over all {AuditWording.Figure(scores.Overall.Auc ?? 0.5)}", "tight", MatchedHeader, scores.Matched.Select(m => Cells(
            m.IsDangerous ? $"<b>{HtmlPage.Encode(m.Field)}</b>" : HtmlPage.Encode(m.Field),
            AuditWording.Figure(m.FieldAuc),
            AuditWording.Figure(m.Auc),
            AuditWording.Of(m.Interval),
            AuditWording.Figure(m.Drop),
            AuditWording.Of(m.DropInterval),
            AuditWording.Percent(m.PairShare))));
        page.Table("The model in subgroups", "of ten images or more", "tight", SubgroupHeader, scores.Subgroups.Select(s => Row(s.Field + " " + s.Value, s.Figures)).Prepend(Row("all", scores.Overall)));
    }

    private static string Row(string name, ScoreFigures figures) => Cells(
        HtmlPage.Encode(name),
        Text(figures.Images),
        Text(figures.Positives),
        Optional(figures.Auc),
        AuditWording.Of(figures.AucInterval),
        Optional(figures.MeanScore),
        AuditWording.Figure(figures.Rate),
        Optional(figures.Brier),
        Optional(figures.CalibrationError));

    private static void AppendFilms(HtmlPage page, AuditReport report)
    {
        var left = MostFilms;
        foreach (var field in report.Dangerous.Where(f => f.LowFilms.Count > 0))
        {
            var (low, high) = field.IsNumber ? ("the smallest", "the largest") : ($"where '{report.Classes[^1].Name}' is rarest", $"where '{report.Classes[^1].Name}' is commonest");
            page.FilmRows(
                $"{field.Name}: films from both ends",
                field.Description,
                [(low, [.. field.LowFilms.Select(f => Figure(f, ref left))]), (high, [.. field.HighFilms.Select(f => Figure(f, ref left))])]);
        }
    }

    private static (byte[]? Jpeg, string Text, string Caption) Figure(AuditFilm film, ref int left)
    {
        byte[]? jpeg = null;
        var problem = left-- > 0 ? null : "not shown: the page has many films";
        try
        {
            jpeg = problem is null ? FilmView.Read(film.FilePath) : null;
        }
        catch (DatasetException)
        {
            problem = "cannot be shown any more";
        }

        string[] facts = [film.Value, film.Class, problem ?? ""];
        return (jpeg, film.Id, $"<b>{HtmlPage.Encode(film.Id)}</b><br>{string.Join("<br>", facts.Where(f => f.Length > 0).Select(HtmlPage.Encode))}");
    }

    private static string Cells(params ReadOnlySpan<string> cells)
    {
        var row = new StringBuilder();
        foreach (var cell in cells)
        {
            row.Append(CultureInfo.InvariantCulture, $"<td>{cell}</td>");
        }

        return row.ToString();
    }

    private static string Optional(double? figure) => figure is { } known ? AuditWording.Figure(known) : "";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
