using System.Text;
using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Texts;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace CovidXray.Config;

/// <summary>Reads <c>covidxr.toml</c>. People write it, so what is not understood is an error with its place: a slip must not be silent.</summary>
internal sealed class DatasetConfigReader
{
    private const string Duplicates = "duplicates";
    private const string Accepted = "accepted";
    private const string Tables = $"[[{Duplicates}]] or [[{Accepted}]]";

    /// <summary>Ids in a list: more are likely a mistake, and pairs grow with their square.</summary>
    private const int MostIds = 1000;

    private static readonly FileLimit Limit = new(16_000_000, "configurations");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly List<AcceptedFindings> _accepted = [];
    private readonly SortedDictionary<(string A, string B), JudgedPair> _pairs = new(Comparer<(string A, string B)>.Create(static (x, y) =>
        string.CompareOrdinal(x.A, y.A) is not 0 and var order ? order : string.CompareOrdinal(x.B, y.B)));

    private DatasetConfigReader(string path) => _path = path;

    /// <exception cref="DatasetException">It cannot be read, or says what is not understood.</exception>
    public static DatasetConfig Read(string path)
    {
        var reader = new DatasetConfigReader(path);
        reader.Read(reader.Parse());
        return new DatasetConfig { JudgedPairs = [.. reader._pairs.Values], Accepted = reader._accepted };
    }

    private DocumentSyntax Parse()
    {
        try
        {
            var document = SyntaxParser.Parse(Utf8.GetString(ByteOrderMark.Skip(WholeFile.Read(_path, Limit))), _path, validate: true);
            return document.Diagnostics.FirstOrDefault(d => d.Kind == DiagnosticMessageKind.Error) is { } error ? throw Error(error.Span, error.Message.TrimEnd('.')) : document;
        }
        catch (DecoderFallbackException e)
        {
            throw new DatasetException(_path, "is no UTF-8", e);
        }
        catch (TomlException e)
        {
            throw new DatasetException(_path, $"is no TOML that can be read: {e.Message.TrimEnd('.')}", e);
        }
    }

    private void Read(DocumentSyntax document)
    {
        foreach (var member in document.KeyValues)
        {
            throw Error(member.Span, $"'{ForeignText.Quote(NameOf(member.Key))}' is not known here; expected {Tables}");
        }

        foreach (var table in document.Tables)
        {
            var name = NameOf(table.Name);
            if (table is not TableArraySyntax || name is not (Duplicates or Accepted))
            {
                throw Error(table.Name?.Span ?? table.Span, $"'{ForeignText.Quote(name)}' is not known; expected {Tables}, in two brackets");
            }

            if (name == Accepted)
            {
                ReadAccepted(table);
            }
            else
            {
                ReadJudged(table);
            }
        }
    }

    private void ReadJudged(TableSyntaxBase table)
    {
        (string[] Ids, bool IsSame, KeyValueSyntax Where)? judged = null;
        string? reason = null;
        foreach (var member in table.Items)
        {
            var name = NameOf(member.Key);
            if (name == "reason")
            {
                reason = TextOf(member.Value, member.Span).Trim();
            }
            else if (name is not ("same" or "different"))
            {
                throw Error(member.Span, $"'{ForeignText.Quote(name)}' is not known; expected 'same' or 'different', and 'reason'");
            }
            else if (judged is not null)
            {
                throw Error(member.Span, "films are either the same or different; expected one of both");
            }
            else
            {
                judged = (IdsOf(member), name == "same", member);
            }
        }

        if (judged is not { } found)
        {
            throw Error(table.Span, "expected 'same' or 'different' with the ids of images");
        }

        if (string.IsNullOrEmpty(reason))
        {
            throw Error(table.Span, "expected a 'reason': others want to know why");
        }

        for (var i = 0; i < found.Ids.Length; i++)
        {
            for (var j = i + 1; j < found.Ids.Length; j++)
            {
                Add(found.Ids[i], found.Ids[j], found.IsSame, reason, found.Where);
            }
        }
    }

    private void ReadAccepted(TableSyntaxBase table)
    {
        (string Text, SourceSpan Where)[]? rules = null;
        KeyValueSyntax? images = null;
        string? reason = null;
        foreach (var member in table.Items)
        {
            switch (NameOf(member.Key))
            {
                case "rule":
                    rules = RulesOf(member);
                    break;
                case "images":
                    images = member;
                    break;
                case "reason":
                    reason = TextOf(member.Value, member.Span).Trim();
                    break;
                case var other:
                    throw Error(member.Span, $"'{ForeignText.Quote(other)}' is not known; expected 'rule', 'images' and 'reason'");
            }
        }

        if (rules is null)
        {
            throw Error(table.Span, "expected a 'rule', such as \"A1\" or [\"A1\", \"T2\"]");
        }

        if (images is null)
        {
            throw Error(table.Span, "expected 'images': ids, such as [\"1676447\"], or \"all\"");
        }

        if (string.IsNullOrEmpty(reason))
        {
            throw Error(table.Span, "expected a 'reason': others want to know why");
        }

        var isOfAll = images.Value is StringValueSyntax { Value: "all" };
        _accepted.Add(new AcceptedFindings([.. rules.Select(r => r.Text)], isOfAll ? null : IdsOf(images, least: 1, "ids of images, such as [\"1676447\"], or \"all\""), reason)
        {
            Line = table.Span.Start.Line + 1,
            RulePlaces = [.. rules.Select(r => PlaceOf(r.Where))],
        });
    }

    private (string Text, SourceSpan Where)[] RulesOf(KeyValueSyntax member)
    {
        (string Text, SourceSpan Where)[] rules = member.Value is ArraySyntax array
            ? [.. array.Items.Select(i => (TextOf(i.Value, i.Span).Trim(), i.Value?.Span ?? i.Span))]
            : [(TextOf(member.Value, member.Span).Trim(), member.Value!.Span)];
        return rules.Length > 0 ? rules : throw Error(member.Value!.Span, "expected rules, such as [\"A1\", \"T2\"]");
    }

    private void Add(string one, string other, bool isSame, string reason, KeyValueSyntax where)
    {
        var (a, b) = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        if (!_pairs.TryAdd((a, b), new JudgedPair(a, b, isSame, reason)))
        {
            throw Error(where.Span, $"'{ForeignText.Quote(a)}' and '{ForeignText.Quote(b)}' are judged twice");
        }
    }

    private string[] IdsOf(KeyValueSyntax member, int least = 2, string expected = "the ids of images, such as [\"1676447\", \"1676687\"]")
    {
        if (member.Value is not ArraySyntax array)
        {
            throw Error(member.Span, $"expected {expected}");
        }

        string[] ids = [.. array.Items.Select(i => TextOf(i.Value, i.Span))];
        return ids.Length < least || ids.Length > MostIds ? throw Error(array.Span, $"{ids.Length} ids; expected {least} to {MostIds}")
            : ids.FirstOrDefault(string.IsNullOrEmpty) is not null ? throw Error(array.Span, "an id is empty")
            : ids.Distinct(StringComparer.Ordinal).Count() < ids.Length ? throw Error(array.Span, "an id stands twice")
            : ids;
    }

    private string TextOf(ValueSyntax? value, SourceSpan span) =>
        value is StringValueSyntax { Value: { } text } ? text : throw Error(value?.Span ?? span, "expected a text in quotes");

    private static string NameOf(KeySyntax? key) => key?.ToString().Trim().Trim('"', '\'') ?? "";

    private static (long Line, long Column) PlaceOf(SourceSpan span) => (span.Start.Line + 1, span.Start.Column + 1);

    private DatasetException Error(SourceSpan span, string problem)
    {
        var (line, column) = PlaceOf(span);
        return new DatasetException(_path, problem, line, column, path: null);
    }
}
