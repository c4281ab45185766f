using System.Globalization;
using CovidXray.Checks.Tags;
using CovidXray.Splits;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Rules of the split.</summary>
internal static class SplitRules
{
    private const string Why = "A model that knows a patient's films from training is tested on what it has seen: its score is too good.";

    private const int Shown = 3;

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("S1", "patient-in-parts", FindingLevel.Error)
        {
            What = "Images of one patient are in several parts of the split.",
            Why = Why,
            Advice = "Make the split with 'covidxr split', which keeps patients together, or move the images.",
            Source = "Measured: of a random split of V7's frontal films, 80 to 20, the patients of 57 % of the test images are in train as well.",
            Needs = CheckNeeds.Split,
            OfDataset = dataset => Leaks(dataset, LeakKind.Patient, l => $"patient {ForeignText.Quote(l.Name)} is"),
        },
        new("S2", "group-in-parts", FindingLevel.Error)
        {
            What = "Images that belong together are in several parts of the split: slots of one item, one person by their names, or one value of a field that the split was grouped by.",
            Why = Why,
            Advice = "Make the split with 'covidxr split', which keeps groups together, or move the images.",
            Source = "docs/split.md says what keeps images together.",
            Needs = CheckNeeds.Split,
            OfDataset = Groups,
        },
        new("S3", "copies-in-parts", FindingLevel.Error)
        {
            What = "Two images of one film are in different parts of the split.",
            Why = "The film is trained on and tested on, under two names and perhaps two labels.",
            Advice = "Make the split anew with 'covidxr split', which keeps copies together, or say in covidxr.toml that they are different.",
            Source = "'covidxr duplicates' finds such films in V7's release, of two articles and under two PatientIDs.",
            Needs = CheckNeeds.Split,
            OfDataset = dataset => Leaks(dataset, LeakKind.Pair, _ => "one film is"),
        },
        new("S4", "in-no-part", FindingLevel.Note)
        {
            What = "Images are in no part of the split.",
            Why = "Filters by part and exports leave them out.",
            Advice = "'covidxr split --keep split.json' places them; nothing, if they were left out on purpose.",
            Source = "A split is made of the images that were chosen then.",
            Needs = CheckNeeds.Split,
            OfDataset = WithoutPlace,
        },
        new("S5", "split-of-others", FindingLevel.Warning)
        {
            What = "The split was made when the dataset had other images.",
            Why = "Its parts are not what they were: shares and balance are off, new images are in none.",
            Advice = "'covidxr split --keep split.json' brings it up to date.",
            Source = "A split keeps a fingerprint of the images that it was made for.",
            Needs = CheckNeeds.Split,
            OfDataset = OfOthers,
        },
    ];

    private static IEnumerable<Observation> Leaks(CheckedDataset dataset, LeakKind kind, Func<SplitLeak, string> what) =>
        dataset.Split!.Leaks.Where(l => l.Kind == kind).Select(l => Told(l, what(l)));

    /// <summary>Groups that are not told as a patient or as copies: what joins their images is something else.</summary>
    private static IEnumerable<Observation> Groups(CheckedDataset dataset)
    {
        var leaks = dataset.Split!.Leaks;
        var told = leaks.Where(l => l.Kind != LeakKind.Group).SelectMany(l => l.Images.Select(i => i.Id)).ToHashSet(StringComparer.Ordinal);
        return leaks.Where(l => l.Kind == LeakKind.Group && !l.Images.Any(i => told.Contains(i.Id))).Select(l => Told(l, "a group of images is"));
    }

    private static Observation Told(SplitLeak leak, string what)
    {
        string[] parts = [.. leak.Images.GroupBy(i => i.Part, i => i.Id, StringComparer.Ordinal).Select(p => $"{p.Key} ({Names([.. p])})")];
        return new Observation($"{what} in several parts: {TagValues.List(parts)}") { Image = leak.Images[0].Id, Others = [.. leak.Images.Skip(1).Select(i => i.Id)] };
    }

    private static IEnumerable<Observation> WithoutPlace(CheckedDataset dataset)
    {
        var without = dataset.Split!.WithoutPlace;
        if (without.Count > 0)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"{without.Count:N0} of {dataset.Images.Count:N0} images are in no part: {Names(without)}")) { Others = without };
        }
    }

    private static IEnumerable<Observation> OfOthers(CheckedDataset dataset)
    {
        if (dataset.Split is { IsOfThese: false } split)
        {
            yield return new Observation(string.Create(CultureInfo.InvariantCulture, $"the split was made for {split.Split.DatasetImages:N0} images, the dataset has {split.DatasetImages:N0}; {split.Gone:N0} of those in its parts are not there"));
        }
    }

    private static string Names(IReadOnlyList<string> ids) =>
        string.Join(", ", ids.Take(Shown)) + (ids.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" and {ids.Count - Shown:N0} more") : "");
}
