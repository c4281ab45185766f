using System.Globalization;
using CovidXray.Formats.Tables;
using CovidXray.Scores;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>Scores as a CSV table: a row a film, category and side; numbers as exact as they are, <c>inf</c> for infinite.</summary>
internal static class ScoreCsv
{
    private static readonly string[] First = ["id", "category", "side"];
    private static readonly string[] Behind =
    [
        "largest", "empty", "width", "height", "pixels", "ignored_pixels", "true_pixels", "predicted_pixels", "common_pixels", "true_pieces", "predicted_pieces",
        "patient", "prediction", "file", "mapping",
    ];

    /// <summary>The table.</summary>
    public static byte[] Write(ScoreReport report) => CsvFile.Write(
    [
        [.. First, .. ScoreFigure.All.Select(f => f.Name), .. Behind, .. report.By.Select(f => $"by_{f}")],
        .. report.Predictions.SelectMany(p => p.Rows.Select(r => Row(r, p.Path, report.Summary))),
    ]);

    /// <summary>Which of both masks are empty, in a word.</summary>
    public static string Empty(MaskFigures figures) => figures.Empty switch
    {
        EmptyMasks.None => "none",
        EmptyMasks.True => "true",
        EmptyMasks.Predicted => "predicted",
        _ => "both",
    };

    /// <summary>A figure's value in a row: distances in the unit that was asked for, infinite ones as they are.</summary>
    public static double? Value(ScoreFigure figure, MaskFigures figures, ScoreSummaryOptions options)
    {
        var value = figure.Of(figures);
        return value is { } distance && double.IsInfinity(distance) ? distance : figure.Of(figures, options);
    }

    private static string[] Row(ScoreRow row, string prediction, ScoreSummaryOptions options)
    {
        var (figures, counts) = (row.Figures, row.Figures.Counts);
        return
        [
            row.Id, ForeignText.Csv(row.Category), row.Side,
            .. ScoreFigure.All.Select(f => Text(Value(f, figures, options))),
            row.Largest is { } largest ? Text(largest) : "", Empty(figures), Text(figures.Width), Text(figures.Height),
            Text(counts.Pixels), Text(figures.IgnoredPixels), Text(counts.True), Text(counts.Predicted), Text(counts.Common), Text(figures.TruePieces), Text(figures.PredictedPieces),
            ForeignText.Csv(row.Patient ?? ""), ForeignText.Csv(prediction), ForeignText.Csv(row.File), row.Mapping,
            .. row.Values.Select(v => ForeignText.Csv(v ?? "")),
        ];
    }

    private static string Text(double? value) => value is not { } number ? ""
        : double.IsInfinity(number) ? "inf"
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
