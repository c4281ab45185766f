using CovidXray.Annotations;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Jobs.Output;

/// <summary>The names of the files that images become: one stem an image, decided before anything is written.</summary>
internal static class FileStems
{
    /// <summary>The extensions of what lies beside results.</summary>
    private static readonly string[] TableExtensions = [".csv", ".json"];

    /// <summary>The stem of each entry's files; null where the entry cannot have one, which is among the failures.</summary>
    /// <param name="usesOriginalNames">By original file name; reads every document without its coordinates.</param>
    /// <param name="failures">Takes what is wrong with entries, by their position.</param>
    /// <param name="keepsExtensions">Whether names are taken whole: then <c>x.jpg</c> and <c>x.png</c> are two.</param>
    public static string?[] Of(IReadOnlyList<DatasetEntry> entries, bool usesOriginalNames, DatasetException?[] failures, bool keepsExtensions = false)
    {
        if (!usesOriginalNames)
        {
            return [.. entries.Select(e => e.Id)];
        }

        var names = new string?[entries.Count];
        for (var i = 0; i < names.Length; i++)
        {
            try
            {
                names[i] = entries[i].Read(ReadDetail.WithoutCoordinates).OriginalFileName ?? "";
            }
            catch (DatasetException e)
            {
                failures[i] = e;
            }
        }

        return FromOriginalNames(entries, names, failures, keepsExtensions);
    }

    /// <summary>The stems of original file names that are known already; of an image that has none, the id.</summary>
    /// <param name="names">Their original names; empty where an image has none, null where the entry has failed.</param>
    /// <param name="failures">Takes what is wrong with entries, by their position.</param>
    /// <param name="keepsExtensions">Whether names are taken whole.</param>
    public static string?[] FromOriginalNames(IReadOnlyList<DatasetEntry> entries, IReadOnlyList<string?> names, DatasetException?[] failures, bool keepsExtensions = false)
    {
        var stems = new string?[entries.Count];
        for (var i = 0; i < stems.Length; i++)
        {
            if (names[i] is { } name)
            {
                var problem = name.Length == 0 ? null
                    : keepsExtensions && TableExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase) ? "is that of a table, not of a film"
                    : SafeFileName.Problem(name);
                failures[i] = problem is null ? null : new DatasetException(entries[i].Source, $"the original file name '{ForeignText.Quote(name)}' {problem}; use --name id");
                stems[i] = problem is not null ? null
                    : name.Length == 0 ? entries[i].Id + (keepsExtensions ? ".png" : "")
                    : keepsExtensions ? name
                    : Path.GetFileNameWithoutExtension(name);
            }
        }

        // Names that differ in letter case or extension alone would overwrite each other: none of them is written.
        foreach (var same in Enumerable.Range(0, stems.Length).Where(i => stems[i] is not null).GroupBy(i => stems[i]!, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).ToList())
        {
            var sources = Wording.Names([.. same.Select(i => entries[i].Source)]);
            foreach (var i in same)
            {
                failures[i] = new DatasetException(entries[i].Source, $"the file name '{same.Key}' would stand for {sources}; use --name id");
                stems[i] = null;
            }
        }

        return stems;
    }
}
