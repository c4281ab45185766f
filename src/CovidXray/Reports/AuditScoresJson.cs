using System.Text.Json;
using CovidXray.Statistics;

namespace CovidXray.Reports;

/// <summary>What an audit says of a model's scores, as JSON.</summary>
internal static class AuditScoresJson
{
    /// <summary>Writes the object <c>scores</c>.</summary>
    public static void Write(Utf8JsonWriter json, AuditScores scores)
    {
        json.WriteStartObject("scores");
        json.WriteString("file", scores.File);
        json.WriteNumber("missing", scores.Missing);
        json.WriteStartObject("overall");
        WriteFigures(json, scores.Overall);
        json.WriteEndObject();
        json.WriteStartArray("matched");
        foreach (var matched in scores.Matched)
        {
            json.WriteStartObject();
            json.WriteString("field", matched.Field);
            json.WriteBoolean("dangerous", matched.IsDangerous);
            AuditJson.Write(json, "field_auc", matched.FieldAuc);
            AuditJson.Write(json, "auc", matched.Auc);
            AuditJson.Write(json, "auc_interval", matched.Interval);
            AuditJson.Write(json, "drop", matched.Drop);
            AuditJson.Write(json, "drop_interval", matched.DropInterval);
            AuditJson.Write(json, "pair_share", matched.PairShare);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("subgroups");
        foreach (var subgroup in scores.Subgroups)
        {
            json.WriteStartObject();
            json.WriteString("field", subgroup.Field);
            json.WriteString("value", subgroup.Value);
            WriteFigures(json, subgroup.Figures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, ScoreFigures figures)
    {
        json.WriteNumber("images", figures.Images);
        json.WriteNumber("positives", figures.Positives);
        AuditJson.Write(json, "auc", figures.Auc);
        AuditJson.Write(json, "auc_interval", figures.AucInterval);
        AuditJson.Write(json, "mean_score", figures.MeanScore);
        AuditJson.Write(json, "rate", figures.Rate);
        AuditJson.Write(json, "brier", figures.Brier);
        AuditJson.Write(json, "calibration_error", figures.CalibrationError);
    }
}
