using System.Diagnostics;
using System.Text.RegularExpressions;
using CovidXray.Filters.Rules;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Filters.Rules;

public sealed class WildcardTests
{
    private static readonly Gen<string> Texts = Gen.Elements('a', 'b', 'A', '*', '?', '\\', '"', '<', '>', '.', '/', ':', 'é').ArrayOf().Select(c => new string(c));

    [Property(MaxTest = 3000)]
    public Property It_matches_what_the_same_regular_expression_matches() => Prop.ForAll(Texts.ToArbitrary(), Texts.ToArbitrary(), (pattern, text) =>
    {
        var regex = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "\\z";
        var expected = Regex.IsMatch(text, regex, RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        return (new Wildcard(pattern).Matches(text) == expected).Label($"'{pattern}' on '{text}', expected {expected}");
    });

    [Theory]
    [InlineData("*\\", ":**é<\\é\\", true)]
    [InlineData("a*\\", "a\\", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("?", "", false)]
    [InlineData("*b*", "aB", true)]
    [InlineData("a*b?", "AbbabC", true)]
    [InlineData("a*b?", "AbbabCd", false)]
    public void It_matches_a_whole_text(string pattern, string text, bool expected) => Assert.Equal(expected, new Wildcard(pattern).Matches(text));

    [Fact]
    public void Many_stars_end_soon()
    {
        var clock = Stopwatch.StartNew();
        Assert.False(new Wildcard(string.Concat(Enumerable.Repeat("*a", 5_000)) + "b").Matches(new string('a', 5_000)));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }
}
