using CovidXray.Annotations;

namespace CovidXray.Filters;

/// <summary>The fields that images are asked for. This is the only list: the grammar, help, completion and statistics read it.</summary>
public static class FilterFields
{
    /// <summary>All fields, in the order in which they are shown.</summary>
    public static IReadOnlyList<FilterField> All { get; } =
    [
        new("id", "the image's identifier", i => i.Id),
        new("name", "the name under which the image was uploaded, such as 0a7faa2a.jpg", i => i.Name),
        new("width", "width in pixels", i => i.Width),
        new("height", "height in pixels", i => i.Height),
        new("minside", "the shorter side in pixels", i => i.MinSide),
        new("megapixels", "width x height in millions of pixels", i => i.Megapixels),
        new("view", "the direction of the view", View) { Values = ["PA", "AP", "AP_Supine", "Lateral", "Axial", "Coronal"] },
        new("modality", "as tagged, else as the view tells", ModalityName) { Values = ["X-ray", "CT"] },
        new("sex", "the patient's sex", SexName) { Values = ["F", "M"] },
        new("age", "the patient's age in years", i => i.Age),
        new("patient", "PatientID as it stands: 311 and 311a are two people", i => i.Patient),
        new("offset", "days since the onset of symptoms or admission", i => i.Offset),
        new("temperature", "body temperature as tagged, degrees Celsius", i => i.Temperature),
        new("po2", "pO2_saturation as tagged", i => i.OxygenSaturation),
        new("location", "the hospital, city or country", i => i.Location),
        new("icu", "in intensive care at any time (ICU_admission)", i => i.IcuAdmission),
        new("in_icu", "in intensive care when the image was taken (In_ICU_scan)", i => i.InIcu),
        new("intubated", "intubated at any time (Intubation)", i => i.Intubation),
        new("intubation_present", "intubated when the image was taken", i => i.IntubationPresent),
        new("survival", "whether the patient survived", i => i.Survival),
        new("extubated", "whether the patient was extubated", i => i.Extubated),
        new("oxygen", "whether extra oxygen was needed (Needed_supplemental_O2)", i => i.SupplementalOxygen),
        new("leukocytes", "leukocyte count as tagged", i => i.Leukocytes),
        new("neutrophils", "neutrophil count as tagged", i => i.Neutrophils),
        new("lymphocytes", "lymphocyte count at admission as tagged", i => i.Lymphocytes),
        new("lungs", "number of Lung regions", i => i.LungCount) { IsCount = true },
        new("ignores", "number of Ignore regions", i => i.IgnoreCount) { IsCount = true },
        new("license", "the image's licence", i => i.Metadata?.License) { IsFromMetadata = true },
        new("source", "where the image was published, such as radiopaedia.org", i => i.Metadata?.Source) { IsFromMetadata = true },
        new("date", "when the image was taken or published, as written", i => i.Metadata?.Date) { IsFromMetadata = true },
        new("doi", "the article that shows it", i => i.Metadata?.Doi) { IsFromMetadata = true },
        new("url", "the page that shows it", i => i.Metadata?.Url) { IsFromMetadata = true },
        new("part", "the part that the split puts the image in", i => i.Place.Part is { } part ? PartNames.Of(part) : null) { Values = PartNames.All, IsFromSplit = true },
        new("fold", "the fold of the split that validates on the image, from 0", i => i.Place.Fold) { IsFromSplit = true },
        new("clinical_notes", "the case in words", i => i.Metadata?.ClinicalNotes) { IsFromMetadata = true },
    ];

    /// <summary>The fields that have several values, which only <c>--where</c> asks for: they are no columns of tables.</summary>
    public static IReadOnlyList<FilterField> Lists { get; } =
    [
        new("tag", "the tags as they stand, such as View/PA", i => i.Tags.All),
        new("class", "the painted categories, such as Lung", i => i.Classes),
    ];

    // Below the list that it is made of: static fields are set in the order in which they stand.
    private static Dictionary<string, FilterField> ByName { get; } = All.ToDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Other spellings: the tags' own, and the one of the other side of the ocean.</summary>
    private static Dictionary<string, FilterField> ByOtherName { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["icu_admission"] = ByName["icu"],
        ["in_icu_scan"] = ByName["in_icu"],
        ["intubation"] = ByName["intubated"],
        ["needed_supplemental_o2"] = ByName["oxygen"],
        ["po2_saturation"] = ByName["po2"],
        ["patientid"] = ByName["patient"],
        ["licence"] = ByName["license"],
    };

    /// <summary>The field of a name, any case, or of the tag's name (<c>ICU_admission</c>); null if there is none.</summary>
    public static FilterField? Find(string name) => ByName.GetValueOrDefault(name) ?? ByOtherName.GetValueOrDefault(name);

    /// <summary>The field of a name.</summary>
    /// <param name="option">The option that the name stands in, without dashes, for the error.</param>
    /// <param name="name">The name, as for <see cref="Find"/>.</param>
    /// <exception cref="FilterException">There is none; the message says which come near, and which there are.</exception>
    public static FilterField Get(string option, string name) => Find(name) ?? throw Unknown(option, name);

    /// <summary>The field of several values of a name, any case; null if there is none.</summary>
    public static FilterField? FindList(string name)
    {
        foreach (var field in Lists)
        {
            if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }

    private static FilterException Unknown(string option, string name)
    {
        var near = NearestNames.To(name, All.Select(f => f.Name));
        return new FilterException(option, $"there is no field {NearestNames.Quoted(name)}{NearestNames.Ask(near)} (fields are {string.Join(", ", All.Select(f => f.Name))})") { Suggestions = near };
    }

    private static string? View(ImageFacts image) => image.View switch
    {
        ImageView.PA => "PA",
        ImageView.AP => "AP",
        ImageView.APSupine => "AP_Supine",
        ImageView.Lateral => "Lateral",
        ImageView.Axial => "Axial",
        ImageView.Coronal => "Coronal",
        _ => null,
    };

    private static string? ModalityName(ImageFacts image) => image.Modality switch
    {
        Modality.XRay => "X-ray",
        Modality.CT => "CT",
        _ => null,
    };

    private static string? SexName(ImageFacts image) => image.Sex switch
    {
        Sex.Female => "F",
        Sex.Male => "M",
        _ => null,
    };
}
