using CovidXray.Splits;

namespace CovidXray.Tests.Splits;

public sealed class RandomSplitTests
{
    [Theory]
    [InlineData(new[] { 3, 2, 1, 1 }, new[] { 4, 2, 1 }, 0)]
    [InlineData(new[] { 4, 2 }, new[] { 3, 3 }, 0)]
    [InlineData(new[] { 2, 2, 2 }, new[] { 1, 5 }, 1)]
    [InlineData(new[] { 3, 2, 2 }, new[] { 3, 2, 2 }, -1)]
    [InlineData(new[] { 6 }, new[] { 2, 2, 2 }, -1)]
    [InlineData(new[] { 1, 1, 1, 1 }, new[] { 2, 1, 1 }, 0)]
    [InlineData(new[] { 5, 1 }, new[] { 6 }, 0)]
    public void It_is_the_mean_over_every_way_to_draw(int[] groups, int[] parts, int train)
    {
        int[] groupOf = [.. groups.SelectMany((size, g) => Enumerable.Repeat(g, size))];
        var (ways, outside, leaky, across) = (0, 0, 0, 0);
        Draw(new int[groupOf.Length], 0, [.. parts]);
        var random = RandomSplit.Of(groups, parts, train);
        Assert.Equal(outside == 0 ? 0 : (double)leaky / outside, random.LeakyShare, 12);
        Assert.Equal((double)across / ways, random.GroupsAcross, 12);

        void Draw(int[] partOf, int image, int[] left)
        {
            if (image == partOf.Length)
            {
                Count(partOf);
                return;
            }

            for (var part = 0; part < left.Length; part++)
            {
                if (left[part] > 0)
                {
                    left[part]--;
                    partOf[image] = part;
                    Draw(partOf, image + 1, left);
                    left[part]++;
                }
            }
        }

        void Count(int[] partOf)
        {
            ways++;
            across += Enumerable.Range(0, groups.Length).Count(g => partOf.Where((_, i) => groupOf[i] == g).Distinct().Count() > 1);
            for (var i = 0; i < partOf.Length; i++)
            {
                if (partOf[i] == train)
                {
                    continue;
                }

                outside++;
                leaky += Enumerable.Range(0, partOf.Length).Any(j => groupOf[j] == groupOf[i] && (train >= 0 ? partOf[j] == train : partOf[j] != partOf[i])) ? 1 : 0;
            }
        }
    }

    [Fact]
    public void Many_images_take_no_time_and_overflow_nothing()
    {
        var random = RandomSplit.Of([.. Enumerable.Repeat(1_000, 1_000)], [700_000, 150_000, 150_000], 0);
        Assert.Equal(1, random.LeakyShare, 9);
        Assert.Equal(1_000, random.GroupsAcross, 9);
    }

    [Fact]
    public void No_images_are_no_leak() => Assert.Equal(new RandomSplit(0, 0), RandomSplit.Of([], [0], 0));
}
