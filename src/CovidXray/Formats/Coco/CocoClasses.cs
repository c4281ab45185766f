using CovidXray.Annotations;

namespace CovidXray.Formats.Coco;

/// <summary>The numbers of an export's categories.</summary>
internal static class CocoClasses
{
    /// <summary>From 1 on, as V7 from 0; of a COCO file that is written again its own, unused ones too.</summary>
    public static IReadOnlyList<DatasetClass> Of(DatasetContents contents, bool isV7)
    {
        var classes = new List<DatasetClass>();
        if (contents.RequestedClasses is null && !isV7)
        {
            classes.AddRange(contents.SourceClasses.OrderBy(c => c.Number));
        }

        var known = classes.Select(c => c.Name.Trim()).ToHashSet(StringComparer.Ordinal);
        var next = classes.Count > 0 ? classes[^1].Number + 1 : isV7 ? 0 : 1;
        foreach (var name in contents.Classes.Where(known.Add))
        {
            classes.Add(new DatasetClass(next++, name) { Extras = isV7 ? [] : contents.CategoryExtras.GetValueOrDefault(name) ?? [] });
        }

        return classes;
    }

    /// <summary>The number of each category, by its name without blanks around it. Of two that differ in these alone the first counts.</summary>
    public static Dictionary<string, long> ByName(IReadOnlyList<DatasetClass> classes)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var one in classes)
        {
            numbers.TryAdd(one.Name.Trim(), one.Number);
        }

        return numbers;
    }
}
