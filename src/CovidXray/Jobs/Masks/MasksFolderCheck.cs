using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Folders;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Tables;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Masks;

/// <summary>The masks that a folder holds already: whether a run may go on beside them, and which of them are what it would make.</summary>
/// <remarks>
/// Two files say what lies in a folder. covidxr.masks.json is there if all is made, and says how. Until then there is
/// .covidxr.unfinished.json (<see cref="UnfinishedMasks"/>). Where there is neither, another tool made the masks, or an earlier
/// covidxr: they are compared with those that this run makes.
/// </remarks>
/// <param name="layout">What is painted.</param>
/// <param name="options">How.</param>
/// <param name="manifest">The same, as it is written down.</param>
/// <param name="names">The stems of all images' files, of all shards.</param>
internal sealed class MasksFolderCheck(OutputFolder output, MaskLayout layout, MasksOptions options, MasksManifest manifest, MaskNames names)
{
    /// <summary>How the errors of this check end.</summary>
    public const string WayOut = "nothing is written (take another folder, or --overwrite)";

    /// <summary>What masks may end in that have the names of films, beside PNG's own.</summary>
    public static readonly IReadOnlyList<string> FilmExtensions = [".jpg", ".jpeg"];

    private readonly int _shards = options.Shard?.Count ?? 1;
    private readonly int _shard = options.Shard?.Number ?? 1;
    private bool _isRecorded;
    private bool? _hasFilmNames;

    /// <summary>What becomes of masks that are there: what was asked for, but masks that nothing vouches for are made again rather than skipped.</summary>
    public ExistingFiles Existing { get; private set; } = options.Existing;

    /// <summary>Refuses what may not stay as it is, before anything is written, and writes what is being made.</summary>
    /// <param name="stems">The stems of images' files; null where an image is not done here.</param>
    /// <param name="compare">Compares the masks that are there with those that would be made, of the images with files; throws where one differs.</param>
    /// <exception cref="JobException">Files would be overwritten, or masks of two kinds would lie side by side.</exception>
    public void Prepare(IReadOnlyList<string?> stems, Action<IReadOnlySet<string>> compare)
    {
        var mapping = CsvFile.Write(layout.Mapping);
        using (Guard())
        {
            var unfinished = UnfinishedMasks.Read(output.FolderPath);
            RefuseOtherFolder(unfinished);
            RefuseOtherCount(unfinished);
            var state = options.Existing == ExistingFiles.AreOverwritten
                ? StateToOverwrite(unfinished)
                : StateToAdd(unfinished, stems, mapping, compare);
            if (state is not null)
            {
                // In this order: at no time does a record speak of masks that it was not made for.
                output.WriteOwn(FolderState.Unfinished, state.Begin(_shard).Write());
                _isRecorded = true;
            }

            if (state is not null || options.Existing == ExistingFiles.AreOverwritten)
            {
                output.Delete(MasksManifest.FileName);
            }

            output.Write(MaskLayout.MappingFile, mapping);
        }
    }

    /// <summary>Writes down how the masks were made, if this run or shard was the last to make some.</summary>
    /// <param name="hasAll">Whether no image failed.</param>
    /// <param name="provenance">What they were made of.</param>
    public void Finish(bool hasAll, Provenance provenance)
    {
        if (!_isRecorded)
        {
            return;
        }

        using (Guard())
        {
            if (UnfinishedMasks.Read(output.FolderPath)?.End(_shard, hasAll) is not { } state)
            {
                return;
            }

            if (!state.IsFinished)
            {
                output.WriteOwn(FolderState.Unfinished, state.Write());
                return;
            }

            DeleteReplaced(state);
            output.Write(MasksManifest.FileName, manifest.With(provenance, others: Strangers(state.Replaces).Count).Write());
            output.Delete(FolderState.Unfinished);
        }
    }

    /// <summary>Refuses a folder in which others keep their files, whatever is asked: masks would be strewn among them, or replace films.</summary>
    /// <remarks>A folder of masks is one that says so, by a record, or by a table of classes as V7's set and earlier versions have; of an export, too, but that is an export.</remarks>
    /// <exception cref="JobException">It is none, and not empty.</exception>
    private void RefuseOtherFolder(UnfinishedMasks? unfinished)
    {
        var there = output.Existing.Where(n => n[0] != '.').Order(StringComparer.Ordinal).ToArray();
        var isExport = output.Existing.Contains(ExportFolder.ManifestFile);
        if (there.Length == 0 || (!isExport && (unfinished is not null || HasRecord() || HasTable())))
        {
            return;
        }

        var why = isExport ? $"holds an export ({ExportFolder.ManifestFile})" : $"is no folder of masks: it holds {Wording.Names(there)}, and neither {MasksManifest.FileName} nor {MaskLayout.MappingFile}";
        throw new JobException($"{output.FolderPath}: {why}; nothing is written (take another folder)");
    }

    private bool HasRecord() => FilePath.IsThere(Path.Combine(output.FolderPath, MasksManifest.FileName));

    /// <summary>Whether there is a table that says which values masks have.</summary>
    private bool HasTable()
    {
        try
        {
            return output.Existing.Contains(MaskLayout.MappingFile) && ClassMapping.IsOne(Path.Combine(output.FolderPath, MaskLayout.MappingFile));
        }
        catch (DatasetException)
        {
            return false;
        }
    }

    /// <summary>Shards of one folder change its records one at a time.</summary>
    private FolderGuard? Guard() => options.Shard is null ? null : FolderGuard.Take(output.FolderPath);

    /// <returns>What is being made from here on; null if that cannot be said of all masks in the folder.</returns>
    private UnfinishedMasks? StateToAdd(UnfinishedMasks? unfinished, IReadOnlyList<string?> stems, byte[] mapping, Action<IReadOnlySet<string>> compare)
    {
        var masks = MasksOf(stems);
        if (options.Existing == ExistingFiles.AreErrors)
        {
            RefuseAny(masks);
        }

        if (unfinished is { IsMixed: true })
        {
            return StateToMend(unfinished);
        }

        var earlier = unfinished?.Making ?? MasksManifest.Read(output.FolderPath);
        RefuseOthers(earlier, mapping);
        if (earlier is not null)
        {
            return Joined(unfinished, Work(earlier));
        }

        if (masks.Count > 0)
        {
            compare(masks.ToHashSet(StringComparer.OrdinalIgnoreCase));
        }

        return output.Existing.Count(IsMask) == masks.Count ? UnfinishedMasks.Of(manifest, _shards) : null;
    }

    /// <summary>A run that replaced masks of another kind was interrupted: which are old and which are new cannot be told any more.</summary>
    private UnfinishedMasks StateToMend(UnfinishedMasks unfinished)
    {
        if (options.Existing == ExistingFiles.AreErrors)
        {
            throw new JobException($"{output.FolderPath}: masks of two kinds lie here, as a run that replaced them was interrupted; nothing is written (--overwrite or --skip-existing makes them again)");
        }

        var state = Joined(unfinished, UnfinishedMasks.Of(manifest, _shards).Replacing([.. unfinished.Replaces, unfinished.Making]));
        RefuseStrangers(state.Replaces, "of two kinds, as a run that replaced them was interrupted");
        if (!state.Done.Contains(_shard))
        {
            Existing = ExistingFiles.AreOverwritten;
        }

        return state;
    }

    private UnfinishedMasks? StateToOverwrite(UnfinishedMasks? unfinished)
    {
        if (unfinished is { IsMixed: true })
        {
            return StateToMend(unfinished);
        }

        var earlier = unfinished?.Making ?? MasksManifest.ReadOrNull(output.FolderPath);
        var difference = earlier?.DifferenceTo(manifest);
        if (!output.Existing.Any(IsMask) || (earlier is not null && difference is null))
        {
            return Joined(unfinished, Work(earlier));
        }

        if (earlier is not null)
        {
            RefuseStrangers([earlier], $"made with {difference}");
            return UnfinishedMasks.Of(manifest, _shards).Replacing(earlier);
        }

        return Strangers([]).Count == 0 ? UnfinishedMasks.Of(manifest, _shards).Replacing() : null;
    }

    /// <summary>New work: all of it, or again a part of what was done.</summary>
    private UnfinishedMasks Work(MasksManifest? earlier) => UnfinishedMasks.Of(manifest, _shards) is var work && earlier is not null && output.Existing.Any(IsMask) ? work.Again() : work;

    /// <summary>The work that is under way, if this run is a shard of it, else new work.</summary>
    private static UnfinishedMasks Joined(UnfinishedMasks? underWay, UnfinishedMasks work) =>
        underWay is not null && underWay.IsMixed == work.IsMixed && underWay.Shards == work.Shards && underWay.Making.DifferenceTo(work.Making) is null ? underWay : work;

    /// <summary>Whether a file may be a mask: a PNG, and where masks have the names of films, what is called as a film.</summary>
    private bool IsMask(string name) => IsPng(name) || (HasFilmNames && (names.IsOf(manifest, name) || FilmExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)));

    private static bool IsPng(string name) => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this run's masks have the names of films, or those that are there may have them.</summary>
    private bool HasFilmNames => _hasFilmNames ??= manifest.UsesFilmNames
        || MasksManifest.ReadOrNull(output.FolderPath) is { UsesFilmNames: true }
        || (UnfinishedMasks.Read(output.FolderPath) is { } state && state.Replaces.Append(state.Making).Any(kind => kind.UsesFilmNames));

    /// <summary>Masks of the images that are there already.</summary>
    private List<string> MasksOf(IReadOnlyList<string?> stems)
    {
        if (!output.Existing.Any(IsMask))
        {
            // The set of very many stems would take more memory than the job itself.
            return [];
        }

        var known = new HashSet<string>(stems.OfType<string>(), StringComparer.OrdinalIgnoreCase);
        return [.. output.Existing
            .Where(name => IsMask(name) && manifest.StemOf(name) is { } stem && known.Contains(stem))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Masks that neither this run and its other shards replace, nor are of the same images in one of the kinds that go.</summary>
    private List<string> Strangers(IReadOnlyList<MasksManifest> goes) =>
        [.. output.Existing.Where(name => IsMask(name) && !names.IsOf(manifest, name) && !goes.Any(kind => names.IsOf(kind, name))).Order(StringComparer.Ordinal)];

    /// <summary>Removes masks of the kinds that were replaced and have no namesakes of the new kind.</summary>
    private void DeleteReplaced(UnfinishedMasks state)
    {
        foreach (var name in output.Existing.Where(name => IsMask(name) && !names.IsOf(manifest, name) && state.Replaces.Any(kind => names.IsOf(kind, name))))
        {
            output.Delete(name);
        }

        if (!manifest.HasInstances && state.Replaces.Any(kind => kind.HasInstances))
        {
            output.Delete(MaskInstance.TableFile);
        }
    }

    private void RefuseAny(List<string> masks)
    {
        if (masks.Count > 0)
        {
            throw new JobException($"{output.FolderPath}: {Wording.Count(masks.Count, "file", "is", "are")} there already: {Wording.Names(masks)}; nothing is written (--overwrite replaces them, --skip-existing leaves them)");
        }
    }

    /// <summary>A part of an array of tasks looks like a whole one where it is submitted again: shards of both would do each other's work.</summary>
    private void RefuseOtherCount(UnfinishedMasks? unfinished)
    {
        if (options.Shard is { } shard && unfinished is { Shards: > 1 } && unfinished.Shards != shard.Count && unfinished.Making.DifferenceTo(manifest) is null)
        {
            throw new JobException($"{output.FolderPath}: the masks here are made in {unfinished.Shards:N0} shards, and this is shard {shard}; nothing is written (a task that is submitted again says --shard auto/{unfinished.Shards}; without --shard, --skip-existing makes what is missing)");
        }
    }

    /// <summary>Masks of two kinds side by side would have one mapping, true of the newer ones alone.</summary>
    private void RefuseOthers(MasksManifest? earlier, byte[] mapping)
    {
        if (earlier?.DifferenceTo(manifest) is { } difference)
        {
            throw new JobException($"{output.FolderPath}: the masks that are there were made with {difference}; {WayOut}");
        }

        if (output.Existing.Contains(MaskLayout.MappingFile) && !HasMapping(mapping))
        {
            throw new JobException($"{output.FolderPath}: the masks that are there have other values, see {MaskLayout.MappingFile}; {WayOut}");
        }
    }

    private bool HasMapping(byte[] mapping)
    {
        try
        {
            return WholeFile.Read(Path.Combine(output.FolderPath, MaskLayout.MappingFile), ClassMapping.Limit).AsSpan().SequenceEqual(mapping);
        }
        catch (DatasetException e)
        {
            throw new JobException($"{e.Message}; {WayOut}", e);
        }
    }

    private void RefuseStrangers(IReadOnlyList<MasksManifest> goes, string how)
    {
        if (Strangers(goes) is { Count: > 0 } strangers)
        {
            throw new JobException($"{output.FolderPath}: the masks that are there are {how}, and {Wording.Names(strangers)} would stay, being of none of these images; nothing is written (take another folder)");
        }
    }
}
