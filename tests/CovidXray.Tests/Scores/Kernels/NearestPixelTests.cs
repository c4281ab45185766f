using CovidXray.Masks;
using CovidXray.Scores;
using CovidXray.Scores.Kernels;

namespace CovidXray.Tests.Scores.Kernels;

/// <summary>Every form of the search, with envelopes always, sometimes and never, against all pairs of pixels.</summary>
public sealed class NearestPixelTests
{
    [Theory]
    [MemberData(nameof(Widths))]
    public void Each_form_finds_the_nearest_pixel_exactly(string name)
    {
        var width = Enum.Parse<DistanceWidth>(name);
        var random = new Random(4);
        var compared = 0;
        for (var i = 0; i < 400; i++)
        {
            var (a, b) = ScoreMasks.Pair(random);
            var (from, to) = (MaskBoundary.Of(LabelPixels.Of(a, 1)), MaskBoundary.Of(LabelPixels.Of(b, 1)));
            if (!to.Runs.IsEmpty)
            {
                var expected = MetricsReference.Squares(Points(from), Points(to));
                Assert.All([-1L, 1, 1_000_000], steps => Assert.Equal(expected, BoundaryDistances.Squared(from, to, width, steps)));
                compared++;
            }
        }

        Assert.InRange(compared, 200, 400);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Films_of_the_longest_sides_lose_no_distance(string name)
    {
        const int Side = NearestPixel.MaxSide;
        var width = Enum.Parse<DistanceWidth>(name);
        var corner = ScoreMasks.FromRows(Side, Side, y => y == Side - 1 ? [(Side - 1, Side)] : []);
        var other = ScoreMasks.FromRows(Side, Side, y => y == 0 ? [(0, 1)] : y == Side / 2 ? [(Side - 1, Side)] : []);
        Assert.Equal([2 * (Side - 1) * (Side - 1), (Side / 2 - 1) * (Side / 2 - 1)], BoundaryDistances.Squared(other, corner, width, 1_000_000));
        Assert.Equal([(Side / 2 - 1) * (Side / 2 - 1)], BoundaryDistances.Squared(corner, other, width, 1_000_000));
        Assert.Equal([2 * (Side - 1) * (Side - 1), (Side / 2 - 1) * (Side / 2 - 1)], BoundaryDistances.Squared(other, corner, width, -1));
    }

    [Fact]
    public void Films_of_longer_sides_are_measured_by_envelopes()
    {
        const int Long = 46_000;
        var left = ScoreMasks.FromRows(Long, 3, y => y == 0 ? [(0, 1)] : []);
        var right = ScoreMasks.FromRows(Long, 3, y => y == 2 ? [(Long - 1, Long)] : []);
        Assert.Equal([((Long - 1) * (Long - 1)) + 4], BoundaryDistances.Squared(left, right));
        Assert.Equal(Math.Sqrt(((Long - 1.0) * (Long - 1)) + 4), MaskMetrics.Compare(left, right).Hausdorff);
    }

    public static TheoryData<string> Widths() => [.. Enum.GetNames<DistanceWidth>()];

    private static List<(int X, int Y)> Points(Mask mask) => MetricsReference.Points(MetricsReference.Pixels(mask, l => l == 1));
}
