using CovidXray.Annotations;
using CovidXray.Formats.Masks;

namespace CovidXray.Jobs.Masks;

/// <summary>Which categories can be painted.</summary>
internal static class PaintedCategories
{
    /// <summary>All that a dataset has, sorted; Lung and Ignore if it has none. Reads every document, without its coordinates.</summary>
    public static IReadOnlyList<string> Of(Dataset dataset)
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

        return found.Count > 0 ? [.. found] : [Category.Lung, Category.Ignore];
    }

    /// <summary>Why a list of categories cannot be painted in a style; null if it can.</summary>
    public static string? ProblemWith(IReadOnlyList<string> categories, MaskStyle style) =>
        categories.Count == 0 ? "it names no category"
        : categories.Count > MaskLayout.MaxCategories ? $"it names {categories.Count} categories; masks have up to {MaskLayout.MaxCategories}"
        : categories.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice ? $"it names '{twice.Key}' twice"
        : style.ProblemWith(categories);
}
