using System.Text.Json;
using CovidXray.Filters;
using CovidXray.Jobs.Filter;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Filter;

/// <summary>Tells a program what a filter did.</summary>
internal static class FilterJsonPrinter
{
    public static void WriteResult(TextWriter output, FilterJobResult filtered) => JsonOutput.Write(output, json =>
    {
        FilterPrinter.WhyNotSaved(filtered)?.Write(json);
        var result = filtered.Result;
        json.WriteNumber("images", result.Total);
        json.WriteStartArray("rules");
        foreach (var (rule, dropped, alone) in result.Rules)
        {
            json.WriteStartObject();
            json.WriteString("option", rule.Option);
            json.WriteString("rule", rule.Text);
            json.WriteNumber("dropped", dropped);
            json.WriteNumber("dropped_alone", alone);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("kept", result.Kept.Count);
        json.WriteNumber("patients", result.Patients);
        json.WriteNumber("without_patient", result.WithoutPatient);
        json.WriteNumber("with_ignore", result.WithIgnore);
        json.WriteString("saved", filtered.SavedTo);
        JsonOutput.WriteTexts(json, "notes", result.Notes);
        JsonOutput.WriteTexts(json, "ids", result.Kept);
        FailureJson.Write(json, filtered.Failures);
    });

    public static void WriteVerdicts(TextWriter output, ExplainedImage explained) => JsonOutput.Write(output, json =>
    {
        var (image, verdicts) = (explained.Image, explained.Verdicts);
        json.WriteString("id", image.Id);
        json.WriteString("name", image.Name);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteBoolean("stays", verdicts.All(v => v.Keeps));
        json.WriteStartArray("rules");
        foreach (var (rule, keeps, why) in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("option", rule.Option);
            json.WriteString("rule", rule.Text);
            json.WriteBoolean("keeps", keeps);
            json.WriteString("why", why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FailureJson.Write(json, explained.Failures);
    });

    public static void WriteNames(TextWriter output, CountedNames counted) => JsonOutput.Write(output, json =>
    {
        var names = counted.Names;
        json.WriteNumber("images", names.Images);
        WriteCounts(json, "concepts", names.Concepts);
        WriteCounts(json, "fields", names.Fields);
        WriteCounts(json, "tags", names.Tags);
        FailureJson.Write(json, counted.Failures);
    });

    private static void WriteCounts(Utf8JsonWriter json, string name, IReadOnlyList<NameCount> counts) =>
        JsonOutput.WriteCounts(json, name, counts.Select(c => KeyValuePair.Create(c.Name, c.Images)));
}
