using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Splits;

/// <summary>Reads and writes <c>split.json</c>; a file from elsewhere is checked, not trusted.</summary>
internal static class SplitFile
{
    private static readonly FileLimit Limit = new(256_000_000, "splits");

    public static DatasetSplit Read(string path)
    {
        var document = RecordFile.Read(path, Limit, SplitJson.Readable.SplitDocument);
        if (document.Schema is < 1 or > SplitDocument.CurrentSchema)
        {
            throw Error(path, document.Schema < 1 ? $"expected a schema of 1 or more, found {document.Schema}" : $"made by covidxr {document.Covidxr}, in a form that this one does not read; get a newer covidxr", "$.schema");
        }

        var places = new Dictionary<string, SplitPlace>(StringComparer.Ordinal);
        foreach (var (part, name) in Enum.GetValues<DatasetPart>().Select(p => (p, PartNames.Of(p))))
        {
            Place(path, places, document.Parts.Of(part), $"$.parts.{name}", p => p.Part is null ? p with { Part = part } : null);
        }

        if (document.Folds.Length > SplitOptions.MostFolds)
        {
            throw Error(path, $"{document.Folds.Length:N0} folds; at most {SplitOptions.MostFolds:N0} are read", "$.folds");
        }

        for (var fold = 0; fold < document.Folds.Length; fold++)
        {
            var own = fold;
            Place(path, places, document.Folds[fold] ?? throw Error(path, "expected a list of ids, found null", $"$.folds[{fold}]"), $"$.folds[{fold}]", p => p == default(SplitPlace) ? p with { Fold = own } : null);
        }

        var grouped = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < document.Groups.Length; i++)
        {
            var group = document.Groups[i] ?? throw Error(path, "expected a list of ids, found null", $"$.groups[{i}]");
            for (var j = 0; j < group.Length; j++)
            {
                CheckId(path, group[j], $"$.groups[{i}][{j}]");
                if (!grouped.Add(group[j]!))
                {
                    throw Error(path, $"the id {ForeignText.Quote(group[j]!)} is in two groups, or twice in one", $"$.groups[{i}][{j}]");
                }
            }
        }

        CheckOptions(path, document.Options);
        return new DatasetSplit(places, document.Options, [.. document.Groups.Select(g => (IReadOnlyList<string>)[.. g!.Select(id => id!)])], document.Dataset.Images, document.Dataset.Fingerprint);
    }

    public static void Write(DatasetSplit split, string path)
    {
        string[] In(DatasetPart part) => [.. split.Places.Where(p => p.Value.Part == part).Select(p => p.Key)];
        var ofFolds = split.Places.Where(p => p.Value.Fold is not null).ToLookup(p => p.Value.Fold!.Value, p => p.Key);
        var document = new SplitDocument(
            SplitDocument.CurrentSchema,
            ProductVersion.Text,
            new SplitDocument.DatasetMembers(split.DatasetImages, split.DatasetFingerprint),
            split.Options,
            new SplitDocument.PartMembers(In(DatasetPart.Train), In(DatasetPart.Val), In(DatasetPart.Test)),
            [.. Enumerable.Range(0, split.FoldCount).Select(f => (string?[])[.. ofFolds[f]])],
            [.. split.Groups.Select(g => (string?[])[.. g])]);
        try
        {
            AtomicFile.WriteShared(path, RecordFile.Write(document, SplitJson.Readable.SplitDocument));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(path, $"cannot be written: {e.Message} (--out FILE saves the split elsewhere)", e);
        }
    }

    private static void Place(string path, Dictionary<string, SplitPlace> places, string?[] ids, string position, Func<SplitPlace, SplitPlace?> put)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            CheckId(path, ids[i], $"{position}[{i}]");
            places[ids[i]!] = put(places.GetValueOrDefault(ids[i]!))
                ?? throw Error(path, $"the id {ForeignText.Quote(ids[i]!)} stands in two parts or folds, or twice in one", $"{position}[{i}]");
        }
    }

    /// <summary>Identifiers become file names later, so an unsafe one is refused here.</summary>
    private static void CheckId(string path, string? id, string position)
    {
        if (id is null)
        {
            throw Error(path, "expected an id, found null", position);
        }

        if (SafeFileName.Problem(id) is { } problem)
        {
            throw Error(path, $"the id {ForeignText.Quote(id)} {problem}", position);
        }
    }

    private static void CheckOptions(string path, SplitOptions options)
    {
        if (options.Shares is not { } shares || new[] { shares.Train, shares.Val, shares.Test }.Any(s => s is < 0 or > 100))
        {
            throw Error(path, "expected shares from 0 to 100", "$.options.shares");
        }

        if (options.Folds is < 0 or > SplitOptions.MostFolds)
        {
            throw Error(path, $"expected up to {SplitOptions.MostFolds:N0} folds, found {options.Folds}", "$.options.folds");
        }

        if (options.Stratify.Concat(options.GroupBy).Any(n => n is null))
        {
            throw Error(path, "expected texts, found null", "$.options");
        }
    }

    private static DatasetException Error(string path, string problem, string position) => new(path, problem, line: 0, column: 0, position);
}

/// <summary>Reads and writes <c>split.json</c> without reflection.</summary>
[JsonSerializable(typeof(SplitDocument))]
internal sealed partial class SplitJson : JsonSerializerContext
{
    public static SplitJson Readable { get; } = new(new JsonSerializerOptions(RecordFile.Strict)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = ForeignText.JsonToKeep,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}

/// <summary><c>split.json</c> as it is on disk.</summary>
internal sealed record SplitDocument(int Schema, string Covidxr, SplitDocument.DatasetMembers Dataset, SplitOptions Options, SplitDocument.PartMembers Parts, string?[][] Folds, string?[][] Groups)
{
    /// <summary>The newest form, the one that is written.</summary>
    public const int CurrentSchema = 1;

    /// <param name="Images">Number of images.</param>
    /// <param name="Fingerprint">The hash of their identifiers.</param>
    internal sealed record DatasetMembers(int Images, string Fingerprint);

    /// <summary>The ids of each part.</summary>
    internal sealed record PartMembers(string?[] Train, string?[] Val, string?[] Test)
    {
        public string?[] Of(DatasetPart part) => part switch { DatasetPart.Train => Train, DatasetPart.Val => Val, _ => Test };
    }
}
