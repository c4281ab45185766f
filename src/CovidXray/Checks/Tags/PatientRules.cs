using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of patients: what the images of one PatientID say of them.</summary>
internal static class PatientRules
{
    private const string People = "If they are two people, one group is kept together in a split that needs not be, and counts of patients are too low.";

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T19", "no-patient", FindingLevel.Note)
        {
            What = "The image has no PatientID tag.",
            Why = "Nobody can keep its patient's other images in the same part of a split.",
            Advice = "Split by another field as well, such as --group-by source, and look for copies ('covidxr duplicates').",
            Source = "Roberts et al., Nat Mach Intell 3 (2021) 199: sources that say nothing of patients hide images of one person in several parts.",
            OfFacts = NoPatient,
        },
        new("T20", "patient-sexes", FindingLevel.Error)
        {
            What = "The images of one PatientID have two sexes.",
            Why = "A tag is wrong, or the PatientID is of two people. " + People,
            Advice = "Look at both, and at their articles; correct the tag, or give the people identifiers of their own.",
            Source = "The rule is plain; in metadata.csv of August 2020 it holds for one of 387 patients (380).",
            OfDataset = dataset => Differing(dataset, "two sexes", "Sex", f => f.Sex is null ? null : f.Sex == Sex.Female ? "F" : "M"),
        },
        new("T21", "patient-ages", FindingLevel.Warning)
        {
            What = "The images of one PatientID have ages that no known time between them explains.",
            Why = "A tag is wrong, or the PatientID is of two people. " + People,
            Advice = "Look at both, and at their articles; correct the tag, or give the people identifiers of their own.",
            Source = "A birthday explains a year; more is explained by the days (offset) or years (date) between the images, where metadata.csv has them for two images or more; where it does not, the message says so. V7's release has no such patient (measured over half of it).",
            OfDataset = Ages,
        },
        new("T22", "patient-outcomes", FindingLevel.Warning)
        {
            What = "The images of one PatientID have two outcomes.",
            Why = "Survival, ICU admission, intubation and oxygen are of the whole illness: of one patient they cannot be yes and no.",
            Advice = "Compare with the metadata table, and leave the patient out of prognosis until it is clear.",
            Source = "ieee8023's SCHEMA.md: 'at any point during this illness'; none of the 387 patients of metadata.csv of August 2020 has two.",
            OfDataset = Outcomes,
        },
        new("T23", "patient-places", FindingLevel.Warning)
        {
            What = "The images of one PatientID come from several locations.",
            Why = "A patient may be moved, or be two people. " + People,
            Advice = "Look at both, and at their articles; give two people identifiers of their own.",
            Source = "Measured: 'covidxr check --rules T23': one of 185 patients of half of V7's release (197: Milan and Pamplona, two cases of eurorad.org).",
            OfDataset = dataset => Differing(dataset, "several locations", "location", f => f.Tags.Location),
        },
        new("T24", "patient-articles", FindingLevel.Warning)
        {
            What = "The images of one PatientID come from several articles or pages.",
            Why = "An article may be published twice, or the PatientID be of several people. " + People,
            Advice = "Read the pages; give several people identifiers of their own.",
            Source = "Measured over metadata.csv of August 2020: five of 387 patients, of whom two are two cases for certain (197, 380).",
            Needs = CheckNeeds.Metadata,
            OfDataset = Articles,
        },
    ];

    private static IEnumerable<Observation> NoPatient(ImageFacts image)
    {
        if (image.Patient is null)
        {
            yield return new Observation("there is no PatientID tag");
        }
    }

    /// <summary>The patients that have two images or more, in the order of their first images.</summary>
    private static IEnumerable<IGrouping<string, ImageFacts>> Patients(CheckedDataset dataset) =>
        dataset.Images.Select(i => i.Facts).Where(f => f.Patient is not null).GroupBy(f => f.Patient!, StringComparer.Ordinal).Where(g => g.Skip(1).Any());

    private static IEnumerable<Observation> Differing(CheckedDataset dataset, string what, string key, Func<ImageFacts, string?> value) =>
        Patients(dataset).Select(patient => Differing(patient, what, key, value)).OfType<Observation>();

    /// <summary>A finding of a patient's images if they have several values; each value is told with its images.</summary>
    private static Observation? Differing(IGrouping<string, ImageFacts> patient, string what, string key, Func<ImageFacts, string?> value)
    {
        var values = patient.Where(f => value(f) is not null).GroupBy(f => value(f)!, StringComparer.OrdinalIgnoreCase).ToList();
        return values.Count < 2 ? null : Of(patient.Key, values.SelectMany(v => v), $"has {what}: {Told(values.Select(v => ($"{key} {ForeignText.Quote(v.Key)}", v.Select(f => f.Id))))}");
    }

    private static IEnumerable<Observation> Outcomes(CheckedDataset dataset)
    {
        (string Key, Func<ImageFacts, bool?> Value)[] outcomes =
        [
            ("Survival", f => f.Survival),
            ("ICU_admission", f => f.IcuAdmission),
            ("Intubation", f => f.Intubation),
            ("Needed_supplemental_O2", f => f.SupplementalOxygen),
        ];
        return from patient in Patients(dataset)
               from outcome in outcomes
               let found = Differing(patient, "two outcomes", outcome.Key, f => outcome.Value(f) switch { null => null, true => "Y", false => "N" })
               where found is not null
               select found;
    }

    private static IEnumerable<Observation> Articles(CheckedDataset dataset)
    {
        foreach (var patient in Patients(dataset))
        {
            if (PatientArticles.Several(patient) is var (what, images))
            {
                yield return Of(patient.Key, images.SelectMany(g => g), $"{what}: {Told(images.Select(g => (ForeignText.Quote(g.Key), g.Select(f => f.Id))))}");
            }
        }
    }

    private static IEnumerable<Observation> Ages(CheckedDataset dataset)
    {
        foreach (var patient in Patients(dataset))
        {
            ImageFacts[] aged = [.. patient.Where(f => f.Age is not null)];
            if (aged.Length < 2)
            {
                continue;
            }

            var (young, old) = (aged.MinBy(f => f.Age)!, aged.MaxBy(f => f.Age)!);
            var years = YearsBetween(aged);
            var apart = old.Age!.Value - young.Age!.Value;
            if (apart > (years ?? 0) + 1)
            {
                var ages = aged.GroupBy(f => f.Age!.Value).OrderBy(g => g.Key).Select(g => ($"Age {TagValues.Text(g.Key)}", g.Select(f => f.Id)));
                var time = years is { } known ? $"the images are at most {TagValues.Text(Math.Round(known, 1))} years apart" : "nothing tells how far apart the images are";
                yield return Of(patient.Key, aged, $"has ages {TagValues.Text(apart)} years apart, and {time}: {Told(ages)}");
            }
        }
    }

    /// <summary>How many years the images of a patient are apart at most, as far as is known; null where no two of them have a day or a year.</summary>
    private static double? YearsBetween(ImageFacts[] images)
    {
        const double DaysOfYear = 365.25;
        var days = images.Select(f => f.Metadata?.Offset).OfType<double>().ToList();
        var years = images.Select(f => YearOf(f.Metadata?.Date)).OfType<int>().ToList();
        return days.Count < 2 && years.Count < 2 ? null
            : Math.Max(days.Count > 1 ? (days.Max() - days.Min()) / DaysOfYear : 0, years.Count > 1 ? years.Max() - years.Min() : 0);
    }

    /// <summary>The year of a date, however it is written: <c>2020</c>, <c>January 22, 2020</c>, <c>03/16/20</c>; null if none is found.</summary>
    internal static int? YearOf(string? date)
    {
        if (date is null)
        {
            return null;
        }

        string[] numbers = [.. date.Split([' ', ',', '/', '-', '.'], StringSplitOptions.RemoveEmptyEntries).Where(p => p.All(char.IsAsciiDigit))];
        var year = numbers.FirstOrDefault(n => n.Length == 4) ?? (numbers is [_, _, { Length: 2 } last] ? "20" + last : null);
        return year is null ? null : int.Parse(year, CultureInfo.InvariantCulture);
    }

    private static string Told(IEnumerable<(string Value, IEnumerable<string> Images)> values) =>
        TagValues.List([.. values.Select(v => $"{v.Value} ({Names(v.Images)})")], "; ");

    private static string Names(IEnumerable<string> ids)
    {
        const int Most = 3;
        var sorted = ids.Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", sorted.Take(Most)) + (sorted.Count > Most ? string.Create(CultureInfo.InvariantCulture, $" and {sorted.Count - Most} more") : "");
    }

    /// <summary>A finding of a patient, told at the first image.</summary>
    private static Observation Of(string patient, IEnumerable<ImageFacts> images, string text)
    {
        string[] ids = [.. images.Select(f => f.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new Observation($"patient {ForeignText.Quote(patient)} {text}") { Image = ids[0], Others = ids[1..] };
    }
}
