using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs.Splits;

/// <summary>The split that is saved for a dataset, as other jobs use it.</summary>
internal static class SavedSplit
{
    /// <summary>Puts every image where the split has it.</summary>
    /// <param name="path">The split's file; null for the dataset's own, if it has one.</param>
    /// <param name="takesNone">Whether the dataset's own is left aside.</param>
    /// <returns>The split; null if there is none.</returns>
    /// <exception cref="DatasetException">It is damaged.</exception>
    public static DatasetSplit? Use(Dataset dataset, string? path, bool takesNone, IProgress<JobNote>? notes)
    {
        var own = DatasetSplit.PathIn(dataset);
        path ??= !takesNone && File.Exists(own) ? own : null;
        if (path is null)
        {
            return null;
        }

        var split = Load(path, isOwn: path == own);
        foreach (var entry in dataset.AllEntries)
        {
            entry.Place = split.PlaceOf(entry.Id);
        }

        notes.Detail($"split: {path}, {split.Description}");
        return split;
    }

    private static DatasetSplit Load(string path, bool isOwn)
    {
        try
        {
            return DatasetSplit.Load(path);
        }
        catch (DatasetException e) when (isOwn)
        {
            throw new DatasetException(path, $"{e.Problem}; 'covidxr split --replace' makes a new split, 'covidxr split --clear' goes without", e.Line, e.Column, e.Path, e);
        }
    }

    /// <summary>Says what a filter that asks for parts finds.</summary>
    /// <exception cref="JobException">There is no split, or it has no such parts or folds.</exception>
    public static void Require(ImageFilter filter, DatasetSplit? split, Dataset dataset, IProgress<JobNote>? notes)
    {
        if (!filter.AsksForSplit)
        {
            return;
        }

        if (split is null)
        {
            throw new JobException($"there is no split of {dataset.Location} to choose parts or folds by; make one with 'covidxr split', or name one with --split FILE") { IsUsage = true };
        }

        if (filter.Options.Part is not null && split.Parts.Count == 0)
        {
            throw new JobException($"--part {filter.Options.Part}: the split has no parts, but {split.FoldCount} folds; choose by --fold") { IsUsage = true };
        }

        if (filter.Options.Fold is not null && split.FoldCount == 0)
        {
            throw new JobException($"--fold {filter.Options.Fold}: the split has no folds, but {string.Join(", ", split.Parts.Select(PartNames.Of))}; choose by --part") { IsUsage = true };
        }

        notes.Note($"using the saved split: {split.Description}");
        var unknown = dataset.Entries.Count(e => e.Place == default);
        if (unknown > 0)
        {
            notes.Note($"note: {Wording.Count(unknown, "image")} of {dataset.Entries.Count:N0} {(unknown == 1 ? "is" : "are")} not in the split; 'covidxr split --keep split.json' places {(unknown == 1 ? "it" : "them")}");
        }
    }

    /// <summary>A selection that was made by parts belongs to their split.</summary>
    /// <exception cref="JobException">There is another split now, or none.</exception>
    public static void Require(Selection selection, string path, DatasetSplit? split)
    {
        if (selection.SplitFingerprint is { } made && split?.Fingerprint != made)
        {
            throw new JobException($"{path}: the selection was made by the parts of {(split is null ? "a split that is not there any more" : "another split")}; filter again, or use --all");
        }
    }
}
