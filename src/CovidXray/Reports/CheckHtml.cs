using System.Globalization;
using CovidXray.Checks;

namespace CovidXray.Reports;

/// <summary>Findings as one HTML page that needs nothing else: by rule, with what each rule means. Boxes choose the levels, without script.</summary>
/// <remarks>The JSON of the same result stands in the page as a data block, for tools that read the page.</remarks>
internal static class CheckHtml
{
    /// <summary>Findings of a rule that the page shows: a browser has to lay them out. The data block has all.</summary>
    private const int MostOfRule = 1000;

    /// <summary>A rule with more is folded at first.</summary>
    private const int MostUnfolded = 20;

    private static readonly string[] Header = ["image", "place", "what"];

    /// <summary>Writes the page, UTF-8, LF.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="provenance">What it was found in.</param>
    /// <param name="title">What the page is of.</param>
    /// <param name="scope">Which images were looked at.</param>
    /// <param name="origin">What it was made of, in a line.</param>
    public static byte[] Write(CheckResult result, Provenance provenance, string title, string scope, string origin)
    {
        var page = new HtmlPage($"{title}: findings", scope, origin);
        var levels = FindingCounts.ByLevel(result.Findings);
        page.Tiles(
        [
            ("images", Text(result.Images)),
            .. levels.Select(l => ($"{LevelNames.Of(l.Level)}s", Text(l.Count))),
            ("accepted", Text(result.Accepted.Count)),
            ("known", Text(result.Known.Count)),
            ("cannot be read", Text(result.Failures.Count)),
        ]);
        WriteRules(page, result);
        if (result.Findings.Count > 0)
        {
            page.Switches("Show", [.. levels.Select(l => ($"show-{LevelNames.Of(l.Level)}", $"{LevelNames.Of(l.Level)}s ({Text(l.Count)})"))]);
        }

        foreach (var (rule, _) in ByLevel(result))
        {
            WriteRule(page, rule, [.. result.Findings.Where(f => f.Rule == rule)]);
        }

        WriteRest(page, result);
        using var json = new StringWriter { NewLine = "\n" };
        CheckJson.Write(result, provenance, json);
        return page.Close(json.ToString().TrimEnd('\n'), "check");
    }

    /// <summary>The rules that found something, the gravest first, then most first.</summary>
    private static (CheckRule Rule, int Count)[] ByLevel(CheckResult result) => [.. FindingCounts.ByRule(result.Findings).OrderByDescending(r => r.Rule.Level)];

    private static void WriteRules(HtmlPage page, CheckResult result)
    {
        var counts = ByLevel(result);
        if (counts.Length == 0)
        {
            page.Table("Nothing found", $"{Wording.Count(result.Rules.Count, "rule")} looked", "texts", ["rule", "what it looks for"], result.Rules.Select(r => $"<td>{HtmlPage.Encode(r.ToString())}</td><td>{HtmlPage.Encode(r.What)}</td>"));
            return;
        }

        page.Table("Rules", $"{counts.Length:N0} of {result.Rules.Count:N0} found something", "texts", ["rule", "level", "<span class=\"number\">findings</span>", "what"], counts.Select(c =>
            $"<td><a href=\"#{c.Rule.Code}\">{HtmlPage.Encode(c.Rule.ToString())}</a></td><td>{LevelNames.Of(c.Rule.Level)}</td><td class=\"number\">{Text(c.Count)}</td><td>{HtmlPage.Encode(c.Rule.What)}</td>"));
    }

    private static void WriteRule(HtmlPage page, CheckRule rule, IReadOnlyList<Finding> findings)
    {
        var more = findings.Count > MostOfRule ? $"<p>{findings.Count - MostOfRule:N0} more are in the data of this page, and in --csv and --json.</p>\n" : "";
        page.Fold(
            rule.Code,
            $"level-{LevelNames.Of(rule.Level)}",
            rule.ToString(),
            $"{LevelNames.Of(rule.Level)}, {Wording.Count(findings.Count, "finding")}",
            findings.Count <= MostUnfolded,
            $"<dl>{Said("What", rule.What)}{Said("Why", rule.Why)}{Said("Advice", rule.Advice)}{Said("Source", rule.Source)}</dl>\n{HtmlPage.TableOf("texts full", Header, findings.Take(MostOfRule).Select(Row))}{more}");
    }

    private static void WriteRest(HtmlPage page, CheckResult result)
    {
        if (result.Accepted.Count > 0)
        {
            page.Table("Accepted", "by covidxr.toml, with the reason", "texts full", ["rule", .. Header, "reason"], result.Accepted.Take(MostOfRule).Select(a => $"<td>{a.Finding.Rule.Code}</td>{Row(a.Finding)}<td>{HtmlPage.Encode(a.Reason)}</td>"));
        }

        if (result.Failures.Count > 0)
        {
            page.Table("Cannot be read", "", "texts full", ["problem"], result.Failures.Select(f => $"<td>{HtmlPage.Encode(f.Message)}</td>"));
        }

        if (result.Skipped.Count > 0)
        {
            page.Table("Not looked for", "", "texts full", ["why"], result.Skipped.Select(s => $"<td>{HtmlPage.Encode(s)}</td>"));
        }
    }

    private static string Said(string name, string text) => $"<dt>{name}</dt><dd>{HtmlPage.Encode(text)}</dd>";

    private static string Row(Finding finding)
    {
        var place = finding.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{finding.File}:{finding.Line}:{finding.Column}") : finding.File;
        var others = finding.Others.Count > 0 ? $" <small>{HtmlPage.Encode(string.Join(", ", finding.Others))}</small>" : "";
        return $"<td>{HtmlPage.Encode(finding.Image ?? "dataset")}</td><td>{HtmlPage.Encode(place)}</td><td>{HtmlPage.Encode(finding.Text)}{others}</td>";
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
