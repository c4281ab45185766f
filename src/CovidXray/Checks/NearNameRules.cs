using CovidXray.Checks.Tags;

namespace CovidXray.Checks;

/// <summary>Rules of names that are nearly V7's.</summary>
internal static class NearNameRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("A17", "name-nearly-v7", FindingLevel.Warning)
        {
            What = "A category or class tag is nearly one of V7's: a letter differs, or one that looks the same is of another alphabet.",
            Why = "To programs it is another name: masks have no such lungs, and no filter for the class finds the image.",
            Advice = "Write the name as V7 does, or leave it if it is meant so.",
            Source = "V7's names: Lung and Ignore, the class tags, and the keys of tags. Blanks, unseen signs and case are A15's. Sides ('Left Lung') are names of their own. None is in half of V7's release (measured).",
            OfDataset = Near,
        },
    ];

    private static IEnumerable<Observation> Near(CheckedDataset dataset) =>
        Told(dataset, "category", i => i.Names, NearNames.OfCategory).Concat(Told(dataset, "tag", i => i.Facts.Tags.All, NearNames.OfTag));

    /// <summary>Each name is told once, at its first image.</summary>
    private static IEnumerable<Observation> Told(CheckedDataset dataset, string what, Func<ImageSummary, IEnumerable<string>> names, Func<string, NearName?> near)
    {
        var images = dataset.Images.SelectMany(i => names(i).Distinct(StringComparer.Ordinal).Select(n => (Name: n, i.Facts.Id)));
        foreach (var name in images.GroupBy(i => i.Name, i => i.Id, StringComparer.Ordinal))
        {
            if (near(name.Key) is { } found)
            {
                string[] ids = [.. name];
                var how = found.LookAlike.Length > 0 ? $"looks like '{found.Right}', but has {found.LookAlike}" : $"is nearly V7's '{found.Right}'";
                yield return new Observation($"the {what} '{NameSpelling.Visible(name.Key)}' of {TagValues.Count(ids.Length, "image")} {how}") { Image = ids[0], Others = ids[1..] };
            }
        }
    }
}
