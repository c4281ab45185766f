using System.Text.Json;
using CovidXray.Jobs.Splits;
using CovidXray.Reports;
using CovidXray.Splits;

namespace CovidXray.Cli.Commands.Split;

/// <summary>Tells a program what a split is, and whether it leaks.</summary>
internal static class SplitJsonPrinter
{
    public static void Write(TextWriter output, SplitResult result) => JsonOutput.Write(output, json =>
    {
        var (split, proof) = (result.Split, result.Proof);
        json.WriteNumber("images", split.Places.Count);
        json.WriteNumber("patients", proof.Patients);
        json.WriteNumber("without_patient", proof.WithoutPatient);
        json.WriteNumber("groups", proof.Groups);
        json.WriteNumber("largest_group", proof.LargestGroup);
        json.WriteNumber("duplicate_pairs", proof.Pairs);
        json.WriteNumber("seed", split.Options.Seed);
        json.WriteString("fingerprint", split.Fingerprint);
        WriteParts(json, result);
        json.WriteStartObject("across");
        json.WriteNumber("patients", proof.CountOf(LeakKind.Patient));
        json.WriteNumber("groups", proof.CountOf(LeakKind.Group));
        json.WriteNumber("duplicate_pairs", proof.CountOf(LeakKind.Pair));
        json.WriteEndObject();
        WriteLeaks(json, proof);
        WriteValues(json, proof);
        json.WriteStartObject("random_split");
        json.WriteNumber("leaky_share", proof.Random.LeakyShare);
        json.WriteNumber("groups_across", proof.Random.GroupsAcross);
        json.WriteEndObject();
        json.WriteNumber("joined", result.Joined);
        json.WriteNumber("without_part", result.WithoutPlace);
        json.WriteString("saved", result.SavedTo);
        json.WriteString("replaced", result.Replaced?.Fingerprint);
        FailureJson.Write(json, result.Failures);
    });

    private static void WriteParts(Utf8JsonWriter json, SplitResult result)
    {
        json.WriteStartArray("parts");
        foreach (var part in result.Proof.Parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteNumber("images", part.Images);
            json.WriteNumber("patients", part.Patients);
            json.WriteNumber("groups", part.Groups);
            if (part.Fold is { } fold && result.ValueFolds.Count > 0)
            {
                JsonOutput.WriteTexts(json, "values", result.ValueFolds[fold].Values);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLeaks(Utf8JsonWriter json, SplitProof proof)
    {
        json.WriteStartArray("leaks");
        foreach (var leak in proof.Leaks)
        {
            json.WriteStartObject();
            json.WriteString("kind", leak.Kind switch { LeakKind.Patient => "patient", LeakKind.Group => "group", _ => "duplicate_pair" });
            json.WriteString("name", leak.Name);
            json.WriteStartObject("images");
            foreach (var (id, part) in leak.Images)
            {
                json.WriteString(id, part);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter json, SplitProof proof)
    {
        json.WriteStartArray("values");
        foreach (var value in proof.Values)
        {
            json.WriteStartObject();
            json.WriteString("field", value.Value.Field);
            json.WriteString("value", value.Value.Value);
            json.WriteNumber("groups", value.Groups);
            json.WriteNumber("share", value.Share(proof.Parts));
            json.WriteStartObject("images");
            for (var part = 0; part < proof.Parts.Count; part++)
            {
                json.WriteNumber(proof.Parts[part].Name, value.Counts[part]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("largest_deviation");
        if (proof.LargestDeviation is not { } largest)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("field", largest.Value.Value.Field);
        json.WriteString("value", largest.Value.Value.Value);
        json.WriteString("part", proof.Parts[largest.Part].Name);
        json.WriteNumber("points", largest.Value.Deviation(proof.Parts, largest.Part) * 100);
        json.WriteEndObject();
    }
}
