using System.Diagnostics;
using CovidXray.Filters;
using CovidXray.Filters.Where;

namespace CovidXray.Tests.Filters.Where;

/// <summary>Expressions that are none: the message says where, what was expected, and the way out.</summary>
public sealed class WhereErrorTests
{
    [Theory]
    [InlineData("", "column 1: expected a condition, such as age >= 60")]
    [InlineData("age >=", "column 7: expected a value after '>='")]
    [InlineData("age >= and", "column 8: expected a value after '>='")]
    [InlineData("view = PA and", "column 14: expected a condition, such as age >= 60 after 'and'")]
    [InlineData("age", "column 1: age is a number, no condition; compare it, or ask has(age)")]
    [InlineData("view", "column 1: view is a text, no condition; compare it, or ask has(view)")]
    [InlineData("age > old", "column 7: age is a number; 'old' is none")]
    [InlineData("age > NaN", "column 7: age is a number; 'NaN' is none")]
    [InlineData("age > 1e999", "column 7: age is a number; '1e999' is none")]
    [InlineData("view > PA", "column 6: view is a text; compare it with =, !=, in or like")]
    [InlineData("icu < yes", "column 5: icu is yes or no; compare it with = or !=")]
    [InlineData("icu = maybe", "column 7: icu is yes or no; 'maybe' is neither")]
    [InlineData("view = front", "column 8: view is never 'front'; it is PA, AP, AP_Supine, Lateral, Axial, Coronal")]
    [InlineData("age like 5*", "column 5: age is a number; 'like' compares texts")]
    [InlineData("location like 'Mil%'", "column 15: the wildcards of 'like' are * and ?, not %")]
    [InlineData("(covid or ct", "column 1: the '(' is never closed")]
    [InlineData("covid or ct)", "column 12: expected 'and', 'or' or the end, found ')'")]
    [InlineData("covid ct", "column 7: expected 'and', 'or' or the end, found 'ct'")]
    [InlineData("view in PA", "column 9: expected '(' after 'in'")]
    [InlineData("view in (PA AP)", "column 13: expected ')', found 'AP'")]
    [InlineData("view in ()", "column 10: expected a value after '('")]
    [InlineData("view not PA", "column 10: expected 'in' or 'like' after 'not'")]
    [InlineData("has(", "column 5: expected a field after 'has('")]
    [InlineData("location = 'Milan", "column 12: the quote is never closed")]
    [InlineData("covid & ct", "column 7: expected 'and' instead of '&'")]
    [InlineData("covid || ct", "column 7: expected 'or' instead of '|'")]
    [InlineData("!covid", "column 1: expected 'not' or '!=' instead of '!'")]
    [InlineData("covid\u0007", "column 6: '\uFFFD' is not expected here; put texts in quotes")]
    [InlineData("covid and vew = PA", "column 11: there is no field or concept 'vew'; did you mean 'view'? (filter --names lists them all)")]
    public void The_message_says_where_and_what(string expression, string message) =>
        Assert.Equal(message, Assert.Throws<FilterException>(() => WhereExpression.Parse(expression)).Message);

    public static TheoryData<string, string> Hostile => new()
    {
        { new string('(', 100_000), "the expression has 100,000 characters" },
        { new string('x', 1_000_000), "the expression has 1,000,000 characters" },
        { new string('(', 10_000), "column 101: parentheses and 'not' stand in each other more than 100 deep" },
        { string.Concat(Enumerable.Repeat("not ", 2_500)), "more than 100 deep" },
        { new string('x', 10_000), "there is no field or concept 'xxx" },
        { string.Concat(Enumerable.Repeat("has(", 2_500)), "expected ')'" },
        { "age in (" + string.Join(',', Enumerable.Repeat("1", 4_990)), "the '(' is never closed" },
        { new string('\'', 9_999), "the quote is never closed" },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public void A_hostile_expression_is_an_error_and_soon(string expression, string message)
    {
        var clock = Stopwatch.StartNew();
        var error = Assert.Throws<FilterException>(() => WhereExpression.Parse(expression));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 1, 400);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_long_chain_is_read_and_evaluated()
    {
        var chain = string.Join(" or ", Enumerable.Repeat("ct", 1_600)) + " or covid";
        Assert.True(Facts.Holds(chain, "COVID-19"));
        Assert.False(Facts.Holds(chain, "X-ray"));
    }
}
