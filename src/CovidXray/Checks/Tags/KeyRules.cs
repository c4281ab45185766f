using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of the keys of tags.</summary>
internal static class KeyRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T25", "key-spelling", FindingLevel.Warning)
        {
            What = "The key of a tag is nearly one of V7's, or no ':' or '/' stands behind it.",
            Why = "Filters, splits and statistics do not see the value: an image with 'Agee:50' has no age to them.",
            Advice = "Write the tag as the message says.",
            Source = "The keys of V7's release (measured), and the names of ieee8023's columns that they were made of. Case and blanks are A15's.",
            OfFacts = Misspelt,
        },
        new("T26", "key-unknown", FindingLevel.Note)
        {
            What = "Tags have a key that is none of V7's.",
            Why = "covidxr keeps such tags and filters by their whole text; it reads no value of them.",
            Advice = "Nothing, if the key is one of your own.",
            Source = "The 17 keys of V7's release (measured).",
            OfDataset = Unknown,
        },
    ];

    private static IEnumerable<Observation> Misspelt(ImageFacts image)
    {
        for (var i = 0; i < image.Tags.All.Count; i++)
        {
            if (KeySpelling.Meant(NameSpelling.Clean(image.Tags.All[i])) is { } meant)
            {
                yield return new Observation($"no key of V7's is read from the tag '{ForeignText.Quote(image.Tags.All[i])}'; perhaps '{ForeignText.Quote(meant)}'") { Tag = i };
            }
        }
    }

    /// <summary>Each key is told once, at its first image.</summary>
    private static IEnumerable<Observation> Unknown(CheckedDataset dataset)
    {
        var keys = from image in dataset.Images
                   from tag in image.Facts.Tags.All
                   let clean = NameSpelling.Clean(tag)
                   let key = KeySpelling.Unknown(clean)
                   where key is not null && KeySpelling.Meant(clean) is null && NearNames.OfTag(tag) is null
                   select (Key: key, image.Facts.Id);
        foreach (var key in keys.GroupBy(k => k.Key, k => k.Id, StringComparer.OrdinalIgnoreCase))
        {
            string[] ids = [.. key.Distinct(StringComparer.Ordinal)];
            yield return new Observation($"the key '{ForeignText.Quote(key.Key)}' in tags of {TagValues.Count(ids.Length, "image")} is none of V7's") { Image = ids[0], Others = ids[1..] };
        }
    }
}
