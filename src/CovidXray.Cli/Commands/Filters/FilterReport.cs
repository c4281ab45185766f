using System.Text;
using System.Text.Json;
using CovidXray.Filters;
using Spectre.Console;

namespace CovidXray.Cli.Commands.Filters;

/// <summary>Tells what a filter did: as a table, or as JSON.</summary>
internal static class FilterReport
{
    public static void WriteText(TextWriter output, FilterResult result)
    {
        output.WriteLine(Count(result.Total, "image"));
        if (result.Rules.Count > 0)
        {
            var table = Tables.Plain("rule", "drops", "alone");
            foreach (var (rule, dropped, alone) in result.Rules)
            {
                table.Row(rule.ToString(), $"{dropped:N0}", $"{alone:N0}");
            }

            Tables.Write(output, table);
        }

        var without = result.WithoutPatient > 0 ? $" ({result.WithoutPatient:N0} name none)" : "";
        output.WriteLine($"{Count(result.Kept.Count, "image")} left: {Count(result.Patients, "patient")}{without}, {result.WithIgnore:N0} with Ignore regions");
    }

    public static void WriteJson(TextWriter output, FilterResult result, string? savedTo)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
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
            json.WriteString("saved", savedTo);
            json.WriteStartArray("notes");
            foreach (var note in result.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteStartArray("ids");
            foreach (var id in result.Kept)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
    }

    public static void WriteVerdicts(TextWriter output, ImageFacts image, IReadOnlyList<RuleVerdict> verdicts)
    {
        output.WriteLine($"{image.Id} ({image.Name}, {image.Width}x{image.Height}): {(verdicts.All(v => v.Keeps) ? "stays" : "goes")}");
        var table = Tables.Plain("rule", "verdict", "why");
        table.Columns[1].Alignment = Justify.Left;
        table.Columns[2].Alignment = Justify.Left;
        foreach (var (rule, keeps, why) in verdicts)
        {
            table.Row(rule.ToString(), keeps ? "keeps" : "drops", why);
        }

        Tables.Write(output, table);
    }

    public static void WriteNames(TextWriter output, NameCensus census)
    {
        Section("concepts, for --include, --exclude and --where", census.Concepts);
        Section("fields, for --where", census.Fields);
        Section("tags, for --include and --exclude", census.Tags);

        void Section(string title, IReadOnlyList<NameCount> names)
        {
            output.WriteLine($"{title}:");
            var table = Tables.Plain("", "", "");
            table.Columns[2].Alignment = Justify.Left;
            foreach (var (name, description, images) in names)
            {
                table.Row(name, $"{images:N0}", description);
            }

            Tables.Write(output, table);
            output.WriteLine();
        }
    }

    private static string Count(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";
}
