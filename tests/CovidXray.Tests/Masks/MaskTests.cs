using CovidXray.Masks;
using FsCheck.Xunit;

namespace CovidXray.Tests.Masks;

/// <summary>Everything that a mask says from its runs is what its bytes say.</summary>
[Properties(Arbitrary = [typeof(MaskGenerators)])]
public sealed class MaskTests
{
    [Property]
    public void Equal_pixels_are_equal_runs(Mask mask)
    {
        var same = MaskGenerators.FromPixels(mask.ToBytes(), mask.Width, mask.Height);
        Assert.True(mask.Equals(same));
        Assert.True(mask.Equals((object)same));
        Assert.Equal(mask.GetHashCode(), same.GetHashCode());
        Assert.Equal(mask.Runs.ToArray(), same.Runs.ToArray());
        Assert.Equal(0, mask.CountDifferences(same));
    }

    [Property]
    public void A_changed_pixel_is_a_difference(Mask mask, byte label)
    {
        var pixels = mask.ToBytes();
        var at = pixels.Length * label / 256;
        pixels[at] ^= 1;
        var changed = MaskGenerators.FromPixels(pixels, mask.Width, mask.Height);
        Assert.False(mask.Equals(changed));
        Assert.Equal((1, 1), (mask.CountDifferences(changed), changed.CountDifferences(mask)));
    }

    [Property]
    public void Pixels_rows_and_bytes_agree(Mask mask)
    {
        var pixels = mask.ToBytes();
        var row = new byte[mask.Width];
        for (var y = 0; y < mask.Height; y++)
        {
            mask.CopyRowTo(y, row);
            Assert.Equal(pixels.AsSpan(y * mask.Width, mask.Width).ToArray(), row);
            for (var x = 0; x < mask.Width; x++)
            {
                Assert.Equal(row[x], mask[x, y]);
            }
        }
    }

    [Property]
    public void Areas_and_boxes_are_those_of_the_pixels(Mask mask)
    {
        var pixels = mask.ToBytes();
        for (byte label = 1; label <= 4; label++)
        {
            var points = Enumerable.Range(0, pixels.Length).Where(i => pixels[i] == label).Select(i => (X: i % mask.Width, Y: i / mask.Width)).ToArray();
            Assert.Equal(points.Length, mask.Area(label));
            PixelBox? expected = points.Length == 0 ? null : new PixelBox(
                points.Min(p => p.X),
                points.Min(p => p.Y),
                points.Max(p => p.X) - points.Min(p => p.X) + 1,
                points.Max(p => p.Y) - points.Min(p => p.Y) + 1);
            Assert.Equal(expected, mask.BoundingBox(label));
        }
    }

    [Property]
    public void Differences_are_those_of_the_pixels(Mask mask, Mask other)
    {
        var window = other.Window(0, 0, mask.Width, mask.Height);
        Assert.Equal(mask.ToBytes().Zip(window.ToBytes()).Count(p => p.First != p.Second), mask.CountDifferences(window));
    }

    [Property]
    public void A_window_shows_the_pixels_behind_it(Mask mask, sbyte x, sbyte y, byte width, byte height)
    {
        var window = mask.Window(x, y, width + 1, height + 1);
        Assert.Equal((width + 1, height + 1), (window.Width, window.Height));
        var pixels = mask.ToBytes();
        var expected = new byte[(width + 1) * (height + 1)];
        for (var i = 0; i < expected.Length; i++)
        {
            var (fromX, fromY) = ((i % (width + 1)) + x, (i / (width + 1)) + y);
            if (fromX >= 0 && fromX < mask.Width && fromY >= 0 && fromY < mask.Height)
            {
                expected[i] = pixels[(fromY * mask.Width) + fromX];
            }
        }

        Assert.Equal(expected, window.ToBytes());
        Assert.True(window.Equals(MaskGenerators.FromPixels(expected, width + 1, height + 1)));
    }

    [Fact]
    public void Nothing_outside_can_be_asked_for()
    {
        var mask = new MaskBuilder(3, 2).ToMask();
        Assert.Equal(0, mask[2, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[-1, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.Row(-1).Length);
        Assert.Throws<ArgumentException>(() => mask.CopyTo(new byte[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.CopyRowTo(0, new byte[2]));
        Assert.Throws<ArgumentException>(() => mask.CountDifferences(new MaskBuilder(2, 3).ToMask()));
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.Window(0, 0, 0, 1));
    }

    [Fact]
    public void Masks_of_other_sizes_differ()
    {
        var mask = new MaskBuilder(3, 2).ToMask();
        Assert.False(mask.Equals(new MaskBuilder(2, 3).ToMask()));
        Assert.False(mask.Equals(new MaskBuilder(3, 3).ToMask()));
        Assert.False(mask.Equals(null));
    }

    [Fact]
    public void A_hundred_megapixels_cost_their_runs()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var builder = new MaskBuilder(10_000, 10_000);
        for (var y = 0; y < 10_000; y++)
        {
            builder.Add(100, 9000, 1);
            builder.EndRow();
        }

        var mask = builder.ToMask();
        Assert.Equal(90_000_000, mask.Area(1));
        Assert.Equal(new PixelBox(100, 0, 9000, 10_000), mask.BoundingBox(1));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }
}
