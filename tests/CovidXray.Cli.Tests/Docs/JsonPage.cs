using System.Text.Json;
using System.Text.RegularExpressions;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>The keys that <c>docs/json.md</c> lists: of each answer those of the table below its heading, and the old names at the end.</summary>
internal sealed class JsonPage
{
    private const string OfAll = "All answers";
    private const string OfErrors = "Errors";

    private readonly Dictionary<string, List<Key>> _keys = new(StringComparer.Ordinal);
    private readonly List<(string Answer, string Old, string New)> _old = [];

    private JsonPage()
    {
    }

    /// <summary>The answers, by their headings: <c>masks</c>, <c>filter --explain</c>.</summary>
    public IEnumerable<string> Answers => _keys.Keys.Where(k => k is not (OfAll or OfErrors));

    /// <summary>The keys that answers have in common, and those of errors.</summary>
    public IEnumerable<string> CommonKeys => [.. _keys[OfAll].Concat(_keys[OfErrors]).Select(k => k.Path)];

    /// <summary>The keys of an answer, those among them that have old names, too.</summary>
    public IEnumerable<string> KeysOf(string answer) => [.. _keys[answer].Select(k => k.Path), .. _old.Where(o => o.Answer == answer).Select(o => o.Old)];

    public static JsonPage Read()
    {
        var page = new JsonPage();
        string[] headings = [];
        string[] columns = [];
        foreach (var line in FencedBlock.LinesOf("docs/json.md"))
        {
            if (Regex.Match(line, "^##+ (?<text>.+)$") is { Success: true } heading)
            {
                headings = heading.Groups["text"].Value.Split(", ");
            }

            var cells = line.StartsWith("| ", StringComparison.Ordinal) ? line.Trim('|', ' ').Split(" | ") : [];
            columns = cells.Length == 0 ? [] : columns.Length == 0 ? cells : columns;
            if (!line.StartsWith("| `", StringComparison.Ordinal) && !columns.SequenceEqual(["answer", "old", "new"]))
            {
                continue;
            }

            if (columns is ["key", "type", ..])
            {
                foreach (var answer in headings)
                {
                    page.KeysFor(answer).AddRange(Names(cells[0]).Select(name => new Key(name, cells[1])));
                }
            }
            else if (columns is ["answer", "old", "new"] && cells is [var answer, ['`', ..] oldName, var newName])
            {
                page._old.Add((answer, oldName.Trim('`'), newName.Trim('`')));
            }
        }

        return page;
    }

    /// <summary>Looks at every key of an object and at its value's type.</summary>
    /// <param name="answer">What it is an answer to.</param>
    /// <param name="json">The object.</param>
    /// <returns>The keys that it has, as the page lists them.</returns>
    public IReadOnlySet<string> Check(string answer, JsonElement json)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Assert.Equal("schema", json.EnumerateObject().First().Name);
        Walk(answer, json, [], seen);
        return seen;
    }

    private void Walk(string answer, JsonElement json, string[] path, HashSet<string> seen)
    {
        foreach (var member in json.EnumerateObject())
        {
            string[] own = [.. path, member.Name];
            var key = Find(answer, own, seen);
            Assert.True(key is not null, $"{answer}: `{string.Join('.', own)}` is not listed");
            Assert.True(HasType(member.Value, key.Type), $"{answer}: `{string.Join('.', own)}` is no {key.Type}: {member.Value.GetRawText()}");
            var isCounts = key.Type is "counts" or "texts" || (key.Type.EndsWith("as `age`", StringComparison.Ordinal) && !member.Value.TryGetProperty("histogram", out _));
            if (member.Value.ValueKind == JsonValueKind.Object && !isCounts)
            {
                Walk(answer, member.Value, key.Type.EndsWith("as `age`", StringComparison.Ordinal) ? ["age"] : own, seen);
            }

            foreach (var item in member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.Object) : [])
            {
                Walk(answer, item, [.. path, member.Name + "[]"], seen);
            }
        }
    }

    private Key? Find(string answer, string[] path, HashSet<string> seen)
    {
        foreach (var (_, oldName, newName) in _old.Where(o => o.Answer == answer).OrderByDescending(o => o.Old.Length))
        {
            var old = oldName.Split('.');
            if (path.Length >= old.Length && path[..old.Length].Select(Bare).SequenceEqual(old.Select(Bare)))
            {
                seen.Add(oldName);
                var isOfItems = path[old.Length - 1].EndsWith("[]", StringComparison.Ordinal);
                return Listed(answer, [.. (newName + (isOfItems ? "[]" : "")).Split('.'), .. path[old.Length..]]);
            }
        }

        var key = Listed(answer, path);
        seen.Add(key?.Path ?? "");
        return key;

        static string Bare(string segment) => segment.Replace("[]", "", StringComparison.Ordinal);
    }

    /// <summary>The key that says most exactly what a path is. What stands above a listed name of any spelling is an object.</summary>
    private Key? Listed(string answer, string[] path)
    {
        var keys = new[] { answer, OfAll, OfErrors }.SelectMany(a => _keys[a]).ToList();
        return keys.Where(k => k.Is(path)).MinBy(k => k.Path.Count(c => c == '*')) ?? keys.Select(k => k.Above(path)).FirstOrDefault(k => k is not null);
    }

    private List<Key> KeysFor(string answer)
    {
        if (!_keys.TryGetValue(answer, out var keys))
        {
            _keys.Add(answer, keys = []);
        }

        return keys;
    }

    private static IEnumerable<string> Names(string cell) => Regex.Matches(cell, "`(?<name>[^`]+)`").Select(m => m.Groups["name"].Value);

    private static bool HasType(JsonElement value, string type) => type.EndsWith(" or null", StringComparison.Ordinal)
        ? value.ValueKind == JsonValueKind.Null || HasType(value, type[..^" or null".Length])
        : type switch
        {
            "count" => value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "number or text" => HasType(value, "number") || HasType(value, "text"),
            "text" => value.ValueKind == JsonValueKind.String,
            "true or false" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "object" or "counts or as `age`" => value.ValueKind == JsonValueKind.Object,
            "counts" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(m => HasType(m.Value, "count")),
            "texts" => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().All(m => HasType(m.Value, "text")),
            "array of objects" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => HasType(i, "object")),
            "array of texts" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(i => HasType(i, "text")),
            _ => throw new InvalidOperationException($"docs/json.md: there is no type '{type}'"),
        };

    private sealed record Key(string Path, string Type)
    {
        private readonly string[] _segments = Path.Split('.');

        public bool Is(string[] path) => path.Length == _segments.Length && Begins(path);

        public Key? Above(string[] path) =>
            path.Length < _segments.Length && _segments[path.Length - 1] == "*" && Begins(path) ? new Key(string.Join('.', _segments[..path.Length]), "object") : null;

        private bool Begins(string[] path) => path.Zip(_segments).All(s => s.First == s.Second || s.Second == "*");
    }
}
