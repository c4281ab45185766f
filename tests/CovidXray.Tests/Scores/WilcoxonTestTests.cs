using System.Text.Json;
using CovidXray.Scores;
using MathNet.Numerics;

namespace CovidXray.Tests.Scores;

/// <summary>Percentiles and the signed-rank test, against NumPy and SciPy (<c>make_statistics.py</c> made the file).</summary>
public sealed class WilcoxonTestTests
{
    [Fact]
    public void Numbers_are_those_of_SciPy_and_NumPy()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "data", "score-statistics.json")));
        var (exact, approximate) = (0, 0);
        foreach (var found in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            double[] differences = [.. found.GetProperty("differences").EnumerateArray().Select(d => d.GetDouble())];
            var test = WilcoxonTest.Of(differences);
            var p = found.GetProperty("p").GetDouble();
            Assert.Equal(found.GetProperty("exact").GetBoolean(), test.IsExact);
            Assert.Equal(found.GetProperty("statistic").GetDouble(), test.Statistic, 9);
            Assert.InRange(test.PValue / p, 1 - 1e-11, 1 + 1e-11);
            (exact, approximate) = test.IsExact ? (exact + 1, approximate) : (exact, approximate + 1);

            double[] sorted = [.. differences.Order()];
            foreach (var percentile in found.GetProperty("percentiles").EnumerateObject())
            {
                Assert.Equal(percentile.Value.GetDouble(), Percentile.Of(sorted, double.Parse(percentile.Name) / 100), 14);
            }
        }

        Assert.InRange(exact, 10, 50);
        Assert.InRange(approximate, 10, 50);
    }

    [Fact]
    public void Differences_that_are_all_0_say_nothing() => Assert.Equal(new WilcoxonTest(0, 0, 1, IsExact: false), WilcoxonTest.Of([0, 0]));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 0.4795001221869535)]
    [InlineData(1.5, 0.033894853524689274)]
    [InlineData(5, 1.5374597944280347e-12)]
    [InlineData(20, 5.395865611607901e-176)]
    public void The_complementary_error_function_is_that_of_the_tables(double x, double expected) =>
        Assert.InRange(SpecialFunctions.Erfc(x), expected * (1 - 1e-13), expected * (1 + 1e-13));
}
