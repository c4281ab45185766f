using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Reports;

/// <summary>The fields whose values every report counts, as V7's tags write them.</summary>
internal static class ReportedFields
{
    public static IReadOnlyList<(string Name, Func<ImageFacts, string?> Value)> All { get; } =
    [
        ("view", i => i.Tags.Value("View")),
        ("modality", i => i.Tags.TaggedModality switch { Modality.XRay => "X-ray", Modality.CT => "CT", _ => null }),
        ("sex", i => i.Tags.Value("Sex")),
        ("survival", i => i.Tags.Value("Survival")),
        ("icu_admission", i => i.Tags.Value("ICU_admission")),
        ("in_icu", i => i.Tags.Value("In_ICU_scan")),
        ("intubation", i => i.Tags.Value("Intubation")),
        ("intubation_present", i => i.Tags.Value("Intubation_present")),
        ("oxygen", i => i.Tags.Value("Needed_supplemental_O2")),
        ("extubated", i => i.Tags.Value("Extubated")),
    ];
}
