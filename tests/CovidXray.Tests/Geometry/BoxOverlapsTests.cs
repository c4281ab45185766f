using CovidXray.Geometry;

namespace CovidXray.Tests.Geometry;

/// <summary>Counting pairs of boxes, against looking at each pair.</summary>
public sealed class BoxOverlapsTests
{
    [Theory]
    [InlineData(1, 100, 5)]
    [InlineData(60, 12, 4)]
    [InlineData(200, 1000, 300)]
    [InlineData(200, 3, 0)]
    public void The_sum_is_that_over_all_pairs(int count, int range, int size)
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < 50; round++)
        {
            // Whole numbers, so that sides touch, and boxes without area.
            Box[] boxes = [.. Enumerable.Range(0, count).Select(_ => At(random.Next(range), random.Next(range), random.Next(size + 1), random.Next(size + 1)))];
            int[] weights = [.. boxes.Select(_ => random.Next(1, 9))];
            var (expected, pairs) = (0L, 0L);
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    expected += Overlap(boxes[i], boxes[j]) ? weights[i] + weights[j] : 0;
                    pairs += Overlap(boxes[i], boxes[j]) ? 1 : 0;
                }
            }

            Assert.True(expected == BoxOverlaps.Sum(boxes, weights, long.MaxValue), $"seed {seed}, round {round}");
            Assert.True(pairs == BoxOverlaps.Count(boxes, long.MaxValue), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void Counting_ends_when_there_are_enough()
    {
        Box[] boxes = [.. Enumerable.Repeat(At(0, 0, 1, 1), 1000)];
        var ones = Enumerable.Repeat(1, boxes.Length).ToArray();
        Assert.Equal(1000 * 999, BoxOverlaps.Sum(boxes, ones, long.MaxValue));
        Assert.InRange(BoxOverlaps.Sum(boxes, ones, 100), 101, 2200);
        Assert.Equal(1000 * 999 / 2, BoxOverlaps.Count(boxes, long.MaxValue));
        Assert.InRange(BoxOverlaps.Count(boxes, 100), 101, 1100);
    }

    private static Box At(double x, double y, double width, double height) => new(x, y, x + width, y + height);

    private static bool Overlap(Box a, Box b) => a.Left <= b.Right && b.Left <= a.Right && a.Top <= b.Bottom && b.Top <= a.Bottom;
}
