using System.Globalization;

namespace CovidXray.Annotations;

/// <summary>The clinical tags of one image as typed values, with every original tag kept as it stands.</summary>
/// <remarks>
/// V7 writes enumerations as <c>Key/Value</c> (<c>Sex/M</c>), values as <c>Key:Value</c> (<c>Age:55</c>) and classes as bare
/// words (<c>COVID-19</c>). A property is null where the tag is missing or its value is not of the expected type; the text
/// is still in <see cref="All"/>. If a key stands twice, the first counts.
/// </remarks>
public sealed class TagSet
{
    private readonly string[] _tags;

    /// <summary>Creates a set from the tags' texts, in file order.</summary>
    /// <param name="tags">The tags, not null, duplicates allowed.</param>
    public TagSet(IEnumerable<string> tags) => _tags = [.. tags];

    /// <summary>A set without tags.</summary>
    public static TagSet Empty { get; } = new([]);

    /// <summary>Every tag as it stands, in file order.</summary>
    public IReadOnlyList<string> All => _tags;

    /// <summary>The view, from <c>View/...</c>.</summary>
    public ImageView? View => ViewOf(Value("View"));

    /// <summary>The modality as tagged (<c>X-ray</c>, <c>CT</c>); null where there is no such tag or both.</summary>
    public Modality? TaggedModality => (Contains("X-ray"), Contains("CT")) switch
    {
        (true, false) => Annotations.Modality.XRay,
        (false, true) => Annotations.Modality.CT,
        _ => null,
    };

    /// <summary>
    /// The modality as tagged, else as the view tells: axial and coronal are CT, the others X-ray. One lateral film of the
    /// release has no modality tag (measured).
    /// </summary>
    public Modality? Modality => TaggedModality ?? ModalityOf(View);

    /// <summary>The patient's sex, from <c>Sex/...</c>.</summary>
    public Sex? Sex => SexOf(Value("Sex"));

    /// <summary>The patient's age in years, from <c>Age:...</c>.</summary>
    public double? Age => Number("Age");

    /// <summary>The patient, from <c>PatientID:...</c>. A text: <c>311</c> and <c>311a</c> are two people.</summary>
    public string? PatientId => Value("PatientID");

    /// <summary>Where the image was taken, from <c>location:...</c>; may hold commas, dots and apostrophes.</summary>
    public string? Location => Value("location");

    /// <summary>Body temperature as written, from <c>Temperature:...</c>; degrees Celsius, but one value of the release is Fahrenheit.</summary>
    public double? Temperature => Number("Temperature");

    /// <summary>Oxygen saturation or partial pressure as written, from <c>pO2_saturation:...</c>; values above 100 occur.</summary>
    public double? OxygenSaturation => Number("pO2_saturation");

    /// <summary>Leukocyte count as written, from <c>Leukocyte_count:...</c>.</summary>
    public double? Leukocytes => Number("Leukocyte_count");

    /// <summary>Neutrophil count as written, from <c>Neutrophil_count:...</c>.</summary>
    public double? Neutrophils => Number("Neutrophil_count");

    /// <summary>Lymphocyte count at admission as written, from <c>Lymphocyte_count_on_admission:...</c>.</summary>
    public double? Lymphocytes => Number("Lymphocyte_count_on_admission");

    /// <summary>Whether the patient survived, from <c>Survival/Y</c> or <c>/N</c>.</summary>
    public bool? Survival => YesNo("Survival");

    /// <summary>Whether the patient went to intensive care at any time, from <c>ICU_admission/...</c>.</summary>
    public bool? IcuAdmission => YesNo("ICU_admission");

    /// <summary>Whether the patient was in intensive care when the image was taken, from <c>In_ICU_scan/...</c>.</summary>
    public bool? InIcu => YesNo("In_ICU_scan");

    /// <summary>Whether the patient was intubated at any time, from <c>Intubation/...</c>.</summary>
    public bool? Intubation => YesNo("Intubation");

    /// <summary>Whether the patient was intubated when the image was taken, from <c>Intubation_present/...</c>.</summary>
    public bool? IntubationPresent => YesNo("Intubation_present");

    /// <summary>Whether the patient needed extra oxygen, from <c>Needed_supplemental_O2/...</c>.</summary>
    public bool? SupplementalOxygen => YesNo("Needed_supplemental_O2");

    /// <summary>Whether the patient was extubated, from <c>Extubated/...</c>.</summary>
    public bool? Extubated => YesNo("Extubated");

    /// <summary>Collects the tags among annotations.</summary>
    /// <param name="annotations">Annotations of any kind, in file order.</param>
    public static TagSet From(IEnumerable<Annotation> annotations) =>
        new(annotations.Where(a => a.Kind == AnnotationKind.Tag).Select(a => a.Name));

    /// <summary>Whether a tag stands among them, letter by letter, any case.</summary>
    /// <param name="tag">The whole tag, such as <c>COVID-19</c> or <c>View/PA</c>.</param>
    public bool Contains(string tag)
    {
        foreach (var candidate in _tags)
        {
            if (string.Equals(candidate, tag, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text behind a key and its <c>/</c> or <c>:</c>, without surrounding blanks; null if there is none.</summary>
    /// <param name="key">The key as V7 writes it, any case.</param>
    public string? Value(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach (var tag in _tags)
        {
            if (tag.Length > key.Length
                && tag[key.Length] is '/' or ':'
                && tag.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                var value = tag.AsSpan(key.Length + 1).Trim();
                return value.IsEmpty ? null : value.ToString();
            }
        }

        return null;
    }

    /// <summary>The view that a value of <c>View</c> means; null if it is none.</summary>
    internal static ImageView? ViewOf(string? value) => value switch
    {
        "PA" => ImageView.PA,
        "AP" => ImageView.AP,
        "AP_Supine" or "AP Supine" => ImageView.APSupine,
        "Lateral" or "L" => ImageView.Lateral,
        "Axial" => ImageView.Axial,
        "Coronal" => ImageView.Coronal,
        _ => null,
    };

    /// <summary>The modality that a view is of.</summary>
    internal static Modality? ModalityOf(ImageView? view) => view switch
    {
        ImageView.Axial or ImageView.Coronal => Annotations.Modality.CT,
        null => null,
        _ => Annotations.Modality.XRay,
    };

    /// <summary>The sex that a value of <c>Sex</c> means; null if it is none.</summary>
    internal static Sex? SexOf(string? value) => value switch
    {
        "F" => Annotations.Sex.Female,
        "M" => Annotations.Sex.Male,
        _ => null,
    };

    /// <summary>What a value means that is a finite number; null if it is none.</summary>
    internal static double? NumberOf(string? value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>What a value means that is yes or no; null if it is neither.</summary>
    internal static bool? YesNoOf(string? value) => value switch
    {
        "Y" or "y" => true,
        "N" or "n" => false,
        _ => null,
    };

    private double? Number(string key) => NumberOf(Value(key));

    private bool? YesNo(string key) => YesNoOf(Value(key));
}
