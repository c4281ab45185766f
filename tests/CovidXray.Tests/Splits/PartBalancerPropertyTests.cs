using System.Globalization;
using CovidXray.Splits;
using FsCheck.Xunit;

namespace CovidXray.Tests.Splits;

/// <summary>What holds for any groups, values and shares.</summary>
public sealed class PartBalancerPropertyTests
{
    [Property(MaxTest = 60)]
    public void No_part_is_empty_and_each_has_the_groups_that_it_needs_if_there_are_enough(int seed)
    {
        var random = new Random(seed);
        var problem = Any(random);
        var parts = PartBalancer.Balance(problem, (ulong)seed);
        Assert.All(parts, p => Assert.InRange(p, 0, problem.Parts - 1));
        int[] needed = [.. Enumerable.Range(0, problem.Parts).Select(p => problem.LeastGroups?[p] ?? 1)];
        var isEnough = problem.Sizes.Count >= needed.Sum();
        for (var part = 0; part < problem.Parts; part++)
        {
            Assert.True(!isEnough || parts.Count(p => p == part) >= needed[part], $"seed {seed}: part {part} of {string.Join(' ', parts)}");
        }
    }

    [Property(MaxTest = 60)]
    public void Sizes_are_within_the_largest_group_of_what_was_asked(int seed)
    {
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, 20 + random.Next(80)).Select(_ => random.Next(5) == 0 ? 1 + random.Next(9) : 1).ToArray();
        int[] weights = [.. Enumerable.Range(0, 2 + random.Next(3)).Select(_ => 10 + random.Next(90))];
        var problem = Of(random, sizes, weights);
        var parts = PartBalancer.Balance(problem, (ulong)seed);
        for (var part = 0; part < weights.Length; part++)
        {
            var wanted = (double)sizes.Sum() * weights[part] / weights.Sum();
            Assert.InRange(sizes.Where((_, g) => parts[g] == part).Sum() - wanted, -sizes.Max(), sizes.Max());
        }
    }

    [Property(MaxTest = 40)]
    public void Groups_that_are_somewhere_stay_there(int seed)
    {
        var random = new Random(seed);
        var problem = Any(random);
        int[] kept = [.. problem.Sizes.Select(_ => random.Next(problem.Parts + 1) - 1)];
        var parts = PartBalancer.Balance(With(problem, kept), (ulong)seed);
        Assert.All(Enumerable.Range(0, kept.Length).Where(g => kept[g] >= 0), g => Assert.Equal(kept[g], parts[g]));
    }

    [Property(MaxTest = 10)]
    public void The_same_seed_gives_the_same_in_any_culture_and_on_any_thread(int seed)
    {
        var problem = Any(new Random(seed));
        var expected = PartBalancer.Balance(problem, (ulong)seed);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture.NumberFormat.NegativeSign = "~";
        try
        {
            var all = new int[2][];
            Parallel.For(0, all.Length, i => all[i] = PartBalancer.Balance(problem, (ulong)seed));
            Assert.All(all, parts => Assert.Equal(expected, parts));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Known_seeds_give_these_parts_on_every_machine()
    {
        var parts = PartBalancer.Balance(Of(new Random(5), [3, 1, 1, 2, 1, 1, 4, 1, 1, 1, 2, 1], [14, 3, 3]), seed: 11);
        Assert.Equal("0 0 0 1 2 0 0 0 0 0 2 0", string.Join(' ', parts));
    }

    [Fact]
    public void A_value_that_groups_enough_have_is_in_every_part()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            // Three groups of sixty have value 1.
            var problem = new BalanceProblem
            {
                Weights = [14, 3, 3],
                Sizes = [.. Enumerable.Repeat(2, 60)],
                Values = [.. Enumerable.Range(0, 60).Select(g => g < 3 ? new[] { (0, 1), (1, 1) } : [(0, 2)])],
                ValueCount = 2,
            };
            var parts = PartBalancer.Balance(problem, seed);
            Assert.Equal([0, 1, 2], parts.Take(3).Order());
        }
    }

    [Fact]
    public void One_huge_group_takes_a_part_and_the_others_have_the_rest()
    {
        var problem = Of(new Random(1), [50, .. Enumerable.Repeat(1, 20)], [70, 15, 15]);
        for (var seed = 0UL; seed < 10; seed++)
        {
            var parts = PartBalancer.Balance(problem, seed);
            Assert.Equal(0, parts[0]);
            Assert.InRange(parts.Count(p => p == 1), 9, 11);
        }
    }

    /// <summary>Groups of one to many images, values that images have several or none of, two to six parts.</summary>
    private static BalanceProblem Any(Random random)
    {
        var parts = 2 + random.Next(5);
        var sizes = Enumerable.Range(0, 1 + random.Next(40)).Select(_ => random.Next(4) == 0 ? 1 + random.Next(30) : 1).ToArray();
        var problem = Of(random, sizes, [.. Enumerable.Range(0, parts).Select(_ => 1 + random.Next(10_000))]);
        return random.Next(3) > 0 ? problem : new BalanceProblem
        {
            Weights = problem.Weights,
            Sizes = problem.Sizes,
            Values = problem.Values,
            ValueCount = problem.ValueCount,
            LeastGroups = [.. Enumerable.Range(0, parts).Select(_ => 1 + random.Next(4))],
        };
    }

    private static BalanceProblem Of(Random random, int[] sizes, int[] weights)
    {
        var values = 1 + random.Next(8);
        return new BalanceProblem
        {
            Weights = weights,
            Sizes = sizes,
            Values = [.. sizes.Select(size => Enumerable.Range(0, values).Where(_ => random.Next(3) > 0).Select(v => (v, 1 + random.Next(size))).ToArray())],
            ValueCount = values,
        };
    }

    private static BalanceProblem With(BalanceProblem problem, int[] kept) => new()
    {
        Weights = problem.Weights,
        Sizes = problem.Sizes,
        Values = problem.Values,
        ValueCount = problem.ValueCount,
        LeastGroups = problem.LeastGroups,
        Fixed = kept,
    };
}
