using CovidXray.Images;
using CovidXray.Images.Kernels;

namespace CovidXray.Tests.Images;

public sealed class FilmResamplerTests
{
    [Theory]
    [InlineData(200, 150, 51, 38)]
    [InlineData(64, 64, 16, 16)]
    [InlineData(101, 7, 100, 3)]
    [InlineData(33, 47, 1, 1)]
    [InlineData(40, 30, 40, 15)]
    public void Smaller_is_the_mean_over_each_pixels_square(int width, int height, int newWidth, int newHeight)
    {
        var film = TestFilms.Samples(width, height, 1);
        var picture = Resample(width, height, To(width, newWidth), To(height, newHeight));
        for (var y = 0; y < newHeight; y++)
        {
            for (var x = 0; x < newWidth; x++)
            {
                var mean = Mean(film, width, (double)x * width / newWidth, (double)y * height / newHeight, (double)width / newWidth, (double)height / newHeight);
                Assert.InRange(picture.Row(y)[x] - mean, -0.505, 0.505);
            }
        }
    }

    [Theory]
    [InlineData(100, 33)]
    [InlineData(33, 100)]
    [InlineData(50, 51)]
    [InlineData(51, 50)]
    public void A_ramp_keeps_its_place_to_the_half_pixel(int width, int newWidth)
    {
        // Grey 2 x at pixel x: wherever the ramp is not cut off at its ends, the picture shows where it comes from.
        var film = Enumerable.Range(0, width).Select(x => (byte)(2 * x)).ToArray();
        var picture = Resample(TestFilms.File(film, width, 1, 1, i => i.PngsaveBuffer()), width, 1, To(width, newWidth), AxisMapping.Identity(1));
        var scale = (double)newWidth / width;
        var ends = (int)Math.Ceiling(scale);
        for (var x = ends; x < newWidth - ends; x++)
        {
            Assert.InRange(picture.Row(0)[x] - (2 * (((x + 0.5) / scale) - 0.5)), -0.51, 0.51);
        }
    }

    [Fact]
    public void A_window_of_the_film_shows_nothing_else()
    {
        // Columns 10..19 and rows 5..9 in the middle of a picture, each pixel doubled.
        var film = TestFilms.Samples(40, 30, 1).Select(b => Math.Max((byte)1, b)).ToArray();
        var picture = Resample(TestFilms.File(film, 40, 30, 1, i => i.PngsaveBuffer()), 40, 30, new AxisMapping(2, -15, 10, 20, 30), new AxisMapping(2, -7, 5, 10, 16));
        for (var y = 0; y < 16; y++)
        {
            for (var x = 0; x < 30; x++)
            {
                var isShown = x is >= 5 and < 25 && y is >= 3 and < 13;
                Assert.Equal(isShown, picture.Row(y)[x] != 0);
            }
        }

        // The corner has no neighbour within the window that it could be mixed with.
        Assert.Equal(film[(5 * 40) + 10], picture.Row(3)[5]);
        Assert.Equal(film[(9 * 40) + 19], picture.Row(12)[24]);
    }

    [Fact]
    public void A_copied_window_is_a_copy()
    {
        var film = TestFilms.Samples(40, 30, 1);
        var picture = Resample(40, 30, new AxisMapping(1, -10, 10, 20, 10), new AxisMapping(1, 2, 0, 30, 34));
        Assert.Equal(new byte[10], picture.Row(1));
        Assert.Equal(film.AsSpan(10, 10), picture.Row(2));
        Assert.Equal(film.AsSpan((29 * 40) + 10, 10), picture.Row(31));
        Assert.Equal(new byte[10], picture.Row(32));
    }

    [Fact]
    public void Rows_are_added_up_as_by_plain_floats()
    {
        for (var length = 0; length < 70; length++)
        {
            var row = TestFilms.Samples(length, 1, 1, seed: length);
            var sums = row.Select(b => b / 3f).ToArray();
            var expected = sums.Zip(row, (s, b) => s + (b * 0.37f)).ToArray();
            WeightedRow.Add(row, 0.37f, sums);
            Assert.Equal(expected, sums);
        }
    }

    [Fact]
    public void Four_rows_are_mixed_as_each_alone()
    {
        float[] shares = [0.25f, 0.4f, 0.35f];
        for (var length = shares.Length; length < 40; length++)
        {
            var rows = TestFilms.Samples(length, FourRows.Count, 1, seed: length).Select(b => b / 1.3f).ToArray();
            var columns = new float[rows.Length];
            FourRows.ToColumns(rows, columns);
            var first = length - shares.Length;
            var greys = FourRows.Mix(columns.AsSpan(FourRows.Count * first), shares);
            for (var row = 0; row < FourRows.Count; row++)
            {
                var sum = 0.5f;
                for (var i = 0; i < shares.Length; i++)
                {
                    sum += shares[i] * rows[(row * length) + first + i];
                }

                Assert.Equal((int)sum, (int)(greys >> (16 * row)) & 0xFFFF);
            }
        }

        Assert.Equal(0x00FF_00FF_00FF_00FFUL, FourRows.Mix([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255], shares));
    }

    private static AxisMapping To(int length, int newLength) => new((double)newLength / length, 0, 0, length, newLength);

    private static GreyPixels Resample(int width, int height, AxisMapping x, AxisMapping y) =>
        Resample(TestFilms.GreyPng(width, height), width, height, x, y);

    private static GreyPixels Resample(byte[] film, int width, int height, AxisMapping x, AxisMapping y) =>
        FilmDecoder.Decode(film, new FilmHeader(FilmFormat.Png, width, height, 8, 1), "film", FilmLevels.Full, x, y).Pixels;

    private static double Mean(byte[] film, int stride, double left, double top, double width, double height)
    {
        var sum = 0.0;
        for (var y = (int)top; y < top + height - 1e-9; y++)
        {
            for (var x = (int)left; x < left + width - 1e-9; x++)
            {
                var share = (Math.Min(x + 1, left + width) - Math.Max(x, left)) * (Math.Min(y + 1, top + height) - Math.Max(y, top));
                sum += share * film[(y * stride) + x];
            }
        }

        return sum / (width * height);
    }
}
