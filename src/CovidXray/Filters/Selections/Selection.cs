using CovidXray.Annotations;
using CovidXray.Files;

namespace CovidXray.Filters.Selections;

/// <summary>A choice of images that is kept for later commands: the rules as typed, and the images that they chose.</summary>
/// <remarks>It depends on identifiers only, so it survives a new pull of the same data. Immutable.</remarks>
public sealed class Selection
{
    /// <summary>The name of a dataset's saved choice.</summary>
    public const string FileName = "selection.json";

    private const int NamedMissing = 5;

    internal Selection(ImageFilter filter, IReadOnlyList<string> ids, int datasetImages, string datasetFingerprint, string source, string? splitFingerprint)
    {
        Filter = filter;
        Ids = ids;
        DatasetImages = datasetImages;
        DatasetFingerprint = datasetFingerprint;
        Source = source;
        SplitFingerprint = splitFingerprint;
    }

    /// <summary>The rules.</summary>
    public ImageFilter Filter { get; }

    /// <summary>The rules as typed.</summary>
    public FilterOptions Rules => Filter.Options;

    /// <summary>The identifiers of the chosen images, sorted (ordinal).</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>How many images the dataset had.</summary>
    public int DatasetImages { get; }

    /// <summary>Which images the dataset had: <c>sha256:</c> and the hash of their identifiers.</summary>
    public string DatasetFingerprint { get; }

    /// <summary>The split whose parts or folds chose images, see <c>DatasetSplit.Fingerprint</c>; null if none did.</summary>
    public string? SplitFingerprint { get; }

    /// <summary>The file it was read from, for messages; empty if it was just made.</summary>
    public string Source { get; }

    /// <summary>The file of a dataset's saved choice, be it there or not.</summary>
    public static string PathIn(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return Path.Combine(dataset.StateFolder ?? dataset.Location, FileName);
    }

    /// <summary>Keeps what a filter chose.</summary>
    /// <param name="kept">The identifiers of the chosen images.</param>
    /// <param name="dataset">The dataset that they were chosen from.</param>
    /// <param name="splitFingerprint">The split that the filter asked for parts or folds of; null if it did not.</param>
    public static Selection Create(ImageFilter filter, IEnumerable<string> kept, Dataset dataset, string? splitFingerprint = null)
    {
        string[] ids = [.. kept.Order(StringComparer.Ordinal)];
        return new Selection(filter, ids, dataset.Entries.Count, Fingerprint.Of(new EntryIds(dataset.Entries)), source: "", splitFingerprint);
    }

    /// <summary>Reads a saved choice.</summary>
    /// <exception cref="DatasetException">It cannot be read, or is no selection; the message says where.</exception>
    public static Selection Load(string path) => SelectionFile.Read(path);

    /// <summary>Saves the choice; a file of that name is replaced as a whole or not at all.</summary>
    /// <exception cref="DatasetException">It cannot be written.</exception>
    public void Save(string path) => SelectionFile.Write(this, path);

    /// <summary>The chosen images of a dataset.</summary>
    /// <param name="dataset">The dataset, pulled anew or not. It is disposed with the result.</param>
    /// <exception cref="DatasetException">The dataset no longer has all of the chosen images; the message names some that are gone.</exception>
    public SelectedDataset ApplyTo(Dataset dataset)
    {
        var chosen = Ids.ToHashSet(StringComparer.Ordinal);
        DatasetEntry[] entries = [.. dataset.Entries.Where(e => chosen.Remove(e.Id))];
        if (chosen.Count > 0)
        {
            var named = string.Join(", ", chosen.Order(StringComparer.Ordinal).Take(NamedMissing));
            var more = chosen.Count > NamedMissing ? ", ..." : "";
            throw new DatasetException(
                Source.Length == 0 ? FileName : Source,
                $"{chosen.Count:N0} of the {Ids.Count:N0} selected images are not in {dataset.Location}: {named}{more}; pull again, filter again, or use --all");
        }

        var isUnchanged = string.Equals(Fingerprint.Of(new EntryIds(dataset.Entries)), DatasetFingerprint, StringComparison.Ordinal);
        return new SelectedDataset
        {
            Dataset = dataset.With(entries),
            Total = dataset.Entries.Count,
            Note = isUnchanged ? null : Changed(dataset.Entries.Count),
        };
    }

    private string Changed(int images) => images == DatasetImages
        ? "the dataset holds other images than when the selection was made; those that came since are not selected"
        : $"the dataset has {images:N0} images, {DatasetImages:N0} when the selection was made; images that came since are not selected";
}

/// <summary>The part of a dataset that a selection chose.</summary>
public sealed record SelectedDataset
{
    /// <summary>The chosen images as a dataset of their own; disposing it disposes the whole dataset.</summary>
    public required Dataset Dataset { get; init; }

    /// <summary>Number of images in the whole dataset.</summary>
    public required int Total { get; init; }

    /// <summary>What the user should know if the dataset has changed since the choice; null if it has not.</summary>
    public required string? Note { get; init; }
}

/// <summary>A short text that stands for a set of identifiers, in whatever order they come.</summary>
internal static class Fingerprint
{
    /// <summary>The text, such as <c>sha256:9f86d0...</c>: the hash of the sorted identifiers, one a line.</summary>
    /// <param name="ids">File names, so none holds a line break.</param>
    public static string Of(IReadOnlyList<string> ids) => "sha256:" + Convert.ToHexStringLower(TextHash.OfLines(IsSorted(ids) ? ids : ids.Order(StringComparer.Ordinal)));

    private static bool IsSorted(IReadOnlyList<string> ids)
    {
        for (var i = 1; i < ids.Count; i++)
        {
            if (string.CompareOrdinal(ids[i - 1], ids[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }
}
