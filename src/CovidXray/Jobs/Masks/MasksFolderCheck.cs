using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Formats.Tables;
using CovidXray.Images;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Masks;

/// <summary>The masks that a folder holds already: whether a run may go on beside them.</summary>
/// <param name="layout">What is painted.</param>
/// <param name="options">How.</param>
/// <param name="manifest">The same, as it is written down.</param>
internal sealed class MasksFolderCheck(OutputFolder output, MaskLayout layout, MasksOptions options, MasksManifest manifest)
{
    private const string WayOut = "nothing is written (take another folder, or --overwrite)";

    private bool _isWrittenInTheEnd;

    /// <summary>Refuses what may not stay as it is, before anything is written, and writes what says how the masks are made.</summary>
    /// <param name="stems">Their files' stems; null where an image is not done here.</param>
    /// <param name="ofAllShards">The same, those of other shards included.</param>
    /// <param name="failures">Takes what is wrong with images, by their position.</param>
    /// <exception cref="JobException">Files would be overwritten, or masks of two kinds would lie side by side.</exception>
    public void Prepare(IReadOnlyList<DatasetEntry> entries, string?[] stems, string?[] ofAllShards, DatasetException?[] failures)
    {
        var mapping = CsvFile.Write(layout.Mapping);
        var saysHow = options.Existing == ExistingFiles.AreOverwritten ? PrepareToOverwrite(ofAllShards) : PrepareToAdd(entries, stems, failures, mapping);
        output.Write(MaskLayout.MappingFile, mapping);
        if (saysHow)
        {
            output.Write(MasksManifest.FileName, manifest.Write());
        }
    }

    /// <summary>Writes down how the masks were made if that could not be said before: all old ones are replaced now.</summary>
    public void Finish()
    {
        if (_isWrittenInTheEnd)
        {
            output.Write(MasksManifest.FileName, manifest.Write());
        }
    }

    /// <returns>Whether it is known how all masks of the folder will have been made.</returns>
    private bool PrepareToAdd(IReadOnlyList<DatasetEntry> entries, string?[] stems, DatasetException?[] failures, byte[] mapping)
    {
        var masks = MasksOf(stems);
        if (options.Existing == ExistingFiles.AreErrors)
        {
            RefuseAny(masks);
        }

        var earlier = MasksManifest.Read(output.FolderPath);
        RefuseOthers(earlier, manifest, mapping);
        if (earlier is null && masks.Count > 0)
        {
            // Of masks that V7 or an earlier covidxr made, the size alone can be seen.
            RefuseOtherSizes(masks, entries, stems, failures);
        }

        return earlier is not null || !output.Existing.Any(IsMask);
    }

    /// <summary>While masks are replaced, old and new ones lie side by side; and what is no mask of this dataset stays. Then nothing is said of how they were made.</summary>
    /// <returns>Whether it can be said from the beginning.</returns>
    private bool PrepareToOverwrite(string?[] ofAllShards)
    {
        if (!output.Existing.Any(IsMask) || MasksManifest.IsAt(output.FolderPath, manifest))
        {
            return true;
        }

        output.Delete(MasksManifest.FileName);
        var known = new HashSet<string>(ofAllShards.OfType<string>(), StringComparer.OrdinalIgnoreCase);
        _isWrittenInTheEnd = output.Existing.Where(IsMask).All(name => known.Contains(StemOf(name)));
        return false;
    }

    private static bool IsMask(string name) => name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>The files that are there already, by the stems of their images.</summary>
    private List<(string File, string Stem)> MasksOf(string?[] stems)
    {
        if (output.Existing.Count == 0)
        {
            return [];
        }

        var known = new HashSet<string>(stems.OfType<string>(), StringComparer.OrdinalIgnoreCase);
        return [.. output.Existing
            .Where(IsMask)
            .Select(name => (File: name, Stem: StemOf(name)))
            .Where(mask => known.Contains(mask.Stem))
            .OrderBy(mask => mask.File, StringComparer.Ordinal)];
    }

    private void RefuseAny(List<(string File, string Stem)> masks)
    {
        if (masks.Count > 0)
        {
            throw new JobException($"{output.FolderPath}: {Wording.Count(masks.Count, "file", "is", "are")} there already: {Wording.Names([.. masks.Select(m => m.File)])}; nothing is written (--overwrite replaces them, --skip-existing leaves them)");
        }
    }

    /// <summary>Masks of two kinds side by side would have one mapping, true of the newer ones alone.</summary>
    private void RefuseOthers(MasksManifest? earlier, MasksManifest wanted, byte[] mapping)
    {
        if (earlier?.DifferenceTo(wanted) is { } difference)
        {
            throw new JobException($"{output.FolderPath}: the masks that are there were made with {difference}; {WayOut}");
        }

        if (output.Existing.Contains(MaskLayout.MappingFile) && !File.ReadAllBytes(Path.Combine(output.FolderPath, MaskLayout.MappingFile)).AsSpan().SequenceEqual(mapping))
        {
            throw new JobException($"{output.FolderPath}: the masks that are there have other values, see {MaskLayout.MappingFile}; {WayOut}");
        }
    }

    private void RefuseOtherSizes(List<(string File, string Stem)> masks, IReadOnlyList<DatasetEntry> entries, string?[] stems, DatasetException?[] failures)
    {
        var byStem = Enumerable.Range(0, stems.Length).Where(i => stems[i] is not null).ToDictionary(i => stems[i]!, StringComparer.OrdinalIgnoreCase);
        foreach (var (file, stem) in masks)
        {
            var index = byStem[stem];
            try
            {
                var size = SizeOf(file);
                var expected = options.Size ?? (entries[index].Read(ReadDetail.WithoutCoordinates) is var image ? (image.Width, image.Height) : default);
                if (size != expected)
                {
                    throw new JobException($"{output.FolderPath}: {file} is {size.Width}x{size.Height} pixels, not {expected.Width}x{expected.Height}, and no {MasksManifest.FileName} says how it was made; {WayOut}");
                }
            }
            catch (DatasetException e)
            {
                (stems[index], failures[index]) = (null, e);
            }
        }
    }

    private (int Width, int Height) SizeOf(string file)
    {
        try
        {
            var header = FilmHeader.Read(Path.Combine(output.FolderPath, file));
            return (header.Width, header.Height);
        }
        catch (DatasetException e)
        {
            throw new JobException($"{e.Message}; {WayOut}", e);
        }
    }

    /// <summary>The image that a mask file belongs to.</summary>
    private string StemOf(string file)
    {
        var stem = Path.GetFileNameWithoutExtension(file);
        return layout.HasInstances && stem.LastIndexOf('_') is > 0 and var underscore ? stem[..underscore] : stem;
    }
}
