using CovidXray.Splits;

namespace CovidXray.Tests.Splits;

public sealed class PartBalancerTests
{
    [Fact]
    public void Parts_have_their_sizes_and_the_shares_of_the_whole()
    {
        var problem = Problem([.. Enumerable.Range(0, 200).Select(i => new[] { i % 4 == 0 ? 0 : 1 })], 14, 3, 3);
        var parts = PartBalancer.Balance(problem, seed: 1);
        Assert.Equal([140, 30, 30], Enumerable.Range(0, 3).Select(p => parts.Count(x => x == p)));
        Assert.Equal([35, 8, 7], Enumerable.Range(0, 3).Select(p => Enumerable.Range(0, 200).Count(i => parts[i] == p && i % 4 == 0)).OrderDescending());
    }

    [Fact]
    public void The_same_seed_gives_the_same_parts_and_another_one_others()
    {
        var problem = Random(7, groups: 120, values: 5, 1, 1, 1, 1, 1);
        Assert.Equal(PartBalancer.Balance(problem, 3), PartBalancer.Balance(problem, 3));
        Assert.NotEqual(PartBalancer.Balance(problem, 3), PartBalancer.Balance(problem, 4));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40)]
    public void No_part_is_empty_if_there_are_groups_enough(int groups)
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var parts = PartBalancer.Balance(Random((int)seed, groups, values: 3, 90, 5, 5), seed);
            Assert.Equal([0, 1, 2], parts.Distinct().Order());
        }
    }

    [Fact]
    public void Sizes_are_within_one_group_of_what_was_asked()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var problem = Random(seed, groups: 60, values: 4, 14, 3, 3);
            var parts = PartBalancer.Balance(problem, (ulong)seed);
            var (images, largest) = (problem.Sizes.Sum(), problem.Sizes.Max());
            for (var part = 0; part < 3; part++)
            {
                var size = problem.Sizes.Where((_, g) => parts[g] == part).Sum();
                Assert.InRange(size - (images * problem.Weights[part] / 20.0), -largest, largest);
            }
        }
    }

    private static BalanceProblem Random(int seed, int groups, int values, params int[] weights)
    {
        var random = new Random(seed);
        return Problem([.. Enumerable.Range(0, groups).Select(_ => Enumerable.Range(0, 1 + (random.Next(4) == 0 ? random.Next(6) : 0)).Select(_ => random.Next(values)).ToArray())], weights);
    }

    /// <summary>Groups of images with one value each.</summary>
    private static BalanceProblem Problem(IReadOnlyList<int[]> groups, params int[] weights) => new()
    {
        Weights = weights,
        Sizes = [.. groups.Select(g => g.Length)],
        Values = [.. groups.Select(g => g.CountBy(v => v).OrderBy(v => v.Key).Select(v => (v.Key, v.Value)).ToArray())],
        ValueCount = groups.SelectMany(g => g).Max() + 1,
    };
}
