using System.Globalization;
using CovidXray.Checks.Tags;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Rules of text that was read in a wrong encoding, and written so: in names, in tags, in the metadata table.</summary>
internal static class MojibakeRules
{
    private const string Why = "A place or a name is then another one than its correct spelling, in groups, filters and splits too.";
    private const string Source = "Each character beyond ASCII stands as two to four, which are the bytes of its UTF-8 in Windows-1252: so 'ü' becomes 'Ã¼'. None is in half of V7's release (measured).";

    public static IReadOnlyList<CheckRule> OfNames { get; } =
    [
        new("A18", "name-mojibake", FindingLevel.Warning)
        {
            What = "The name of a category or a film was read in a wrong encoding and written so.",
            Why = Why + " A film is not found by such a name.",
            Advice = "Write the name as the message says.",
            Source = Source,
            OfDataset = Names,
        },
    ];

    public static IReadOnlyList<CheckRule> OfTags { get; } =
    [
        new("T29", "tag-mojibake", FindingLevel.Warning)
        {
            What = "A tag was read in a wrong encoding and written so.",
            Why = Why,
            Advice = "Write the tag as the message says.",
            Source = Source,
            OfFacts = Tags,
        },
    ];

    public static IReadOnlyList<CheckRule> OfMetadata { get; } =
    [
        new("M12", "metadata-mojibake", FindingLevel.Warning)
        {
            What = "Cells of the metadata table were read in a wrong encoding and written so.",
            Why = Why,
            Advice = "Save the table anew as UTF-8, from where it is whole.",
            Source = Source,
            Needs = CheckNeeds.Metadata,
            OfDataset = Cells,
        },
    ];

    private static IEnumerable<Observation> Names(CheckedDataset dataset)
    {
        foreach (var image in dataset.Images)
        {
            foreach (var name in image.Names)
            {
                if (Told("category", name) is { } told)
                {
                    yield return new Observation(told) { Image = image.Facts.Id };
                }
            }

            if (Told("film's name", image.Facts.Name) is { } film)
            {
                yield return new Observation(film) { Image = image.Facts.Id };
            }
        }
    }

    private static IEnumerable<Observation> Tags(ImageFacts image)
    {
        for (var i = 0; i < image.Tags.All.Count; i++)
        {
            if (Told("tag", image.Tags.All[i]) is { } told)
            {
                yield return new Observation(told) { Tag = i };
            }
        }
    }

    /// <summary>What is told of a text; null if it is as it was meant.</summary>
    private static string? Told(string what, string text) =>
        Mojibake.Repair(text) is { } meant ? $"the {what} '{ForeignText.Quote(text)}' was read in a wrong encoding; perhaps '{ForeignText.Quote(meant)}'" : null;

    private static IEnumerable<Observation> Cells(CheckedDataset dataset) =>
        from column in dataset.Metadata!.Rows.SelectMany(row => row.Cells.Select(c => (row.Line, c.Column, c.Text, Meant: Mojibake.Repair(c.Text)))).Where(c => c.Meant is not null).GroupBy(c => c.Column, StringComparer.Ordinal)
        let first = column.First()
        let place = FirstPlace(first.Text, first.Meant!)
        select new Observation(string.Create(CultureInfo.InvariantCulture, $"{dataset.Metadata.ShortName} has the {column.Key} of {TagValues.Count(column.Count(), "row")} in a wrong encoding, first in line {first.Line}: '{ForeignText.Quote(first.Text[place..])}', perhaps '{ForeignText.Quote(first.Meant![place..])}'"))
        {
            File = dataset.Metadata.Source,
            Line = first.Line,
        };

    /// <summary>Where the word begins that two texts differ in: the texts may be whole pages.</summary>
    private static int FirstPlace(string text, string meant)
    {
        var place = text.AsSpan().CommonPrefixLength(meant);
        return text.AsSpan(0, place).LastIndexOf(' ') + 1;
    }
}
