using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters.Selections;

namespace CovidXray.Reports;

/// <summary>What a report or a folder was made of, in files that outlive the command. Holds no time and no place: one run and its shards have it in common.</summary>
/// <param name="Covidxr">The version of covidxr.</param>
/// <param name="Dataset">The dataset's images.</param>
/// <param name="Selection">Those of them that were chosen.</param>
internal sealed record Provenance(string Covidxr, CountedImages Dataset, ChosenPart Selection)
{
    /// <summary>The form of the files that hold it. It grows by itself: answers (<see cref="JsonOutput.Schema"/>) are read by other programs.</summary>
    public const int Schema = 1;

    /// <param name="all">The dataset's images.</param>
    /// <param name="chosen">Those of them that were chosen.</param>
    /// <param name="rules">The rules that chose them, the saved selection's first; none if all were.</param>
    public static Provenance Of(IReadOnlyList<DatasetEntry> all, IReadOnlyList<DatasetEntry> chosen, IReadOnlyList<string> rules)
    {
        var whole = FingerprintOf(all);
        return new(ProductVersion.Text, new(all.Count, whole), new([.. rules], chosen.Count, chosen.Count == all.Count ? whole : FingerprintOf(chosen)));
    }

    /// <summary>Writes the members into an object, all but the schema.</summary>
    public void Write(Utf8JsonWriter json)
    {
        WriteVersion(json);
        WriteImages(json);
    }

    /// <summary>Writes who made it.</summary>
    public void WriteVersion(Utf8JsonWriter json) => json.WriteString("covidxr", Covidxr);

    /// <summary>Writes which images it is made of.</summary>
    public void WriteImages(Utf8JsonWriter json)
    {
        json.WriteStartObject("dataset");
        json.WriteNumber("images", Dataset.Images);
        json.WriteString("fingerprint", Dataset.Fingerprint);
        json.WriteEndObject();
        json.WriteStartObject("selection");
        JsonOutput.WriteTexts(json, "rules", Selection.Rules);
        json.WriteNumber("images", Selection.Images);
        json.WriteString("fingerprint", Selection.Fingerprint);
        json.WriteEndObject();
    }

    private static string FingerprintOf(IReadOnlyList<DatasetEntry> entries) => Fingerprint.Of(new EntryIds(entries));
}

/// <param name="Images">Number of images.</param>
/// <param name="Fingerprint">The hash of their identifiers.</param>
internal sealed record CountedImages(int Images, string Fingerprint);

/// <param name="Rules">The rules that chose them, as typed.</param>
/// <param name="Images">Number of images.</param>
/// <param name="Fingerprint">The hash of their identifiers.</param>
internal sealed record ChosenPart(string[] Rules, int Images, string Fingerprint);
