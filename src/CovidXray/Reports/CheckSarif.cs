using System.Text.Json;
using CovidXray.Checks;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>Findings as SARIF 2.1.0 (OASIS), which code scanning and editors read.</summary>
/// <remarks>Holds no time and no place outside of the folder that paths are relative to: the same findings give the same bytes.</remarks>
/// <param name="json">Takes it.</param>
/// <param name="places">Where files lie.</param>
internal sealed class CheckSarif(Utf8JsonWriter json, ArtifactPlaces places)
{
    private const string SchemaUri = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>The folder that most paths are relative to, as SARIF calls it.</summary>
    private const string SourceRoot = "%SRCROOT%";

    /// <summary>What the paths are relative to of files that do not lie in that folder.</summary>
    private const string DatasetRoot = "DATASET";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = ForeignText.JsonToKeep };

    /// <summary>The file's content, UTF-8, LF.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="places">Where files lie.</param>
    public static byte[] Write(CheckResult result, ArtifactPlaces places)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            new CheckSarif(json, places).Write(result);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void Write(CheckResult result)
    {
        json.WriteStartObject();
        json.WriteString("$schema", SchemaUri);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(result.Rules);
        json.WriteString("columnKind", "utf16CodeUnits");
        WriteBases();
        WriteInvocation(result);
        var indices = result.Rules.Index().ToDictionary(r => r.Item, r => r.Index);
        json.WriteStartArray("results");
        foreach (var finding in result.Findings)
        {
            WriteResult(finding, indices[finding.Rule], accepted: null);
        }

        foreach (var (finding, reason) in result.Accepted)
        {
            WriteResult(finding, indices[finding.Rule], reason);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTool(IReadOnlyList<CheckRule> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "covidxr");
        json.WriteString("version", ProductVersion.Text);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            json.WriteString("name", rule.Name);
            WriteMessage("shortDescription", rule.What);
            WriteMessage("fullDescription", $"{rule.What} {rule.Why}");
            json.WriteStartObject("help");
            json.WriteString("text", string.Join("\n\n", new[] { rule.What, rule.Why, rule.Advice, rule.Source }.Select(ForeignText.Sarif)));
            json.WriteString("markdown", $"{ForeignText.Markdown(rule.What)}\n\n**Why**: {ForeignText.Markdown(rule.Why)}\n\n**Advice**: {ForeignText.Markdown(rule.Advice)}\n\n**Source**: {ForeignText.Markdown(rule.Source)}");
            json.WriteEndObject();
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", LevelNames.Of(rule.Level));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            JsonOutput.WriteTexts(json, "tags", [CheckGroups.All.First(g => g.Letter == rule.Group).Name]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteBases()
    {
        json.WriteStartObject("originalUriBaseIds");
        foreach (var (name, description) in new[] { (SourceRoot, "The folder that covidxr ran in."), (DatasetRoot, "The dataset, where it lies elsewhere.") })
        {
            json.WriteStartObject(name);
            WriteMessage("description", description);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteInvocation(CheckResult result)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", result.Failures.Count == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            WriteMessage("message", failure.Problem);
            WriteLocations(failure.File, failure.Line, column: 0, failure.Path);
            json.WriteEndObject();
        }

        foreach (var reason in result.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("level", "note");
            WriteMessage("message", reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteResult(Finding finding, int ruleIndex, string? accepted)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Code);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("level", LevelNames.Of(finding.Rule.Level));
        WriteMessage("message", finding.Others.Count == 0 ? finding.Text : $"{finding.Text} (images {string.Join(", ", finding.Others)})");
        WriteLocations(finding.File, finding.Line, finding.Utf16Column, finding.Path);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("covidxrFinding/v1", Convert.ToHexStringLower(TextHash.Of(finding.Key)));
        json.WriteEndObject();
        if (accepted is not null)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.WriteString("justification", accepted);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteLocations(string file, long line, long column, string? path)
    {
        if (file.Length == 0)
        {
            return;
        }

        var place = places.Of(file);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', place.Path.TrimStart('/').Split('/').Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", place.IsInFolder ? SourceRoot : DatasetRoot);
        json.WriteEndObject();
        if (line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line);
            if (column > 0)
            {
                json.WriteNumber("startColumn", column);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (path is not null)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("fullyQualifiedName", path);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteMessage(string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", ForeignText.Sarif(text));
        json.WriteEndObject();
    }
}
