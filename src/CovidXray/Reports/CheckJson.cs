using System.Text.Json;
using CovidXray.Checks;

namespace CovidXray.Reports;

/// <summary>What <c>check</c> found, as JSON. Keys are in a fixed order; the same result gives the same bytes.</summary>
internal static class CheckJson
{
    /// <summary>Prints the result as one object, indented.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="provenance">What it was found in.</param>
    /// <param name="output">Where to.</param>
    public static void Write(CheckResult result, Provenance provenance, TextWriter output) =>
        JsonOutput.Write(output, json => WriteMembers(json, result, provenance));

    /// <summary>Prints rules with all that they say.</summary>
    public static void WriteRules(IEnumerable<CheckRule> rules, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("code", rule.Code);
            json.WriteString("name", rule.Name);
            json.WriteString("level", LevelNames.Of(rule.Level));
            json.WriteString("what", rule.What);
            json.WriteString("why", rule.Why);
            json.WriteString("advice", rule.Advice);
            json.WriteString("source", rule.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FailureJson.Write(json, []);
    });

    /// <summary>Prints what was mended.</summary>
    public static void WriteMended(FixResult result, TextWriter output) => JsonOutput.Write(output, json =>
    {
        json.WriteString("folder", result.Folder);
        json.WriteNumber("images", result.Images);
        json.WriteBoolean("has_films", result.HasFilms);
        json.WriteStartArray("mended");
        foreach (var finding in result.Mended)
        {
            json.WriteStartObject();
            WriteMembers(json, finding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FailureJson.Write(json, result.Failures);
    });

    private static void WriteMembers(Utf8JsonWriter json, CheckResult result, Provenance provenance)
    {
        provenance.Write(json);
        json.WriteNumber("images", result.Images);
        JsonOutput.WriteTexts(json, "rules", result.Rules.Select(r => r.Code));
        JsonOutput.WriteTexts(json, "skipped", result.Skipped);
        JsonOutput.WriteCounts(json, "levels", FindingCounts.ByLevel(result.Findings).Select(l => KeyValuePair.Create(LevelNames.Of(l.Level), l.Count)));
        JsonOutput.WriteCounts(json, "counts", FindingCounts.ByRule(result.Findings).Select(r => KeyValuePair.Create(r.Rule.Code, r.Count)));
        json.WriteNumber("known", result.Known.Count);
        JsonOutput.WriteTexts(json, "gone", result.Gone);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            WriteMembers(json, finding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("accepted");
        foreach (var (finding, reason) in result.Accepted)
        {
            json.WriteStartObject();
            WriteMembers(json, finding);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FailureJson.Write(json, result.Failures);
    }

    private static void WriteMembers(Utf8JsonWriter json, Finding finding)
    {
        json.WriteString("rule", finding.Rule.Code);
        json.WriteString("name", finding.Rule.Name);
        json.WriteString("level", LevelNames.Of(finding.Rule.Level));
        json.WriteString("image", finding.Image);
        json.WriteString("file", finding.File);
        JsonOutput.WriteNumber(json, "line", finding.Line > 0 ? finding.Line : null);
        JsonOutput.WriteNumber(json, "column", finding.Line > 0 ? finding.Column : null);
        json.WriteString("path", finding.Path);
        JsonOutput.WriteNumber(json, "annotation", finding.Annotation);
        json.WriteString("text", finding.Text);
        JsonOutput.WriteTexts(json, "others", finding.Others);
    }
}
