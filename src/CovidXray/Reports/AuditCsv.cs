using System.Globalization;
using CovidXray.Formats.Tables;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>An audit as a CSV table: a field a row, the most dangerous first; a header, commas, LF.</summary>
internal static class AuditCsv
{
    private static readonly string[] Header =
    [
        "label", "field", "kind", "dangerous", "more_than_chance", "images", "missing", "auc", "auc_low", "auc_high",
        "balanced_accuracy", "balanced_accuracy_low", "balanced_accuracy_high", "cramers_v", "rank_correlation", "p", "p_corrected",
    ];

    /// <summary>The table.</summary>
    public static byte[] Write(AuditReport report) => CsvFile.Write([Header, .. report.Fields.Select(f => Row(report.Label, f))]);

    private static string[] Row(string label, AuditField field)
    {
        var figures = field.Figures;
        return
        [
            ForeignText.Csv(label), field.Name, AuditJson.KindName(field.Kind), Text(field.IsDangerous), Text(field.IsMoreThanChance), Text(field.Images), Text(field.Missing),
            Text(figures.Auc), Text(figures.AucInterval?.Low), Text(figures.AucInterval?.High),
            Text(figures.BalancedAccuracy), Text(figures.BalancedAccuracyInterval?.Low), Text(figures.BalancedAccuracyInterval?.High),
            Text(figures.CramersV), Text(figures.RankCorrelation), Text(figures.PValue), Text(figures.CorrectedPValue),
        ];
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
