using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;
using CsvHelper;

namespace CovidXray.Splits;

/// <summary>Reads the forms in which people keep their parts.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>a <c>split.json</c> of ours;</item>
/// <item>nnU-Net's <c>splits_final.json</c>: <c>[{"train": [...], "val": [...]}, ...]</c>, one for each fold; a single one is train and val;</item>
/// <item>JSON with a list for each part: <c>{"train": [...], "val": [...], "test": [...]}</c>;</item>
/// <item>a table (<c>.csv</c>, <c>.tsv</c>) with a column of names and a column of parts, or of folds, or both;</item>
/// <item>lists, a name a line: <c>train.txt</c>, <c>val.txt</c>, <c>test.txt</c> in one folder; the folder or one of them is named.</item>
/// </list>
/// </remarks>
internal static class PartFiles
{
    private static readonly FileLimit Limit = new(256_000_000, "lists of parts");
    private static readonly string[] NameColumns = ["id", "image_id", "imageid", "image", "name", "file", "filename", "file_name", "original_filename", "path", "case", "case_id"];
    private static readonly string[] PartColumns = ["part", "split", "set", "subset", "partition"];
    private const int MaxRecord = 1 << 20;

    /// <summary>How the split was made that a file keeps; of other people's parts, the shares and folds that they have.</summary>
    /// <exception cref="DatasetException">It is none of these forms, or damaged; the message says where.</exception>
    public static SplitOptions OptionsOf(string path)
    {
        if (ReadOwn(path) is { } own)
        {
            return own.Options;
        }

        var names = Read(path);
        decimal Share(DatasetPart part) => names.Count == 0 ? 0 : decimal.Round(100m * names.Count(n => n.Place.Part == part) / names.Count, 2);
        var folds = names.Max(n => n.Place.Fold + 1) ?? 0;
        var (val, test) = (folds > 0 ? 0 : Share(DatasetPart.Val), Share(DatasetPart.Test));
        return new SplitOptions { Shares = new SplitShares(100 - val - test, val, test), Folds = folds };
    }

    /// <summary>Reads parts.</summary>
    /// <exception cref="DatasetException">It is none of these forms, or damaged; the message says where.</exception>
    public static IReadOnlyList<PlacedName> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return ReadLists(path);
        }

        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".JSON":
                return ReadJson(path);
            case ".CSV":
                return ReadTable(path, ',');
            case ".TSV":
                return ReadTable(path, '\t');
            case ".TXT" when PartOfList(path) is not null:
                return ReadLists(Path.GetDirectoryName(Path.GetFullPath(path))!);
            default:
                throw new DatasetException(path, "expected parts: a split.json, nnU-Net's splits_final.json, a table (.csv) with columns id and part, or train.txt, val.txt and test.txt");
        }
    }

    private static List<PlacedName> ReadLists(string folder)
    {
        var names = new List<PlacedName>();
        foreach (var file in ListsIn(folder))
        {
            if (PartOfList(file) is not { } part)
            {
                continue;
            }

            var line = 0;
            foreach (var text in WholeFile.ReadText(file, file, Limit).Split('\n'))
            {
                line++;
                if (text.Trim() is { Length: > 0 } name)
                {
                    names.Add(new PlacedName(name, new SplitPlace(part, null), file, line, Position: null));
                }
            }
        }

        return names.Count > 0 ? names : throw new DatasetException(folder, "expected lists of names, one a line: train.txt, val.txt, test.txt; there are none");
    }

    private static string[] ListsIn(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DatasetException.Unreadable(folder, e);
        }
    }

    private static DatasetPart? PartOfList(string path) => PartNames.Find(Path.GetFileNameWithoutExtension(path));

    private static List<PlacedName> ReadJson(string path)
    {
        var text = ByteOrderMark.Skip(WholeFile.Read(path, Limit));
        if (text.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            return ReadFolds(path);
        }

        var members = ReadObject(path, text);
        return IsOwn(members)
            ? [.. DatasetSplit.Load(path).Places.Select(p => new PlacedName(p.Key, p.Value, path, 0, Position: null))]
            : ReadMembers(path, members);
    }

    /// <summary>Ours has a schema; people's have not.</summary>
    private static bool IsOwn(Dictionary<string, JsonElement> members) => members.ContainsKey("schema");

    private static DatasetSplit? ReadOwn(string path)
    {
        if (Directory.Exists(path) || !Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = ByteOrderMark.Skip(WholeFile.Read(path, Limit));
        return text.TrimStart(" \t\r\n"u8) is [(byte)'[', ..] || !IsOwn(ReadObject(path, text)) ? null : DatasetSplit.Load(path);
    }

    private static Dictionary<string, JsonElement> ReadObject(string path, ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PartJson.Default.DictionaryStringJsonElement)
                ?? throw new DatasetException(path, "expected parts, found null", 1, 1, "$");
        }
        catch (JsonException e)
        {
            throw new DatasetException(path, "expected parts as JSON", (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, e.Path, e);
        }
    }

    private static List<PlacedName> ReadMembers(string path, Dictionary<string, JsonElement> members)
    {
        var names = new List<PlacedName>();
        foreach (var (member, list) in members)
        {
            if (PartNames.Find(member) is not { } part)
            {
                continue;
            }

            if (list.ValueKind != JsonValueKind.Array)
            {
                throw new DatasetException(path, "expected a list of names", 0, 0, $"$.{member}");
            }

            var i = 0;
            foreach (var name in list.EnumerateArray())
            {
                var position = $"$.{member}[{i++}]";
                names.Add(new PlacedName(NameIn(path, name, position), new SplitPlace(part, null), path, 0, position));
            }
        }

        return names.Count > 0 ? names : throw new DatasetException(path, "expected parts: members 'train', 'val' and 'test' with lists of names; there are none");
    }

    private static string NameIn(string path, JsonElement name, string position)
    {
        try
        {
            return name.ValueKind switch
            {
                JsonValueKind.String => name.GetString()!,
                JsonValueKind.Number => name.GetRawText(),
                _ => throw new DatasetException(path, "expected a name", 0, 0, position),
            };
        }
        catch (InvalidOperationException e)
        {
            // Half of a surrogate pair.
            throw new DatasetException(path, "the name is no text", 0, 0, position, e);
        }
    }

    private static List<PlacedName> ReadFolds(string path)
    {
        var folds = RecordFile.Read(path, Limit, PartJson.Default.NnunetFoldArray);
        if (folds.Length > SplitOptions.MostFolds)
        {
            throw new DatasetException(path, $"{folds.Length:N0} folds; at most {SplitOptions.MostFolds:N0} are read");
        }

        if (Array.IndexOf(folds, null) is >= 0 and var none)
        {
            throw new DatasetException(path, "expected a fold, found null", 0, 0, $"$[{none}]");
        }

        var names = new List<PlacedName>();
        var inVal = folds.SelectMany(f => f.Val).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var fold = 0; fold < folds.Length; fold++)
        {
            var place = folds.Length == 1 ? new SplitPlace(DatasetPart.Val, null) : new SplitPlace(null, fold);
            Add(folds[fold].Val, place, $"$[{fold}].val", _ => true);

            // Images that no fold validates on are only ever trained on.
            Add(folds[fold].Train, new SplitPlace(DatasetPart.Train, null), $"$[{fold}].train", name => folds.Length == 1 || (!inVal.Contains(name) && seen.Add(name)));
            var val = folds[fold].Val.OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (folds[fold].Train.FirstOrDefault(n => n is not null && val.Contains(n)) is { } both)
            {
                throw new DatasetException(path, $"'{ForeignText.Quote(both)}' is in train and in val", 0, 0, $"$[{fold}]");
            }
        }

        return names;

        void Add(string?[] list, SplitPlace place, string position, Func<string, bool> takes)
        {
            for (var i = 0; i < list.Length; i++)
            {
                var name = list[i] ?? throw new DatasetException(path, "expected a name, found null", 0, 0, $"{position}[{i}]");
                if (takes(name))
                {
                    names.Add(new PlacedName(name, place, path, 0, $"{position}[{i}]"));
                }
            }
        }
    }

    private static List<PlacedName> ReadTable(string path, char separator)
    {
        using var file = InputFile.Open(path, Limit);
        var names = new List<PlacedName>();
        try
        {
            using var reader = CsvReader.Create(file, new CsvReaderOptions { Separator = separator, TrackLineNumbers = true, MaxRecordSize = MaxRecord, OnMalformedRecord = bad => throw Malformed(path, bad) }, leaveOpen: true);
            var name = Column(reader, NameColumns);
            var part = Column(reader, PartColumns);
            var fold = Column(reader, ["fold"]);
            if (name < 0 || (part < 0 && fold < 0))
            {
                throw new DatasetException(path, $"expected a header with a column of names (id, file, ...) and one of parts (part, split) or folds (fold); found {ForeignText.Quote(string.Join(", ", reader.Headers))}", 1, 1, path: null);
            }

            while (reader.Read())
            {
                var place = new SplitPlace(part < 0 ? null : PartIn(path, reader, part), fold < 0 ? null : FoldIn(path, reader, fold));
                if (place is { Part: DatasetPart.Test, Fold: not null })
                {
                    throw new DatasetException(path, $"'{ForeignText.Quote(reader.GetString(name).Trim())}' is in test and in fold {place.Fold}", reader.LineNumber, 1, path: null);
                }

                if (reader.GetString(name).Trim() is { Length: > 0 } text && place != default)
                {
                    // Where folds are, train and val are what each of them makes of them.
                    names.Add(new PlacedName(text, place.Fold is null ? place : place with { Part = null }, path, reader.LineNumber, Position: null));
                }
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException(path, $"not valid CSV: {e.Message.TrimEnd('.')}", e.LineNumber, 1, path: null, e);
        }

        return names;
    }

    private static DatasetPart? PartIn(string path, CsvReader reader, int column) => reader.GetString(column).Trim() is { Length: > 0 } text
        ? PartNames.Find(text) ?? throw new DatasetException(path, $"expected train, val or test, found '{ForeignText.Quote(text)}'", reader.LineNumber, 1, path: null)
        : null;

    /// <summary>The fold; <c>1.0</c> is one, as programs write whole numbers in a column in which some are missing.</summary>
    private static int? FoldIn(string path, CsvReader reader, int column) => reader.GetString(column).Trim() is { Length: > 0 } text
        ? decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var fold) && fold < SplitOptions.MostFolds && decimal.IsInteger(fold) ? (int)fold : throw new DatasetException(path, $"expected a fold from 0 to {SplitOptions.MostFolds - 1:N0}, found '{ForeignText.Quote(text)}'", reader.LineNumber, 1, path: null)
        : null;

    private static DatasetException Malformed(string path, CsvMalformedRecord record) =>
        new(path, record.Reason == CsvMalformedReason.UnterminatedQuote ? "a quote is never closed; is the file cut off?" : "a quote stands inside a value", record.LineNumber, 1, path: null);

    private static int Column(CsvReader reader, string[] names)
    {
        foreach (var name in names)
        {
            for (var i = 0; i < reader.Headers.Count; i++)
            {
                if (reader.Headers[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}

/// <summary>Reads other people's JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NnunetFold[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class PartJson : JsonSerializerContext;

/// <summary>A fold of nnU-Net's <c>splits_final.json</c>.</summary>
/// <param name="Train">The names that are trained on.</param>
/// <param name="Val">The names that are validated on.</param>
internal sealed record NnunetFold(string?[] Train, string?[] Val);
