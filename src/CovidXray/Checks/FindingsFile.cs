using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Checks;

/// <summary>Reads and writes <c>findings.json</c>: what <c>check</c> found. A baseline is such a file.</summary>
internal static class FindingsFile
{
    /// <summary>The name of a dataset's own.</summary>
    public const string FileName = "findings.json";

    /// <summary>What this version writes. Later ones read it; what is newer, this one refuses.</summary>
    public const int Schema = 1;

    private const string WayOut = "delete it if it is, and 'covidxr check' writes it anew";

    /// <summary>About a million findings.</summary>
    private static readonly FileLimit Limit = new(500_000_000, "files of findings");

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged, or was made by a newer version.</exception>
    public static FindingsDocument Read(string path)
    {
        var content = WholeFile.Read(path, Limit);
        try
        {
            // Of a newer one nothing but this may be understood.
            var start = JsonSerializer.Deserialize(ByteOrderMark.Skip(content), FindingsJson.Lenient.FindingsStart);
            if (start is { Schema: > Schema })
            {
                throw new DatasetException(path, $"was made by covidxr {ForeignText.Quote(start.Covidxr ?? "of a newer version")}, which writes schema {start.Schema}; this is covidxr {ProductVersion.Text}, which reads up to {Schema}. Use that one, or name another file");
            }

            var document = JsonSerializer.Deserialize(ByteOrderMark.Skip(content), FindingsJson.Strict.FindingsDocument) ?? throw new JsonException("expected an object, found null");
            Check(path, document);
            return document;
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, $"is no {FileName}, or damaged; {WayOut}", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }

    /// <summary>A file's content.</summary>
    public static byte[] Write(FindingsDocument document) => RecordFile.Write(document, FindingsJson.Strict.FindingsDocument);

    private static void Check(string path, FindingsDocument document)
    {
        if (document.Schema < 1)
        {
            throw Error(path, $"the schema is {document.Schema}; expected {Schema}", "$.schema");
        }

        for (var i = 0; i < document.Findings.Length; i++)
        {
            var problem = document.Findings[i] is { } finding ? finding.Problem : "expected a finding, found null";
            if (problem is not null)
            {
                throw Error(path, problem, $"$.findings[{i}]");
            }
        }
    }

    private static DatasetException Error(string path, string problem, string position) => new(path, $"is no {FileName}, or damaged: {problem}; {WayOut}", line: 0, column: 0, position);
}

/// <summary>Reads and writes without reflection.</summary>
[JsonSerializable(typeof(FindingsDocument))]
[JsonSerializable(typeof(FindingsStart))]
internal sealed partial class FindingsJson : JsonSerializerContext
{
    public static FindingsJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static FindingsJson Lenient { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower });
}

/// <summary>What every version of the file has.</summary>
internal sealed record FindingsStart(int? Schema, string? Covidxr);

/// <summary><c>findings.json</c> as it is on disk.</summary>
/// <param name="Schema">The shape of the file.</param>
/// <param name="Covidxr">The version that wrote it.</param>
/// <param name="Dataset">All images of the dataset.</param>
/// <param name="Selection">Those that the last run looked at.</param>
/// <param name="Rules">The codes of the rules that looked, in this or an earlier run.</param>
/// <param name="Findings">What they found, in the order in which it is told, what is accepted or known among it.</param>
internal sealed record FindingsDocument(int Schema, string Covidxr, KeptImages Dataset, KeptChoice Selection, string[] Rules, KeptFinding[] Findings);

/// <param name="Images">Number of images.</param>
/// <param name="Fingerprint">The hash of their identifiers.</param>
internal sealed record KeptImages(int Images, string Fingerprint);

/// <param name="Rules">The rules that chose them, as typed.</param>
/// <param name="Images">Number of images.</param>
/// <param name="Fingerprint">The hash of their identifiers.</param>
internal sealed record KeptChoice(string[] Rules, int Images, string Fingerprint);

/// <summary>A finding in the file.</summary>
/// <param name="Rule">The rule's code; a later version may have others.</param>
/// <param name="Level">The rule's level then.</param>
/// <param name="File">Where it is, within the dataset's folder where it lies there.</param>
/// <param name="Text">What was found.</param>
internal sealed record KeptFinding(string Rule, string Level, string File, string Text)
{
    public string? Image { get; init; }

    public int? Annotation { get; init; }

    public long? Line { get; init; }

    public long? Column { get; init; }

    public string? Path { get; init; }

    public string[]? Others { get; init; }

    /// <summary>Why it is accepted; null if it is not.</summary>
    public string? Accepted { get; init; }

    /// <summary>What makes it the same finding in another run, see <see cref="Finding.Key"/>.</summary>
    [JsonIgnore]
    public string Key => Finding.KeyOf(Rule, Image, Annotation, Text);

    /// <summary>What is wrong with it; null if nothing is.</summary>
    [JsonIgnore]
    public string? Problem =>
        Rule.Length == 0 ? "the rule is empty"
        : LevelNames.Parse(Level) is null ? $"there is no level '{ForeignText.Quote(Level)}'"
        : Annotation < 0 || Line < 0 || Column < 0 ? "a number is negative"
        : Others?.Contains(null) == true ? "an image is null"
        : null;

    /// <param name="finding">What was found.</param>
    /// <param name="file">Where it lies, for the file.</param>
    /// <param name="accepted">Why it is accepted; null if it is not.</param>
    public static KeptFinding Of(Finding finding, string file, string? accepted) => new(finding.Rule.Code, LevelNames.Of(finding.Rule.Level), file, finding.Text)
    {
        Image = finding.Image,
        Annotation = finding.Annotation,
        Line = finding.Line > 0 ? finding.Line : null,
        Column = finding.Line > 0 ? finding.Column : null,
        Path = finding.Path,
        Others = finding.Others.Count > 0 ? [.. finding.Others] : null,
        Accepted = accepted,
    };
}
