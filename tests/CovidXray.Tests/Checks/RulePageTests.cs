using System.Text;
using System.Text.RegularExpressions;
using CovidXray.Checks;

namespace CovidXray.Tests.Checks;

/// <summary>docs/rules.md says of each rule what <c>--explain</c> says: it is written from the list of rules, with COVIDXR_ACCEPT=1.</summary>
public sealed class RulePageTests
{
    private const int Width = 118;

    private static readonly string Page = Path.Combine(Repository.Root, "docs", "rules.md");

    [Fact]
    public void The_page_has_every_rule_as_it_explains_itself()
    {
        var text = Text();
        if (Environment.GetEnvironmentVariable("COVIDXR_ACCEPT") == "1")
        {
            File.WriteAllText(Page, text);
        }

        Assert.True(File.Exists(Page) && File.ReadAllText(Page).ReplaceLineEndings("\n") == text, "docs/rules.md is not what the rules say; run this test with COVIDXR_ACCEPT=1, look at the difference and commit it");
    }

    [Fact]
    public void The_page_that_tells_of_the_command_names_every_group() =>
        Assert.All(CheckGroups.All, group => Assert.Matches($@"(?m)^\| \[?{group.Letter}\b.* {group.Name}", File.ReadAllText(Path.Combine(Repository.Root, "docs", "check.md"))));

    private static string Text()
    {
        var page = new StringBuilder("# Rules of check\n\n");
        page.Append(Wrapped("What each rule of [check](check.md) finds, why it matters, what to do, and where the rule comes from: the same texts as `covidxr check --explain all`. A code keeps its meaning; codes of rules that go are not used again."));
        foreach (var (letter, name) in CheckGroups.All)
        {
            page.Append($"\n## {letter}: {name}\n\n| rule | name | level |\n| --- | --- | --- |\n");
            CheckRule[] rules = [.. CheckRules.All.Where(r => r.Group == letter)];
            foreach (var rule in rules)
            {
                page.Append($"| [{rule.Code}](#{rule.Code.ToLowerInvariant()}-{rule.Name}) | {rule.Name} | {LevelNames.Of(rule.Level)} |\n");
            }

            foreach (var rule in rules)
            {
                page.Append($"\n### {rule.Code} {rule.Name}\n\n");
                page.Append(Wrapped($"**{Safe(rule.What)}** {Safe(rule.Why)}")).Append('\n');
                page.Append(Wrapped($"- To do: {Safe(rule.Advice)}", indent: 2));
                page.Append(Wrapped($"- Source: {Safe(rule.Source)}", indent: 2));
            }
        }

        return page.ToString();
    }

    /// <summary>What Markdown would take for more than a letter.</summary>
    private static string Safe(string text) => Regex.Replace(text, @"[\\`*_\[\]<|]", @"\$&");

    private static string Wrapped(string text, int indent = 0)
    {
        var wrapped = new StringBuilder();
        var column = 0;
        foreach (var word in text.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                wrapped.Append('\n').Append(' ', indent);
                column = indent;
            }
            else if (column > 0)
            {
                wrapped.Append(' ');
                column++;
            }

            wrapped.Append(word);
            column += word.Length;
        }

        return wrapped.Append('\n').ToString();
    }
}
