using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;

namespace CovidXray.Jobs.Previews;

/// <summary>Predicted masks of images: found by the images' ids, then by their files' names without extension; <c>_mask</c> may stand behind either.</summary>
internal sealed class PredictedMasks : IDisposable
{
    private const string Suffix = "_mask";

    private readonly Dictionary<string, DatasetEntry> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Dictionary<string, DatasetEntry>> _byName;

    private PredictedMasks(Dataset dataset)
    {
        Dataset = dataset;
        foreach (var entry in dataset.Entries)
        {
            _byId.TryAdd(entry.Id, entry);
        }

        // Masks have no other names than their ids.
        _byName = new(() => dataset.Format == MasksFormat.FormatName ? [] : ByName(dataset.Entries));
    }

    /// <summary>The predictions.</summary>
    public Dataset Dataset { get; }

    /// <summary>Opens predictions: a dataset in any format that is read, or a folder of mask PNGs without a table of classes.</summary>
    /// <exception cref="DatasetException">It is neither.</exception>
    public static PredictedMasks Open(string path) =>
        new(LungMasks.Matches(path) ? LungMasks.Open(path) : AnnotationFormats.Open(path, new ReadOptions()));

    /// <summary>The prediction of an image; null if there is none.</summary>
    public DatasetEntry? Find(AnnotatedImage image)
    {
        string[] names = [image.Id, .. new[] { image.OriginalFileName, image.FilmName, image.IsOneOfSlots ? null : image.FileName }.OfType<string>().SelectMany(n => new[] { Path.GetFileNameWithoutExtension(n), n }).Distinct(StringComparer.Ordinal)];
        return First(_byId) ?? First(_byName.Value);

        DatasetEntry? First(Dictionary<string, DatasetEntry> entries) =>
            names.Concat(names.Select(n => n + Suffix)).Select(n => entries.GetValueOrDefault(n)).FirstOrDefault(e => e is not null);
    }

    /// <summary>Reads a prediction.</summary>
    /// <exception cref="DatasetException">It is damaged; the error names the predictions' folder, too, as names in it are those of films.</exception>
    public AnnotatedImage Read(DatasetEntry entry)
    {
        try
        {
            return entry.Read();
        }
        catch (DatasetException e) when (Directory.Exists(Dataset.Location) && !Path.Exists(e.File))
        {
            throw new DatasetException(Path.Combine(Dataset.Location, e.File), e.Problem, e.Line, e.Column, e.Path, e);
        }
    }

    public void Dispose() => Dataset.Dispose();

    private static Dictionary<string, DatasetEntry> ByName(IReadOnlyList<DatasetEntry> entries)
    {
        var names = new Dictionary<string, DatasetEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var (entry, image) in EntryReader.Read(entries, e => Tuple.Create(e, e.Read(ReadDetail.WithoutCoordinates)), [], jobs: 1, CancellationToken.None))
        {
            foreach (var name in new[] { image.OriginalFileName, image.FilmName, image.FileName }.OfType<string>())
            {
                names.TryAdd(Path.GetFileNameWithoutExtension(name), entry);
            }
        }

        return names;
    }
}
