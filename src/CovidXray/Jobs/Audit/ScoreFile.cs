using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Reports;
using CovidXray.Splits;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Jobs.Audit;

/// <summary>Reads a model's scores: a CSV table with a column of names and one of scores.</summary>
internal static class ScoreFile
{
    private static readonly FileLimit Limit = new(256_000_000, "tables of scores");
    private static readonly string[] NameColumns = ["id", "image_id", "image", "name", "file", "filename", "file_name", "original_filename", "path"];
    private static readonly string[] ScoreColumns = ["score", "probability", "prob", "prediction", "pred", "y_score"];
    private const int MaxRecord = 1 << 20;
    private const int Named = 5;
    private const string ExpectedHeader = "expected a header with a column of names (id, file, ...) and one of scores (score)";

    /// <summary>Reads the score of each image.</summary>
    /// <param name="images">The images.</param>
    /// <param name="notes">Hears of names that no image has.</param>
    /// <returns>Null for images that have none.</returns>
    /// <exception cref="DatasetException">It is no such table, gives an image two scores, or names none of the images.</exception>
    public static double?[] Read(string path, IReadOnlyList<SplitImage> images, IProgress<JobNote>? notes)
    {
        var names = new ImageNames(images);
        var scores = new double?[images.Count];
        var unknown = new List<string>();
        var count = 0;
        using var file = InputFile.Open(path, Limit);
        try
        {
            using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = ',', TrackLineNumbers = true, MaxRecordSize = MaxRecord, OnMalformedRecord = bad => throw Malformed(path, bad) }, leaveOpen: true);
            var (name, score) = (Column(reader, NameColumns), Column(reader, ScoreColumns));
            if (name < 0 || score < 0)
            {
                throw new DatasetException(path, $"{ExpectedHeader}; found {(reader.Headers.All(string.IsNullOrWhiteSpace) ? "none" : ForeignText.Quote(string.Join(", ", reader.Headers)))}", 1, 1, path: null);
            }

            while (reader.Read())
            {
                var placed = new PlacedName(reader.GetString(name).Trim(), default, path, reader.LineNumber, Position: null);
                if (placed.Name.Length == 0 || Score(reader.GetString(score).Trim(), placed) is not { } value)
                {
                    continue;
                }

                count++;
                if (names.Find(placed) is not { } image)
                {
                    unknown.Add(placed.Name);
                    continue;
                }

                scores[image] = scores[image] is { } other && other != value ? throw placed.Error($"'{ForeignText.Quote(placed.Name)}' has two scores") : value;
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"not valid CSV: {e.Message.TrimEnd('.')}", e.LineNumber, 1, path: null, e);
        }

        if (unknown.Count == count)
        {
            throw new DatasetException(path, count == 0 ? "holds no score"
                : $"none of its {Wording.Count(count, "name")} is an id or a file name of an image with the label, such as {images[0].Facts.Id}: {ForeignText.Quote(unknown[0])}");
        }

        if (unknown.Count > 0)
        {
            notes.Note($"note: {path}: {Wording.Count(unknown.Count, "name", "is", "are")} of no image with the label: {Wording.Names(unknown, Named)}");
        }

        return scores;
    }

    private static double? Score(string text, PlacedName place) =>
        text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score) ? score
        : throw place.Error($"expected a number as score, found '{ForeignText.Quote(text)}'");

    private static DatasetException Malformed(string path, CsvMalformedRecord record)
    {
        var problem = record.Reason == CsvMalformedReason.UnterminatedQuote ? "a quote is never closed; is the file cut off?" : "a quote stands inside a value";
        return new DatasetException(path, record.LineNumber == 1 ? $"{ExpectedHeader}; found a line that is no CSV: {problem}" : problem, record.LineNumber, 1, path: null);
    }

    private static int Column(CsvReader reader, string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < reader.Headers.Count; i++)
            {
                if (reader.Headers[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
