using CovidXray.Filters;

namespace CovidXray.Checks.Tags;

/// <summary>Rules of outcomes that exclude each other.</summary>
internal static class OutcomeRules
{
    private static readonly (string Never, Func<ImageFacts, bool?> Ever, string Now, Func<ImageFacts, bool?> Is)[] Pairs =
    [
        ("ICU_admission", i => i.IcuAdmission, "In_ICU_scan", i => i.InIcu),
        ("Intubation", i => i.Intubation, "Intubation_present", i => i.IntubationPresent),
        ("Intubation", i => i.Intubation, "Extubated", i => i.Extubated),
        ("Needed_supplemental_O2", i => i.SupplementalOxygen, "Intubation", i => i.Intubation),
        ("Needed_supplemental_O2", i => i.SupplementalOxygen, "Intubation_present", i => i.IntubationPresent),
    ];

    public static IReadOnlyList<CheckRule> All { get; } =
    [
        new("T18", "contradictory-outcomes", FindingLevel.Error)
        {
            What = "Two outcome tags of an image cannot both be true.",
            Why = "ICU admission, intubation and oxygen are what prognosis models learn; such an image is wrong in one of its labels.",
            Advice = "Compare with the metadata table and the article, or leave the image out of prognosis.",
            Source = "ieee8023's SCHEMA.md: ICU, intubation and oxygen are 'at any point during this illness'; who was never intubated is not intubated now, and is not extubated.",
            OfFacts = Contradictions,
        },
    ];

    private static IEnumerable<Observation> Contradictions(ImageFacts image) =>
        from pair in Pairs
        where pair.Ever(image) is false && pair.Is(image) is true
        select new Observation($"{pair.Never}/N and {pair.Now}/Y exclude each other");
}
