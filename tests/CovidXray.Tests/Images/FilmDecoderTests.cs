using CovidXray.Annotations;
using CovidXray.Images;
using NetVips;

namespace CovidXray.Tests.Images;

public sealed class FilmDecoderTests
{
    private const int Width = 37;
    private const int Height = 23;

    [Fact]
    public void Grey_of_8_bits_stays_as_it_is()
    {
        var samples = TestFilms.Samples(Width, Height, 1);
        var (picture, conversions) = Decode(TestFilms.File(samples, Width, Height, 1, i => i.PngsaveBuffer()));
        Assert.Equal(samples, picture.Pixels);
        Assert.Equal(FilmConversions.None, conversions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colours_become_luma(bool isInterlaced)
    {
        var samples = TestFilms.Samples(Width, Height, 3);
        var (picture, conversions) = Decode(TestFilms.File(samples, Width, Height, 3, i => i.PngsaveBuffer(interlace: isInterlaced)));
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var luma = (0.299 * samples[3 * i]) + (0.587 * samples[(3 * i) + 1]) + (0.114 * samples[(3 * i) + 2]);
            Assert.InRange(picture.Pixels[i] - luma, -0.502, 0.502);
        }

        Assert.Equal(FilmConversions.Colour, conversions);
    }

    [Fact]
    public void Every_grey_written_as_colour_comes_back_as_it_was()
    {
        var greys = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var (picture, _) = Decode(TestFilms.File(greys.SelectMany(g => new[] { g, g, g }).ToArray(), 256, 1, 3, i => i.PngsaveBuffer()));
        Assert.Equal(greys, picture.Pixels);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Transparent_pixels_lie_on_black(int channels)
    {
        var samples = TestFilms.Samples(Width, Height, channels);
        var (picture, conversions) = Decode(TestFilms.File(samples, Width, Height, channels, i => i.PngsaveBuffer()));
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var pixel = samples.AsSpan(i * channels, channels);
            var grey = channels == 2 ? pixel[0] : (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
            Assert.InRange(picture.Pixels[i] - (grey * pixel[^1] / 255.0), -1.01, 1.01);
        }

        Assert.Equal(FilmConversions.Alpha | (channels == 4 ? FilmConversions.Colour : FilmConversions.None), conversions);
    }

    [Fact]
    public void An_alpha_channel_without_transparent_pixels_is_no_conversion()
    {
        var samples = TestFilms.Samples(Width, Height, 2);
        for (var i = 1; i < samples.Length; i += 2)
        {
            samples[i] = 255;
        }

        var (picture, conversions) = Decode(TestFilms.File(samples, Width, Height, 2, i => i.PngsaveBuffer()));
        Assert.Equal(samples.Where((_, i) => i % 2 == 0), picture.Pixels.ToArray());
        Assert.Equal(FilmConversions.None, conversions);
    }

    [Fact]
    public void A_palette_gives_its_colours()
    {
        var greys = TestFilms.Samples(Width, Height, 1).Select(g => (byte)(g & 0xf0)).ToArray();
        var (picture, conversions) = Decode(TestFilms.File(greys, Width, Height, 1, i => i.PngsaveBuffer(palette: true, q: 100, dither: 0)));
        Assert.All(picture.Pixels.ToArray().Zip(greys), p => Assert.InRange(p.First - p.Second, -3, 3));
        Assert.Equal(FilmConversions.Palette, conversions);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_grey_png_of_few_bits_uses_the_whole_range(int bits)
    {
        var most = (1 << bits) - 1;
        var levels = Enumerable.Range(0, most + 1).Select(i => (byte)(i * 255 / most)).ToArray();
        var (picture, _) = Decode(TestFilms.File(levels, levels.Length, 1, 1, i => i.PngsaveBuffer(bitdepth: bits)));
        Assert.Equal(levels, picture.Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sixteen_bits_become_eight_by_the_whole_range(int channels)
    {
        var random = new Random(5);
        var samples = new ushort[Width * Height * channels];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = channels == 4 && i % 4 == 3 ? ushort.MaxValue : (ushort)random.Next(65536);
        }

        var (picture, conversions) = Decode(TestFilms.File(samples, Width, Height, channels, i => i.PngsaveBuffer()));
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var pixel = samples.AsSpan(i * channels, channels);
            var grey = channels == 1 ? pixel[0] : (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
            Assert.InRange(picture.Pixels[i] - (grey / 257.0), -0.51, 0.51);
        }

        Assert.Equal(FilmConversions.Depth | (channels == 1 ? FilmConversions.None : FilmConversions.Colour), conversions);
    }

    [Fact]
    public void A_12_bit_film_in_16_bits_fills_the_range_on_demand()
    {
        ushort[] samples = [100, 4195, 2147, 101];
        var film = TestFilms.File(samples, 2, 2, 1, i => i.PngsaveBuffer());
        Assert.Equal([0, 255, 127, 0], Decode(film, FilmLevels.MinMax).Picture.Pixels.ToArray());
        Assert.Equal([0, 16, 8, 0], Decode(film).Picture.Pixels.ToArray());
        Assert.Equal([0, 0, 0, 0], Decode(TestFilms.File(new ushort[4], 2, 2, 1, i => i.PngsaveBuffer()), FilmLevels.MinMax).Picture.Pixels.ToArray());
    }

    [Fact]
    public void Levels_leave_8_bits_alone()
    {
        var film = TestFilms.GreyPng(Width, Height);
        Assert.Equal(Decode(film).Picture.Pixels, Decode(film, FilmLevels.MinMax).Picture.Pixels);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    [InlineData(false, 6)]
    public void A_colour_jpeg_gives_the_luma_of_its_pixels_as_stored(bool isProgressive, int orientation)
    {
        var film = TestFilms.ColourJpeg(Width, Height, isProgressive, orientation);
        var (picture, conversions) = Decode(film);
        using var image = Image.JpegloadBuffer(film);
        var samples = image.WriteToMemory<byte>();
        Assert.Equal((Width, Height), (picture.Width, picture.Height));
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            Assert.InRange(picture.Pixels[i] - ((0.299 * samples[3 * i]) + (0.587 * samples[(3 * i) + 1]) + (0.114 * samples[(3 * i) + 2])), -0.502, 0.502);
        }

        Assert.Equal(FilmConversions.Colour | (orientation == 1 ? FilmConversions.None : FilmConversions.Orientation), conversions);
    }

    [Fact]
    public void Inks_become_light()
    {
        // Paper, black by ink alone, black by all colours, half of the black ink.
        byte[] inks = [0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 128];
        var blocks = Enumerable.Range(0, 16 * 64).SelectMany(i => inks.AsSpan(i % 64 / 16 * 4, 4).ToArray()).ToArray();
        var (picture, conversions) = Decode(TestFilms.CmykJpeg(blocks, 64, 16));
        int[] expected = [255, 0, 0, 127];
        for (var i = 0; i < 4; i++)
        {
            Assert.InRange((int)picture.Row(8)[(16 * i) + 8], expected[i] - 2, expected[i] + 2);
        }

        Assert.Equal(FilmConversions.Cmyk, conversions);
    }

    public static TheoryData<string> Damages() => ["cut jpeg", "cut progressive jpeg", "jpeg without end", "noise in jpeg", "cut png", "noise in png"];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damage_is_an_error_even_outside_of_what_is_shown(string damage)
    {
        var film = damage.EndsWith("png", StringComparison.Ordinal) ? TestFilms.GreyPng(400, 300) : TestFilms.ColourJpeg(400, 300, damage.Contains("progressive", StringComparison.Ordinal));
        _ = Decode(film);
        var damaged = film.ToArray();
        if (damage.StartsWith("cut", StringComparison.Ordinal))
        {
            damaged = damaged[..(film.Length * 9 / 10)];
        }
        else if (damage == "jpeg without end")
        {
            damaged = damaged[..^2];
        }
        else
        {
            new Random(3).NextBytes(damaged.AsSpan(film.Length * 7 / 10, 600));
        }

        var header = Header(film);
        var error = Assert.Throws<DatasetException>(() => FilmDecoder.Decode(damaged, header, "films/x.jpg", FilmLevels.Full, new AxisMapping(1, 0, 0, 20, 20), new AxisMapping(1, 0, 0, 20, 20)));
        Assert.Matches("^is damaged: rows [0-9]+ to [0-9]+ of [0-9]+ cannot be decoded$", error.Problem);
        Assert.Equal("films/x.jpg", error.File);
    }

    private static FilmHeader Header(byte[] film)
    {
        using var stream = new MemoryStream(film);
        return FilmHeader.Read(stream, "film");
    }

    private static (GreyPixels Picture, FilmConversions Conversions) Decode(byte[] film, FilmLevels levels = FilmLevels.Full)
    {
        var header = Header(film);
        return FilmDecoder.Decode(film, header, "film", levels, AxisMapping.Identity(header.Width), AxisMapping.Identity(header.Height));
    }
}
