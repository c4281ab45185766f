using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Folders;
using CovidXray.Formats.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Reports;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>Makes the masks of a dataset: one PNG an image, <c>class_mapping.csv</c>, which says what its values mean, and <c>covidxr.masks.json</c>, which says how it was made.</summary>
public sealed class MasksJob
{
    private readonly Dataset _dataset;
    private readonly IReadOnlyList<DatasetEntry> _entries;
    private readonly MasksOptions _options;
    private readonly OutputFolder _output;
    private readonly MaskLayout _layout;
    private readonly IReadOnlyList<string> _categories;
    private readonly DatasetException?[] _failures;
    private readonly MasksManifest _manifest;
    private ExistingFiles _existing;
    private int _done;

    // Only for a style that has a table of them.
    private readonly List<string[]> _instances = [];

    private MasksJob(Dataset dataset, MasksOptions options, IReadOnlyList<string> categories, MasksManifest manifest, OutputFolder output)
    {
        _dataset = dataset;
        _entries = dataset.Entries;
        _options = options;
        _categories = categories;
        _layout = PaintedCategories.LayoutOf(dataset, options, categories);
        _manifest = manifest;
        _output = output;
        _failures = new DatasetException?[_entries.Count];
    }

    /// <summary>Does the work. Images that fail are in the result; the others are done.</summary>
    /// <param name="folder">Where to; made if it is not there. Each file in it is whole at any time.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told of each image that is done, in the dataset's order, on the calling thread.</param>
    /// <param name="cancellation">Ends the job, within an image, too; its result then says so.</param>
    /// <exception cref="JobException">Masks would be overwritten or mixed with others, a file cannot be written, or the categories do not suit the style.</exception>
    public static MasksResult Run(Dataset dataset, string folder, MasksOptions options, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        var categories = PaintedCategories.Of(dataset, options, cancellation);
        OutputFile.RefuseDataset(folder, dataset);
        var manifest = MasksManifest.Of(options, categories);
        using var output = new OutputFolder(folder, new FolderWork("masks", IdentityOf(manifest, dataset), options.Shard?.Name));
        var job = new MasksJob(dataset, options, categories, manifest, output);
        var (counts, isInterrupted) = job.Run(progress, cancellation);
        return new MasksResult(counts, job._categories)
        {
            Failures = [.. dataset.Problems, .. job._failures.OfType<DatasetException>()],
            IsInterrupted = isInterrupted,
        };
    }

    private (MasksCounts Counts, bool IsInterrupted) Run(IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        // Names may clash across shards: they are decided among all images.
        var byId = new HashSet<int>();
        var all = _options.StemsOf(_entries, _failures, byId);
        var names = new MaskNames(_entries, _manifest, all);
        var (own, stems) = LeaveToOtherShards(all);
        var earlier = new MasksFolderCheck(_output, _layout, _options, _manifest, names);
        earlier.Prepare(stems, files => new MaskComparison(_output.FolderPath, files, _manifest, () => new MaskMaker(_layout, _options, new WorkMeter(_options.MaxWork, cancellation))).Run(_entries, stems, _failures, _options.Jobs, cancellation));
        _existing = earlier.Existing;
        var counts = new MasksCounts { NamedById = own.Count(byId.Contains) };
        foreach (var worker in RunWorkers(own, stems, progress, cancellation))
        {
            counts.Add(worker.Counts);
        }

        var isWhole = _done == own.Length;
        if (_layout.HasInstances && isWhole)
        {
            InstanceTable.Write(_output, _instances, _options.Shard);
        }

        if (isWhole)
        {
            // What failed may have an old mask still.
            earlier.Finish(hasAll: _failures.All(f => f is null), Provenance.Of(_dataset.AllEntries, _entries, _options.SelectionRules));
        }

        return (counts, cancellation.IsCancellationRequested);
    }

    /// <summary>The positions of the images that are done here, and the stems of these alone.</summary>
    private (int[] Own, IReadOnlyList<string?> Stems) LeaveToOtherShards(IReadOnlyList<string?> all)
    {
        if (_options.Shard is null)
        {
            return ([.. Enumerable.Range(0, all.Count)], all);
        }

        int[] own = [.. Enumerable.Range(0, all.Count).Where(IsOwn)];
        var stems = new string?[all.Count];
        foreach (var i in own)
        {
            stems[i] = all[i];
        }

        for (var i = 0; i < all.Count; i++)
        {
            _failures[i] = IsOwn(i) ? _failures[i] : null;
        }

        return (own, stems);
    }

    private bool IsOwn(int entry) => _options.Shard is not { } shard || shard.Contains(_entries[entry].Id);

    /// <summary>Makes the masks; when this returns, no thread writes any more.</summary>
    private ConcurrentBag<MaskWorker> RunWorkers(int[] own, IReadOnlyList<string?> stems, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var workers = new ConcurrentBag<MaskWorker>();
        var work = new OrderedWork<MaskWorker, IReadOnlyList<string[]>?>(own.Length, _options.Jobs, NewWorker, (worker, i) => Make(worker, own[i], stems, stop));
        try
        {
            foreach (var rows in work.Run(stop.Token))
            {
                _instances.AddRange(rows ?? []);
                _done++;
                progress?.Report(new JobProgress(_done, own.Length));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // By the caller, or by the first failure; what is done is counted.
        }

        return workers;

        MaskWorker NewWorker()
        {
            var worker = new MaskWorker(_layout, _options, _output, _existing, new WorkMeter(_options.MaxWork, stop.Token));
            workers.Add(worker);
            return worker;
        }
    }

    /// <summary>What all shards have in common: the same masks of the same images.</summary>
    private static string IdentityOf(MasksManifest manifest, Dataset dataset)
    {
        // Not the fingerprint of selections: to load cryptography takes as long as a small job.
        var ids = new XxHash128();
        var line = new ArrayBufferWriter<byte>();
        foreach (var id in new EntryIds(dataset.Entries))
        {
            Encoding.UTF8.GetBytes(id, line);
            line.Write("\n"u8);
            ids.Append(line.WrittenSpan);
            line.ResetWrittenCount();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{manifest.InOneLine}; {dataset.Entries.Count} images, {ids.GetCurrentHashAsUInt128():x32}");
    }

    /// <returns>The image's rows of the table of instances, where there is one.</returns>
    private IReadOnlyList<string[]>? Make(MaskWorker worker, int entry, IReadOnlyList<string?> stems, CancellationTokenSource stop)
    {
        IReadOnlyList<string[]>? rows = null;
        try
        {
            rows = _failures[entry] is null && stems[entry] is { } stem ? worker.Process(_entries[entry], stem) : null;
        }
        catch (DatasetException e)
        {
            _failures[entry] = e;
        }

        if (_failures[entry] is not null && _options.StopsAtFirstError)
        {
            stop.Cancel();
        }

        return rows;
    }
}

/// <summary>Which categories can be painted.</summary>
internal static class PaintedCategories
{
    /// <summary>Those that a run paints.</summary>
    /// <exception cref="JobException">They do not suit the style, or the style not the names.</exception>
    public static IReadOnlyList<string> Of(Dataset dataset, MasksOptions options, CancellationToken cancellation)
    {
        var categories = options.Categories ?? Of(dataset, options.Jobs, cancellation);
        if (ProblemWith(categories, options.Style) is { } problem)
        {
            throw new JobException($"{nameof(MasksOptions.Categories)}: {problem}") { IsUsage = true };
        }

        return options.UsesFilmNames && options.Style.For(categories).HasInstances
            ? throw new JobException($"--name film: a film has one mask of its name, and the style {options.Style.Name} makes one for each annotation") { IsUsage = true }
            : categories;
    }

    /// <summary>How they are painted.</summary>
    public static MaskLayout LayoutOf(Dataset dataset, MasksOptions options, IReadOnlyList<string> categories) =>
        options.Style.For(categories, options.Categories is null ? SourceOf(dataset) : options.SourceClasses);

    /// <summary>All that a dataset has, sorted, whichever of its images are chosen; Lung and Ignore if it has none. Reads every document, without its coordinates, unless a table of masks says it.</summary>
    /// <param name="jobs">The number of threads.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IReadOnlyList<string> Of(Dataset dataset, int jobs, CancellationToken cancellation) =>
        SourceOf(dataset) is { Count: > 0 } source ? [.. source.Select(c => c.Name)]
        : DatasetCategories.Of(dataset.AllEntries, kind => kind is AnnotationKind.Polygon or AnnotationKind.Mask, jobs, cancellation).Names is { Count: > 0 } found ? found : [Category.Lung, Category.Ignore];

    /// <summary>The table of a dataset of masks, whose values stay where all categories are painted; empty of others.</summary>
    public static IReadOnlyList<DatasetClass> SourceOf(Dataset dataset) => dataset.Format == MasksFormat.FormatName ? dataset.Classes : [];

    /// <summary>Why a list of categories cannot be painted in a style; null if it can.</summary>
    public static string? ProblemWith(IReadOnlyList<string> categories, MaskStyle style) =>
        categories.Count == 0 ? "it names no category"
        : categories.Count > MaskLayout.MaxCategories ? $"it names {categories.Count} categories; masks have up to {MaskLayout.MaxCategories}"
        : categories.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"it names '{twice.Key}' twice"
        : style.ProblemWith(categories);
}
