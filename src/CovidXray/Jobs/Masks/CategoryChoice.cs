using CovidXray.Annotations;
using CovidXray.Formats.Masks;

namespace CovidXray.Jobs.Masks;

/// <summary>Which categories are painted, from what was typed.</summary>
internal static class CategoryChoice
{
    /// <summary>What is painted unless something else is asked for.</summary>
    public const string Default = $"{Category.Lung},{Category.Ignore}";

    /// <summary>The categories in the order of their values; <c>*</c> stands for all that the dataset has, sorted.</summary>
    /// <exception cref="JobException">The names cannot be painted in the style.</exception>
    public static IReadOnlyList<string> Choose(string typed, MaskStyle style, Dataset dataset)
    {
        var names = typed.Trim() == "*" ? AllOf(dataset) : typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var problem = names.Length == 0 ? "it names no category"
            : names.Length > MaskLayout.MaxCategories ? $"it names {names.Length} categories; masks have up to {MaskLayout.MaxCategories}"
            : names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"it names '{twice.Key}' twice"
            : style.ProblemWith(names);
        return problem is null ? names : throw new JobException($"--classes {typed}: {problem}") { IsUsage = true };
    }

    /// <summary>Reads every document once more, without its coordinates.</summary>
    private static string[] AllOf(Dataset dataset)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var entry in dataset.Entries)
        {
            try
            {
                found.UnionWith(entry.Read(ReadDetail.WithoutCoordinates).Annotations
                    .Where(a => a.IsPainted)
                    .Select(a => a.Name));
            }
            catch (DatasetException)
            {
                // The job reads the file again, and reports it.
            }
        }

        return found.Count > 0 ? [.. found] : Default.Split(',');
    }
}
