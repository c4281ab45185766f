using CovidXray.Annotations;

namespace CovidXray.Formats.Yolo;

/// <summary>The numbers of an export's classes.</summary>
internal static class YoloClasses
{
    /// <summary>From 0 on, Ignore last; of a YOLO dataset that is written again its own, unused ones too.</summary>
    /// <exception cref="DatasetException">There are more than a mask has labels for.</exception>
    public static IReadOnlyList<DatasetClass> Of(DatasetContents contents)
    {
        if (contents.RequestedClasses is not null || contents.SourceClasses.Count == 0)
        {
            var labels = contents.CreateLabels();
            return [.. labels.Categories.Select(c => new DatasetClass(labels[c] - 1, c))];
        }

        var classes = contents.SourceClasses.OrderBy(c => c.Number).ToList();
        var known = classes.Select(c => c.Name.Trim()).ToHashSet(StringComparer.Ordinal);
        classes.AddRange(contents.Classes.Where(known.Add).Select((name, i) => new DatasetClass(classes[^1].Number + 1 + i, name)));
        return classes;
    }
}
