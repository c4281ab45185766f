using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>Predictions that are a dataset in a format that is read; painted as true masks are.</summary>
internal sealed class DatasetPredictions : PredictionSet
{
    private readonly Dataset _dataset;
    private readonly PredictionReading _reading;
    private readonly PredictionNames _names;
    private readonly Dictionary<string, DatasetEntry> _entries = new(StringComparer.Ordinal);

    private readonly HashSet<string> _ids;
    private readonly LabelMap _labels;
    private readonly LabelMeaning _meaning;

    private DatasetPredictions(Dataset dataset, PredictionReading reading)
    {
        (_dataset, _reading) = (dataset, reading);
        _ids = reading.Images.Select(i => i.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // As of true masks, what is not scored is not painted, either.
        _labels = new LabelMap(((string[])[.. reading.Options.Categories, MaskLayout.RightLung, MaskLayout.LeftLung, Category.Ignore]).Distinct(StringComparer.Ordinal));
        _meaning = LabelMeaning.Of(_labels.Categories.ToDictionary(c => (int)_labels[c], c => c), "the dataset");
        var failures = new List<DatasetException>();
        foreach (var entry in dataset.Entries)
        {
            try
            {
                _entries.Add(NameOf(entry), entry);
            }
            catch (DatasetException e)
            {
                failures.Add(e);
            }
        }

        _names = PredictionNames.Find([.. _entries.Keys], reading.Images, reading.Options.Suffix);
        IsUnread = _entries.Count == 0 && failures.Count > 0;
        Problems = [.. dataset.Problems, .. failures, .. _names.Problems.Select(p => new DatasetException(_entries[p.Path].Source, p.Problem))];
        Unclear = _names.Unclear;
        Notes = [.. dataset.Notes, .. IsEmpty ? [NothingInThem] : _names.Notes];
    }

    public override string Kind => _dataset.Format;

    public override int Count => _names.Found.Count;

    public override bool IsEmpty => _dataset.Entries.Count == 0 && Problems.Count == 0;

    /// <summary>Whether there are documents, and none of them could be read.</summary>
    public bool IsUnread { get; }

    public override string? TransformPath => Path.Combine(_dataset.Location, Films.TransformFile.FileName) is var path && File.Exists(path) ? path : null;

    /// <summary>Opens a dataset.</summary>
    /// <exception cref="DatasetException">It is none.</exception>
    public static DatasetPredictions Open(string path, PredictionReading reading)
    {
        var dataset = AnnotationFormats.Open(path, new ReadOptions());
        try
        {
            return new DatasetPredictions(dataset, reading);
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    public override bool Has(string id) => _names.Found.ContainsKey(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        var predicted = _entries[_names.Found[image.Id]].Read();
        var each = new byte[predicted.Annotations.Count];
        for (var i = 0; i < each.Length; i++)
        {
            each[i] = _labels[predicted.Annotations[i].Name];
        }

        var mask = _reading.NewRasterizer().Rasterize(predicted, each, _reading.Options.Order, MaskGeometry.Original(predicted.Width, predicted.Height));
        return _meaning.Apply(new ColorMask(mask, ColorMask.Greys, IsIndexed: true), predicted.Source) with
        {
            Others = [.. predicted.Annotations.Where(a => a.IsPainted && _labels[a.Name] == 0).Select(a => a.Name).Distinct(StringComparer.Ordinal)],
        };
    }

    protected override void Close() => _dataset.Dispose();

    /// <summary>The entry's id if an image has it, else the name of its film; with an ending, which is cut off from names.</summary>
    private string NameOf(DatasetEntry entry)
    {
        if (_ids.Contains(entry.Id) || _dataset.Format == MasksFormat.FormatName)
        {
            return entry.Id + ".json";
        }

        var image = entry.Read(ReadDetail.WithoutCoordinates);
        return (image.OriginalFileName ?? image.FilmName ?? image.FileName ?? entry.Id) is var name && _entries.ContainsKey(name) ? entry.Id + ".json" : name;
    }
}
