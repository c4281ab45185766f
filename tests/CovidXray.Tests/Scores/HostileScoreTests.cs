using System.Diagnostics;
using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

/// <summary>Masks made to cost much: at the size of an ordinary film they take a fraction of a second, and memory by their boundary.</summary>
public sealed class HostileScoreTests
{
    private const int Width = 1400;
    private const int Height = 1175;

    [Theory]
    [InlineData("checkerboards")]
    [InlineData("a checkerboard and a corner")]
    [InlineData("a full film and a corner")]
    [InlineData("combs")]
    [InlineData("a comb and a corner")]
    [InlineData("boxes far apart")]
    [InlineData("a comb of long teeth far away")]
    public void Whatever_is_in_them_they_are_soon_compared(string kind)
    {
        var corner = ScoreMasks.Box(Width, Height, Width - 1, Height - 1, Width, Height);
        var (a, b) = kind switch
        {
            "checkerboards" => (ScoreMasks.Checkerboard(Width, Height, 0), ScoreMasks.Checkerboard(Width, Height, 1)),
            "a checkerboard and a corner" => (ScoreMasks.Checkerboard(Width, Height, 0), corner),
            "a full film and a corner" => (ScoreMasks.Full(Width, Height), corner),
            "combs" => (ScoreMasks.Comb(Width, Height, 2), ScoreMasks.Comb(Width, Height, 3)),
            "a comb and a corner" => (ScoreMasks.Comb(Width, Height, 2), corner),
            "boxes far apart" => (ScoreMasks.Box(Width, Height, 0, 0, Width / 6, Height), ScoreMasks.Box(Width, Height, 5 * Width / 6, 0, Width, Height)),
            _ => (ScoreMasks.FromRows(Width, Height, y => y % 2 == 0 ? [(0, Width / 2)] : []), ScoreMasks.FromRows(Width, Height, y => y % 2 == 1 ? [(Width / 2 + 100, Width)] : [])),
        };
        var boundary = MaskBoundary.Of(a).Area(1) + MaskBoundary.Of(b).Area(1);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var figures = MaskMetrics.Compare(a, b);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {seconds:0.000} s, {allocated / 1e6:0} MB, {boundary} boundary pixels, hd {figures.Hausdorff}");
        Assert.InRange(seconds, 0, 10);
        Assert.InRange(allocated, 0, 4_000_000 + (100 * boundary));
    }
}
