using System.Globalization;
using System.Net;
using System.Text;

namespace CovidXray.Reports;

/// <summary>An HTML page as it grows. Titles and labels are given as plain text; only table cells are given as HTML.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _html = new();

    public HtmlPage(string title, string scope)
    {
        _html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");

        // Without an icon of its own, a browser asks the server for one.
        _html.Append("<link rel=\"icon\" href=\"data:,\">\n");
        Append($"<title>{Encode(title)}</title>\n<style>\n{PageStyle.Css.ReplaceLineEndings("\n")}\n</style>\n</head>\n<body>\n");
        Append($"<h1>{Encode(title)}</h1>\n<p class=\"scope\">{Encode(scope)}</p>\n");
    }

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public void Tiles(params ReadOnlySpan<(string Name, string Value)> tiles)
    {
        BeginGroup("tiles");
        foreach (var (name, value) in tiles)
        {
            Append($"<div class=\"tile\"><b>{Encode(value)}</b><span>{Encode(name)}</span></div>\n");
        }

        EndGroup();
    }

    public void BeginGroup(string style) => Append($"<div class=\"{style}\">\n");

    public void EndGroup() => _html.Append("</div>\n");

    public void Chart(string title, string note, IEnumerable<(string Label, long Count)> bars) =>
        Section(title, note, SvgBars.Chart(title, [.. bars], SvgBars.Narrow));

    /// <summary>A chart over the whole page, for long labels.</summary>
    public void WideChart(string title, string note, IEnumerable<(string Label, long Count)> bars) =>
        Section(title, note, SvgBars.Chart(title, [.. bars], SvgBars.Wide));

    /// <summary>A table; header and cells are HTML.</summary>
    public void Table(string title, string note, string style, IReadOnlyList<string> header, IEnumerable<string> rows)
    {
        var head = string.Concat(header.Select(h => $"<th>{h}</th>"));
        var body = string.Concat(rows.Select(r => $"<tr>{r}</tr>\n"));
        Section(title, note, $"<div class=\"scroll\"><table class=\"{style}\">\n<tr>{head}</tr>\n{body}</table></div>\n");
    }

    /// <summary>The page, with JSON in a data block; a closing tag inside a text must not end it.</summary>
    public byte[] Close(string json)
    {
        var safe = json.Replace("<", "\\u003c", StringComparison.Ordinal);
        Append($"<script type=\"application/json\" id=\"covidxr-stats\">\n{safe}\n</script>\n");
        _html.Append("<footer>Counted by covidxr stats. Annotations: V7 Labs, CC BY 4.0; the images have licences of their own. Not for clinical use.</footer>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(_html.ToString());
    }

    private void Section(string title, string note, string content)
    {
        var small = note.Length > 0 ? $" <small>{Encode(note)}</small>" : "";
        Append($"<section>\n<h2>{Encode(title)}{small}</h2>\n{content}</section>\n");
    }

    private void Append(FormattableString html) => _html.Append(html.ToString(CultureInfo.InvariantCulture));
}
