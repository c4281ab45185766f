using CovidXray.Annotations;
using CovidXray.Formats.Sources;
using CovidXray.Texts;

namespace CovidXray.Formats.Voc;

/// <summary>The images of a VOC dataset: of one folder, or of folders of parts, as Roboflow makes them.</summary>
internal static class VocFiles
{
    private static readonly string[] Parts = ["train", "training", "valid", "val", "validation", "test", "testing"];

    /// <summary>How the devkit's folders begin: VOC2007, VOC2012.</summary>
    private const string Year = "VOC20";

    /// <summary>Whether a folder is such a dataset.</summary>
    public static bool IsOne(string path) => VocFolder.IsOne(path) || PartsOf(path).Any(VocFolder.IsOne);

    /// <summary>Its folders: the folder itself, else those of its parts; none if there is nothing of VOC in them.</summary>
    /// <exception cref="DatasetException">A table of classes cannot be read.</exception>
    public static IReadOnlyList<VocFolder> Folders(string path)
    {
        if (VocFolder.Open(path, "") is { } whole)
        {
            return [whole];
        }

        var labels = VocLabels.ReadIfThere(path);
        return [.. PartsOf(path).Select(p => VocFolder.Open(p, Path.GetFileName(p) + "/", labels)).OfType<VocFolder>()];
    }

    /// <summary>The table of classes, in the order of their numbers.</summary>
    public static IReadOnlyList<DatasetClass> Classes(IReadOnlyList<VocFolder> folders) =>
        [.. folders.SelectMany(f => f.Labels.Classes).Distinct(StringComparer.Ordinal).Select((name, i) => new DatasetClass(i + 1, name))];

    /// <summary>The files of folders, in the order of their paths.</summary>
    /// <param name="problems">Takes what is wrong with files that are left out.</param>
    /// <param name="notes">Takes what the user should know.</param>
    public static IReadOnlyList<VocFile> In(IReadOnlyList<VocFolder> folders, List<DatasetException> problems, List<string> notes)
    {
        var files = new List<VocFile>();
        foreach (var folder in folders)
        {
            AddFiles(folder, files, problems);
        }

        if (folders.All(f => f.Labels == VocLabels.None) && files.RemoveAll(f => f.Extension.Length == 0) is > 0 and var masks)
        {
            notes.Add($"masks in {VocFormat.ClassFolder} without an XML file: {masks:N0}, left out, as neither {VocLabels.FileName} nor {VocLabels.NamesFile} names their classes");
        }

        return files;
    }

    /// <summary>The images of files, sorted by id.</summary>
    /// <param name="problems">Takes what is wrong with files that are left out.</param>
    /// <param name="notes">Takes what the user should know.</param>
    public static List<VocEntry> Entries(IReadOnlyList<VocFile> files, List<DatasetException> problems, List<string> notes)
    {
        var ids = DistinctIds.Of([.. files.Select(f => f.Stem)]);
        var entries = new List<VocEntry>(ids.Length);
        var renamed = new List<string>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (SafeFileName.Problem(ids[i]) is { } problem)
            {
                problems.Add(new DatasetException(files[i].Source, $"the name '{ForeignText.Quote(ids[i])}' {problem}"));
                continue;
            }

            entries.Add(new VocEntry(ids[i], files[i]));
            if (!ReferenceEquals(ids[i], files[i].Stem))
            {
                renamed.Add($"'{ForeignText.Quote(ids[i])}' is {ForeignText.Quote(files[i].Source)}");
            }
        }

        if (renamed.Count > 0)
        {
            notes.Add($"images with the name of one in another folder, to whose ids a number was added: {renamed.Count:N0}; {renamed[0]}");
        }

        entries.Sort((a, b) => string.CompareOrdinal(a.Id, b.Id));
        return entries;
    }

    /// <summary>The files of a folder in the order of their paths, without those that differ from another in letter case alone.</summary>
    private static void AddFiles(VocFolder folder, List<VocFile> files, List<DatasetException> problems)
    {
        var found = folder.Files().OrderBy(f => f.Below, StringComparer.Ordinal).ThenBy(f => f.Stem, StringComparer.Ordinal).ThenBy(f => f.Extension, StringComparer.Ordinal);
        var taken = new Dictionary<string, VocFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in found)
        {
            if (taken.TryAdd(file.Below + file.Stem, file))
            {
                files.Add(file);
            }
            else
            {
                problems.Add(new DatasetException(file.Source, $"the id '{ForeignText.Quote(file.Stem)}' stands for {taken[file.Below + file.Stem].Source} already; ids are file names, in which letter case does not count"));
            }
        }
    }

    private static IEnumerable<string> PartsOf(string path) =>
        !Directory.Exists(path) ? []
        : Directory.EnumerateDirectories(path).Where(d => Path.GetFileName(d) is var name && (Parts.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith(Year, StringComparison.Ordinal))).Order(StringComparer.Ordinal);
}
