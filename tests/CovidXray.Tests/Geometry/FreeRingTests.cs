using System.Globalization;
using CovidXray.Annotations;
using CovidXray.Geometry;

namespace CovidXray.Tests.Geometry;

public sealed class FreeRingTests
{
    [Fact]
    public void On_whole_numbers_it_says_what_every_pair_of_edges_says()
    {
        var random = new Random(17);
        var free = 0;
        for (var run = 0; run < 20_000; run++)
        {
            var points = random.Next(3, 9);
            var size = random.Next(2, 12);
            int[] xy = [.. Enumerable.Range(0, 2 * points).Select(_ => random.Next(size))];
            var expected = IsFree(xy);
            free += expected ? 1 : 0;
            Assert.True(expected == IsCertain([.. xy.Select(v => (double)v)]), string.Join(' ', xy));
        }

        Assert.InRange(free, 2_000, 18_000);
    }

    [Theory]
    [InlineData(true, "0 0 10 0 10 10 0 10")]
    [InlineData(true, "0 0 5 0 10 0 10 10")]
    [InlineData(false, "0 0 10 10 10 0 0 10")]
    [InlineData(false, "0 0 10 0 5 0 5 5")]
    [InlineData(false, "0 0 10 0 10 0 5 5")]
    [InlineData(false, "0 0 4 0 4 4 2 0 0 4")]
    [InlineData(false, "0.1 0.1 0.3 0.3 0.2 0.2 0 1")]
    [InlineData(false, "1e200 0 0 1e200 -1e200 0")]
    [InlineData(false, "1e-300 0 0 1e-300 -1e-300 0")]
    public void What_is_not_certain_is_not_claimed(bool expected, string xy) =>
        Assert.Equal(expected, IsCertain([.. xy.Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))]));

    [Fact]
    public void A_ring_of_long_edges_ends()
    {
        // Every edge goes from one side to the other: each is at the height of all others.
        var xy = Enumerable.Range(0, 100_000).SelectMany(i => (double[])[i, i % 2 == 0 ? 0 : 1000]).ToArray();
        Assert.False(IsCertain(xy));
    }

    private static bool IsCertain(double[] xy) => FreeRing.IsCertain(new Polygon(xy, xy.Length)[0]);

    /// <summary>Every pair of edges, exactly.</summary>
    private static bool IsFree(int[] xy)
    {
        var count = xy.Length / 2;
        (int X, int Y) Point(int i) => (xy[2 * (i % count)], xy[(2 * (i % count)) + 1]);
        for (var i = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++)
            {
                var (a, b, c, d) = (Point(i), Point(i + 1), Point(j), Point(j + 1));
                var meet = j == i + 1 ? IsOn(c, d, a) || IsOn(a, b, d) || a == b || c == d
                    : i == 0 && j == count - 1 ? IsOn(a, b, c) || IsOn(c, d, b) || a == b || c == d
                    : Meet(a, b, c, d);
                if (meet)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool Meet((int X, int Y) a, (int X, int Y) b, (int X, int Y) c, (int X, int Y) d) =>
        IsOn(a, b, c) || IsOn(a, b, d) || IsOn(c, d, a) || IsOn(c, d, b)
        || (Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0);

    private static bool IsOn((int X, int Y) a, (int X, int Y) b, (int X, int Y) p) =>
        Side(a, b, p) == 0 && p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);

    private static int Side((int X, int Y) a, (int X, int Y) b, (int X, int Y) p) =>
        Math.Sign(((b.X - a.X) * (p.Y - a.Y)) - ((p.X - a.X) * (b.Y - a.Y)));
}
