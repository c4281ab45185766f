using System.CommandLine;
using System.CommandLine.Completions;
using CovidXray.Checks;
using CovidXray.Jobs;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Check;

/// <summary>Rules as they are named on the command line: groups, codes or names, comma-separated.</summary>
internal static class RuleChoice
{
    /// <summary>What <c>--explain</c> takes for all rules.</summary>
    private const string All = "all";

    /// <summary>An option that takes rules, with what completes it.</summary>
    public static Option<string[]> Option(string name, string description, bool takesAll = false)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = "RULES" };
        option.CompletionSources.Add(_ =>
        [
            .. takesAll ? [new CompletionItem(All, detail: "all rules")] : Array.Empty<CompletionItem>(),
            .. CheckGroups.All.Select(g => new CompletionItem(g.Letter.ToString(), detail: $"rules of {g.Name}")),
            .. CheckRules.All.Select(r => new CompletionItem(r.Code, detail: r.What)),
        ]);
        return option;
    }

    /// <summary>The rules that an option names, in the list's order; none if it is not given.</summary>
    /// <exception cref="JobException">One is named that there is not.</exception>
    public static IReadOnlyList<CheckRule> Read(ParseResult result, Option<string[]> option)
    {
        var rules = new HashSet<CheckRule>();
        foreach (var text in (result.GetValue(option) ?? []).SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            rules.UnionWith(text.Equals(All, StringComparison.OrdinalIgnoreCase) ? CheckRules.All
                : CheckRules.Named(text) is { Count: > 0 } named ? named
                : throw new JobException($"{option.Name}: there is no rule '{ForeignText.Quote(text)}'{CheckRules.AskNearest(text)}") { IsUsage = true, Suggestions = CheckRules.Nearest(text) });
        }

        if (rules.Count == 0 && result.GetResult(option) is { Implicit: false })
        {
            throw new JobException($"{option.Name}: no rule is named{CheckRules.AskNearest("")}") { IsUsage = true };
        }

        return [.. CheckRules.All.Where(rules.Contains)];
    }
}
