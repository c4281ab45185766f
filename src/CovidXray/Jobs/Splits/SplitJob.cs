using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Filters.Where;
using CovidXray.Folders;
using CovidXray.Jobs.Output;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs.Splits;

/// <summary>Shares out images to train, val and test, or to folds, so that what belongs together stays together and each part is like the whole.</summary>
/// <param name="chosen">The images that are shared out. Groups are found over the whole dataset that they were chosen from.</param>
/// <param name="options">How, and where the split goes.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var result = new SplitJob(new ImageChoice().Choose(dataset), new SplitJobOptions()).Run();
/// Console.WriteLine(result.Split.Description);
/// </code>
/// </example>
public sealed class SplitJob(ChosenImages chosen, SplitJobOptions options)
{
    /// <summary>How a split was made, to make another that keeps it.</summary>
    /// <param name="path">A <c>split.json</c>, or other people's parts: of these, the folds and the shares that they have.</param>
    /// <exception cref="DatasetException">It cannot be read, or has no parts.</exception>
    public static SplitOptions OptionsOf(string path) => PartFiles.OptionsOf(path);

    /// <summary>Deletes the split that a dataset has.</summary>
    /// <returns>The file that was deleted; null if there was none.</returns>
    /// <exception cref="JobException">Another run changes the dataset.</exception>
    public static string? Clear(Dataset dataset)
    {
        if (DatasetSplit.PathIn(dataset) is not { } saved || !File.Exists(saved))
        {
            return null;
        }

        using var held = Hold(dataset);
        File.Delete(saved);
        return saved;
    }

    /// <summary>Makes the split, proves it, and saves it.</summary>
    /// <param name="notes">Hears what keeps images together, and what could not be looked at.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading; nothing is saved.</param>
    /// <exception cref="FilterException">There is no such field, or an expression cannot be understood.</exception>
    /// <exception cref="DatasetException">A file that is kept or imported is damaged, or the split cannot be written.</exception>
    /// <exception cref="JobException">There are fewer groups than parts, nothing is chosen, or a saved split must not be replaced.</exception>
    public SplitResult Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var asked = options.Split ?? (options.KeepPath is { } kept ? OptionsOf(kept) : new SplitOptions());
        var heldOut = asked.TestWhere is { } where ? WhereExpression.Parse(where) : null;

        // A file that must not be written is better known before everything is read.
        var savesTo = SplitPath();
        _ = savesTo is null ? null : Replaced(savesTo);
        var copies = asked.IsGrouped ? SplitCopies.Find(chosen, options, notes, progress, cancellation) : [];
        using var held = savesTo is not null && options.SplitPath is null ? Hold(chosen.Dataset) : null;
        var replaced = savesTo is null ? null : Replaced(savesTo);
        var dataset = SplitDataset.Read(chosen, asked, copies, notes, progress, cancellation);
        var values = ImageValues.Find(dataset.ChosenImages, asked.Stratify);
        var images = new GroupedImages(dataset.Groups.Groups, dataset.Chosen, values);
        var (split, places, folds, joined) = options.ImportPath is { } import ? Import(dataset, asked, import, notes) : Make(dataset, images, asked, heldOut, notes);
        int[] placed = [.. Enumerable.Range(0, places.Length).Where(i => places[i] != default)];
        if (placed.Length == 0)
        {
            throw new JobException("no image is in any part; nothing is saved");
        }

        var proof = dataset.Prove(placed, places, split.Stratify, p => folds.Count == 0 && (split.TestWhere is null || p.Part != DatasetPart.Test));
        var result = new SplitResult(
            new DatasetSplit(
                placed.Select(i => KeyValuePair.Create(dataset.ChosenImages[i].Facts.Id, places[i])),
                split,
                dataset.GroupIds(),
                chosen.All.Count,
                Fingerprint.Of(new EntryIds(chosen.All))),
            proof,
            dataset.Failures)
        {
            Replaced = replaced,
            ValueFolds = folds,
            Joined = joined,
            WithoutPlace = places.Length - placed.Length,
        };
        cancellation.ThrowIfCancellationRequested();
        if (savesTo is null)
        {
            return result;
        }

        result.Split.Save(options.SplitPath is null ? savesTo : FilePath.Behind(savesTo));
        return result with { SavedTo = savesTo };
    }

    /// <summary>Looks at parts that were made elsewhere. Saves nothing.</summary>
    /// <param name="path">The file or folder that has them, in any form that is imported.</param>
    /// <param name="notes">Hears of names that no image has.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>The parts as a split, and the proof: they leak if it has leaks.</returns>
    /// <exception cref="DatasetException">The file is damaged, puts an image into two parts, or names no image of the dataset.</exception>
    public SplitResult Check(string path, IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default) =>
        new SplitJob(chosen, options with { ImportPath = path, SavesNothing = true }).Run(notes, progress, cancellation);

    private (SplitOptions Options, SplitPlace[] Places, IReadOnlyList<ValueFold> Folds, int Joined) Import(SplitDataset dataset, SplitOptions asked, string path, IProgress<JobNote>? notes)
    {
        var imported = SplitImport.Read(path, dataset.Images, notes);
        SplitPlace[] places = [.. dataset.Chosen.Select(i => imported[i] ?? default)];
        var without = places.Count(p => p == default);
        if (without > 0)
        {
            notes.Note($"note: {Wording.Count(without, "image")} of {places.Length:N0} {(without == 1 ? "is" : "are")} in none of its parts");
        }

        var folds = places.Max(p => p.Fold + 1) ?? 0;
        return (asked with { Imported = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Folds = folds }, places, [], 0);
    }

    private (SplitOptions Options, SplitPlace[] Places, IReadOnlyList<ValueFold> Folds, int Joined) Make(SplitDataset dataset, GroupedImages images, SplitOptions split, WhereExpression? heldOut, IProgress<JobNote>? notes)
    {
        SplitPlace?[]? kept = null;
        var joined = 0;
        if (options.KeepPath is { } keep)
        {
            var places = SplitImport.Read(keep, dataset.Images, notes);
            kept = [.. dataset.Chosen.Select(i => places[i])];
            joined = kept.Count(p => p is null);
            RequireSameKind(split, kept);
        }

        var keptGroups = kept is null ? null : KeptGroups(images, kept);
        bool[]? outside = heldOut is null ? null : HeldOut(dataset, images, heldOut);
        if (keptGroups is null)
        {
            RequireGroups(images, split, outside);
        }

        var values = split.FoldsBy is { } name ? FoldsBy(dataset, images, split, outside, keptGroups, name) : null;
        var groups = new SplitMaker(split, images).Make(keptGroups, outside, values?.OfGroups);
        var all = new SplitPlace[dataset.Chosen.Count];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = kept?[i] ?? groups[images[i]];
        }

        return values is null ? (split, all, [], joined) : (split with { Folds = all.Max(p => p.Fold + 1) ?? 0 }, all, values.InPlaces(all), joined);
    }

    /// <summary>New images cannot join a split of parts as folds, nor one of five folds as three.</summary>
    private static void RequireSameKind(SplitOptions split, SplitPlace?[] kept)
    {
        var folds = kept.Max(p => p?.Fold + 1) ?? 0;
        var hasParts = kept.Any(p => p?.Part is DatasetPart.Train or DatasetPart.Val);
        var problem = split.FoldsBy is not null ? (folds == 0 ? "has no folds, --folds-by asks for some" : null)
            : folds > 0 && split.Folds == 0 ? $"has {Wording.Count(folds, "fold")}; name no shares but --test, or --folds {folds}"
            : folds > split.Folds ? $"has {Wording.Count(folds, "fold")}, --folds {split.Folds} asks for fewer"
            : folds == 0 && hasParts && split.Folds > 0 ? $"has no folds, --folds {split.Folds} asks for some"
            : null;
        if (problem is not null)
        {
            throw new JobException($"--keep: the split that is kept {problem}") { IsUsage = true };
        }
    }

    /// <summary>Where each group is: where most of its images are that are somewhere.</summary>
    private static SplitPlace?[] KeptGroups(GroupedImages images, SplitPlace?[] kept) =>
    [
        .. images.Members.Select(m => m.Where(i => kept[i] is not null)
            .GroupBy(i => kept[i]!.Value)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Key.Fold)
            .ThenBy(g => g.Key.Part)
            .Select(g => (SplitPlace?)g.Key)
            .FirstOrDefault()),
    ];

    /// <summary>The groups with an image for which the expression holds, chosen or not.</summary>
    private static bool[] HeldOut(SplitDataset dataset, GroupedImages images, WhereExpression expression)
    {
        var isOut = new bool[images.Count];
        var touched = 0;
        for (var i = 0; i < dataset.Images.Count; i++)
        {
            if (expression.Matches(dataset.Images[i].Facts) && images.Numbers.TryGetValue(dataset.Groups.Groups[i], out var group))
            {
                isOut[group] = true;
                touched++;
            }
        }

        if (touched > 0 && isOut.Contains(false))
        {
            return isOut;
        }

        var problem = touched == 0 ? $"no image has '{expression.Text}'; nothing would be in test" : $"every group has an image with '{expression.Text}'; nothing would be left to train on";
        throw new JobException($"--test-where: {problem}") { IsUsage = true };
    }

    private static void RequireGroups(GroupedImages images, SplitOptions split, bool[]? heldOut)
    {
        var open = images.Count - (heldOut?.Count(h => h) ?? 0);
        var test = split.TestWhere is null && split.Shares.Test > 0 ? 1 : 0;
        var parts = split.FoldsBy is not null ? 2 : split.Folds > 0 ? split.Folds + test : SplitMaker.PartsOf(split).Count;
        if (open < parts)
        {
            var left = Enumerable.Range(0, images.Count).Where(g => heldOut?[g] != true).Sum(g => images.Sizes[g]);
            throw new JobException($"{Wording.Count(left, "image")} in {Wording.Count(open, "group")} that must stay together cannot be shared out to {Wording.Count(parts, "part")}{(split.Folds > 0 && test > 0 ? " (test and folds)" : split.Folds > 0 ? " (folds)" : "")}; choose more images, or fewer parts");
        }
    }

    private static FoldValues FoldsBy(SplitDataset dataset, GroupedImages images, SplitOptions split, bool[]? heldOut, SplitPlace?[]? kept, string name)
    {
        var field = ImageValues.Field("folds-by", name);
        bool[] takes = [.. Enumerable.Range(0, images.Count).Select(g => heldOut?[g] != true)];
        var found = FoldValues.Find(images, takes, [.. dataset.ChosenImages.Select(i => field.Format(i.Facts) ?? "missing")], split.Folds, kept);
        return found.Count > 1 || kept is not null ? found : throw new JobException($"--folds-by {field.Name}: {(found.Names.Count == 1 ? $"every image has the value '{found.Names[0]}'" : "all values share groups")}, so there is one fold only; name another field") { IsUsage = true };
    }

    /// <summary>Where the split goes; null for nowhere.</summary>
    private string? SplitPath() => options.SavesNothing ? null : options.SplitPath ?? DatasetSplit.PathIn(chosen.Dataset)
        ?? throw new JobException($"{chosen.Dataset.Location}: a split cannot be saved in a file; save it with --out FILE and use it with --split FILE, or try --dry-run");

    /// <summary>The split that lies where this one goes.</summary>
    /// <exception cref="JobException">It is not to be lost by chance.</exception>
    private DatasetSplit? Replaced(string path)
    {
        if (options.SplitPath is not null)
        {
            OutputFile.Check(path, options.Replaces || IsKept(path), chosen.Dataset);
        }

        if (!File.Exists(path))
        {
            return null;
        }

        DatasetSplit saved;
        try
        {
            saved = DatasetSplit.Load(path);
        }
        catch (DatasetException e)
        {
            return options.Replaces ? null : throw new DatasetException(path, $"would be replaced, but is no split that this covidxr reads: {e.Problem}; --replace replaces it", e.Line, e.Column, e.Path, e);
        }

        var reason = saved.Options.Imported is { } file ? $"was imported from {file}" : saved.Options.TestWhere is { } where ? $"holds out '{where}'" : null;
        return reason is null || options.Replaces || options.KeepPath is not null ? saved
            : throw new JobException($"{path}: the saved split {reason}; --replace replaces it, --out FILE saves the new one elsewhere");
    }

    /// <summary>Whether a file is the one whose split is kept: who names it twice means to bring it up to date.</summary>
    private bool IsKept(string path) => options.KeepPath is { } keep && Path.GetFullPath(keep) == Path.GetFullPath(path);

    private static HeldFolder Hold(Dataset dataset) => HeldFolder.Take(dataset.StateFolder!, new FolderWork("split"), mends: false);
}
