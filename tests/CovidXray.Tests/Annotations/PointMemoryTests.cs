using CovidXray.Annotations;

namespace CovidXray.Tests.Annotations;

/// <summary>Memory for the points of one image after the other.</summary>
public sealed class PointMemoryTests
{
    [Fact]
    public void What_was_taken_stays_until_it_is_cleared_however_much_is_taken()
    {
        var memory = new PointMemory();
        int[] lengths = [3, 4000, 0, 200, 300_000, 5, 4096];
        var taken = lengths.Select(memory.Take).ToArray();
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i].Span.Fill(i);
        }

        Assert.Equal(lengths, taken.Select(t => t.Length));
        Assert.All(taken.Index(), t => Assert.All(t.Item.ToArray(), c => Assert.Equal(t.Index, c)));
    }

    [Fact]
    public void Once_cleared_it_is_given_again()
    {
        var memory = new PointMemory();
        var first = memory.Take(100);
        first.Span.Fill(1);
        memory.Clear();
        memory.Take(100).Span.Fill(2);
        Assert.Equal(2, first.Span[99]);
    }

    [Fact]
    public void A_huge_image_leaves_nothing_behind()
    {
        var memory = new PointMemory();
        var huge = memory.Take(1 << 20);
        huge.Span.Fill(1);
        memory.Clear();
        memory.Take(1 << 10).Span.Fill(2);
        Assert.Equal(1, huge.Span[0]);
    }
}
