using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Filters;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs.Splits;

/// <summary>A dataset as splits see it: its images, which of them are chosen, what stays together.</summary>
internal sealed class SplitDataset
{
    private readonly IReadOnlyList<(int A, int B)> _pairs;

    private SplitDataset(IReadOnlyList<SplitImage> images, IReadOnlyList<int> chosen, SplitGroups groups, IReadOnlyList<(int A, int B)> pairs, IReadOnlyList<DatasetException> failures)
    {
        Images = images;
        Chosen = chosen;
        ChosenImages = [.. chosen.Select(i => images[i])];
        Groups = groups;
        _pairs = pairs;
        Failures = failures;
    }

    /// <summary>All images of the dataset that could be read.</summary>
    public IReadOnlyList<SplitImage> Images { get; }

    /// <summary>The chosen ones, by their positions.</summary>
    public IReadOnlyList<int> Chosen { get; }

    /// <summary>The chosen ones themselves.</summary>
    public IReadOnlyList<SplitImage> ChosenImages { get; }

    /// <summary>The groups of all images.</summary>
    public SplitGroups Groups { get; }

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<DatasetException> Failures { get; }

    /// <summary>Reads all images, and finds their groups.</summary>
    /// <param name="chosen">The chosen images.</param>
    /// <param name="options">What joins images.</param>
    /// <param name="copies">Images that show one film.</param>
    /// <param name="notes">Hears what keeps images together.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FilterException">There is no such field.</exception>
    public static SplitDataset Read(ChosenImages chosen, SplitOptions options, IReadOnlyList<DuplicatePair> copies, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var images = new List<SplitImage>();
        foreach (var image in EntryReader.Read(chosen.All, e => SplitImage.Read(e, chosen.Metadata), failures, Environment.ProcessorCount, cancellation))
        {
            images.Add(image);
            progress?.Report(new JobProgress(images.Count, chosen.All.Count));
        }

        var dataset = Of(images, chosen, options, copies, failures);
        Tell(images.Count, dataset.Groups, options, notes);
        return dataset;
    }

    /// <summary>Finds the groups of images that were read.</summary>
    /// <param name="images">All images of the dataset that could be read.</param>
    /// <param name="chosen">The chosen images.</param>
    /// <param name="options">What joins images.</param>
    /// <param name="copies">Images that show one film.</param>
    /// <param name="failures">What could not be read.</param>
    /// <exception cref="FilterException">There is no such field.</exception>
    public static SplitDataset Of(IReadOnlyList<SplitImage> images, ChosenImages chosen, SplitOptions options, IReadOnlyList<DuplicatePair> copies, IReadOnlyList<DatasetException>? failures = null)
    {
        var ids = chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        int[] taken = [.. Enumerable.Range(0, images.Count).Where(i => ids.Contains(images[i].Facts.Id))];
        if (taken.Length == 0)
        {
            throw new JobException(images.Count == 0 ? $"{chosen.Dataset.Location}: no image could be read" : "no image is chosen; there is nothing to split");
        }

        var positions = images.Select((image, i) => (image.Facts.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        var pairs = copies.Where(c => positions.ContainsKey(c.A) && positions.ContainsKey(c.B)).Select(c => (positions[c.A], positions[c.B])).ToList();
        var groups = SplitGroups.Find(images, options, pairs);
        return new SplitDataset(images, taken, groups, pairs, failures ?? []);
    }

    /// <summary>Proves a split of the chosen images.</summary>
    /// <param name="placed">Those that have a place, by their positions among the chosen ones.</param>
    /// <param name="places">The places of the chosen images.</param>
    /// <param name="stratify">The fields whose values are counted.</param>
    /// <param name="isBalanced">Whether a part was to be like the whole.</param>
    public SplitProof Prove(IReadOnlyList<int> placed, IReadOnlyList<SplitPlace> places, IReadOnlyList<string> stratify, Func<SplitPlace, bool> isBalanced)
    {
        SplitImage[] images = [.. placed.Select(i => ChosenImages[i])];
        var values = ImageValues.Find(images, stratify);
        var positions = placed.Select((p, i) => (Image: Chosen[p], i)).ToDictionary(p => p.Image, p => p.i);
        var pairs = _pairs.Where(p => positions.ContainsKey(p.A) && positions.ContainsKey(p.B)).Select(p => (positions[p.A], positions[p.B])).ToList();
        var groups = new GroupedImages(Groups.Groups, [.. placed.Select(p => Chosen[p])], values);
        return new SplitProver(images, [.. placed.Select(p => places[p])], groups, pairs, values).Prove(isBalanced);
    }

    /// <summary>The ids of each group of two or more images, sorted.</summary>
    public IReadOnlyList<IReadOnlyList<string>> GroupIds() =>
    [
        .. Groups.Groups.Members().Where(m => m.Count > 1).Select(m => (string[])[.. m.Select(i => Images[i].Facts.Id).Order(StringComparer.Ordinal)]).OrderBy(g => g[0], StringComparer.Ordinal),
    ];

    private static void Tell(int images, SplitGroups groups, SplitOptions options, IProgress<JobNote>? notes)
    {
        if (!options.IsGrouped)
        {
            notes.Note("note: patients and copies of one film are not kept together (--no-group)");
        }
        else if (groups.WithoutPatient > 0)
        {
            notes.Note($"note: {Wording.Count(groups.WithoutPatient, "image")} of {images:N0} {(groups.WithoutPatient == 1 ? "names no patient: it is a group of its own" : "name no patient: each is a group of its own")}, if nothing else joins it{(groups.WithNames > 0 ? $"; {groups.WithNames:N0} have a name that tells the person" : "")}");
        }

        foreach (var (field, without) in groups.WithoutValue.Where(w => w.Images > 0))
        {
            notes.Note($"note: {Wording.Count(without, "image")} of {images:N0} {(without == 1 ? "has" : "have")} no value of '{field}'; no other image joins {(without == 1 ? "it" : "them")} by it");
        }
    }
}
