using System.Text;
using CovidXray.Annotations;
using CovidXray.Images;
using NetVips;

namespace CovidXray.Tests.Images;

public sealed class FilmHeaderTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples", "phantom-dataset", "images");

    public static TheoryData<string> SampleFilms() => [.. Directory.GetFiles(Samples).Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(SampleFilms))]
    public void A_header_says_what_libvips_says(string name)
    {
        var path = Path.Combine(Samples, name);
        var header = FilmHeader.Read(path);
        using var image = Image.NewFromFile(path);
        Assert.Equal((image.Width, image.Height, image.Bands), (header.Width, header.Height, header.Channels));
        Assert.Equal(8, header.BitsPerSample);
        Assert.Equal(((string)image.Get("vips-loader")).StartsWith("jpeg", StringComparison.Ordinal) ? FilmFormat.Jpeg : FilmFormat.Png, header.Format);
    }

    [Theory]
    [InlineData(".png", 1, true, 16)]
    [InlineData(".png", 4, true, 16)]
    [InlineData(".png", 2, false, 8)]
    [InlineData(".png", 3, false, 8)]
    [InlineData(".jpg", 3, false, 8)]
    public void Channels_and_depth_are_read(string extension, int channels, bool isDeep, int bits)
    {
        using var black = Image.Black(31, 17, channels).Cast(isDeep ? Enums.BandFormat.Ushort : Enums.BandFormat.Uchar);
        using var image = black.Copy(interpretation: isDeep ? (channels < 3 ? Enums.Interpretation.Grey16 : Enums.Interpretation.Rgb16) : channels < 3 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        var header = Read(image.WriteToBuffer(extension));
        Assert.Equal((31, 17, bits, channels), (header.Width, header.Height, header.BitsPerSample, header.Channels));
    }

    [Fact]
    public void A_palette_is_one_channel()
    {
        using var image = Image.Black(9, 9);
        var header = Read(image.PngsaveBuffer(palette: true));
        Assert.True(header.HasPalette);
        Assert.Equal(1, header.Channels);
    }

    [Fact]
    public void Progressive_and_turned_jpegs_say_so()
    {
        using var black = Image.Black(40, 20);
        using var image = black.Mutate(m => m.Set(GValue.GIntType, "orientation", 6));
        var header = Read(image.JpegsaveBuffer(interlace: true));
        Assert.True(header.IsProgressive);
        Assert.Equal(6, header.Orientation);
        Assert.Equal((40, 20), (header.Width, header.Height));
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>404</title>", "a web page")]
    [InlineData("{\"error\": \"gone\"}", "JSON")]
    [InlineData("GIF89a....", "a GIF")]
    [InlineData("", "empty")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "a Git LFS pointer")]
    [InlineData("Not found", "text: 'Not found'")]
    public void What_is_no_picture_is_named(string content, string description)
    {
        var error = Assert.Throws<DatasetException>(() => Read(Encoding.ASCII.GetBytes(content)));
        Assert.Contains(description, error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SampleFilms))]
    public void A_film_cut_anywhere_is_cut_off_and_whole_it_is_whole(string name)
    {
        var film = File.ReadAllBytes(Path.Combine(Samples, name));
        using (var whole = new MemoryStream(film))
        {
            Assert.Equal(FilmHeader.Read(Path.Combine(Samples, name)), FilmCompleteness.Check(whole, name));
        }

        for (var length = 0; length < film.Length; length += Math.Max(1, Math.Min(997, film.Length - 1 - length)))
        {
            using var cut = new MemoryStream(film, 0, length);
            Assert.Throws<DatasetException>(() => FilmCompleteness.Check(cut, name));
        }
    }

    [Fact]
    public void A_wrong_byte_in_a_png_is_damage()
    {
        var film = File.ReadAllBytes(Path.Combine(Samples, "phantom-009-ct.png"));
        film[film.Length / 2] ^= 1;
        using var stream = new MemoryStream(film);
        Assert.Contains("checksum", Assert.Throws<DatasetException>(() => FilmCompleteness.Check(stream, "x.png")).Problem, StringComparison.Ordinal);
    }

    /// <summary>A thumbnail in EXIF has an end marker of its own, which is not the film's.</summary>
    [Fact]
    public void An_end_marker_within_a_segment_is_not_the_end()
    {
        byte[] film = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xD9, 0xFF, 0xC0, 0, 11, 8, 0, 5, 0, 7, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0, 3];
        using var cut = new MemoryStream(film);
        Assert.Contains("cut-off", Assert.Throws<DatasetException>(() => FilmCompleteness.Check(cut, "x")).Problem, StringComparison.Ordinal);
        using var whole = new MemoryStream([.. film, 0xFF, 0xD9]);
        Assert.Equal((7, 5), (FilmCompleteness.Check(whole, "x").Width, FilmHeader.Read(new MemoryStream(film), "x").Height));
    }

    [Fact]
    public void Random_damage_ends_in_a_header_or_an_error()
    {
        var random = new Random(20260101);
        var films = Directory.GetFiles(Samples).Select(File.ReadAllBytes).ToArray();
        for (var i = 0; i < 5000; i++)
        {
            var film = films[random.Next(films.Length)][..random.Next(1, 4000)];
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                film[random.Next(film.Length)] = (byte)random.Next(256);
            }

            using var stream = new MemoryStream(film);
            try
            {
                var header = FilmCompleteness.Check(stream, "x");
                Assert.True(header.Width > 0 && header.Height > 0);
            }
            catch (DatasetException)
            {
                // Damage, said as such.
            }
        }
    }

    private static FilmHeader Read(byte[] film)
    {
        using var stream = new MemoryStream(film);
        return FilmHeader.Read(stream, "film");
    }
}
