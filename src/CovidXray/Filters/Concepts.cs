using CovidXray.Annotations;

namespace CovidXray.Filters;

/// <summary>The words for kinds of images. This is the only list: <c>--include</c>, <c>--exclude</c>, <c>--where</c>, help and completion read it.</summary>
public static class Concepts
{
    /// <summary>All concepts, in the order in which they are shown.</summary>
    public static IReadOnlyList<Concept> All { get; } =
    [
        new("ct", "computed tomography, by tag, else by view", i => i.Modality == Modality.CT),
        new("xray", "radiograph, by tag, else by view", i => i.Modality == Modality.XRay),
        new("pa", "view PA: from the back, upright", i => i.View == ImageView.PA),
        new("ap", "view AP alone: from the front, not AP_Supine", i => i.View == ImageView.AP),
        new("supine", "view AP_Supine: from the front, lying", i => i.View == ImageView.APSupine),
        new("lateral", "view Lateral: from the side", i => i.View == ImageView.Lateral),
        new("axial", "view Axial: a horizontal slice", i => i.View == ImageView.Axial),
        new("coronal", "view Coronal: a frontal slice", i => i.View == ImageView.Coronal),
        new("frontal", "view PA, AP or AP_Supine", i => i.View is ImageView.PA or ImageView.AP or ImageView.APSupine),
        new("covid", "tag COVID-19", i => i.Tags.Contains("COVID-19")),
        new("viral", "tag Viral Pneumonia", i => i.Tags.Contains("Viral Pneumonia")),
        new("bacterial", "tag Bacterial Pneumonia", i => i.Tags.Contains("Bacterial Pneumonia")),
        new("fungal", "tag Fungal Pneumonia", i => i.Tags.Contains("Fungal Pneumonia")),
        new("healthy", "tag No Pneumonia (healthy)", i => i.Tags.Contains("No Pneumonia (healthy)")),
        new("ards", "tag ARDS", i => i.Tags.Contains("ARDS")),
        new("lungs", "has a Lung region", i => i.LungCount > 0),
        new("ignore", "has an Ignore region", i => i.IgnoreCount > 0),
        new("male", "the patient is male (Sex/M)", i => i.Sex == Sex.Male),
        new("female", "the patient is female (Sex/F)", i => i.Sex == Sex.Female),
        new("icu", "in intensive care at any time (ICU_admission/Y)", i => i.IcuAdmission == true),
        new("in_icu", "in intensive care when the image was taken (In_ICU_scan/Y)", i => i.InIcu == true),
        new("intubated", "intubated at any time (Intubation/Y)", i => i.Intubation == true),
        new("intubation_present", "intubated when the image was taken (Intubation_present/Y)", i => i.IntubationPresent == true),
        new("extubated", "the tube was taken out again (Extubated/Y)", i => i.Extubated == true),
        new("oxygen", "needed extra oxygen (Needed_supplemental_O2/Y)", i => i.SupplementalOxygen == true),
        new("survived", "the patient survived (Survival/Y)", i => i.Survival == true),
        new("died", "the patient died (Survival/N)", i => i.Survival == false),
    ];

    // Below the list that it is made of: static fields are set in the order in which they stand.
    private static Dictionary<string, Concept> ByName { get; } = All.ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The concept of a name, any case; null if there is none.</summary>
    public static Concept? Find(string name) => ByName.GetValueOrDefault(name);
}
