using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Splits;

/// <summary>Which part and which fold each image of a dataset is in. Immutable.</summary>
/// <remarks>It depends on identifiers only, so it survives a new pull of the same data.</remarks>
public sealed class DatasetSplit
{
    /// <summary>The name of a dataset's saved split.</summary>
    public const string FileName = "split.json";

    private readonly SortedDictionary<string, SplitPlace> _places;

    /// <summary>Creates a split.</summary>
    /// <param name="places">The place of each image, by id.</param>
    /// <param name="options">How it was made.</param>
    /// <param name="groups">The images that stay together, in groups of two or more.</param>
    /// <param name="datasetImages">How many images the dataset had.</param>
    /// <param name="datasetFingerprint">Which images the dataset had, see <see cref="DatasetImages"/>.</param>
    internal DatasetSplit(IEnumerable<KeyValuePair<string, SplitPlace>> places, SplitOptions options, IReadOnlyList<IReadOnlyList<string>> groups, int datasetImages, string datasetFingerprint)
    {
        _places = new SortedDictionary<string, SplitPlace>(StringComparer.Ordinal);
        foreach (var (id, place) in places)
        {
            _places.Add(id, place);
        }

        Options = options;
        Groups = groups;
        DatasetImages = datasetImages;
        DatasetFingerprint = datasetFingerprint;
        FoldCount = _places.Values.Max(p => p.Fold + 1) ?? 0;
        Parts = [.. Enum.GetValues<DatasetPart>().Where(part => _places.Values.Any(p => p.Part == part))];
        Fingerprint = Hash(_places);
    }

    /// <summary>How it was made.</summary>
    public SplitOptions Options { get; }

    /// <summary>The images that stay together, in groups of two or more: sorted, and each sorted (ordinal).</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    /// <summary>The place of each image, sorted by id (ordinal).</summary>
    public IReadOnlyDictionary<string, SplitPlace> Places => _places;

    /// <summary>The parts that have images: train, val, test, in this order.</summary>
    public IReadOnlyList<DatasetPart> Parts { get; }

    /// <summary>How many folds there are; 0 for none.</summary>
    public int FoldCount { get; }

    /// <summary>How many images the dataset had.</summary>
    public int DatasetImages { get; }

    /// <summary>Which images the dataset had: <c>sha256:</c> and the hash of their identifiers.</summary>
    public string DatasetFingerprint { get; }

    /// <summary>A text that stands for the places of all images: <c>sha256:</c> and a hash.</summary>
    public string Fingerprint { get; }

    /// <summary>What it is, in a few words: <c>train 70, val 15, test 15, seed 3</c>.</summary>
    public string Description
    {
        get
        {
            var sizes = Parts.Select(part => $"{PartNames.Of(part)} {_places.Values.Count(p => p.Part == part).ToString("N0", CultureInfo.InvariantCulture)}");
            return string.Join(", ", FoldCount > 0 ? sizes.Prepend($"{FoldCount} folds") : sizes);
        }
    }

    /// <summary>The file of a dataset's saved split, be it there or not; null if the dataset is a file, in which nothing can be kept.</summary>
    public static string? PathIn(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.StateFolder is { } folder ? Path.Combine(folder, FileName) : null;
    }

    /// <summary>Reads a saved split.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is no split; the message says where.</exception>
    public static DatasetSplit Load(string path) => SplitFile.Read(path);

    /// <summary>Saves the split; a file of that name is replaced as a whole or not at all.</summary>
    /// <exception cref="DatasetException">It cannot be written.</exception>
    public void Save(string path) => SplitFile.Write(this, path);

    /// <summary>The place of an image; in no part and no fold if the split does not know it.</summary>
    /// <param name="id">The image's id.</param>
    public SplitPlace PlaceOf(string id) => _places.GetValueOrDefault(id);

    /// <summary>With one fold to validate on, all others to train on: folds as parts.</summary>
    /// <param name="place">A place in a split that has folds.</param>
    /// <param name="fold">The fold, from 0.</param>
    public static SplitPlace WithFoldAsVal(SplitPlace place, int fold) =>
        place.Fold is { } own ? place with { Part = own == fold ? DatasetPart.Val : DatasetPart.Train } : place;

    private static string Hash(SortedDictionary<string, SplitPlace> places)
    {
        var text = new StringBuilder();
        foreach (var (id, (part, fold)) in places)
        {
            // Identifiers are file names, so none holds a tab or a line break.
            text.Append(id).Append('\t').Append(part is { } p ? PartNames.Of(p) : "").Append('\t').Append(CultureInfo.InvariantCulture, $"{fold}").Append('\n');
        }

        return "sha256:" + Convert.ToHexStringLower(TextHash.Of(text.ToString()));
    }
}
