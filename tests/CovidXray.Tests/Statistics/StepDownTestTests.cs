using CovidXray.Statistics;

namespace CovidXray.Tests.Statistics;

/// <summary>Corrected p-values beside a plain form of the same rule.</summary>
public sealed class StepDownTestTests
{
    [Fact]
    public void Values_are_those_of_the_rule_as_it_is_written()
    {
        var random = new Random(5);
        for (var round = 0; round < 30; round++)
        {
            var fields = random.Next(1, 8);
            var statistics = Enumerable.Range(0, fields).Select(f => Enumerable.Range(0, 60).Select(d => random.Next(12) + (d == 0 ? f : 0) + 0.0).ToArray()).ToArray();
            var found = StepDownTest.Of(statistics);
            double[][] alone = [.. statistics.Select(s => s.Select(own => s.Count(other => other >= own) / 60.0).ToArray())];
            for (var f = 0; f < fields; f++)
            {
                Assert.Equal(alone[f][0], found[f].Alone);

                // Fields that are as significant stand in an order of their own: the corrected value lies between those of both orders.
                double Corrected(Func<int, bool> remain) => Enumerable.Range(0, 60).Count(d => Enumerable.Range(0, fields).Where(remain).Min(g => alone[g][d]) <= alone[f][0]) / 60.0;
                var own = f;
                Assert.InRange(found[f].Corrected, Corrected(g => g == own || alone[g][0] > alone[own][0]), Enumerable.Range(0, fields).Where(g => alone[g][0] <= alone[own][0]).Max(g => Enumerable.Range(0, 60).Count(d => Enumerable.Range(0, fields).Where(h => alone[h][0] >= alone[g][0]).Min(h => alone[h][d]) <= alone[g][0]) / 60.0));
            }
        }
    }

    [Fact]
    public void A_field_alone_is_not_corrected_and_what_never_changes_is_no_proof()
    {
        Assert.Equal([(0.25, 0.25)], StepDownTest.Of([[3, 1, 2, 0]]));
        Assert.Equal([(1.0, 1.0)], StepDownTest.Of([[7, 7, 7, 7]]));
        Assert.Empty(StepDownTest.Of([]));
    }

    [Fact]
    public void A_field_that_is_tried_twice_costs_nothing()
    {
        var random = new Random(2);
        double[] one = [5, .. Enumerable.Range(0, 99).Select(_ => random.NextDouble() * 6)];
        var alone = StepDownTest.Of([one])[0].Corrected;
        Assert.All(StepDownTest.Of([one, one, one]), f => Assert.Equal(alone, f.Corrected));
    }
}
