using CovidXray.Annotations;
using CovidXray.Images;

namespace CovidXray.Tests.Images;

public sealed class FilmReducerTests
{
    [Theory]
    [InlineData(100, 80, 100, 1)]
    [InlineData(100, 80, 40, 2)]
    [InlineData(100, 80, 41, 1)]
    [InlineData(101, 83, 20, 4)]
    [InlineData(807, 641, 20, 8)]
    public void A_film_becomes_smaller_by_the_largest_factor_that_leaves_the_shorter_side_its_length(int width, int height, int least, int factor)
    {
        Assert.All((byte[][])[TestFilms.GreyPng(width, height), TestFilms.ColourJpeg(width, height)], film =>
        {
            var reduced = Reduce(film, least);
            Assert.Equal((width / factor, height / factor), (reduced.Width, reduced.Height));
        });
    }

    [Fact]
    public void Each_pixel_is_the_mean_of_its_square()
    {
        var samples = TestFilms.Samples(90, 62, 1);
        var reduced = Reduce(TestFilms.File(samples, 90, 62, 1, i => i.PngsaveBuffer()), 15);
        Assert.Equal((22, 15), (reduced.Width, reduced.Height));
        for (var y = 0; y < 15; y++)
        {
            for (var x = 0; x < 22; x++)
            {
                var sum = Enumerable.Range(0, 16).Sum(i => samples[(((4 * y) + (i / 4)) * 90) + (4 * x) + (i % 4)]);
                Assert.Equal((sum + 8) / 16, reduced.Row(y)[x]);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_jpeg_that_is_shrunk_while_it_is_decoded_shows_the_same_as_one_that_is_not(int factor)
    {
        // Smooth, so that what JPEG leaves out is little.
        var samples = Enumerable.Range(0, 320 * 240).Select(i => (byte)(60 + (40 * Math.Sin(i % 320 / 25.0)) + (40 * Math.Cos(i / 320 / 20.0)))).ToArray();
        var jpeg = TestFilms.File(samples, 320, 240, 1, i => i.JpegsaveBuffer(q: 95));
        var shrunk = Reduce(jpeg, 240 / factor);
        var whole = Reduce(TestFilms.File(samples, 320, 240, 1, i => i.PngsaveBuffer()), 240 / factor);
        Assert.Equal((320 / factor, 240 / factor), (shrunk.Width, shrunk.Height));
        Assert.All(Enumerable.Range(0, shrunk.Pixels.Length), i => Assert.InRange(shrunk.Pixels[i] - whole.Pixels[i], -4, 4));
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    public void The_share_of_transparent_pixels_is_told(int channels, bool isDeep)
    {
        // Every eighth pixel lets a little through.
        var samples = Enumerable.Range(0, 64 * 64 * channels).Select(i => i % channels < channels - 1 ? i % 200 : i / channels % 8 == 3 ? 254 : 255).ToArray();
        var film = isDeep
            ? TestFilms.File(samples.Select(s => (ushort)(s * 257)).ToArray(), 64, 64, channels, i => i.PngsaveBuffer())
            : TestFilms.File(samples.Select(s => (byte)s).ToArray(), 64, 64, channels, i => i.PngsaveBuffer());
        using var stream = new MemoryStream(film);
        _ = FilmReducer.Reduce(film, FilmHeader.Read(stream, "film"), "film", 16, out var transparent);
        Assert.Equal(0.125, transparent);
    }

    [Fact]
    public void A_16_bit_film_of_few_levels_is_stretched_over_all_greys()
    {
        ushort[] samples = [.. Enumerable.Range(0, 64 * 64).Select(i => (ushort)(1000 + (i % 64)))];
        var reduced = Reduce(TestFilms.File(samples, 64, 64, 1, i => i.PngsaveBuffer()), 64);
        Assert.Equal((0, 255), (reduced.Pixels.ToArray().Min(), reduced.Pixels.ToArray().Max()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Damage_is_found_however_small_a_film_is_read(int factor)
    {
        var jpeg = TestFilms.ColourJpeg(640, 480);
        var cut = jpeg[..(jpeg.Length * 3 / 4)];
        var changed = (byte[])jpeg.Clone();
        new Random(3).NextBytes(changed.AsSpan(jpeg.Length / 2, 600));
        var png = TestFilms.GreyPng(640, 480);
        Assert.All((byte[][])[cut, changed, png[..(png.Length * 3 / 4)]], film => Assert.Throws<DatasetException>(() => Reduce(film, 480 / factor)));
    }

    private static GreyPixels Reduce(byte[] film, int leastSide)
    {
        using var stream = new MemoryStream(film);
        return FilmReducer.Reduce(film, FilmHeader.Read(stream, "film"), "film", leastSide);
    }
}
