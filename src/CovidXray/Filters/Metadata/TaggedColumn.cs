using CovidXray.Annotations;

namespace CovidXray.Filters.Metadata;

/// <summary>A column of a metadata table that V7 made tags of.</summary>
/// <param name="Key">The tag's key; for the modality, which has none, the column's name.</param>
/// <param name="Meaning">What a value means, in one form for tags and cells; null for what is no value of it.</param>
/// <param name="Names">What the column is called, in this and in other years.</param>
internal sealed record TaggedColumn(string Key, Func<string, string?> Meaning, params IReadOnlyList<string> Names)
{
    /// <summary>The key that stands for the modality.</summary>
    public const string Modality = "modality";

    /// <summary>The key of the patient.</summary>
    public const string Patient = "PatientID";

    /// <summary>All of them; <see cref="MetadataRow.Tagged"/> has their cells in this order.</summary>
    public static IReadOnlyList<TaggedColumn> All { get; } =
    [
        new(Modality, text => text is "X-ray" or "CT" ? text : null, "modality"),
        new("View", text => TagSet.ViewOf(text)?.ToString(), "view"),
        new("Sex", text => TagSet.SexOf(text) is null ? null : text, "sex"),
        new("Age", Number, "age"),
        new(Patient, Text, "patientid"),
        new("location", Text, "location"),
        new("Survival", YesNo, "survival"),
        new("ICU_admission", YesNo, "went_icu", "went icu"),
        new("In_ICU_scan", YesNo, "in_icu", "in icu"),
        new("Intubation", YesNo, "intubated"),
        new("Intubation_present", YesNo, "intubation_present", "intubation present"),
        new("Extubated", YesNo, "extubated"),
        new("Needed_supplemental_O2", YesNo, "needed_supplemental_O2", "needed supplemental O2"),
        new("Temperature", Number, "temperature"),
        new("pO2_saturation", Number, "pO2_saturation", "pO2 saturation"),
        new("Leukocyte_count", Number, "leukocyte_count", "wbc count", "leukocyte count"),
        new("Neutrophil_count", Number, "neutrophil_count", "neutrophil count"),
        new("Lymphocyte_count_on_admission", Number, "lymphocyte_count", "lymphocyte count"),
    ];

    private static string? Number(string text) => TagSet.NumberOf(text)?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static string? YesNo(string text) => TagSet.YesNoOf(text) switch { null => null, true => "Y", false => "N" };

    private static string? Text(string text) => text.Length == 0 || text == "?" ? null : text;
}
