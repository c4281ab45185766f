using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

public sealed class RunTests
{
    [Property]
    public void What_is_packed_comes_out(uint start, uint length, byte label)
    {
        var (s, l) = ((int)(start & Run.MaxLength), (int)(length & Run.MaxLength));
        var run = new Run(s, l, label);
        Assert.Equal((s, l, s + l, label), (run.Start, run.Length, run.End, run.Label));
        Assert.Equal(run, new Run(s, l, label));
        Assert.Equal(run.GetHashCode(), new Run(s, l, label).GetHashCode());
    }

    [Fact]
    public void The_extremes_fit()
    {
        var run = new Run(Run.MaxLength, Run.MaxLength, 255);
        Assert.Equal((Run.MaxLength, Run.MaxLength, (byte)255), (run.Start, run.Length, run.Label));
        Assert.Equal(new Run(0, 0, 0), default);
    }

    [Property]
    public void They_sort_by_where_they_start(ushort a, ushort b, byte label)
    {
        var (left, right) = (new Run(a, b + 1, label), new Run(b, a + 1, 0));
        var same = new Run(a, b + 1, label);
        if (a != b)
        {
            Assert.Equal(Math.Sign(a - b), Math.Sign(left.CompareTo(right)));
            bool[] expected = [a < b, a > b, a < b, a > b];
            bool[] actual = [left < right, left > right, left <= right, left >= right];
            Assert.Equal(expected, actual);
        }

        Assert.True(left <= same && left >= same && left == same);
        Assert.False(left != same);
        Assert.False(left.Equals((object)"x"));
    }
}
