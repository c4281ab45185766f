using System.Globalization;
using CovidXray.Annotations;

namespace CovidXray.Checks.Tags;

/// <summary>The tags of a key as rules look at them: all of them, where <see cref="TagSet"/> gives the first.</summary>
internal static class TagValues
{
    /// <summary>The keys whose values are yes or no.</summary>
    public static IReadOnlyList<string> YesNoKeys { get; } =
        ["Survival", "ICU_admission", "In_ICU_scan", "Intubation", "Intubation_present", "Extubated", "Needed_supplemental_O2"];

    /// <summary>The keys whose values are numbers.</summary>
    public static IReadOnlyList<string> NumberKeys { get; } =
        ["Age", "Temperature", "pO2_saturation", "Leukocyte_count", "Neutrophil_count", "Lymphocyte_count_on_admission"];

    /// <summary>All keys that V7 gives an image once.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["View", "Sex", .. YesNoKeys, .. NumberKeys, "PatientID", "location"];

    /// <summary>The values of a key, with the positions of their tags; a value may be empty.</summary>
    /// <param name="key">The key as V7 writes it, any case.</param>
    public static IEnumerable<(int Tag, string Value)> Of(TagSet tags, string key)
    {
        for (var i = 0; i < tags.All.Count; i++)
        {
            var tag = tags.All[i];
            if (tag.Length > key.Length && tag[key.Length] is '/' or ':' && tag.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            {
                yield return (i, tag[(key.Length + 1)..].Trim());
            }
        }
    }

    /// <summary>The values of a key that are numbers.</summary>
    public static IEnumerable<(int Tag, double Number)> Numbers(TagSet tags, string key) =>
        from value in Of(tags, key)
        let number = TagSet.NumberOf(value.Value)
        where number is not null
        select (value.Tag, number.Value);

    /// <summary>The first of several texts, as a message lists them.</summary>
    /// <param name="separator">What stands between them.</param>
    public static string List(IReadOnlyCollection<string> texts, string separator = ", ")
    {
        const int Most = 5;
        return string.Join(separator, texts.Take(Most)) + (texts.Count > Most ? string.Create(CultureInfo.InvariantCulture, $" and {texts.Count - Most:N0} more") : "");
    }

    /// <summary>A number and its noun, as a message writes them.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A tag of a key as V7 writes it: <c>Sex/M</c>, <c>Age:55</c>.</summary>
    /// <param name="key">The key as V7 writes it.</param>
    public static string Write(string key, string value) => $"{key}{(key is "View" or "Sex" || YesNoKeys.Contains(key, StringComparer.Ordinal) ? '/' : ':')}{value}";

    /// <summary>Whether a key can have a value.</summary>
    /// <param name="key">The key as V7 writes it.</param>
    public static bool IsPossible(string key, string value) => key switch
    {
        "View" => TagSet.ViewOf(value) is not null,
        "Sex" => TagSet.SexOf(value.ToUpperInvariant()) is not null,
        _ when YesNoKeys.Contains(key, StringComparer.Ordinal) => TagSet.YesNoOf(value) is not null,
        _ when NumberKeys.Contains(key, StringComparer.Ordinal) => TagSet.NumberOf(value) is not null,
        _ => value.Length > 0,
    };

    /// <summary>A number as a message writes it.</summary>
    public static string Text(double number) => number.ToString(Math.Abs(number) < 1e9 ? "0.####" : "G6", CultureInfo.InvariantCulture);
}
