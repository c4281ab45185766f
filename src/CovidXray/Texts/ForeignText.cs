using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;

namespace CovidXray.Texts;

/// <summary>The one place that makes text of others safe for where it is printed or written: names, tags, tables, what servers say.</summary>
/// <remarks>
/// What nobody sees but a terminal, a browser or a reader obeys becomes U+FFFD where people read, and stays, escaped, where programs do:
/// control characters, line separators, what turns the direction of writing, halves of characters.
/// </remarks>
internal static class ForeignText
{
    /// <summary>How much of a text is quoted in a message.</summary>
    public const int LongestQuote = 100;

    private const char Replacement = '\uFFFD';

    /// <summary>How a cell begins that a spreadsheet runs as a formula; the last four are theirs in full width.</summary>
    private static readonly SearchValues<char> FormulaStarts = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    /// <summary>What has a meaning inside a line of Markdown that is more than how the text looks.</summary>
    private static readonly SearchValues<char> MarkdownSpecials = SearchValues.Create("\\<[]|`&");

    /// <summary>Escapes in JSON that people read on a terminal: what stands for itself there.</summary>
    public static JavaScriptEncoder JsonToRead { get; } = ReadableJson();

    /// <summary>Escapes in JSON files: as little as keeps the line whole, so that texts stay as they are.</summary>
    public static JavaScriptEncoder JsonToKeep => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>A text for one line of a terminal: it cannot break the line, steer the terminal, or turn what stands beside it.</summary>
    public static string OneLine(string text) => Replace(text, static rune => rune.Value switch
    {
        '\n' or '\t' or 0x2028 or 0x2029 => ' ',
        _ when Rune.IsControl(rune) || IsDeceptive(rune) => Replacement,
        _ => null,
    });

    /// <summary>A text as messages quote it: in one line, the start of it if it is long.</summary>
    public static string Quote(string text) => OneLine(Bounded(text, LongestQuote));

    /// <summary>The start of a text that is longer than a limit.</summary>
    public static string Bounded(string text, int most) =>
        text.Length <= most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "...");

    /// <summary>A text in HTML, be it between tags or in an attribute's quotes.</summary>
    public static string Html(string text) => WebUtility.HtmlEncode(OneLine(text));

    /// <summary>A text within a line or a table's cell of Markdown (GitHub's): no HTML, no link, no code, no new cell comes of it.</summary>
    public static string Markdown(string text)
    {
        var line = OneLine(text).Trim();
        if (!line.AsSpan().ContainsAny(MarkdownSpecials))
        {
            return line;
        }

        var safe = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            _ = line[i] switch
            {
                '<' => safe.Append("&lt;"),

                // Addresses hold it; only an entity would be read as something else.
                '&' when i + 1 < line.Length && (line[i + 1] == '#' || char.IsAsciiLetter(line[i + 1])) && line.IndexOf(';', i) > i => safe.Append("&amp;"),
                '\\' or '[' or ']' or '|' or '`' => safe.Append('\\').Append(line[i]),
                var other => safe.Append(other),
            };
        }

        return safe.ToString();
    }

    /// <summary>A text as a message of SARIF, in which brackets begin links and braces are placeholders (2.1.0, sections 3.11.5 and 3.11.6).</summary>
    public static string Sarif(string text) => OneLine(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("]", "\\]", StringComparison.Ordinal)
        .Replace("{", "{{", StringComparison.Ordinal)
        .Replace("}", "}}", StringComparison.Ordinal);

    /// <summary>A text as the message of a workflow command of GitHub (<c>::error ...::message</c>): in one line, and no other command.</summary>
    public static string GitHubMessage(string text) => OneLine(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>A text as a property of a workflow command of GitHub: colons and commas end one.</summary>
    public static string GitHubProperty(string text) =>
        GitHubMessage(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>
    /// A text as a cell of a CSV table. One that a spreadsheet would run as a formula gets a <c>'</c> in front, as does one that has
    /// got it already, so that <see cref="FromCsv"/> finds the text again.
    /// </summary>
    public static string Csv(string text) => IsGuardable(text) ? "'" + CsvName(text) : CsvName(text);

    /// <summary>A name as a cell of a CSV table, by which programs open files: nothing is put in front.</summary>
    public static string CsvName(string text) =>
        Replace(text, static rune => Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n') ? Replacement : null);

    /// <summary>The text of a cell that <see cref="Csv"/> made.</summary>
    public static string FromCsv(string cell) => cell.Length > 1 && cell[0] == '\'' && IsGuardable(cell) ? cell[1..] : cell;

    /// <summary>A text with the replacement character for each half of a character: what every writer takes.</summary>
    public static string Whole(string text) => Replace(text, static _ => null);

    /// <summary>A YAML document whose foreign texts stand in double quotes: what nobody sees becomes an escape.</summary>
    /// <remarks>The emitter escapes quotes, backslashes and control characters itself, and refuses halves of characters (<see cref="Whole"/>).</remarks>
    public static string Yaml(string document)
    {
        var safe = new StringBuilder(document.Length);
        foreach (var rune in document.EnumerateRunes())
        {
            _ = IsDeceptive(rune) ? safe.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}") : safe.Append(rune);
        }

        return safe.ToString();
    }

    /// <summary>Writes a text into XML; what nobody sees as a reference to the character.</summary>
    /// <exception cref="ArgumentException">It holds a character that XML has not.</exception>
    public static void WriteXml(XmlWriter xml, string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // XML has no others of ASCII's control characters but these, and the writer refuses halves of characters.
            if (!char.IsSurrogate(text[i]) && text[i] is not ('\t' or '\n') && new Rune(text[i]) is { Value: >= 0x7F or '\r' } rune && (Rune.IsControl(rune) || IsDeceptive(rune)))
            {
                xml.WriteString(text[start..i]);
                xml.WriteCharEntity(text[i]);
                start = i + 1;
            }
        }

        xml.WriteString(text[start..]);
    }

    /// <summary>Whether a character breaks the line that it stands in, turns its direction, or hides in it.</summary>
    public static bool IsDeceptive(Rune rune) => rune.Value is
        0x2028 or 0x2029 // separators of lines and paragraphs
        or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) // direction
        or 0x180E or 0x200B or (>= 0x2060 and <= 0x2065) or (>= 0x206A and <= 0x206F) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F); // nothing to see

    private static bool IsGuardable(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept('\'');
        return start >= 0 && FormulaStarts.Contains(text[start]);
    }

    /// <summary>Puts something else for some characters, and the replacement character for halves of one.</summary>
    /// <param name="replace">What for; null where the character stays.</param>
    private static string Replace(string text, Func<Rune, char?> replace)
    {
        StringBuilder? changed = null;
        var at = 0;
        while (at < text.Length)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) == OperationStatus.Done;
            if ((isWhole ? replace(rune) : Replacement) is { } other)
            {
                changed ??= new StringBuilder(text, 0, at, text.Length);
                changed.Append(other);
            }
            else
            {
                changed?.Append(text.AsSpan(at, length));
            }

            at += length;
        }

        return changed?.ToString() ?? text;
    }

    private static JavaScriptEncoder ReadableJson()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters([.. Enumerable.Range(0, char.MaxValue + 1).Where(c => !char.IsSurrogate((char)c) && IsDeceptive(new Rune(c))).Select(c => (char)c)]);
        return JavaScriptEncoder.Create(settings);
    }
}
