using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Browser.Contents;

/// <summary>Which tag of an image a field was read from.</summary>
internal static class FieldTags
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["view"] = "View",
        ["sex"] = "Sex",
        ["age"] = "Age",
        ["patient"] = "PatientID",
        ["temperature"] = "Temperature",
        ["po2"] = "pO2_saturation",
        ["location"] = "location",
        ["icu"] = "ICU_admission",
        ["in_icu"] = "In_ICU_scan",
        ["intubated"] = "Intubation",
        ["intubation_present"] = "Intubation_present",
        ["survival"] = "Survival",
        ["extubated"] = "Extubated",
        ["oxygen"] = "Needed_supplemental_O2",
        ["leukocytes"] = "Leukocyte_count",
        ["neutrophils"] = "Neutrophil_count",
        ["lymphocytes"] = "Lymphocyte_count_on_admission",
    };

    /// <summary>The tag as it stands; null if the field comes from elsewhere.</summary>
    public static string? Of(FilterField field, ImageFacts image) => field.Name switch
    {
        "modality" when image.Tags.TaggedModality is { } modality => Tag(image.Tags, modality == Modality.CT ? "CT" : "X-ray"),

        // Of axial and coronal views nothing else need be said.
        "modality" => ByKey(image.Tags, "View"),
        "offset" when image.Metadata?.Offset is null => image.Tags.All.FirstOrDefault(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)),
        _ => Keys.TryGetValue(field.Name, out var key) ? ByKey(image.Tags, key) : null,
    };

    private static string? Tag(TagSet tags, string text) => tags.All.FirstOrDefault(t => string.Equals(t, text, StringComparison.OrdinalIgnoreCase));

    private static string? ByKey(TagSet tags, string key) =>
        tags.All.FirstOrDefault(t => t.Length > key.Length && t[key.Length] is ('/' or ':') && t.StartsWith(key, StringComparison.OrdinalIgnoreCase));
}
