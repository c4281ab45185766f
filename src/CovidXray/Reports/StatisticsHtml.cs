using System.Globalization;
using System.Text;

namespace CovidXray.Reports;

/// <summary>Statistics as one HTML page that needs nothing else: no network, no script, charts as inline SVG.</summary>
/// <remarks>The JSON of the same statistics stands in the page as a data block, for tools that read the page.</remarks>
public static class StatisticsHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2530; --soft: #5b6875; --paper: #ffffff; --line: #d9dfe5; --bar: #2f6f9f; --missing: #b9c2cb; --tile: #f3f6f8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9fadba; --paper: #14191f; --line: #313b46; --bar: #6fb1de; --missing: #4c5864; --tile: #1d242c; } }
        @media print { :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999; --bar: #555; --missing: #bbb; --tile: #fff; } section { break-inside: avoid; } }
        * { box-sizing: border-box; }
        body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem; }
        h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
        p.sub { color: var(--soft); margin: .2rem 0 1.5rem; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin-bottom: 2rem; }
        .tile { background: var(--tile); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; }
        .tile b { display: block; font-size: 1.15rem; font-variant-numeric: tabular-nums; } .tile span { color: var(--soft); font-size: .85rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(30rem, 100%), 1fr)); gap: 1.75rem 2.5rem; align-items: start; }
        section { min-width: 0; } svg { width: 100%; height: auto; display: block; }
        svg text { font: 12.5px system-ui, sans-serif; fill: var(--ink); } svg .label { text-anchor: end; } svg .number { fill: var(--soft); font-variant-numeric: tabular-nums; }
        .bar { fill: var(--bar); } .bar.missing { fill: var(--missing); }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: right; } th:first-child, td:first-child { text-align: left; }
        .wide { overflow-x: auto; margin-top: 2rem; } ul { padding-left: 1.2rem; } li span { color: var(--soft); overflow-wrap: anywhere; }
        footer { color: var(--soft); font-size: .85rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .8rem; }
        """;

    /// <summary>Writes the page, UTF-8, LF.</summary>
    /// <param name="statistics">The statistics.</param>
    /// <param name="crossTables">Cross tables below them.</param>
    /// <param name="title">What the statistics are about, such as the dataset's name.</param>
    /// <param name="top">How many rows long lists show.</param>
    public static byte[] Write(DatasetStatistics statistics, IReadOnlyList<CrossTable> crossTables, string title, int top = 20)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(crossTables);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<link rel=\"icon\" href=\"data:,\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{SvgBars.Encode(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{SvgBars.Encode(title)}</h1>\n<p class=\"sub\">Counts and distributions, made with covidxr stats</p>\n");
        AppendTiles(html, statistics);
        html.Append("<div class=\"charts\">\n");
        AppendChart(html, "Classes (images)", statistics.Classes.OrderByDescending(c => c.Images).Take(top).Select(c => (c.Name, (long)c.Images)));
        foreach (var field in statistics.Fields)
        {
            AppendDistribution(html, Title(field.Field), field, top);
        }

        AppendChart(html, "Age in years", Bars(statistics.Age.Histogram, statistics.Age.Missing));
        AppendChart(html, "Shorter side in pixels", Bars(statistics.SizeBands, missing: 0));
        AppendDistribution(html, "Images per patient", statistics.ImagesPerPatient, top);
        AppendDistribution(html, "Locations", statistics.Locations, top);
        if (statistics.Licenses.Values.Count > 0)
        {
            AppendDistribution(html, "Licences", statistics.Licenses, top);
        }

        html.Append("</div>\n");
        AppendAreas(html, statistics.Areas);
        foreach (var table in crossTables)
        {
            AppendCrossTable(html, table);
        }

        AppendOddities(html, statistics.Oddities);
        AppendData(html, statistics, crossTables);
        html.Append("<footer>Annotations: V7 Labs, CC BY 4.0. Not for clinical use.</footer>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static void AppendTiles(StringBuilder html, DatasetStatistics statistics)
    {
        html.Append("<div class=\"tiles\">\n");
        Tile("images", Number(statistics.Images));
        Tile("patients", Number(statistics.Patients));
        Tile("megapixels", statistics.Megapixels.ToString("N1", CultureInfo.InvariantCulture));
        Tile("tags", Number(statistics.Tags));
        Tile("different tags", Number(statistics.TagCounts.Count));
        Tile("median age", statistics.Age.Median?.ToString(CultureInfo.InvariantCulture) ?? "–");
        Tile("smallest", statistics.Smallest is { } s ? $"{s.Width}×{s.Height}" : "–");
        Tile("largest", statistics.Largest is { } l ? $"{l.Width}×{l.Height}" : "–");
        html.Append("</div>\n");

        void Tile(string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<div class=\"tile\"><b>{value}</b><span>{name}</span></div>\n");
    }

    private static IEnumerable<(string Label, long Count)> Bars(IReadOnlyList<HistogramBin> bins, int missing) =>
        bins.Select(b => (b.Label, (long)b.Count)).Concat(missing > 0 ? [("missing", (long)missing)] : []);

    private static void AppendDistribution(StringBuilder html, string title, Distribution distribution, int top)
    {
        var rest = distribution.Values.Skip(top).Sum(v => (long)v.Images);
        AppendChart(html, title, [
            .. distribution.Values.Take(top).Select(v => (v.Value, (long)v.Images)),
            .. rest > 0 ? [($"{distribution.Values.Count - top} others", rest)] : Array.Empty<(string, long)>(),
            .. distribution.Missing > 0 ? [("missing", (long)distribution.Missing)] : Array.Empty<(string, long)>(),
        ]);
    }

    private static void AppendChart(StringBuilder html, string title, IEnumerable<(string Label, long Count)> bars)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{SvgBars.Encode(title)}</h2>\n");
        SvgBars.Append(html, title, [.. bars]);
        html.Append("</section>\n");
    }

    private static void AppendAreas(StringBuilder html, IReadOnlyList<AreaSummary> areas)
    {
        if (areas.Count == 0)
        {
            return;
        }

        html.Append("<div class=\"wide\"><h2>Areas</h2>\n<table><tr><th>category</th><th>images</th><th>pixels</th><th>mean share</th><th>smallest</th><th>largest</th></tr>\n");
        foreach (var area in areas)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{SvgBars.Encode(area.Category)}</td><td>{area.Images:N0}</td><td>{area.Pixels:N0}</td><td>{area.MeanShare * 100:F2} %</td><td>{area.MinShare * 100:F2} %</td><td>{area.MaxShare * 100:F2} %</td></tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void AppendCrossTable(StringBuilder html, CrossTable table)
    {
        var strength = table.CramersV is { } v ? string.Create(CultureInfo.InvariantCulture, $"Cramér's V {v:F3}") : "Cramér's V needs two values of each";
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\"><h2>{SvgBars.Encode(table.RowField)} by {SvgBars.Encode(table.ColumnField)} ({strength})</h2>\n<table><tr><th></th>");
        foreach (var column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th>{SvgBars.Encode(column)}</th>");
        }

        html.Append("</tr>\n");
        for (var r = 0; r < table.Rows.Count; r++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{SvgBars.Encode(table.Rows[r])}</td>");
            for (var c = 0; c < table.Columns.Count; c++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td>{table[r, c]:N0}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void AppendOddities(StringBuilder html, IReadOnlyList<Oddity> oddities)
    {
        if (oddities.Count == 0)
        {
            return;
        }

        html.Append("<div class=\"wide\"><h2>Odd data</h2>\n<ul>\n");
        foreach (var oddity in oddities)
        {
            html.Append(CultureInfo.InvariantCulture, $"<li>{SvgBars.Encode(oddity.What)}: {oddity.Images.Count} <span>{SvgBars.Encode(string.Join(", ", oddity.Images))}</span></li>\n");
        }

        html.Append("</ul></div>\n");
    }

    /// <summary>JSON in a data block; a closing tag inside a text must not end it.</summary>
    private static void AppendData(StringBuilder html, DatasetStatistics statistics, IReadOnlyList<CrossTable> crossTables)
    {
        using var stream = new MemoryStream();
        StatisticsJson.Write(statistics, crossTables, stream);
        var json = Encoding.UTF8.GetString(stream.ToArray()).Replace("<", "\\u003c", StringComparison.Ordinal);
        html.Append(CultureInfo.InvariantCulture, $"<script type=\"application/json\" id=\"covidxr-stats\">\n{json}\n</script>\n");
    }

    /// <summary>A field's name as a heading: <c>in_icu</c> is In icu.</summary>
    private static string Title(string field) => string.Concat(char.ToUpperInvariant(field[0]).ToString(), field.AsSpan(1)).Replace('_', ' ');

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
