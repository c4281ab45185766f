using CovidXray.Annotations;
using CovidXray.Checks.Tags;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Texts;

namespace CovidXray.Checks.Metadata;

/// <summary>The tags of an image beside the cells of its row that they were made of.</summary>
internal static class TagComparison
{
    /// <summary>Tags whose value is another one in the row.</summary>
    public static IEnumerable<Observation> Disagreeing(ImageFacts image) =>
        from one in Compare(image)
        where one.Tagged is not null && one.Cell is not null && !IsSame(one.Column, one.Tagged, one.Cell)
        select new Observation($"{one.Column.Key} is {Quote(one.Tag)}, in {image.Metadata!.Table} {Quote(one.Text)}") { Tag = one.Position };

    /// <summary>Tags whose value the row does not have.</summary>
    public static IEnumerable<Observation> Withdrawn(ImageFacts image) =>
        from one in Compare(image)
        where one.Tagged is not null && one.Text.Length == 0
        select new Observation($"{one.Column.Key} is {Quote(one.Tag)}, but {image.Metadata!.Table} has no value of it") { Tag = one.Position };

    /// <summary>Cells of the row that there is no tag of.</summary>
    public static IEnumerable<Observation> Untagged(ImageFacts image) =>
        from one in Compare(image)
        where one.Position is null && one.Cell is not null
        select new Observation($"{image.Metadata!.Table} has {one.Column.Key} {Quote(one.Text)}, of which there is no tag");

    private static IEnumerable<Compared> Compare(ImageFacts image)
    {
        if (image.Metadata is not { } row)
        {
            yield break;
        }

        for (var i = 0; i < row.Tagged.Count; i++)
        {
            if (row.Tagged[i] is { } cell)
            {
                var column = TaggedColumn.All[i];
                var (position, tag) = column.Key == TaggedColumn.Modality ? ModalityOf(image.Tags) : FirstOf(image.Tags, column.Key);
                yield return new Compared(column, position, tag, column.Meaning(tag), cell, column.Meaning(cell));
            }
        }
    }

    private static (int? Position, string Value) FirstOf(TagSet tags, string key)
    {
        foreach (var (position, value) in TagValues.Of(tags, key))
        {
            return (position, value);
        }

        return (null, "");
    }

    private static (int? Position, string Value) ModalityOf(TagSet tags)
    {
        for (var i = 0; i < tags.All.Count; i++)
        {
            var name = tags.All[i].Equals("X-ray", StringComparison.OrdinalIgnoreCase) ? "X-ray" : tags.All[i].Equals("CT", StringComparison.OrdinalIgnoreCase) ? "CT" : null;
            if (name is not null)
            {
                return (i, name);
            }
        }

        return (null, "");
    }

    /// <summary>A place that has lost characters is told by rule T17; the rest of it is the same.</summary>
    private static bool IsSame(TaggedColumn column, string tag, string cell) =>
        string.Equals(tag, cell, StringComparison.OrdinalIgnoreCase)
        || (column.Key == "location" && (tag.Contains('\uFFFD', StringComparison.Ordinal) || cell.Contains('\uFFFD', StringComparison.Ordinal)));

    private static string Quote(string text) => ForeignText.Quote(text);

    /// <param name="Position">The tag's position; null if there is none.</param>
    /// <param name="Tag">Its value as written.</param>
    /// <param name="Tagged">What it means; null if nothing.</param>
    /// <param name="Text">The cell as written.</param>
    /// <param name="Cell">What it means; null if nothing.</param>
    private sealed record Compared(TaggedColumn Column, int? Position, string Tag, string? Tagged, string Text, string? Cell);
}
