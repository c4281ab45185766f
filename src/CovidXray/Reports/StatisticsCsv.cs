using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Tables;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Reports;

/// <summary>Statistics as tidy CSV tables: one observation a row, a header, commas, LF.</summary>
/// <remarks>A text that begins with <c>= + - @</c>, a tab or a return gets a <c>'</c> in front, so that no spreadsheet runs it as a formula; numbers stay as they are.</remarks>
public static class StatisticsCsv
{
    /// <summary>The file that says what the tables are made of, so that they stay plain tables.</summary>
    internal const string ManifestFile = "covidxr.stats.json";

    private static readonly FileLimit Limit = new(1_000_000, "records of tables");

    /// <summary>Every name that a file may have.</summary>
    internal static IReadOnlyList<string> FileNames { get; } =
        ["summary.csv", "classes.csv", "tags.csv", "fields.csv", "histograms.csv", "areas.csv", "oddities.csv", "class_list.csv", "requested.csv", "cross.csv", "cramers_v.csv", ManifestFile];

    /// <summary>The tables, by file name; the last is covidxr.stats.json, which says what they are made of, if that is known.</summary>
    /// <param name="report">The statistics, and what was asked for beside them.</param>
    /// <param name="forExcel">Whether each table begins with a byte order mark, by which Excel knows UTF-8.</param>
    public static IEnumerable<(string FileName, byte[] Content)> Tables(StatisticsReport report, bool forExcel = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        var names = new List<string>();
        foreach (var (name, content) in Tables(report))
        {
            names.Add(name);
            yield return (name, forExcel ? CsvFile.ForExcel(content) : content);
        }

        if (report.Provenance is { } provenance)
        {
            yield return (ManifestFile, Manifest(provenance, names));
        }
    }

    /// <summary>The tables of a folder that an earlier run made, by what it says there; none if nothing does.</summary>
    internal static IReadOnlyList<string> EarlierTables(string folder)
    {
        try
        {
            var path = Path.Combine(folder, ManifestFile);
            using var json = FilePath.IsThere(path) ? JsonDocument.Parse(WholeFile.Read(path, Limit)) : null;
            return json?.RootElement.TryGetProperty("tables", out var tables) == true ? [.. tables.EnumerateArray().Select(t => t.GetString()).OfType<string>().Where(FileNames.Contains)] : [];
        }
        catch (Exception e) when (e is DatasetException or JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    private static byte[] Manifest(Provenance provenance, IReadOnlyList<string> tables)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = ForeignText.JsonToKeep }))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", Provenance.Schema);
            provenance.Write(json);
            JsonOutput.WriteTexts(json, "tables", tables);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static IEnumerable<(string FileName, byte[] Content)> Tables(StatisticsReport report)
    {
        var statistics = report.Statistics;
        yield return ("summary.csv", Table(["name", "value"], Summary(statistics)));
        yield return ("classes.csv", Table(["class", "kind", "images", "instances"], statistics.Classes, Kinds));
        yield return ("tags.csv", Table(["tag", "count"], statistics.TagCounts.Select(t => new object?[] { t.Value, t.Images })));
        yield return ("fields.csv", Table(["field", "value", "images"], [.. statistics.Fields, statistics.Locations, statistics.Licenses, statistics.ImagesPerPatient, .. OldFields(statistics)], Distributions));
        yield return ("histograms.csv", Table(["field", "from", "to", "images"], [.. Bins("age", statistics.Age.Histogram), .. Bins("minside", statistics.SizeBands)]));
        yield return ("areas.csv", Table(["category", "images", "pixels", "mean_share", "min_share", "max_share"], statistics.Areas.Select(a => new object?[]
        {
            a.Category, a.Images, a.Pixels, Share(a.MeanShare), Share(a.MinShare), Share(a.MaxShare),
        })));
        yield return ("oddities.csv", Table(["what", "image"], statistics.Oddities.SelectMany(o => o.Images.Select(i => new object?[] { o.What, i }))));
        if (report.ListsClasses)
        {
            yield return ("class_list.csv", Table(["class", "kind", "images", "instances"], statistics.AllClasses, Kinds));
        }

        if (report.Fields.Count > 0)
        {
            yield return ("requested.csv", Table(["field", "value", "images"], report.Fields.Select(statistics.DistributionOf), Distributions));
        }

        if (report.CrossTables.Count > 0)
        {
            yield return ("cross.csv", Table(["row_field", "row", "column_field", "column", "images"], report.CrossTables.SelectMany(Cells)));
            yield return ("cramers_v.csv", Table(["row_field", "column_field", "cramers_v"], report.CrossTables.Select(t => new object?[]
            {
                t.RowField, t.ColumnField, t.CramersV is { } v ? Math.Round(v, 6) : null,
            })));
        }
    }

    /// <summary>Fields again, by the names that they had before.</summary>
    private static IEnumerable<Distribution> OldFields(DatasetStatistics statistics) =>
        statistics.Fields.Where(f => ReportedFields.OldNames.ContainsKey(f.Field)).Select(f => f with { Field = ReportedFields.OldNames[f.Field] });

    private static object?[][] Summary(DatasetStatistics statistics) =>
    [
        ["images", statistics.Images],
        ["patients", statistics.Patients],
        ["megapixels", Math.Round(statistics.Megapixels, 6)],
        ["tags", statistics.Tags],
        ["distinct_tags", statistics.TagCounts.Count],
        ["age_count", statistics.Age.Count],
        ["age_min", statistics.Age.Min],
        ["age_max", statistics.Age.Max],
        ["age_mean", statistics.Age.Mean is { } mean ? Math.Round(mean, 4) : null],
        ["age_median", statistics.Age.Median],
        ["smallest", statistics.Smallest?.ToString() ?? ""],
        ["largest", statistics.Largest?.ToString() ?? ""],
    ];

    private static IEnumerable<object?[]> Kinds(ClassCount one) => one.Kinds.Select(k => new object?[] { one.Name, k.Kind, k.Images, k.Instances });

    private static IEnumerable<object?[]> Distributions(Distribution distribution) =>
        distribution.Values.Select(v => new object?[] { distribution.Field, v.Value, v.Images }).Append([distribution.Field, "", distribution.Missing]);

    private static IEnumerable<object?[]> Bins(string field, IReadOnlyList<HistogramBin> bins) =>
        bins.Select(b => new object?[] { field, b.From, double.IsPositiveInfinity(b.To) ? null : b.To, b.Count });

    private static IEnumerable<object?[]> Cells(CrossTable table) =>
        table.Cells.Select(c => new object?[] { table.RowField, table.Rows[c.Row], table.ColumnField, table.Columns[c.Column], c.Images });

    private static byte[] Table<T>(string[] header, IEnumerable<T> items, Func<T, IEnumerable<object?[]>> rows) =>
        Table(header, items.SelectMany(rows));

    private static byte[] Table(string[] header, IEnumerable<object?[]> rows)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, new CsvWriterOptions { Separator = ',', NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteRecord(header);
            foreach (var row in rows)
            {
                foreach (var value in row)
                {
                    Write(csv, value);
                }

                csv.EndRecord();
            }
        }

        return stream.ToArray();
    }

    private static void Write(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case int whole:
                csv.WriteField(whole);
                break;
            case long whole:
                csv.WriteField(whole);
                break;
            case double number:
                csv.WriteField(number);
                break;
            default:
                CsvFile.WriteText(csv, value?.ToString() ?? "");
                break;
        }
    }

    private static double Share(double share) => Math.Round(share, 6);
}
