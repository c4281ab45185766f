using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Cli.Commands.Masks;

/// <summary>The names of the mask files: one stem an image, decided before anything is written.</summary>
internal static class MaskNames
{
    /// <summary>The stem of each entry's files; null where the entry cannot have one, which is among the failures.</summary>
    /// <param name="entries">The images.</param>
    /// <param name="usesOriginalNames">By original file name; reads every document without its coordinates.</param>
    /// <param name="failures">Takes what is wrong with entries, by their position.</param>
    public static string?[] Stems(IReadOnlyList<DatasetEntry> entries, bool usesOriginalNames, DatasetException?[] failures)
    {
        if (!usesOriginalNames)
        {
            return [.. entries.Select(e => e.Id)];
        }

        var stems = new string?[entries.Count];
        for (var i = 0; i < stems.Length; i++)
        {
            try
            {
                stems[i] = OriginalStem(entries[i].Read(ReadDetail.WithoutCoordinates));
            }
            catch (DatasetException e)
            {
                failures[i] = e;
            }
        }

        // Names that differ in letter case or extension alone would overwrite each other: none of them is written.
        foreach (var same in Enumerable.Range(0, stems.Length).Where(i => stems[i] is not null).GroupBy(i => stems[i]!, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).ToList())
        {
            var sources = string.Join(", ", same.Select(i => entries[i].Source));
            foreach (var i in same)
            {
                failures[i] = new DatasetException(entries[i].Source, $"the mask's name '{same.Key}.png' would stand for {sources}; use --name id");
                stems[i] = null;
            }
        }

        return stems;
    }

    /// <summary>The file of one annotation, as V7 numbers them.</summary>
    public static string Instance(string stem, int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}_{number:D5}.png");

    private static string OriginalStem(AnnotatedImage image)
    {
        var name = image.OriginalFileName ?? throw new DatasetException(image.Source, "the image has no original file name; use --name id");
        return SafeFileName.Problem(name) is { } problem
            ? throw new DatasetException(image.Source, $"the original file name '{name}' {problem}; use --name id")
            : Path.GetFileNameWithoutExtension(name);
    }
}
