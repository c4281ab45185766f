using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Yolo;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Scores;
using CovidXray.Texts;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Label files as YOLO writes them for what it finds: an outline a line, often with its confidence behind it.</summary>
internal sealed class YoloPredictions : PredictionSet
{
    private const string Ending = ".txt";
    private const int MostNamed = 10;

    private static readonly FileLimit Limit = new(256_000_000, "label files");

    private readonly PredictionReading _reading;
    private readonly PredictionNames _names;
    private readonly YoloDescription _classes;

    private YoloPredictions(IReadOnlyList<string> files, YoloDescription classes, PredictionReading reading)
    {
        (_reading, _classes) = (reading, classes);
        _names = PredictionNames.Find(files, reading.Images, reading.Options.Suffix);
        Problems = [.. _names.Problems.Select(p => new DatasetException(p.Path, p.Problem))];
        Unclear = _names.Unclear;
        Notes = [$"{Wording.Names([.. classes.Classes.OrderBy(c => c.Key).Select(c => $"class {c.Key} is {c.Value}")], MostNamed)}, {classes.NamedBy}", .. _names.Notes];
    }

    public override string Kind => "YOLO label files";

    public override int Count => _names.Found.Count;

    /// <summary>Opens the label files of a folder, and of folders in it; null if there are none, or masks lie beside them.</summary>
    public static YoloPredictions? TryOpen(string folder, PredictionReading reading)
    {
        var files = FolderWalk.Files(folder, isDeep: true).Where(f => f.Name[0] != '.').ToList();
        var table = YoloLayout.FindIn(folder);
        string[] labels = [.. files.Where(f => f.Name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) && f.Name != "classes.txt").Select(f => Path.Combine(folder, f.Below + f.Name))];
        return labels.Length == 0 || files.Any(f => f.Below.Length == 0 && MaskFiles.IsRead(f.Name)) ? null
            : new YoloPredictions(labels, table is null ? Numbered(folder, reading) : YoloLayout.Read(table), reading);
    }

    public override bool Has(string id) => _names.Found.ContainsKey(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        var path = _names.Found[image.Id];
        string[] lines = WholeFile.ReadText(path, path, Limit).ReplaceLineEndings("\n").Split('\n');
        var text = string.Join('\n', lines.Select((line, i) => Chosen(line, path, i + 1)));
        var annotations = YoloLabels.Read(text, path, _classes, image.Width, image.Height, ReadDetail.Full).Annotations;
        if (annotations.Any(a => !a.IsPainted))
        {
            throw new DatasetException(path, "holds boxes; boxes are no masks");
        }

        var rasterizer = _reading.NewRasterizer();
        var predicted = new AnnotatedImage(image.Id, image.Width, image.Height, annotations) { Source = path };
        var names = annotations.Select(a => a.Name).Distinct(StringComparer.Ordinal).ToList();
        return new PredictedFilm(path, image.Width, image.Height, names.ToDictionary(n => n, n => Paint(predicted, n, rasterizer), StringComparer.Ordinal))
        {
            IsBelowThreshold = annotations.Count == 0 && lines.Any(l => !string.IsNullOrWhiteSpace(l)),
        };
    }

    private static Mask Paint(AnnotatedImage image, string category, PolygonRasterizer rasterizer)
    {
        byte[] labels = [.. image.Annotations.Select(a => a.Name == category ? (byte)1 : (byte)0)];
        return rasterizer.Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
    }

    /// <summary>A line without its confidence; empty if that is too low. An outline has an even number of numbers, so that one more is a confidence.</summary>
    private string Chosen(string line, string path, int number)
    {
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6 || fields.Length % 2 == 1)
        {
            return line;
        }

        return !double.TryParse(fields[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var confidence)
            ? throw new DatasetException(path, $"'{ForeignText.Quote(fields[^1])}' is no confidence", number, 1, path: null)
            : confidence < _reading.ScoreThreshold ? "" : string.Join(' ', fields[..^1]);
    }

    /// <summary>Classes without a table: as the dataset numbers them, else from 0 on in the order in which they are scored. Other numbers stand for nothing that anybody said.</summary>
    private static YoloDescription Numbered(string folder, PredictionReading reading)
    {
        var hasNumbers = reading.Classes.Count > 0;
        var classes = hasNumbers
            ? reading.Classes.Where(c => c.Number is >= 0 and <= int.MaxValue).DistinctBy(c => c.Number).ToDictionary(c => (int)c.Number, c => c.Name)
            : reading.Options.Categories.Index().ToDictionary(c => c.Index, c => c.Item);
        return new YoloDescription(folder, classes, [], folder)
        {
            NamedBy = $"as {(hasNumbers ? "the dataset numbers them" : "--classes names them from 0 on")} (the {YoloDescription.FileName} of the training, put beside the label files, names others)",
        };
    }
}
