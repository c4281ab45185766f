using System.Globalization;
using CsvHelper;

namespace CovidXray.Reports;

/// <summary>Statistics as tidy CSV tables: one observation a row, a header, commas, LF.</summary>
public static class StatisticsCsv
{
    /// <summary>The tables, by file name.</summary>
    /// <param name="report">The statistics, and what was asked for beside them.</param>
    public static IEnumerable<(string FileName, byte[] Content)> Tables(StatisticsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var statistics = report.Statistics;
        yield return ("summary.csv", Table(["name", "value"], Summary(statistics)));
        yield return ("classes.csv", Table(["class", "images", "instances"], statistics.Classes.Select(c => new[] { c.Name, Text(c.Images), Text(c.Instances) })));
        yield return ("tags.csv", Table(["tag", "count"], statistics.TagCounts.Select(t => new[] { t.Value, Text(t.Images) })));
        yield return ("fields.csv", Table(["field", "value", "images"], [.. statistics.Fields, statistics.Locations, statistics.Licenses, statistics.ImagesPerPatient], Distributions));
        yield return ("histograms.csv", Table(["field", "from", "to", "images"], [.. Bins("age", statistics.Age.Histogram), .. Bins("minside", statistics.SizeBands)]));
        yield return ("areas.csv", Table(["category", "images", "pixels", "mean_share", "min_share", "max_share"], statistics.Areas.Select(a => new[]
        {
            a.Category, Text(a.Images), Text(a.Pixels), Share(a.MeanShare), Share(a.MinShare), Share(a.MaxShare),
        })));
        yield return ("oddities.csv", Table(["what", "image"], statistics.Oddities.SelectMany(o => o.Images.Select(i => new[] { o.What, i }))));
        if (report.Fields.Count > 0)
        {
            yield return ("requested.csv", Table(["field", "value", "images"], report.Fields.Select(statistics.DistributionOf), Distributions));
        }

        if (report.CrossTables.Count > 0)
        {
            yield return ("cross.csv", Table(["row_field", "row", "column_field", "column", "images"], report.CrossTables.SelectMany(Cells)));
            yield return ("cramers_v.csv", Table(["row_field", "column_field", "cramers_v"], report.CrossTables.Select(t => new[]
            {
                t.RowField, t.ColumnField, Text(t.CramersV is { } v ? Math.Round(v, 6) : null),
            })));
        }
    }

    private static string[][] Summary(DatasetStatistics statistics) =>
    [
        ["images", Text(statistics.Images)],
        ["patients", Text(statistics.Patients)],
        ["megapixels", Text(Math.Round(statistics.Megapixels, 6))],
        ["tags", Text(statistics.Tags)],
        ["distinct_tags", Text(statistics.TagCounts.Count)],
        ["age_count", Text(statistics.Age.Count)],
        ["age_min", Text(statistics.Age.Min)],
        ["age_max", Text(statistics.Age.Max)],
        ["age_mean", Text(statistics.Age.Mean is { } mean ? Math.Round(mean, 4) : null)],
        ["age_median", Text(statistics.Age.Median)],
        ["smallest", statistics.Smallest?.ToString() ?? ""],
        ["largest", statistics.Largest?.ToString() ?? ""],
    ];

    private static IEnumerable<string[]> Distributions(Distribution distribution) =>
        distribution.Values.Select(v => new[] { distribution.Field, v.Value, Text(v.Images) }).Append([distribution.Field, "", Text(distribution.Missing)]);

    private static IEnumerable<string[]> Bins(string field, IReadOnlyList<HistogramBin> bins) =>
        bins.Select(b => new[] { field, Text(b.From), double.IsPositiveInfinity(b.To) ? "" : Text(b.To), Text(b.Count) });

    private static IEnumerable<string[]> Cells(CrossTable table) =>
        from r in Enumerable.Range(0, table.Rows.Count)
        from c in Enumerable.Range(0, table.Columns.Count)
        select new[] { table.RowField, table.Rows[r], table.ColumnField, table.Columns[c], Text(table[r, c]) };

    private static byte[] Table<T>(string[] header, IEnumerable<T> items, Func<T, IEnumerable<string[]>> records) =>
        Table(header, items.SelectMany(records));

    private static byte[] Table(string[] header, IEnumerable<string[]> records)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord(header);
            foreach (var record in records)
            {
                csv.WriteRecord(record);
            }
        }

        return stream.ToArray();
    }

    private static string Share(double share) => Text(Math.Round(share, 6));

    private static string Text(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
