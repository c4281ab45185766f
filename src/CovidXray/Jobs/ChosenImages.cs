using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs;

/// <summary>The images that a job works on; <see cref="ImageChoice"/> makes them.</summary>
public sealed record ChosenImages : IDisposable
{
    internal ChosenImages(Dataset dataset, IReadOnlyList<DatasetEntry> all, MetadataTable? metadata, IReadOnlyList<ImageFilter> filters)
    {
        Dataset = dataset;
        All = all;
        Metadata = metadata;
        Filters = filters;
    }

    /// <summary>The chosen images alone, as a dataset.</summary>
    public Dataset Dataset { get; internal init; }

    /// <summary>Every image of the dataset that they were chosen from.</summary>
    public IReadOnlyList<DatasetEntry> All { get; }

    /// <summary>The metadata table that goes with them; null if there is none.</summary>
    public MetadataTable? Metadata { get; }

    /// <summary>The split that says which part and fold each image is in; null if there is none.</summary>
    public DatasetSplit? Split { get; internal init; }

    /// <summary>The rules that chose them, as typed, the saved selection's first: <c>min-size 512</c>.</summary>
    public IReadOnlyList<string> Rules => [.. Filters.SelectMany(f => f.AllRules).Select(r => r.ToString())];

    /// <summary>What a report of them is made of.</summary>
    internal Provenance Provenance => Provenance.Of(All, Dataset.Entries, Rules);

    /// <summary>How they were chosen, for a report: <c>175 of 253 images: min-size 512</c>.</summary>
    public string Scope
    {
        get
        {
            var rules = Rules;
            return rules.Count == 0
                ? $"all {Wording.Count(All.Count, "image")}"
                : $"{Dataset.Entries.Count:N0} of {Wording.Count(All.Count, "image")}: {string.Join("; ", rules)}";
        }
    }

    /// <summary>What a page of them was made of, in a line that is the same whenever it is made: version, state of the data, which images.</summary>
    internal string Origin
    {
        get
        {
            var provenance = Provenance;
            var data = DataDate.Describe(Dataset) is { } state ? $" from {state}" : "";
            return $"covidxr {provenance.Covidxr}{data}: {Wording.Count(provenance.Selection.Images, "image")}, {provenance.Selection.Fingerprint}";
        }
    }

    /// <summary>The filters that chose them, the saved selection's first.</summary>
    internal IReadOnlyList<ImageFilter> Filters { get; init; }

    /// <summary>What the last filter did; null if there was none but the saved selection's.</summary>
    private FilterResult? LastResult { get; init; }

    /// <summary>Refuses a choice of no images: whoever works on nothing ends well, and has done nothing.</summary>
    /// <exception cref="JobException">None is chosen. Where none could be read there is more to say, and the job says it.</exception>
    internal void RequireSome()
    {
        if (Dataset.Entries.Count > 0 || (All.Count == 0 && Dataset.Problems.Count > 0))
        {
            return;
        }

        throw new JobException(All.Count == 0 ? $"{Dataset.Location}: there is no image in it"
            : LastResult is { Total: > 0 } last ? $"{last.WhyNone} ('covidxr filter --explain ID' with the same rules says why an image goes)"
            : "the saved selection keeps no image; filter again, or use --all");
    }

    /// <summary>Those of the images that a filter keeps. Every document is read, without its coordinates.</summary>
    /// <param name="notes">Hears how many images are left, and of rules that ask for what no image has.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The images that are left. One that cannot be read is among them, so that the job which needs it fails on it.</returns>
    /// <exception cref="FilterException">A name is neither a concept nor a tag of any of the images.</exception>
    /// <exception cref="JobException">The filter asks for parts or folds that there are none of.</exception>
    public ChosenImages Filter(ImageFilter filter, IProgress<JobNote>? notes = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        SavedSplit.Require(filter, Split, Dataset, notes);
        var failures = new List<DatasetException>();
        var result = filter.Apply(EntryReader.Read(Dataset.Entries, Metadata, failures, cancellation));
        notes.Filtered(result, Metadata);
        notes.Note($"filtered: {result.Kept.Count:N0} of {Wording.Count(Dataset.Entries.Count, "image")}");
        var kept = result.Kept.ToHashSet(StringComparer.Ordinal);
        var failed = failures.Select(f => f.File).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Dataset = Dataset.With([.. Dataset.Entries.Where(e => kept.Contains(e.Id) || failed.Contains(e.Source))]),
            Filters = [.. Filters, filter],
            LastResult = result,
        };
    }

    /// <summary>Closes the dataset that they were chosen from.</summary>
    public void Dispose() => Dataset.Dispose();
}
