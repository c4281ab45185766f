using System.Globalization;
using CovidXray.Duplicates;
using CovidXray.Formats.Tables;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>Duplicates as a CSV table: a pair a row, a header, commas, LF.</summary>
internal static class DuplicatesCsv
{
    private static readonly string[] Header =
    [
        "a", "b", "same", "distance", "correlation", "kind", "part", "across_patients", "judged", "reason",
        "file_a", "width_a", "height_a", "patient_a", "file_b", "width_b", "height_b", "patient_b",
    ];

    /// <summary>The table.</summary>
    /// <param name="hasNear">Whether near pairs that show two pictures are in it.</param>
    public static byte[] Write(DuplicatesResult result, bool hasNear)
    {
        var pairs = new ListedPairs(result);
        return CsvFile.Write([Header, .. pairs.Pairs.Select(p => Row(p, isSame: true)), .. hasNear ? pairs.Near.Select(p => Row(p, isSame: false)) : []]);
    }

    private static string[] Row(ListedPair listed, bool isSame)
    {
        var (pair, a, b) = listed;
        return
        [
            pair.A, pair.B, Text(isSame), Text(pair.Distance), pair.Correlation.ToString("0.####", CultureInfo.InvariantCulture),
            pair.Kind.ToString(), Text(pair.IsPart), listed.IsAcrossPatients is { } across ? Text(across) : "",
            pair.Judged switch { true => "same", false => "different", null => "" }, ForeignText.Csv(pair.Reason ?? ""),
            a.FileName, Text(a.Width), Text(a.Height), ForeignText.Csv(a.Patient ?? ""), b.FileName, Text(b.Width), Text(b.Height), ForeignText.Csv(b.Patient ?? ""),
        ];
    }

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
