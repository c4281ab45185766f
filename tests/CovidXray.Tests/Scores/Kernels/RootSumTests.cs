using CovidXray.Scores.Kernels;

namespace CovidXray.Tests.Scores.Kernels;

public sealed class RootSumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1003)]
    public void Roots_are_summed_in_one_order_on_every_machine(int count)
    {
        var random = new Random(count);
        int[] squares = [.. Enumerable.Range(0, count).Select(i => i == 3 ? int.MaxValue : random.Next(60_000_000))];
        var sums = new double[8];
        var whole = count / 8 * 8;
        for (var i = 0; i < whole; i++)
        {
            sums[i % 8] += Math.Sqrt(squares[i]);
        }

        var expected = (sums[0] + sums[4]) + (sums[1] + sums[5]) + (sums[2] + sums[6]) + (sums[3] + sums[7]);
        expected = squares[whole..].Aggregate(expected, (sum, square) => sum + Math.Sqrt(square));
        Assert.Equal(expected, RootSum.Of(squares));
    }
}
