using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Jobs.Export;

/// <summary>The parts or folds that an export is in.</summary>
/// <param name="Images">How many images each part or fold has, by its name, in order.</param>
/// <param name="Parts">Its parts: train, val, test, in this order.</param>
/// <param name="Folds">How many folds it has instead of train and val; 0 for none.</param>
/// <param name="Fingerprint">The split's own.</param>
/// <param name="ValFold">The fold that is val; null if none was named.</param>
internal sealed record ExportParts(IReadOnlyList<(string Name, int Images)> Images, IReadOnlyList<DatasetPart> Parts, int Folds, string Fingerprint, int? ValFold)
{
    /// <summary>Whether parts are columns of a table, rather than folders or lists.</summary>
    public bool HasColumns { get; private init; }

    /// <summary>Images that the split does not know, which are left out.</summary>
    public int Unplaced { get; private init; }

    /// <summary>What it is in a few words: <c>train 176, val 39, test 38</c>.</summary>
    public string Description => string.Join(", ", Images.Select(p => $"{p.Name} {p.Images.ToString("N0", CultureInfo.InvariantCulture)}"));

    /// <summary>What manifests and shards say of it.</summary>
    public string Identity => ValFold is { } fold ? string.Create(CultureInfo.InvariantCulture, $"{Fingerprint} fold {fold}") : Fingerprint;

    /// <summary>Puts images into parts, and leaves those out that have none.</summary>
    /// <param name="dataset">The chosen images; those that are left afterwards.</param>
    /// <returns>The parts; null if there is no split, or the format leaves it aside.</returns>
    /// <exception cref="JobException">The split has folds and the format has none, or the other way round, or the split knows none of the images.</exception>
    public static ExportParts? Of(ref Dataset dataset, ExportOptions options)
    {
        var format = options.Format;
        if (options.Split is not { } split || format.Parts == PartLayout.None)
        {
            var why = options.Split is null ? "there is no split; make one with 'covidxr split --folds N'" : $"{format.Name} has no parts";
            return options.ValFold is null ? null : throw new JobException($"--fold {options.ValFold}: {why}") { IsUsage = true };
        }

        var fold = FoldOf(split, options);
        foreach (var entry in dataset.AllEntries)
        {
            var place = split.PlaceOf(entry.Id);
            entry.Place = fold is { } val ? DatasetSplit.WithFoldAsVal(place, val) : place;
        }

        DatasetEntry[] placed = [.. dataset.Entries.Where(e => e.Place != default)];
        var unplaced = dataset.Entries.Count - placed.Length;
        if (placed.Length == 0 && dataset.Entries.Count > 0)
        {
            throw new JobException($"none of the {Wording.Count(dataset.Entries.Count, "image")} is in the split; 'covidxr split --keep split.json' places them, --no-parts exports without parts");
        }

        dataset = unplaced > 0 ? dataset.With(placed) : dataset;
        var folds = fold is null && format.Parts != PartLayout.Parts ? split.FoldCount : 0;
        return new ExportParts(
            [.. placed.GroupBy(e => SplitProver.NameOf(e.Place), StringComparer.Ordinal).OrderBy(g => g.First().Place.Part is { } part ? (int)part : int.MaxValue).ThenBy(g => g.First().Place.Fold).Select(g => (g.Key, g.Count()))],
            [.. Enum.GetValues<DatasetPart>().Where(part => placed.Any(e => e.Place.Part == part))],
            folds,
            split.Fingerprint,
            fold)
        {
            HasColumns = format.Parts == PartLayout.Columns,
            Unplaced = unplaced,
        };
    }

    private static int? FoldOf(DatasetSplit split, ExportOptions options)
    {
        if (options.Format.Parts == PartLayout.Columns)
        {
            return null;
        }

        return options.ValFold switch
        {
            { } when split.FoldCount == 0 => throw new JobException($"--fold {options.ValFold}: the split has no folds, but {split.Description}") { IsUsage = true },
            { } fold when fold >= split.FoldCount || fold < 0 => throw new JobException($"--fold {fold}: the split has folds 0 to {split.FoldCount - 1}") { IsUsage = true },
            null when split.FoldCount > 0 && options.Format.Parts == PartLayout.Parts => throw new JobException($"the split has {split.FoldCount} folds, and {options.Format.Name} has train and val: name the fold that is val with --fold K (0 to {split.FoldCount - 1}), or export without parts with --no-parts") { IsUsage = true },
            var fold => fold,
        };
    }
}
