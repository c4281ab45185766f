using System.Text.Json;
using CovidXray.Scores;

namespace CovidXray.Reports;

/// <summary>Scores as JSON. Keys are in a fixed order; the same scores give the same bytes.</summary>
internal static class ScoreJson
{
    /// <summary>Prints the report as one object, indented.</summary>
    public static void Write(ScoreReport report, TextWriter output) => Write(report, output, hasRows: true);

    /// <summary>Prints all but the rows, film by film, of which there are thousands.</summary>
    public static void WriteWithoutRows(ScoreReport report, TextWriter output) => Write(report, output, hasRows: false);

    private static void Write(ScoreReport report, TextWriter output, bool hasRows) => JsonOutput.Write(output, json =>
    {
        report.Provenance?.Write(json);
        json.WriteStartObject("settings");
        foreach (var (name, value) in report.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("predictions");
        foreach (var predictions in report.Predictions)
        {
            Write(json, predictions, report, hasRows);
        }

        json.WriteEndArray();
        json.WriteStartArray("compared");
        foreach (var comparison in report.Comparisons)
        {
            Write(json, comparison);
        }

        json.WriteEndArray();
        FailureJson.Write(json, [.. report.Failures, .. report.MissingPredictions]);
    });

    private static void Write(Utf8JsonWriter json, ScoredPredictions predictions, ScoreReport report, bool hasRows)
    {
        json.WriteStartObject();
        json.WriteString("path", predictions.Path);
        json.WriteString("kind", predictions.Kind);
        JsonOutput.WriteTexts(json, "missing", predictions.Missing);
        json.WriteNumber("unneeded", predictions.Unneeded);
        JsonOutput.WriteTexts(json, "resized", predictions.Resized);
        JsonOutput.WriteTexts(json, "mapped_back", predictions.MappedBack);
        JsonOutput.WriteTexts(json, "below_threshold", predictions.BelowThreshold);
        JsonOutput.WriteCounts(json, "not_compared", predictions.NotCompared);
        JsonOutput.WriteTexts(json, "notes", predictions.Notes);
        json.WriteStartArray("summaries");
        foreach (var group in predictions.Groups)
        {
            Write(json, group, report.IsPooled);
        }

        json.WriteEndArray();
        if (hasRows)
        {
            WriteRows(json, predictions, report);
        }

        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, ScoredPredictions predictions, ScoreReport report)
    {
        json.WriteStartArray("rows");
        foreach (var row in predictions.Rows)
        {
            Write(json, row, report);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ScoreGroup group, bool isPooled)
    {
        var summary = group.Summary;
        json.WriteStartObject();
        WriteKey(json, group.Category, group.Side, group.Largest);
        json.WriteString("field", group.Field);
        json.WriteString("value", group.Value);
        json.WriteNumber("films", summary.Films);
        json.WriteNumber("patients", summary.Patients);
        json.WriteNumber("both_empty", summary.BothEmpty);
        json.WriteNumber("true_empty", summary.TrueEmpty);
        json.WriteNumber("predicted_empty", summary.PredictedEmpty);
        if (isPooled)
        {
            WritePooled(json, summary.Pooled);
        }

        json.WriteStartObject("figures");
        foreach (var figure in summary.Figures)
        {
            Write(json, figure);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter json, string category, string side, int? largest)
    {
        json.WriteString("category", category);
        json.WriteString("side", side);
        WriteNumber(json, "largest", largest);
    }

    private static void WritePooled(Utf8JsonWriter json, PixelCounts pooled)
    {
        json.WriteStartObject("pooled");
        json.WriteNumber("pixels", pooled.Pixels);
        json.WriteNumber("true_pixels", pooled.True);
        json.WriteNumber("predicted_pixels", pooled.Predicted);
        json.WriteNumber("common_pixels", pooled.Common);
        WriteNumber(json, "dice", pooled.Dice);
        WriteNumber(json, "iou", pooled.Iou);
        WriteNumber(json, "precision", pooled.Precision);
        WriteNumber(json, "recall", pooled.Recall);
        WriteNumber(json, "specificity", pooled.Specificity);
        WriteNumber(json, "volume_similarity", pooled.VolumeSimilarity);
        WriteNumber(json, "area_error", pooled.AreaError);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FigureSummary figure)
    {
        json.WriteStartObject(figure.Figure.Name);
        json.WriteNumber("n", figure.Count);
        WriteNumber(json, "mean", figure.Mean);
        WriteNumber(json, "mean_without_empty", figure.MeanWithoutEmpty);
        WriteInterval(json, figure.Interval);
        WriteNumber(json, "median", figure.Median);
        WriteNumber(json, "q1", figure.LowerQuartile);
        WriteNumber(json, "q3", figure.UpperQuartile);
        WriteNumber(json, "p5", figure.Percentile5);
        WriteNumber(json, "p95", figure.Percentile95);
        json.WriteStartArray("worst");
        foreach (var worst in figure.Worst)
        {
            json.WriteStartObject();
            json.WriteString("id", worst.Id);
            json.WriteNumber("value", worst.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScoreRow row, ScoreReport report)
    {
        var (figures, counts) = (row.Figures, row.Figures.Counts);
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        WriteKey(json, row.Category, row.Side, row.Largest);
        foreach (var figure in ScoreFigure.All)
        {
            WriteNumber(json, figure.Name, ScoreCsv.Value(figure, figures, report.Summary));
        }

        json.WriteString("empty", ScoreCsv.Empty(figures));
        json.WriteNumber("width", figures.Width);
        json.WriteNumber("height", figures.Height);
        json.WriteNumber("pixels", counts.Pixels);
        json.WriteNumber("ignored_pixels", figures.IgnoredPixels);
        json.WriteNumber("true_pixels", counts.True);
        json.WriteNumber("predicted_pixels", counts.Predicted);
        json.WriteNumber("common_pixels", counts.Common);
        json.WriteNumber("true_pieces", figures.TruePieces);
        json.WriteNumber("predicted_pieces", figures.PredictedPieces);
        json.WriteString("patient", row.Patient);
        json.WriteString("file", row.File);
        json.WriteString("mapping", row.Mapping);
        json.WriteStartObject("by");
        for (var i = 0; i < report.By.Count; i++)
        {
            json.WriteString(report.By[i], row.Values[i]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ScoreComparison comparison)
    {
        json.WriteStartObject();
        WriteKey(json, comparison.Category, comparison.Side, comparison.Largest);
        json.WriteNumber("films", comparison.Paired.Films);
        json.WriteNumber("patients", comparison.Paired.Patients);
        JsonOutput.WriteTexts(json, "only_first", comparison.Paired.OnlyFirst);
        JsonOutput.WriteTexts(json, "only_second", comparison.Paired.OnlySecond);
        json.WriteStartObject("figures");
        foreach (var figure in comparison.Paired.Figures)
        {
            json.WriteStartObject(figure.Figure.Name);
            json.WriteNumber("n", figure.Count);
            WriteNumber(json, "mean_first", figure.MeanFirst);
            WriteNumber(json, "mean_second", figure.MeanSecond);
            WriteNumber(json, "mean_difference", figure.MeanDifference);
            WriteNumber(json, "median_difference", figure.MedianDifference);
            WriteInterval(json, figure.Interval);
            json.WriteNumber("better", figure.Better);
            json.WriteNumber("worse", figure.Worse);
            json.WriteStartObject("wilcoxon");
            json.WriteNumber("pairs", figure.Wilcoxon.Pairs);
            json.WriteNumber("statistic", figure.Wilcoxon.Statistic);
            json.WriteNumber("p", figure.Wilcoxon.PValue);
            json.WriteBoolean("exact", figure.Wilcoxon.IsExact);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, MeanInterval? interval)
    {
        WriteNumber(json, "low", interval?.Low);
        WriteNumber(json, "high", interval?.High);
    }

    /// <summary>JSON has no infinite numbers: a distance from an empty mask is the text <c>Infinity</c>.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsInfinity(number))
        {
            json.WriteString(name, "Infinity");
        }
        else
        {
            JsonOutput.WriteNumber(json, name, value);
        }
    }
}
