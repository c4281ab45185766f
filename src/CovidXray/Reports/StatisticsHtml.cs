using System.Globalization;
using System.Text;
using CovidXray.Annotations;

namespace CovidXray.Reports;

/// <summary>Statistics as one HTML page that needs nothing else: no network, no script, charts as inline SVG.</summary>
/// <remarks>The JSON of the same statistics stands in the page as a data block, for tools that read the page.</remarks>
public static class StatisticsHtml
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["icu"] = "ICU admission",
        ["in_icu"] = "In ICU at the scan",
        ["intubated"] = "Intubated",
        ["intubation_present"] = "Intubated at the scan",
        ["oxygen"] = "Supplemental oxygen",
        ["survival"] = "Survived",
    };

    /// <summary>Writes the page, UTF-8, LF.</summary>
    /// <param name="report">The statistics, and what was asked for beside them.</param>
    public static byte[] Write(StatisticsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var statistics = report.Statistics;
        var page = new HtmlPage(report.Title, report.Scope + (report.Failures.Count > 0 ? $"; {report.Failures.Count} failed, see the end" : ""), report.Origin);
        AppendTiles(page, statistics);
        AppendCharts(page, report);
        AppendOutcomes(page, statistics);
        AppendLong(page, "Locations", statistics.Locations, report.Top);
        if (statistics.Licenses.Values.Count > 0)
        {
            AppendLong(page, "Licences", statistics.Licenses, report.Top);
        }

        page.BeginGroup("flow");
        AppendAreas(page, statistics.Areas);
        foreach (var table in report.CrossTables)
        {
            AppendCrossTable(page, table.Top(report.Top, report.Top));
        }

        page.EndGroup();
        AppendOddities(page, statistics.Oddities);
        AppendFailures(page, report.Failures);
        using var json = new MemoryStream();
        StatisticsJson.Write(report, json);
        return page.Close(Encoding.UTF8.GetString(json.ToArray()));
    }

    private static void AppendTiles(HtmlPage page, DatasetStatistics statistics) => page.Tiles(
        ("images", Number(statistics.Images)),
        ("patients", Number(statistics.Patients)),
        ("megapixels", statistics.Megapixels.ToString("N1", CultureInfo.InvariantCulture)),
        ("tags", Number(statistics.Tags)),
        ("different tags", Number(statistics.TagCounts.Count)),
        ("median age", statistics.Age.Median?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–"),
        ("smallest", statistics.Smallest is { } s ? $"{s.Width}×{s.Height}" : "–"),
        ("largest", statistics.Largest is { } l ? $"{l.Width}×{l.Height}" : "–"));

    private static void AppendCharts(HtmlPage page, StatisticsReport report)
    {
        var statistics = report.Statistics;
        page.BeginGroup("columns");
        page.Chart("Classes", "images", statistics.Classes.OrderByDescending(c => c.Images).Take(report.Top).Select(c => (c.Name, (long)c.Images)));
        foreach (var field in statistics.Fields.Where(f => !IsOutcome(f)))
        {
            page.Chart(Title(field.Field), "images", Bars(field, report.Top));
        }

        page.Chart("Age in years", Range(statistics.Age), Bars(statistics.Age));
        page.Chart("Shorter side in pixels", "images", statistics.SizeBands.Select(b => (b.Label, (long)b.Count)));
        page.Chart("Images per patient", "patients", Bars(statistics.ImagesPerPatient, report.Top));
        if (report.ListsClasses)
        {
            page.Chart("Class list, with all tags", "images", statistics.AllClasses.Take(report.Top).Select(c => (c.Name, (long)c.Images)));
        }

        foreach (var field in report.Fields)
        {
            if (field.IsMeasure)
            {
                var numbers = statistics.NumbersOf(field);
                page.Chart(Title(field.Name), Range(numbers), Bars(numbers));
            }
            else
            {
                page.Chart(Title(field.Name), "images", Bars(statistics.DistributionOf(field), report.Top));
            }
        }

        page.EndGroup();
    }

    /// <summary>The yes/no fields in one table, each with a bar of its three parts.</summary>
    private static void AppendOutcomes(HtmlPage page, DatasetStatistics statistics)
    {
        string[] header = ["field", Key("bar", "yes") + Key("no", "no") + Key("missing", "missing"), "yes", "no", "missing", "yes where known"];
        page.Table("Clinical fields", "", "full", header, statistics.Fields.Where(IsOutcome).Select(field =>
        {
            var yes = field.Values.Where(v => v.Value == "Y").Sum(v => v.Images);
            var no = field.Values.Where(v => v.Value == "N").Sum(v => v.Images);
            var share = yes + no > 0 ? Percent((double)yes / (yes + no), 0) : "–";
            return $"<td>{HtmlPage.Encode(Title(field.Field))}</td><td class=\"stack\">{SvgBars.Stack(yes, no, field.Missing)}</td>"
                + $"<td>{Number(yes)}</td><td>{Number(no)}</td><td>{Number(field.Missing)}</td><td>{share}</td>";
        }));

        static string Key(string part, string name) => $"<span class=\"key {part}\"></span>{name}&emsp;";
    }

    private static void AppendLong(HtmlPage page, string title, Distribution distribution, int top) =>
        page.WideChart(title, "images", Bars(distribution, top));

    private static void AppendAreas(HtmlPage page, IReadOnlyList<AreaSummary> areas)
    {
        if (areas.Count > 0)
        {
            page.Table("Areas", "share of the image, where there is any", "", ["category", "images", "pixels", "mean", "smallest", "largest"], areas.Select(a =>
                $"<td>{HtmlPage.Encode(a.Category)}</td><td>{Number(a.Images)}</td><td>{Number(a.Pixels)}</td><td>{Percent(a.MeanShare, 2)}</td><td>{Percent(a.MinShare, 2)}</td><td>{Percent(a.MaxShare, 2)}</td>"));
        }
    }

    /// <summary>Each cell as dark as its share of what is known in the row.</summary>
    private static void AppendCrossTable(HtmlPage page, CrossTable table)
    {
        var strength = table.CramersV is { } v ? string.Create(CultureInfo.InvariantCulture, $"Cramér's V {v:F3}") : "Cramér's V needs two values of each";
        page.Table($"{table.RowField} by {table.ColumnField}", strength, "", [HtmlPage.Encode(table.RowField), .. table.Columns.Select(HtmlPage.Encode)], Enumerable.Range(0, table.Rows.Count).Select(r =>
        {
            var known = table.Columns.Count - (table.HasMissingColumn ? 1 : 0);
            var sum = Math.Max(1, Enumerable.Range(0, known).Sum(c => table[r, c]));
            var cells = Enumerable.Range(0, table.Columns.Count).Select(c => c < known
                ? $"<td class=\"{PageStyle.Share(50 * table[r, c] / sum)}\">{Number(table[r, c])}</td>"
                : $"<td>{Number(table[r, c])}</td>");
            return $"<td>{HtmlPage.Encode(table.Rows[r])}</td>{string.Concat(cells)}";
        }));
    }

    private static void AppendOddities(HtmlPage page, IReadOnlyList<Oddity> oddities)
    {
        if (oddities.Count > 0)
        {
            page.Table("Odd data", "counted as it stands, nothing is dropped", "full", ["what", "images", "which"], oddities.Select(o =>
                $"<td>{HtmlPage.Encode(o.What)}</td><td>{Number(o.Images.Count)}</td><td class=\"ids\">{HtmlPage.Encode(string.Join(", ", o.Images))}</td>"));
        }
    }

    private static void AppendFailures(HtmlPage page, IReadOnlyList<DatasetException> failures)
    {
        if (failures.Count > 0)
        {
            page.Table("Failed", "does not count, or counts without areas", "full", ["file", "problem"], failures.Select(f =>
                $"<td>{HtmlPage.Encode(f.File)}</td><td class=\"ids\">{HtmlPage.Encode(f.Problem)}</td>"));
        }
    }

    private static bool IsOutcome(Distribution field) => field.Values.All(v => v.Value is "Y" or "N");

    private static IEnumerable<(string Label, long Count)> Bars(NumberSummary numbers) =>
        [.. numbers.Histogram.Select(b => (b.Label, (long)b.Count)), .. Missing(numbers.Missing)];

    private static IEnumerable<(string Label, long Count)> Bars(Distribution distribution, int top)
    {
        var rest = distribution.Values.Skip(top).Sum(v => (long)v.Images);
        return
        [
            .. distribution.Values.Take(top).Select(v => (v.Value, (long)v.Images)),
            .. rest > 0 ? [($"{distribution.Values.Count - top}{Distribution.OthersName}", rest)] : Array.Empty<(string, long)>(),
            .. Missing(distribution.Missing),
        ];
    }

    private static (string, long)[] Missing(int count) => count > 0 ? [(Distribution.MissingName, count)] : [];

    private static string Range(NumberSummary numbers) => numbers.Count == 0 ? "no values" : string.Create(
        CultureInfo.InvariantCulture,
        $"{numbers.Min:0.##} to {numbers.Max:0.##}, mean {numbers.Mean:0.#}, median {numbers.Median:0.#}");

    /// <summary>A field's name as a heading.</summary>
    private static string Title(string field) =>
        Titles.GetValueOrDefault(field) ?? string.Concat(char.ToUpperInvariant(field[0]).ToString(), field.AsSpan(1)).Replace('_', ' ');

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share, int digits) => $"{(share * 100).ToString($"F{digits}", CultureInfo.InvariantCulture)} %";
}
