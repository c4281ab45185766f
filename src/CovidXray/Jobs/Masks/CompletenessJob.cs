using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Sources;
using CovidXray.Formats.Tables;
using CovidXray.Work;

namespace CovidXray.Jobs.Masks;

/// <summary>Looks whether a folder holds the masks that <see cref="MasksJob"/> would make: paints each again and compares. Writes nothing.</summary>
public sealed class CompletenessJob
{
    private readonly IReadOnlyList<DatasetEntry> _entries;
    private readonly MasksOptions _options;
    private readonly string _folder;
    private readonly MaskLayout _layout;
    private readonly MasksManifest _manifest;
    private readonly UnfinishedMasks? _unfinished;
    private readonly DatasetException?[] _failures;

    // In what the masks that are there are known to differ from those of a run.
    private readonly string? _difference;
    private readonly List<string[]> _instances = [];

    private CompletenessJob(Dataset dataset, string folder, MasksOptions options, IReadOnlyList<string> categories)
    {
        (_entries, _folder, _options) = (dataset.Entries, folder, options);
        _failures = new DatasetException?[_entries.Count];
        _layout = PaintedCategories.LayoutOf(dataset, options, categories);
        _manifest = MasksManifest.Of(options, categories);
        _unfinished = UnfinishedMasks.Read(folder);

        // Of masks of two kinds nothing is known; a file that cannot be read says nothing.
        var made = _unfinished is null ? MasksManifest.ReadOrNull(folder) : _unfinished.IsMixed ? null : _unfinished.Making;
        _difference = made?.DifferenceTo(_manifest);
    }

    /// <summary>Looks.</summary>
    /// <param name="dataset">The images.</param>
    /// <param name="folder">The folder of the masks.</param>
    /// <param name="options">How the masks are made, and of which shard.</param>
    /// <param name="progress">Is told of each image, in the dataset's order, on the calling thread.</param>
    /// <param name="cancellation">Ends the job.</param>
    /// <exception cref="JobException">There are no images, there is no such folder, what it says of itself cannot be read, or the categories do not suit the style.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static CompletenessResult Run(Dataset dataset, string folder, MasksOptions options, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        var categories = PaintedCategories.Of(dataset, options, cancellation);
        if (!Directory.Exists(folder))
        {
            throw new JobException($"{folder}: there is no such folder ('covidxr masks' without --complete makes it)");
        }

        if (dataset.Entries.Count == 0)
        {
            throw new JobException("no image is chosen, so there are no masks to look for");
        }

        return new CompletenessJob(dataset, folder, options, categories).Run(dataset.Problems, progress, cancellation);
    }

    private CompletenessResult Run(IReadOnlyList<DatasetException> problems, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        // As in the run itself: names are decided among the images of all shards.
        var stems = _options.StemsOf(_entries, _failures, []);
        var names = new MaskNames(_entries, _manifest, stems);
        int[] own = [.. Enumerable.Range(0, _entries.Count).Where(IsOwn)];
        var lacking = new List<LackingMask>();
        var work = new OrderedWork<MaskMaker, Finding>(own.Length, _options.Jobs, NewMaker, (maker, i) => Look(maker, own[i], stems[own[i]]));
        var done = 0;
        foreach (var (lack, rows) in work.Run(cancellation))
        {
            _instances.AddRange(rows);
            lacking.AddRange(lack is null ? [] : [lack]);
            progress?.Report(new JobProgress(++done, own.Length));
        }

        DatasetException[] failures = [.. own.Select(i => _failures[i]).OfType<DatasetException>()];
        return new CompletenessResult
        {
            Images = own.Length,
            WithMasks = own.Length - lacking.Count - failures.Length,
            Lacking = lacking,
            OtherFiles = [.. OtherFiles(failures.Length > 0)],
            IsUnfinished = IsUnfinished,
            ShardsToRun = [.. ShardsToRun(lacking)],
            OtherMasks = _difference is null ? Directory.EnumerateFiles(_folder).Select(p => Path.GetFileName(p)!).Count(name => IsOther(name, names)) : 0,
            Failures = [.. problems, .. failures],
        };

        MaskMaker NewMaker() => new(_layout, _options, new WorkMeter(_options.MaxWork, cancellation));
    }

    private bool IsOwn(int entry) => _options.Shard is not { } shard || shard.Contains(_entries[entry].Id);

    /// <summary>Whether work is left that is not known to be another shard's alone.</summary>
    private bool IsUnfinished => _unfinished is not null && !(_options.Shard is { } shard && shard.Count == _unfinished.Shards && _unfinished.Done.Contains(shard.Number));

    private bool IsOther(string name, MaskNames names) =>
        !names.IsOf(_manifest, name)
        && (name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) || (_manifest.UsesFilmNames && MasksFolderCheck.FilmExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)));

    private Finding Look(MaskMaker maker, int entry, string? stem)
    {
        var rows = new List<string[]>();
        LackingMask? lack = null;
        try
        {
            var count = 0;
            foreach (var mask in stem is null ? [] : maker.Make(_entries[entry], stem))
            {
                rows.AddRange(mask.Row is { } row ? [row] : []);
                lack ??= Lack(_entries[entry].Id, mask);
                count++;
            }

            return new Finding(lack ?? (stem is not null && _layout.HasInstances ? TooMany(_entries[entry].Id, MaskInstance.FileName(stem, count)) : null), rows);
        }
        catch (DatasetException e)
        {
            // Without its document it cannot be said what its mask should be.
            _failures[entry] = e;
            return new Finding(null, []);
        }
    }

    /// <summary>What is wrong with a mask that should be there; null if nothing is.</summary>
    private LackingMask? Lack(string id, MadeMask wanted)
    {
        var path = Path.Combine(_folder, wanted.Name);
        if (!FilePath.IsThere(path))
        {
            return new LackingMask(id, wanted.Name, MaskLack.Missing, "is missing");
        }

        try
        {
            var there = WholeFile.Read(path, FileContent.Limit);
            var isSame = there.AsSpan().SequenceEqual(wanted.Content);
            if (!isSame)
            {
                _ = MaskPngReader.DecodeColors(there, path);
            }

            var problem = _difference is not null ? "is of another kind" : isSame ? null : MaskComparison.Difference(path, wanted.Content);
            return problem is null ? null : new LackingMask(id, wanted.Name, MaskLack.Other, problem);
        }
        catch (DatasetException e)
        {
            return new LackingMask(id, wanted.Name, MaskLack.Damaged, $"cannot be read: {e.Problem}");
        }
    }

    private LackingMask? TooMany(string id, string next) =>
        FilePath.IsThere(Path.Combine(_folder, next)) ? new LackingMask(id, next, MaskLack.Other, "is one mask more than the image has annotations") : null;

    /// <summary>The files beside the masks that are not those of a run. The table of instances is compared where all images are at hand.</summary>
    private IEnumerable<FileProblem> OtherFiles(bool hasFailures)
    {
        if (_difference is not null)
        {
            yield return new FileProblem(_unfinished is null ? MasksManifest.FileName : FolderState.Unfinished, $"says that the masks were made with {_difference}");
        }

        if (TableProblem(MaskLayout.MappingFile, CsvFile.Write(_layout.Mapping)) is { } values)
        {
            yield return new FileProblem(MaskLayout.MappingFile, values);
        }

        if (_layout.HasInstances && _options.Shard is null && !hasFailures && TableProblem(MaskInstance.TableFile, MaskInstance.WriteTable(_instances)) is { } instances)
        {
            yield return new FileProblem(MaskInstance.TableFile, instances);
        }
    }

    private string? TableProblem(string name, byte[] wanted)
    {
        var path = Path.Combine(_folder, name);
        try
        {
            return !FilePath.IsThere(path) ? "is missing"
                : WholeFile.Read(path, FileContent.Limit).AsSpan().SequenceEqual(wanted) ? null
                : "is not what a run would write";
        }
        catch (DatasetException e)
        {
            return e.Problem;
        }
    }

    /// <summary>Those of the unfinished work's shards that have something left to do.</summary>
    private IEnumerable<Shard> ShardsToRun(List<LackingMask> lacking)
    {
        if (_unfinished is not { Shards: > 1 and <= Shard.MaxCount })
        {
            return [];
        }

        var done = _unfinished.Done.ToHashSet();
        return Enumerable.Range(1, _unfinished.Shards).Select(number => new Shard(number, _unfinished.Shards))
            .Where(shard => (_options.Shard is null || _options.Shard == shard) && (!done.Contains(shard.Number) || lacking.Any(l => shard.Contains(l.Id))));
    }

    /// <param name="Lack">What the image lacks; null if nothing.</param>
    /// <param name="Rows">Its rows of the table of instances.</param>
    private readonly record struct Finding(LackingMask? Lack, List<string[]> Rows);
}
