using System.Globalization;
using CovidXray.Checks.Metadata;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Rules of the metadata table.</summary>
internal static class MetadataRules
{
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("M1", "no-row", FindingLevel.Note)
        {
            What = "The metadata table has no row of the image.",
            Why = "Source, licence, date and offset of it are unknown to filters, splits and exports.",
            Advice = "Nothing, if the image is of another collection; else look whether the table is of this dataset.",
            Source = "Images are found by 'filename', which is V7's original_filename.",
            Needs = CheckNeeds.Metadata,
            OfDataset = dataset => Without(dataset, isGone: false),
        },
        new("M2", "row-gone", FindingLevel.Warning)
        {
            What = "The metadata table has rows of the patient's other images, but none of this image any more.",
            Why = "The collection took the image out since V7's release, or renamed it: it may have been a double, or not what it was taken for.",
            Advice = "Leave it out, or read why it went in the collection's history.",
            Source = "Measured with metadata.csv of August 2020: 'covidxr check --rules M2' finds four images of two patients from Hannover.",
            Needs = CheckNeeds.Metadata,
            OfDataset = dataset => Without(dataset, isGone: true),
        },
        new("M3", "relabelled", FindingLevel.Warning)
        {
            What = "The class tags say something else than the finding in the metadata table.",
            Why = "The collection looked again since V7's release: whoever trains on the tags trains on a label that its source has taken back.",
            Advice = "Take the newer label, or leave the image out.",
            Source = "Measured with metadata.csv of August 2020: one of 249 images of half of V7's release is 'No Finding' now.",
            Needs = CheckNeeds.Metadata,
            OfFacts = Relabelled,
        },
        new("M4", "tag-disagrees", FindingLevel.Warning)
        {
            What = "A tag has another value than the metadata table that it was made of.",
            Why = "One of both is wrong, or the collection corrected it since V7's release.",
            Advice = "Take the newer value, or look at the article.",
            Source = "V7 made the tags of metadata.csv; with its version of August 2020 no tag of half of V7's release disagrees but in characters that were lost.",
            Needs = CheckNeeds.Metadata,
            OfFacts = TagComparison.Disagreeing,
        },
        new("M5", "value-withdrawn", FindingLevel.Warning)
        {
            What = "A tag has a value that the metadata table leaves empty.",
            Why = "The table that the tag was made of does not say it any more: the collection has taken it back.",
            Advice = "Leave such values out of labels, above all of intubation.",
            Source = "Measured with metadata.csv of August 2020: 'covidxr check --rules M5' finds 26 values of 15 images, all from Hannover, twelve of them about intubation.",
            Needs = CheckNeeds.Metadata,
            OfFacts = TagComparison.Withdrawn,
        },
        new("M6", "value-untagged", FindingLevel.Note)
        {
            What = "The metadata table has a value of which the image has no tag.",
            Why = "The collection learned more since V7's release; filters by tags do not see it.",
            Advice = "Add the tag, if it is needed.",
            Source = "Measured with metadata.csv of August 2020: three values of two images of half of V7's release.",
            Needs = CheckNeeds.Metadata,
            OfFacts = TagComparison.Untagged,
        },
        .. LicenseRules.All,
        .. TableRules.All,
        .. MojibakeRules.OfMetadata,
    ];

    /// <summary>Images without a row: those that had one, or all others. Where most have none the table is in doubt, and that is said once.</summary>
    private static IEnumerable<Observation> Without(CheckedDataset dataset, bool isGone)
    {
        var patients = dataset.Metadata!.Rows.Select(r => r.Patient).OfType<string>().CountBy(p => p, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var without = dataset.Images.Select(i => i.Facts).Where(f => f.Metadata is null).ToList();
        int RowsOf(ImageFacts image) => image.Patient is { } patient ? patients.GetValueOrDefault(patient) : 0;
        if (without.Count > 1 && without.Count * 2 > dataset.Images.Count)
        {
            return isGone ? [] :
            [
                new Observation(string.Create(CultureInfo.InvariantCulture, $"{dataset.Metadata.ShortName} has rows of {dataset.Images.Count - without.Count:N0} of {dataset.Images.Count:N0} images: is it the table of this dataset?")) { File = dataset.Location },
            ];
        }

        return from image in without
               let rows = RowsOf(image)
               where rows > 0 == isGone
               select new Observation($"{dataset.Metadata.ShortName} has no row of '{ForeignText.Quote(image.Name)}'" + (isGone
                   ? string.Create(CultureInfo.InvariantCulture, $", but {rows} {(rows == 1 ? "row" : "rows")} of other images of patient {ForeignText.Quote(image.Patient!)}: it was taken out or renamed since")
                   : ""))
               { Image = image.Id };
    }

    private static IEnumerable<Observation> Relabelled(ImageFacts image)
    {
        if (FoundLabels.Of(image.Tags) is { } tags && FoundLabels.Of(image.Metadata?.Finding) is { } now && tags.Differs(now))
        {
            var said = string.Join(", ", image.Tags.All.Where(t => t.AsSpan().IndexOfAny(":/") < 0 && !t.Equals("X-ray", StringComparison.OrdinalIgnoreCase) && !t.Equals("CT", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal));
            yield return new Observation($"the finding in {image.Metadata!.Table} is '{ForeignText.Quote(image.Metadata!.Finding!)}', the tags say {ForeignText.Quote(said)}");
        }
    }
}
