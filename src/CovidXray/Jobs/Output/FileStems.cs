using CovidXray.Annotations;
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
    /// <param name="byId">Takes the positions of entries that go by their ids, as they have no original name of their own.</param>
    public static IReadOnlyList<string?> Of(IReadOnlyList<DatasetEntry> entries, bool usesOriginalNames, DatasetException?[] failures, bool keepsExtensions = false, HashSet<int>? byId = null)
    {
        if (!usesOriginalNames)
        {
            return new EntryIds(entries);
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

        return FromOriginalNames(entries, names, [], failures, keepsExtensions, byId);
    }

    /// <summary>The stems of original file names that are known already. Where that would be one of several images, or there is none, it is the id.</summary>
    /// <param name="names">Their original names; empty where an image has none, null where the entry has failed.</param>
    /// <param name="folders">The folders that keep films of one name apart, such as <c>/x</c> for the stem <c>x/a</c>; empty where all files lie in one.</param>
    /// <param name="failures">Takes what is wrong with entries, by their position.</param>
    /// <param name="keepsExtensions">Whether names are taken whole.</param>
    /// <param name="byId">Takes the positions of entries that go by their ids, as they have no original name of their own.</param>
    public static string?[] FromOriginalNames(IReadOnlyList<DatasetEntry> entries, IReadOnlyList<string?> names, IReadOnlyList<string?> folders, DatasetException?[] failures, bool keepsExtensions = false, HashSet<int>? byId = null)
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
                    : name.Length == 0 ? ById(i)
                    : keepsExtensions ? name
                    : Path.GetFileNameWithoutExtension(name);
            }
        }

        if (folders.Count > 0)
        {
            foreach (var i in Clashing(stems))
            {
                stems[i] = InFolder(folders[i], stems[i]!);
            }
        }

        // An id may be the name of yet another image, which then goes by its own. Ids differ.
        while (Clashing(stems) is { Count: > 0 } same && same.Any(i => stems[i] != IdOf(i)))
        {
            foreach (var i in same)
            {
                stems[i] = ById(i);
            }
        }

        return stems;

        string ById(int i)
        {
            _ = stems[i] != IdOf(i) && byId is not null && byId.Add(i);
            return IdOf(i);
        }

        string IdOf(int i) => entries[i].Id + (keepsExtensions ? ".png" : "");
    }

    /// <summary>The images whose files would overwrite each other: letter case does not count.</summary>
    private static List<int> Clashing(string?[] stems) =>
        [.. Enumerable.Range(0, stems.Length).Where(i => stems[i] is not null).GroupBy(i => stems[i]!, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).SelectMany(g => g)];

    /// <summary>The stem in its folder, where that may be one; else as it is.</summary>
    private static string InFolder(string? folder, string stem)
    {
        var parts = folder?.Split('/', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return parts.All(p => SafeFileName.Problem(p) is null) ? string.Join('/', [.. parts, stem]) : stem;
    }
}
