using CovidXray.Filters;
using CovidXray.Reports;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Reports;

public sealed class NumberSummaryTests
{
    private static readonly FilterField Temperature = FilterFields.Find("temperature")!;

    [Theory]
    [InlineData("5", 5, 5)]
    [InlineData("1 2", 1.5, 1.5)]
    [InlineData("9 1 2", 4, 2)]
    [InlineData("4 1 - 3 2 -", 2.5, 2.5)]
    public void Mean_and_median(string numbers, double mean, double median)
    {
        var summary = NumberSummary.Of(Parse(numbers), 0, 10);
        Assert.Equal((mean, median), (summary.Mean, summary.Median));
        Assert.Equal(numbers.Count(c => c == '-'), summary.Missing);
    }

    [Fact]
    public void Of_nothing_there_is_nothing()
    {
        var summary = NumberSummary.Of([null, null], 0);
        Assert.Equal((0, 2, null, null, null, null), (summary.Count, summary.Missing, summary.Min, summary.Max, summary.Mean, summary.Median));
    }

    [Theory]
    [InlineData("30 31 39 40 95", "30-39 40-49 50-59 60-69 70-79 80-89 90+")]
    [InlineData("1 2 3", "1 2 3+")]
    [InlineData("0.1 0.25 0.9", "0.1-0.2 0.2-0.3 0.3-0.4 0.4-0.5 0.5-0.6 0.6-0.7 0.7-0.8 0.8-0.9 0.9+")]
    [InlineData("7", "7+")]
    [InlineData("36.5", "36.5+")]
    public void Bins_are_round(string numbers, string labels) =>
        Assert.Equal(labels, string.Join(' ', Statistics(numbers).NumbersOf(Temperature).Histogram.Select(b => b.Label)));

    [Theory]
    [InlineData("100000000000000000")] // a step of 1 does not change it
    [InlineData("-1e308 1e308")] // the range is infinite
    [InlineData("0 1e300")]
    [InlineData("1e-320 2e-320")]
    [InlineData("-5 5")]
    public void Extreme_numbers_are_in_bins(string numbers)
    {
        var histogram = Statistics(numbers).NumbersOf(Temperature).Histogram;
        Assert.Equal(numbers.Split(' ').Length, histogram.Sum(b => b.Count));
        Assert.InRange(histogram.Count, 1, 12);
    }

    [Property(MaxTest = 500)]
    public Property Every_number_is_in_the_bin_that_says_so() => Prop.ForAll(ArbMap.Default.GeneratorFor<NormalFloat>().Select(f => f.Get).NonEmptyListOf().ToArbitrary(), numbers =>
    {
        var text = string.Join(' ', numbers.Select(n => n.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        var histogram = Statistics(text).NumbersOf(Temperature).Histogram;
        return histogram.All(b => b.Count == numbers.Count(n => n >= b.From && n < b.To));
    });

    private static IEnumerable<double?> Parse(string numbers) =>
        numbers.Split(' ').Select(n => n == "-" ? (double?)null : double.Parse(n, System.Globalization.CultureInfo.InvariantCulture));

    private static DatasetStatistics Statistics(string numbers) =>
        Observed.Statistics([.. numbers.Split(' ').Select(n => new[] { $"Temperature:{n}" })]);
}
