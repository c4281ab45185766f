using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

public sealed class RankedValueTests
{
    [Fact]
    public void Values_of_a_rank_are_those_of_the_sorted_lists()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var limit = random.Next(4) switch { 0 => 2, 1 => 3000, 2 => 5_000_000, _ => int.MaxValue };
            int[] Next() => [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(limit))];
            var (first, second) = (Next(), random.Next(3) == 0 ? [] : Next());
            var sorted = first.Concat(second).Order().ToArray();
            var rank = random.Next(sorted.Length);
            Assert.Equal((sorted[rank], sorted[Math.Min(rank + 1, sorted.Length - 1)]), RankedValue.Find(first, second, rank));
        }
    }
}
