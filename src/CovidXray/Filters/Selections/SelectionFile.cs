using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters.Rules;
using CovidXray.Texts;

namespace CovidXray.Filters.Selections;

/// <summary>Reads and writes selections; a file from elsewhere is checked, not trusted.</summary>
internal static class SelectionFile
{
    /// <summary>How large a selection is read.</summary>
    public static readonly FileLimit Limit = new(64_000_000, "selections");

    public static Selection Read(string path)
    {
        var document = Parse(WholeFile.Read(path, Limit), path);
        if (document.Version != SelectionDocument.CurrentVersion)
        {
            throw Error(path, $"the selection has version {document.Version}; this covidxr reads version {SelectionDocument.CurrentVersion}", "$.version");
        }

        if (document.Dataset.Images < document.Ids.Length)
        {
            throw Error(path, $"{document.Ids.Length:N0} images are selected out of {document.Dataset.Images:N0}", "$.dataset.images");
        }

        CheckIds(path, document.Ids);
        return new Selection(
            Filter(path, document.Rules),
            [.. document.Ids.Order(StringComparer.Ordinal)],
            document.Dataset.Images,
            document.Dataset.Fingerprint,
            path,
            document.Split);
    }

    public static void Write(Selection selection, string path)
    {
        var document = new SelectionDocument(
            SelectionDocument.CurrentVersion,
            new SelectionDocument.DatasetPart(selection.DatasetImages, selection.DatasetFingerprint),
            selection.Rules,
            [.. selection.Ids],
            selection.SplitFingerprint);
        try
        {
            AtomicFile.WriteShared(path, RecordFile.Write(document, SelectionJson.Strict.SelectionDocument));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"cannot be written: {e.Message} (--out FILE saves the selection elsewhere)", e);
        }
    }

    private static SelectionDocument Parse(byte[] bytes, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, SelectionJson.Strict.SelectionDocument)
                ?? throw new DatasetException(path, "expected a selection, found null");
        }
        catch (JsonException e)
        {
            // The serializer appends its own position, and counts from 0.
            var end = e.Message.IndexOf(" Path:", StringComparison.Ordinal);
            end = end < 0 ? e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal) : end;
            var message = (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
            throw new DatasetException(path, $"no selection: {message}", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }

    /// <summary>Identifiers become file names later, so an unsafe one is refused here.</summary>
    private static void CheckIds(string path, string?[] ids)
    {
        var seen = new HashSet<string>(ids.Length, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < ids.Length; i++)
        {
            var id = ids[i] ?? throw Error(path, "expected an id, found null", $"$.ids[{i}]");
            if (SafeFileName.Problem(id) is { } problem)
            {
                throw Error(path, $"the id {NearestNames.Quoted(id)} {problem}", $"$.ids[{i}]");
            }

            if (!seen.Add(id))
            {
                throw Error(path, $"the id {NearestNames.Quoted(id)} stands twice", $"$.ids[{i}]");
            }
        }
    }

    /// <summary>Rules that could not be typed are no rules.</summary>
    private static ImageFilter Filter(string path, FilterOptions rules)
    {
        IReadOnlyList<string?>[] lists = [rules.Include, rules.Exclude, rules.LicenseAllow, rules.Where];
        if (lists.Any(l => l.Any(t => t is null)))
        {
            throw Error(path, "expected texts, found null", "$.rules");
        }

        try
        {
            return new ImageFilter(rules);
        }
        catch (FilterException e)
        {
            throw Error(path, $"{e.Option}: {e.Message}", "$.rules");
        }
    }

    private static DatasetException Error(string path, string problem, string position) => new(path, problem, line: 0, column: 0, position);
}

/// <summary>Reads and writes <c>selection.json</c> without reflection.</summary>
[JsonSerializable(typeof(SelectionDocument))]
internal sealed partial class SelectionJson : JsonSerializerContext
{
    /// <summary>Strict where a mistake would be silent, readable where people look: <c>age >= 60</c> stays as typed.</summary>
    public static SelectionJson Strict { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<UnknownLicense>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    });
}

/// <summary><c>selection.json</c> as it is on disk.</summary>
internal sealed record SelectionDocument(int Version, SelectionDocument.DatasetPart Dataset, FilterOptions Rules, string[] Ids, string? Split = null)
{
    /// <summary>The only version so far.</summary>
    public const int CurrentVersion = 1;

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    internal sealed record DatasetPart(int Images, string Fingerprint);
}
