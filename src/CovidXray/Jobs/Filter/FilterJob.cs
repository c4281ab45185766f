using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Filters.Selections;
using CovidXray.Folders;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Splits;
using CovidXray.Splits;

namespace CovidXray.Jobs.Filter;

/// <summary>Chooses images of a dataset by rules, and keeps the choice for later jobs.</summary>
/// <param name="dataset">The dataset. A selection that it has already is not applied: a filter chooses anew.</param>
/// <param name="options">The rules, and where the choice goes.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var job = new FilterJob(dataset, new FilterJobOptions { Filter = new ImageFilter(new FilterOptions { MinSize = "512" }) });
/// Console.WriteLine(job.Run().Result.Kept.Count);
/// </code>
/// </example>
public sealed class FilterJob(Dataset dataset, FilterJobOptions options)
{
    private static readonly ImageFilter NoRules = new(new FilterOptions());

    /// <summary>Deletes the selection that a dataset has.</summary>
    /// <returns>The file that was deleted; null if there was none.</returns>
    public static string? Clear(Dataset dataset)
    {
        var saved = Selection.PathIn(dataset);
        var isSaved = File.Exists(saved);
        if (!isSaved && !(dataset.StateFolder is { } folder && FolderHold.IsIn(folder)))
        {
            return null;
        }

        using var held = Hold(dataset);
        File.Delete(saved);
        return isSaved ? saved : null;
    }

    /// <summary>Chooses, and saves the choice if there are rules or a file for it is named. A choice of no images is not saved: later jobs would do nothing.</summary>
    /// <param name="notes">Hears of rules that ask for what no image has.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading; nothing is saved.</param>
    /// <exception cref="FilterException">A name is neither a concept nor a tag of any of the images.</exception>
    /// <exception cref="DatasetException">The metadata is damaged, or the selection cannot be written.</exception>
    /// <exception cref="JobException">The dataset is a file, in which nothing can be saved.</exception>
    public FilterJobResult Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var metadata = notes.ReadMetadata(options.MetadataPath, dataset);
        var failures = new List<DatasetException>(dataset.Problems);

        // A file that cannot be written is better known before everything is read.
        var savesTo = SelectionPath();
        using var held = savesTo is not null && options.SelectionPath is null ? Hold(dataset) : null;
        var filter = options.Filter ?? NoRules;
        var split = UseSplit(filter, notes);
        var result = filter.Apply(Read(metadata, failures, progress, cancellation));
        notes.Filtered(result, metadata);
        var unread = savesTo is null ? 0 : failures.Count - dataset.Problems.Count;
        if (savesTo is null || unread > 0 || result.Kept.Count == 0)
        {
            return new FilterJobResult(result, failures) { Unread = unread };
        }

        var replaced = Kept(savesTo);
        Selection.Create(filter, result.Kept, dataset, filter.AsksForSplit ? split?.Fingerprint : null).Save(options.SelectionPath is null ? savesTo : FilePath.Behind(savesTo));
        return new FilterJobResult(result, failures)
        {
            SavedTo = savesTo,
            Replaced = replaced,
            FolderOwner = options.SelectionPath is null ? FileOwner.OtherThanOwn(dataset.StateFolder!) : null,
        };
    }

    /// <summary>Counts every name that rules may use. Saves nothing.</summary>
    /// <param name="notes">Hears what is odd in the metadata.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DatasetException">The metadata is damaged.</exception>
    public CountedNames CountNames(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var metadata = notes.ReadMetadata(options.MetadataPath, dataset);
        var failures = new List<DatasetException>(dataset.Problems);
        _ = UseSplit(NoRules, notes);
        var names = new NameCounts();
        foreach (var image in Read(metadata, failures, progress, cancellation))
        {
            names.Add(image);
        }

        return new CountedNames(names, failures);
    }

    /// <summary>Says why an image stays or goes: by the rules of the options, else by those of the dataset's selection. Saves nothing.</summary>
    /// <param name="image">Its identifier, or the name under which it was uploaded.</param>
    /// <param name="notes">Hears whose rules are asked.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="FilterException">A name is neither a concept nor a tag of any of the images.</exception>
    /// <exception cref="DatasetException">The metadata or the selection is damaged.</exception>
    /// <exception cref="JobException">There is no such image.</exception>
    public ExplainedImage Explain(string image, IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var metadata = notes.ReadMetadata(options.MetadataPath, dataset);
        var failures = new List<DatasetException>(dataset.Problems);
        var filter = options.Filter ?? SavedFilter(notes);
        _ = UseSplit(filter, notes);
        ImageFacts? found = null;
        var ids = new List<string>();
        _ = filter.Apply(Read(metadata, failures, progress, cancellation).Select(f =>
        {
            ids.Add(f.Id);
            found = f.Id == image || (found is null && string.Equals(f.Name, image, StringComparison.OrdinalIgnoreCase)) ? f : found;
            return f;
        }));
        return found is null
            ? throw new JobException($"--explain: there is no image '{image}' among the {ids.Count:N0} of {dataset.Location}; expected an id such as {ids.FirstOrDefault("1676192")}, or the name under which it was uploaded") { IsUsage = true }
            : new ExplainedImage(found, filter.Explain(found), failures);
    }

    private DatasetSplit? UseSplit(ImageFilter filter, IProgress<JobNote>? notes)
    {
        var split = SavedSplit.Use(dataset, options.SplitPath, takesNone: false, notes);
        SavedSplit.Require(filter, split, dataset, notes);
        return split;
    }

    private IEnumerable<ImageFacts> Read(MetadataTable? metadata, List<DatasetException> failures, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var unreadBefore = failures.Count;
        var read = 0;
        foreach (var image in EntryReader.Read(dataset.Entries, metadata, failures, cancellation))
        {
            progress?.Report(new JobProgress(++read + failures.Count - unreadBefore, dataset.Entries.Count));
            yield return image;
        }
    }

    /// <summary>A dataset's own files are changed by one run at a time: by a filter, a pull, or an export that replaces it.</summary>
    private static HeldFolder Hold(Dataset dataset) => HeldFolder.Take(dataset.StateFolder!, new FolderWork("filter"), mends: false);

    /// <summary>How many images a choice keeps that is there already.</summary>
    private static int? Kept(string path)
    {
        try
        {
            return File.Exists(path) ? Selection.Load(path).Ids.Count : null;
        }
        catch (DatasetException)
        {
            return null;
        }
    }

    private ImageFilter SavedFilter(IProgress<JobNote>? notes)
    {
        var saved = Selection.PathIn(dataset);
        var filter = File.Exists(saved) ? Selection.Load(saved).Filter : null;
        if (filter is null)
        {
            notes.Note("no rule is given and none is saved: every image stays");
        }
        else
        {
            notes.Selection($"by the rules of {saved}");
        }

        return filter ?? NoRules;
    }

    /// <summary>Where the selection goes; null for nowhere. Without a rule there is nothing to choose: the dataset's selection stays as it is.</summary>
    private string? SelectionPath()
    {
        if (options.SavesNothing || (options.Filter is null && options.SelectionPath is null))
        {
            return null;
        }

        if (options.SelectionPath is { } named)
        {
            OutputFile.Check(named, options.Overwrites, dataset);
            return named;
        }

        return dataset.StateFolder is not null
            ? Selection.PathIn(dataset)
            : throw new JobException($"{dataset.Location}: a selection cannot be saved in a file; save it with --out FILE and use it with --selection FILE, or try --dry-run");
    }
}
