using CovidXray.Masks.Png;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks.Png;

public sealed class Adler32Tests
{
    [Property]
    public void The_closed_form_is_the_sum_byte_by_byte((byte Value, ushort Count)[] runs)
    {
        var adler = Adler32.Start;
        var (s1, s2) = (1u, 0u);
        foreach (var (value, count) in runs)
        {
            adler.AddRun(value, count);
            for (var i = 0; i < count; i++)
            {
                s1 = (s1 + value) % 65521;
                s2 = (s2 + s1) % 65521;
            }
        }

        Assert.Equal((s2 << 16) | s1, adler.Value);
    }

    [Property]
    public void Single_bytes_zeros_and_pixels_are_runs_too(byte[] bytes, byte count)
    {
        var (closed, single) = (Adler32.Start, Adler32.Start);
        foreach (var value in bytes)
        {
            closed.Add(value);
            single.AddRun(value, 1);
            closed.AddZeros(count);
            single.AddRun(0, count);
            closed.AddPixels(value, 255, 7, count);
            for (var i = 0; i < count; i++)
            {
                single.AddRun(value, 1);
                single.AddRun(255, 1);
                single.AddRun(7, 1);
            }
        }

        Assert.Equal(single.Value, closed.Value);
    }

    [Fact]
    public void Many_bytes_at_once_are_bytes_one_by_one()
    {
        var bytes = new byte[200_000];
        new Random(31).NextBytes(bytes);
        bytes.AsSpan(100_000).Fill(255);
        var (atOnce, single) = (Adler32.Start, Adler32.Start);
        atOnce.Add(bytes);
        foreach (var value in bytes)
        {
            single.Add(value);
        }

        Assert.Equal(single.Value, atOnce.Value);
    }

    [Fact]
    public void Of_a_known_text()
    {
        var adler = Adler32.Start;
        foreach (var c in "Wikipedia"u8)
        {
            adler.AddRun(c, 1);
        }

        Assert.Equal(0x11E60398u, adler.Value);
    }

    [Fact]
    public void The_longest_run_does_not_overflow()
    {
        const long Count = 1L << 28;
        var whole = Adler32.Start;
        whole.AddRun(255, 60_000);
        whole.AddRun(255, Count);
        var parts = Adler32.Start;
        parts.AddRun(255, 60_000);
        for (var i = 0; i < 4096; i++)
        {
            parts.AddRun(255, Count / 4096);
        }

        Assert.Equal(parts.Value, whole.Value);
    }
}
