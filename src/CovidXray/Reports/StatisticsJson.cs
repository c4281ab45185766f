using System.Text.Json;

namespace CovidXray.Reports;

/// <summary>Statistics as JSON. Keys are in a fixed order; the same statistics give the same bytes.</summary>
public static class StatisticsJson
{
    /// <summary>Writes the report as one object, indented, UTF-8, LF.</summary>
    /// <param name="report">The statistics, and what was asked for beside them.</param>
    /// <param name="stream">Where to.</param>
    public static void Write(StatisticsReport report, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(report);
        JsonOutput.Write(stream, json => WriteMembers(json, report));
    }

    private static void WriteMembers(Utf8JsonWriter json, StatisticsReport report)
    {
        var statistics = report.Statistics;
        report.Provenance?.Write(json);
        json.WriteNumber("images", statistics.Images);
        json.WriteNumber("patients", statistics.Patients);
        json.WriteNumber("megapixels", Math.Round(statistics.Megapixels, 6));
        WriteTags(json, statistics);
        WriteClasses(json, statistics);
        WriteFields(json, statistics);
        WriteNumbers(json, "age", statistics.Age);
        WriteSizes(json, statistics);
        WriteAreas(json, statistics);
        WriteDistribution(json, "images_per_patient", statistics.ImagesPerPatient);
        WriteDistribution(json, "locations", statistics.Locations);
        WriteDistribution(json, "licenses", statistics.Licenses);
        WriteOddities(json, statistics);
        WriteRequested(json, report);
        WriteClassList(json, report);
        WriteCrossTables(json, report.CrossTables);
        FailureJson.Write(json, report.Failures);
    }

    /// <summary>The fields by the names that <c>--where</c> takes, and the old names of some.</summary>
    private static void WriteFields(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartObject("fields");
        foreach (var field in (IEnumerable<Distribution>)[.. statistics.Fields, statistics.Locations, statistics.Licenses])
        {
            WriteDistribution(json, field.Field, field);
            if (ReportedFields.OldNames.TryGetValue(field.Field, out var oldName))
            {
                WriteDistribution(json, oldName, field);
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Values and their images, with <c>missing</c> last.</summary>
    private static void WriteDistribution(Utf8JsonWriter json, string name, Distribution distribution)
    {
        json.WriteStartObject(name);
        foreach (var (value, images) in distribution.Values)
        {
            json.WriteNumber(Key(value), images);
        }

        json.WriteNumber("missing", distribution.Missing);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, NumberSummary numbers)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", numbers.Count);
        json.WriteNumber("missing", numbers.Missing);
        JsonOutput.WriteNumber(json, "min", numbers.Min);
        JsonOutput.WriteNumber(json, "max", numbers.Max);
        JsonOutput.WriteNumber(json, "mean", numbers.Mean is { } mean ? Math.Round(mean, 4) : null);
        JsonOutput.WriteNumber(json, "median", numbers.Median);
        WriteBins(json, "histogram", numbers.Histogram);
        json.WriteEndObject();
    }

    /// <summary>A value as a key; one that is spelt like the count of the missing gets quotes.</summary>
    private static string Key(string value) => value == Distribution.MissingName ? $"'{value}'" : value;

    private static void WriteRequested(Utf8JsonWriter json, StatisticsReport report)
    {
        json.WriteStartObject("requested");
        foreach (var field in report.Fields)
        {
            if (field.IsMeasure)
            {
                WriteNumbers(json, field.Name, report.Statistics.NumbersOf(field));
            }
            else
            {
                WriteDistribution(json, field.Name, report.Statistics.DistributionOf(field));
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartObject("tags");
        json.WriteNumber("total", statistics.Tags);
        json.WriteNumber("distinct", statistics.TagCounts.Count);
        json.WriteEndObject();
    }

    private static void WriteClasses(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartObject("classes");
        foreach (var one in statistics.Classes)
        {
            json.WriteStartObject(one.Name);
            WriteCounts(json, one);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The class list, in its order. A list, as a tag may have any name.</summary>
    private static void WriteClassList(Utf8JsonWriter json, StatisticsReport report)
    {
        if (!report.ListsClasses)
        {
            return;
        }

        json.WriteStartArray("class_list");
        foreach (var one in report.Statistics.AllClasses)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            WriteCounts(json, one);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter json, ClassCount one)
    {
        json.WriteNumber("images", one.Images);
        json.WriteNumber("instances", one.Instances);
        json.WriteStartObject("kinds");
        foreach (var (kind, _, instances) in one.Kinds)
        {
            json.WriteNumber(kind, instances);
        }

        json.WriteEndObject();
    }

    private static void WriteSizes(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartObject("sizes");
        WriteBins(json, "bands", statistics.SizeBands);
        WriteImage(json, "smallest", statistics.Smallest);
        WriteImage(json, "largest", statistics.Largest);
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, string name, SizedImage? image)
    {
        if (image is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("id", image.Id);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteEndObject();
    }

    private static void WriteAreas(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartObject("areas");
        foreach (var area in statistics.Areas)
        {
            json.WriteStartObject(area.Category);
            json.WriteNumber("images", area.Images);
            json.WriteNumber("pixels", area.Pixels);
            json.WriteNumber("mean_share", Math.Round(area.MeanShare, 6));
            json.WriteNumber("min_share", Math.Round(area.MinShare, 6));
            json.WriteNumber("max_share", Math.Round(area.MaxShare, 6));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteBins(Utf8JsonWriter json, string name, IReadOnlyList<HistogramBin> bins)
    {
        json.WriteStartArray(name);
        foreach (var bin in bins)
        {
            json.WriteStartObject();
            json.WriteNumber("from", bin.From);
            JsonOutput.WriteNumber(json, "to", double.IsPositiveInfinity(bin.To) ? null : bin.To);
            json.WriteNumber("images", bin.Count);
            json.WriteNumber("count", bin.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOddities(Utf8JsonWriter json, DatasetStatistics statistics)
    {
        json.WriteStartArray("oddities");
        foreach (var oddity in statistics.Oddities)
        {
            json.WriteStartObject();
            json.WriteString("what", oddity.What);
            json.WriteNumber("count", oddity.Images.Count);
            JsonOutput.WriteTexts(json, "ids", oddity.Images);
            JsonOutput.WriteTexts(json, "images", oddity.Images);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Of a sparse table, pairs that do not occur are left out.</summary>
    private static void WriteCrossTables(Utf8JsonWriter json, IReadOnlyList<CrossTable> tables)
    {
        json.WriteStartArray("cross");
        foreach (var table in tables)
        {
            json.WriteStartObject();
            json.WriteString("row_field", table.RowField);
            json.WriteString("column_field", table.ColumnField);
            json.WriteString("rows", table.RowField);
            json.WriteString("columns", table.ColumnField);
            JsonOutput.WriteNumber(json, "cramers_v", table.CramersV is { } v ? Math.Round(v, 6) : null);
            json.WriteBoolean("sparse", table.IsSparse);
            json.WriteStartObject("counts");
            foreach (var row in table.Cells.GroupBy(c => c.Row))
            {
                json.WriteStartObject(table.Rows[row.Key]);
                foreach (var (_, column, images) in row)
                {
                    json.WriteNumber(table.Columns[column], images);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
