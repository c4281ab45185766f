using System.Text.Json;
using CovidXray.Duplicates;

namespace CovidXray.Reports;

/// <summary>Duplicates as JSON. Keys are in a fixed order; the same result gives the same bytes.</summary>
public static class DuplicatesJson
{
    /// <summary>The shape of the answer.</summary>
    public const int Schema = JsonOutput.Schema;

    /// <summary>Prints the result as one object, indented.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="hasNear">Whether near pairs that show two pictures are told.</param>
    /// <param name="output">Where to.</param>
    public static void Write(DuplicatesResult result, bool hasNear, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var pairs = new ListedPairs(result);
        JsonOutput.Write(output, json =>
        {
            json.WriteNumber("threshold", result.Threshold);
            json.WriteNumber("images", result.Chosen.Count);
            json.WriteNumber("compared", result.Films.Count);
            JsonOutput.WriteTexts(json, "without_film", result.Missing);
            JsonOutput.WriteTexts(json, "missing", result.Missing);
            JsonOutput.WriteTexts(json, "damaged", result.Damaged);
            if (result.Against is { } against)
            {
                json.WriteStartObject("against");
                json.WriteString("dataset", against.Location);
                json.WriteNumber("compared", against.Films.Count);
                JsonOutput.WriteTexts(json, "without_film", against.Missing);
                JsonOutput.WriteTexts(json, "missing", against.Missing);
                json.WriteEndObject();
            }

            Write(json, "pairs", pairs.Pairs);
            if (hasNear)
            {
                Write(json, "near", pairs.Near);
            }

            if (result.Against is null)
            {
                Write(json, DuplicateGroup.Of(result));
            }

            FailureJson.Write(json, result.Failures);
        });
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ListedPair> pairs)
    {
        json.WriteStartArray(name);
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            json.WriteString("a", pair.Pair.A);
            json.WriteString("b", pair.Pair.B);
            json.WriteNumber("distance", pair.Pair.Distance);
            json.WriteNumber("correlation", pair.Pair.Correlation);
            json.WriteString("kind", pair.Pair.Kind.ToString());
            json.WriteBoolean("part", pair.Pair.IsPart);
            Write(json, "across_patients", pair.IsAcrossPatients);
            json.WriteString("judged", pair.Pair.Judged switch { true => "same", false => "different", null => null });
            json.WriteString("reason", pair.Pair.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<DuplicateGroup> groups)
    {
        json.WriteStartArray("groups");
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteBoolean("across_patients", group.IsAcrossPatients);
            json.WriteString("keep", group.Keep.Id);
            json.WriteStartObject("weakest");
            json.WriteString("a", group.Weakest.A);
            json.WriteString("b", group.Weakest.B);
            json.WriteNumber("distance", group.Weakest.Distance);
            json.WriteEndObject();
            json.WriteStartArray("films");
            foreach (var film in group.Films)
            {
                json.WriteStartObject();
                json.WriteString("id", film.Id);
                json.WriteString("file", film.FileName);
                json.WriteNumber("width", film.Width);
                json.WriteNumber("height", film.Height);
                json.WriteBoolean("lossless", film.IsLossless);
                json.WriteString("patient", film.Patient);
                json.WriteBoolean("only_through_others", group.OnlyThroughOthers.Contains(film.Id, StringComparer.Ordinal));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
