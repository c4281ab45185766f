using System.Globalization;
using CovidXray.Checks;
using CovidXray.Formats.Tables;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>Findings as a CSV table: a finding a row, a header, commas, LF.</summary>
internal static class CheckCsv
{
    private static readonly string[] Header = ["rule", "name", "level", "image", "file", "line", "column", "path", "annotation", "text", "others"];

    /// <summary>The table.</summary>
    public static byte[] Write(CheckResult result) => CsvFile.Write([Header, .. result.Findings.Select(Row)]);

    private static string[] Row(Finding finding) =>
    [
        finding.Rule.Code, finding.Rule.Name, LevelNames.Of(finding.Rule.Level), finding.Image ?? "", finding.File,
        finding.Line > 0 ? Text(finding.Line) : "", finding.Line > 0 ? Text(finding.Column) : "", finding.Path ?? "",
        finding.Annotation is { } annotation ? Text(annotation) : "", ForeignText.Csv(finding.Text), ForeignText.Csv(string.Join(' ', finding.Others)),
    ];

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
