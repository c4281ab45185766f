using CovidXray.Annotations;
using CovidXray.Formats.Arrays;
using CovidXray.Masks;
using CovidXray.Scores;

namespace CovidXray.Jobs.Score.Predictions;

/// <summary>A NumPy archive with an array an image, named as mask files would be.</summary>
internal sealed class ArchivePredictions : PredictionSet
{
    private const string Ending = ".npy";

    private readonly string _path;
    private readonly NpzArchive _archive;
    private readonly LabelMeaning _meaning;
    private readonly ScoreOptions _options;
    private readonly PredictionNames _names;

    private ArchivePredictions(string path, NpzArchive archive, LabelMeaning meaning, PredictionReading reading)
    {
        reading.RequireMaskThreshold();
        (_path, _archive, _meaning, _options) = (path, archive, meaning, reading.Options);
        _names = PredictionNames.Find([.. archive.Names.Select(n => n + Ending)], reading.Images, reading.Options.Suffix);
        Problems = [.. _names.Problems.Select(p => new DatasetException($"{path}/{p.Path}", p.Problem))];
        Unclear = _names.Unclear;
        Notes = archive.Names.Count == 0 ? [NothingInThem] : _names.Notes;
    }

    public override string Kind => "arrays";

    public override int Count => _names.Found.Count;

    public override bool IsEmpty => _archive.Names.Count == 0;

    /// <summary>Opens an archive.</summary>
    /// <exception cref="DatasetException">It is none.</exception>
    public static ArchivePredictions Open(string path, LabelMeaning meaning, PredictionReading reading)
    {
        var archive = NpzArchive.Open(path);
        try
        {
            return new ArchivePredictions(path, archive, meaning, reading);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public override bool Has(string id) => _names.Found.ContainsKey(id);

    public override PredictedFilm Read(AnnotatedImage image)
    {
        var name = _names.Found[image.Id];
        var source = $"{_path}/{name}";
        try
        {
            return _meaning.ApplyArray(threshold => ReadArray(name, image, threshold), source, _options);
        }
        catch (TooManyRunsException)
        {
            throw new DatasetException(source, "it falls into too many runs: noise, not a mask");
        }
    }

    protected override void Close() => _archive.Dispose();

    /// <summary>Arrays of one archive are read one after the other: it is one file with one place in it.</summary>
    private Mask ReadArray(string name, AnnotatedImage image, double? threshold)
    {
        lock (_archive)
        {
            return _archive.Read(name[..^Ending.Length], new ArrayMaskReader { Threshold = threshold, Size = (image.Width, image.Height), MaxPixels = _options.MaxPixels });
        }
    }
}
