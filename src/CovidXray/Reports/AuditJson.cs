using System.Text.Json;
using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>An audit as JSON. Keys are in a fixed order; the same report gives the same bytes.</summary>
public static class AuditJson
{
    /// <summary>The shape of the answer.</summary>
    public const int Schema = JsonOutput.Schema;

    /// <summary>Prints the report as one object, indented.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    public static void Write(AuditReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        JsonOutput.Write(output, json =>
        {
            report.Provenance?.Write(json);
            json.WriteString("label", report.Label);
            if (report.Compared is { } compared)
            {
                JsonOutput.WriteTexts(json, "compared", [compared.A, compared.B]);
            }

            WriteClasses(json, report.Classes);
            json.WriteNumber("images", report.Images);
            json.WriteNumber("groups", report.Groups);
            json.WriteNumber("without_label", report.WithoutLabel);
            json.WriteNumber("rare_label", report.RareLabel);
            json.WriteNumber("films", report.Films);
            json.WriteNumber("folds", report.Folds);
            json.WriteNumber("permutations", report.Permutations);
            json.WriteNumber("resamples", report.Resamples);
            json.WriteNumber("seed", report.Seed);
            JsonOutput.WriteTexts(json, "verdict", AuditWording.Verdict(report));
            json.WriteStartArray("fields");
            foreach (var field in report.Fields)
            {
                Write(json, field, report.Classes);
            }

            json.WriteEndArray();
            JsonOutput.WriteTexts(json, "same_as_label", report.SameAsLabel);
            JsonOutput.WriteTexts(json, "constant", report.Constant);
            if (report.Scores is { } scores)
            {
                AuditScoresJson.Write(json, scores);
            }

            FailureJson.Write(json, report.Failures);
        });
    }

    /// <summary>Writes an interval as an object, or null.</summary>
    internal static void Write(Utf8JsonWriter json, string name, Interval? interval)
    {
        if (interval is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("low", Rounded(known.Low));
        json.WriteNumber("high", Rounded(known.High));
        json.WriteEndObject();
    }

    /// <summary>Writes a number to twelve digits, or null: the last ones may differ between processors.</summary>
    internal static void Write(Utf8JsonWriter json, string name, double? value) => JsonOutput.WriteNumber(json, name, value is { } known ? Rounded(known) : null);

    private static double Rounded(double value) => Math.Round(value, 12);

    private static void WriteClasses(Utf8JsonWriter json, IReadOnlyList<AuditClass> classes)
    {
        json.WriteStartArray("classes");
        foreach (var one in classes)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteNumber("images", one.Images);
            json.WriteNumber("groups", one.Groups);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AuditField field, IReadOnlyList<AuditClass> classes)
    {
        var figures = field.Figures;
        json.WriteStartObject();
        json.WriteString("field", field.Name);
        json.WriteString("description", field.Description);
        json.WriteString("kind", KindName(field.Kind));
        json.WriteBoolean("dangerous", field.IsDangerous);
        json.WriteBoolean("more_than_chance", field.IsMoreThanChance);
        json.WriteNumber("images", field.Images);
        json.WriteNumber("missing", field.Missing);
        Write(json, "auc", figures.Auc);
        Write(json, "auc_interval", figures.AucInterval);
        Write(json, "balanced_accuracy", figures.BalancedAccuracy);
        Write(json, "balanced_accuracy_interval", figures.BalancedAccuracyInterval);
        Write(json, "cramers_v", figures.CramersV);
        Write(json, "rank_correlation", figures.RankCorrelation);
        Write(json, "p", figures.PValue);
        Write(json, "p_corrected", figures.CorrectedPValue);
        json.WriteStartArray("values");
        foreach (var value in field.Values)
        {
            json.WriteStartObject();
            json.WriteString("value", value.Name);
            JsonOutput.WriteCounts(json, "images", value.Images.Select((count, c) => KeyValuePair.Create(classes[c].Name, count)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonOutput.WriteTexts(json, "low_films", field.LowFilms.Select(f => f.Id));
        JsonOutput.WriteTexts(json, "high_films", field.HighFilms.Select(f => f.Id));
        json.WriteEndObject();
    }

    /// <summary>The kind of a field, in reports for programs.</summary>
    internal static string KindName(AuditFieldKind kind) => kind switch
    {
        AuditFieldKind.Image => "image",
        AuditFieldKind.Film => "film",
        _ => "clinical",
    };
}
