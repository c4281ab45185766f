using System.Globalization;
using System.Text;
using CovidXray.Files;
using CovidXray.Texts;

namespace CovidXray.Reports;

/// <summary>An HTML page as it grows. Titles and labels are given as plain text; only table cells are given as HTML.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _html = new();

    /// <param name="title">What it is of.</param>
    /// <param name="scope">Which images it is about.</param>
    /// <param name="origin">What it was made of: version, state of the data, fingerprint; empty if nobody says.</param>
    public HtmlPage(string title, string scope, string origin)
    {
        _html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");

        // Nothing runs and nothing is fetched, whatever text of others might come to be: the style sheet alone is allowed, by its hash.
        var style = $"\n{PageStyle.Css.ReplaceLineEndings("\n")}\n";
        var hash = Convert.ToBase64String(TextHash.Of(style));
        Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'\">\n");

        // Without an icon of its own, a browser asks the server for one.
        _html.Append("<link rel=\"icon\" href=\"data:,\">\n");
        Append($"<title>{Encode(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n");
        Append($"<h1>{Encode(title)}</h1>\n<p class=\"scope\">{Encode(scope)}</p>\n");
        if (origin.Length > 0)
        {
            Append($"<p class=\"origin\">{Encode(origin)}</p>\n");
        }
    }

    public static string Encode(string text) => ForeignText.Html(text);

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

    /// <summary>A chart over the whole page, for long labels; drawn anew for narrow screens, one of both is shown.</summary>
    public void WideChart(string title, string note, IEnumerable<(string Label, long Count)> bars)
    {
        (string Label, long Count)[] all = [.. bars];
        Section(title, note, $"<div class=\"wide\">{SvgBars.Chart(title, all, SvgBars.Wide)}</div>\n<div class=\"phone\">{SvgBars.Chart(title, all, SvgBars.Phone)}</div>\n");
    }

    /// <summary>A table; header and cells are HTML.</summary>
    /// <param name="above">HTML that stands above it.</param>
    public void Table(string title, string note, string style, IReadOnlyList<string> header, IEnumerable<string> rows, string above = "") =>
        Section(title, note, above + TableOf(style, header, rows));

    /// <summary>Films side by side, and a table below them.</summary>
    /// <param name="films">The bytes of a JPEG, or null if it cannot be shown; a text for who cannot see it; lines of HTML below it.</param>
    public void Films(string title, string note, IEnumerable<(byte[]? Jpeg, string Text, string Caption)> films, IReadOnlyList<string> header, IEnumerable<string> rows)
    {
        Table(title, note, "", header, rows, $"<div class=\"films\">\n{Figures(films)}</div>\n");
    }

    /// <summary>Boxes that show and hide parts of the page, which runs nothing: the style sheet looks at them.</summary>
    /// <param name="boxes">The identifier of each, which the style sheet knows, and its label.</param>
    public void Switches(string legend, params ReadOnlySpan<(string Id, string Label)> boxes)
    {
        Append($"<fieldset class=\"switches\">\n<legend>{Encode(legend)}</legend>\n");
        foreach (var (id, label) in boxes)
        {
            Append($"<label><input type=\"checkbox\" id=\"{id}\" autocomplete=\"off\" checked> {Encode(label)}</label>\n");
        }

        _html.Append("</fieldset>\n");
    }

    /// <summary>A part that unfolds, by a click or when a link leads into it.</summary>
    /// <param name="id">What links lead to.</param>
    /// <param name="style">The class by which boxes hide it.</param>
    /// <param name="html">What is in it, as HTML.</param>
    public void Fold(string id, string style, string title, string note, bool isOpen, string html) =>
        Append($"<details class=\"{style}\"{(isOpen ? " open" : "")}>\n<summary><h2>{Encode(title)} <small>{Encode(note)}</small></h2></summary>\n<div id=\"{id}\">\n{html}</div>\n</details>\n");

    /// <summary>A table as HTML; header and cells are HTML.</summary>
    public static string TableOf(string style, IReadOnlyList<string> header, IEnumerable<string> rows)
    {
        var head = string.Concat(header.Select(h => $"<th>{h}</th>"));
        var body = string.Concat(rows.Select(r => $"<tr>{r}</tr>\n"));
        return $"<div class=\"scroll\"><table class=\"{style}\">\n<tr>{head}</tr>\n{body}</table></div>\n";
    }

    /// <summary>The page, with JSON in a data block; a closing tag inside a text must not end it.</summary>
    /// <param name="command">Which command wrote it.</param>
    public byte[] Close(string json, string command = "stats")
    {
        var safe = json.Replace("<", "\\u003c", StringComparison.Ordinal);
        Append($"<script type=\"application/json\" id=\"covidxr-{command}\">\n{safe}\n</script>\n");
        Append($"<footer>{(command == "stats" ? "Counted" : "Made")} by covidxr {command}. Annotations: V7 Labs, CC BY 4.0; the images have licences of their own. Not for clinical use.</footer>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(_html.ToString());
    }

    /// <summary>Sentences, one below the other.</summary>
    public void Sentences(string title, IEnumerable<string> sentences) =>
        Section(title, "", $"<ul>\n{string.Concat(sentences.Select(s => $"<li>{Encode(s)}</li>\n"))}</ul>\n");

    /// <summary>Small charts side by side.</summary>
    /// <param name="charts">A heading, a text below it, and the SVG.</param>
    public void Multiples(string title, string note, IEnumerable<(string Heading, string Text, string Svg)> charts) =>
        Section(title, note, $"<div class=\"multiples\">\n{string.Concat(charts.Select(c => $"<div><b>{Encode(c.Heading)}</b> <small>{Encode(c.Text)}</small>\n{c.Svg}</div>\n"))}</div>\n");

    /// <summary>Films in rows, each row with a line above it.</summary>
    public void FilmRows(string title, string note, IEnumerable<(string Line, IEnumerable<(byte[]? Jpeg, string Text, string Caption)> Films)> rows) =>
        Section(title, note, string.Concat(rows.Select(r => $"<p class=\"row\">{Encode(r.Line)}</p>\n<div class=\"films small\">\n{Figures(r.Films)}</div>\n")));

    private static string Figures(IEnumerable<(byte[]? Jpeg, string Text, string Caption)> films) =>
        string.Concat(films.Select(f => $"<figure>{(f.Jpeg is null ? "" : $"<img alt=\"{Encode(f.Text)}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(f.Jpeg)}\">")}<figcaption>{f.Caption}</figcaption></figure>\n"));

    private void Section(string title, string note, string content)
    {
        var small = note.Length > 0 ? $" <small>{Encode(note)}</small>" : "";
        Append($"<section>\n<h2>{Encode(title)}{small}</h2>\n{content}</section>\n");
    }

    private void Append(FormattableString html) => _html.Append(html.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The style sheet of the HTML page: one set of colours each for light, dark and paper.</summary>
internal static class PageStyle
{
    /// <summary>The classes of shares from 0 to half, by percent: an attribute of the cell would need leave to run by itself.</summary>
    public static string Share(int percent) => $"heat s{percent}";

    public static string Css { get; } = Rules + string.Concat(Enumerable.Range(0, 51).Select(percent => $"\n.s{percent} {{ --share: {percent}%; }}"));

    private const string Rules = """
        :root { color-scheme: light dark; --ink: #1b2530; --soft: #586675; --paper: #ffffff; --line: #dbe1e7; --bar: #2f6f9f; --no: #93b8d3; --missing: #d3dae0; --tile: #f4f7f9; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9fadba; --paper: #14191f; --line: #303a45; --bar: #6fb1de; --no: #3d6a8a; --missing: #39444f; --tile: #1c232b; } }
        * { box-sizing: border-box; }
        body { font: 15px/1.5 system-ui, "Segoe UI", "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 70rem; padding: 2.2rem 1.6rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
        h2 { font-size: 1.02rem; margin: 0 0 .55rem; } h2 small { font-weight: normal; color: var(--soft); margin-left: .4rem; }
        p.scope { color: var(--soft); margin: .35rem 0 1.5rem; overflow-wrap: anywhere; }
        p.origin { color: var(--soft); font-size: .85rem; margin: -1.1rem 0 1.5rem; overflow-wrap: anywhere; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.6rem, 1fr)); gap: .6rem; margin-bottom: 2.2rem; }
        .tile { background: var(--tile); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem .7rem; white-space: nowrap; }
        .tile b { display: block; font-size: 1.05rem; font-variant-numeric: tabular-nums; } .tile span { color: var(--soft); font-size: .82rem; }
        .columns { columns: 2 24rem; column-gap: 3rem; margin-bottom: 2rem; }
        section { min-width: 0; margin: 0 0 2rem; } .columns section { break-inside: avoid; }
        svg { display: block; width: 100%; height: auto; }
        svg text { font: 12.5px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: var(--ink); }
        svg .label { text-anchor: end; } svg .number { fill: var(--soft); font-variant-numeric: tabular-nums; }
        .bar { fill: var(--bar); } .bar.others, .bar.no { fill: var(--no); } .bar.missing { fill: var(--missing); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .28rem .75rem; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; }
        th { white-space: nowrap; color: var(--soft); font-weight: normal; font-size: .88rem; } th:first-child, td:first-child { text-align: left; padding-left: 0; }
        table.full { width: 100%; } td.stack { width: 45%; vertical-align: middle; } td.ids { text-align: left; color: var(--soft); overflow-wrap: anywhere; }
        td.heat { background: color-mix(in srgb, var(--bar) var(--share), transparent); }
        svg.thin { height: .9rem; }
        .key.bar { background: var(--bar); } .key.no { background: var(--no); } .key.missing { background: var(--missing); }
        .key { display: inline-block; width: .7rem; height: .7rem; border-radius: .15rem; margin-right: .35rem; }
        .flow { display: flex; flex-wrap: wrap; gap: 0 3.5rem; align-items: flex-start; }
        .films { display: flex; flex-wrap: wrap; gap: .8rem; margin-bottom: .6rem; } figure { margin: 0; width: 20rem; max-width: 100%; }
        figure img { display: block; width: 100%; height: auto; background: #000; } figcaption { color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; } figcaption b { color: var(--ink); }
        .switches { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 1.6rem; padding: .3rem .8rem .6rem; } .switches legend { color: var(--soft); font-size: .85rem; } .switches label { margin-right: 1.4rem; white-space: nowrap; }
        body:has(#show-error:not(:checked)) .level-error, body:has(#show-warning:not(:checked)) .level-warning, body:has(#show-note:not(:checked)) .level-note { display: none; }
        details { border-top: 1px solid var(--line); padding: .7rem 0; } summary { cursor: pointer; } summary h2 { display: inline; } details dl { margin: .5rem 0 .9rem; } details dt { color: var(--soft); font-size: .85rem; } details dd { margin: 0 0 .35rem; max-width: 46rem; }
        table.texts th, table.texts td { text-align: left; } table.texts td { overflow-wrap: anywhere; white-space: normal; min-width: 4.4em; } table.texts td:first-child { white-space: nowrap; } table.texts td.number, table.texts th.number { text-align: right; }
        a { color: var(--bar); }
        .films.small figure { width: 10rem; } p.row { margin: 0 0 .4rem; }
        .multiples { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.4rem 2.4rem; } .multiples small { color: var(--soft); }
        li { overflow-wrap: anywhere; } table.tight td + td { white-space: nowrap; } table.tight td:first-child { overflow-wrap: anywhere; min-width: 8.5em; }
        .phone { display: none; }
        @media (max-width: 640px) {
          body { padding: 1.2rem 1rem; }
          .wide { display: none; } .phone { display: block; }
          table { font-size: 13px; } th, td { padding: .28rem .35rem; } th { white-space: normal; overflow-wrap: normal; } td { white-space: nowrap; }
          td:first-child { white-space: normal; min-width: 6rem; } td.ids { white-space: normal; min-width: 10rem; } td.stack { width: 30%; min-width: 5rem; }
          figure { width: 100%; max-width: 22rem; }
        }
        footer { color: var(--soft); font-size: .85rem; border-top: 1px solid var(--line); padding-top: .8rem; }
        @page { size: A4; margin: 14mm; }
        @media print {
          :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --bar: #4a4a4a; --no: #9a9a9a; --missing: #dcdcdc; --tile: #fff; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { font-size: 9.5pt; max-width: none; padding: 0; } .columns { columns: 2; column-gap: 2rem; }
          .wide { display: block; } .phone { display: none; }
          .tiles { grid-template-columns: repeat(8, 1fr); gap: .3rem; } .tile { padding: .35rem .45rem; } .tile b { font-size: .95rem; } .tile span { font-size: .72rem; }
          section, tr { break-inside: avoid; } .scroll { overflow: visible; }
        }
        """;
}
