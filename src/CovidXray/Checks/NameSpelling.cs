using System.Globalization;
using System.Text;
using CovidXray.Annotations;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>How V7 writes the names of categories and tags.</summary>
internal static class NameSpelling
{
    private const int MostShown = 60;

    private static readonly string[] Categories = [Category.Lung, Category.Ignore];

    /// <summary>Tags without a key, as V7 writes them: modalities and classes.</summary>
    public static IReadOnlyList<string> Classes { get; } =
        ["X-ray", "CT", "COVID-19", "Viral Pneumonia", "Bacterial Pneumonia", "Fungal Pneumonia", "No Pneumonia (healthy)", "ARDS"];

    /// <summary>Tags that are whole, as V7 writes them.</summary>
    private static readonly string[] Words =
    [
        .. Classes,
        .. Choices("View", "PA", "AP", "AP_Supine", "Lateral", "Axial", "Coronal"),
        .. Choices("Sex", "F", "M"),
        .. ((string[])["Survival", "ICU_admission", "In_ICU_scan", "Intubation", "Intubation_present", "Needed_supplemental_O2", "Extubated"]).SelectMany(k => Choices(k, "Y", "N")),
    ];

    /// <summary>What stands before the value of a tag, as V7 writes it.</summary>
    private static readonly string[] Keys =
    [
        "Age:", "PatientID:", "location:", "Temperature:", "pO2_saturation:", "Leukocyte_count:", "Neutrophil_count:", "Lymphocyte_count_on_admission:",
        .. Words.Where(w => w.Contains('/', StringComparison.Ordinal)).Select(w => w[..(w.IndexOf('/', StringComparison.Ordinal) + 1)]).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>A category's name without blanks and unseen signs, in V7's case if it is one of V7's.</summary>
    public static string OfCategory(string name)
    {
        var clean = Clean(name);
        return Categories.FirstOrDefault(c => c.Equals(clean, StringComparison.OrdinalIgnoreCase)) ?? clean;
    }

    /// <summary>A tag without blanks and unseen signs, in V7's case as far as it is one of V7's.</summary>
    public static string OfTag(string name)
    {
        var clean = Clean(name);
        if (Words.FirstOrDefault(w => w.Equals(clean, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            return word;
        }

        var end = clean.AsSpan().IndexOfAny(':', '/');
        if (end < 0)
        {
            return clean;
        }

        var key = clean[..end].TrimEnd() + clean[end];
        return Keys.FirstOrDefault(k => k.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } right ? right + clean[(end + 1)..].TrimStart() : clean;
    }

    /// <summary>Whether a tag is one of V7's, or has a key of V7's that takes any value, as V7 writes them.</summary>
    public static bool IsOfV7(string tag) => Words.Contains(tag, StringComparer.Ordinal) || Array.Exists(Keys, k => k[^1] == ':' && tag.StartsWith(k, StringComparison.Ordinal));

    /// <summary>A name without what nobody sees: blanks at its ends, several blanks for one, other kinds of blanks, signs without width.</summary>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                _ = clean.Length > 0 && clean[^1] != ' ' ? clean.Append(' ') : clean;
            }
            else if (!ForeignText.IsDeceptive(rune) && !Rune.IsControl(rune))
            {
                _ = clean.Append(rune);
            }
        }

        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>A name in which all that nobody sees can be seen.</summary>
    public static string Visible(string name)
    {
        var shown = new StringBuilder();
        foreach (var rune in ForeignText.Bounded(name, MostShown).EnumerateRunes())
        {
            _ = rune.Value != ' ' && (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || ForeignText.IsDeceptive(rune))
                ? shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>")
                : shown.Append(rune);
        }

        return shown.ToString();
    }

    private static IEnumerable<string> Choices(string key, params string[] values) => values.Select(v => $"{key}/{v}");
}
