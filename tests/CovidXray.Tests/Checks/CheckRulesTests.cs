using System.Text.RegularExpressions;
using CovidXray.Checks;

namespace CovidXray.Tests.Checks;

/// <summary>What holds of every rule: the next one is tested by being listed.</summary>
public sealed class CheckRulesTests
{
    public static TheoryData<string> Codes { get; } = [.. CheckRules.All.Select(r => r.Code)];

    [Fact]
    public void Codes_and_names_are_of_one_rule_each()
    {
        Assert.NotEmpty(CheckRules.All);
        string[] all = [.. CheckRules.All.SelectMany(r => (string[])[r.Code, r.Name])];
        Assert.Equal(all.Length, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Rules_stand_by_group_in_the_order_of_groups() =>
        Assert.Equal(string.Concat(CheckGroups.All.Select(g => g.Letter).Where(l => CheckRules.All.Any(r => r.Group == l))), CheckRules.All.Select(r => r.Group).Aggregate("", (seen, g) => seen.EndsWith(g) ? seen : seen + g));

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_has_a_code_of_a_group_and_a_name_that_can_be_typed(string code)
    {
        var rule = CheckRules.Find(code)!;
        Assert.Matches("^[A-Z][1-9][0-9]*$", rule.Code);
        Assert.Contains(rule.Group, CheckGroups.All.Select(g => g.Letter));
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Name);
        Assert.Same(rule, CheckRules.Find(rule.Name.ToUpperInvariant()));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_says_what_it_finds_why_that_matters_what_to_do_and_where_it_is_from(string code)
    {
        var rule = CheckRules.Find(code)!;
        foreach (var text in (string[])[rule.What, rule.Why, rule.Advice, rule.Source])
        {
            Assert.Matches(new Regex(@"\A\S.*\S\z"), text);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
            Assert.EndsWith(".", text, StringComparison.Ordinal);
        }

        Assert.InRange(rule.What.Length, 10, 200);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_looks_at_something(string code)
    {
        var rule = CheckRules.Find(code)!;
        Assert.Contains(new Delegate?[] { rule.OfFacts, rule.OfImage, rule.OfFilm, rule.OfFilms, rule.OfDataset }, looks => looks is not null);
    }

    [Fact]
    public void A_group_a_code_or_a_name_in_any_case_names_rules()
    {
        var first = CheckRules.All[0];
        Assert.Equal([first], CheckRules.Named(first.Code.ToLowerInvariant()));
        Assert.Equal([first], CheckRules.Named(first.Name));
        Assert.Equal(CheckRules.All.Where(r => r.Group == 'A'), CheckRules.Named("a"));
        Assert.Empty(CheckRules.Named("A0"));
        Assert.Empty(CheckRules.Named(""));
    }
}
