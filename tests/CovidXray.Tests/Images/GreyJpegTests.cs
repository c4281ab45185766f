using CovidXray.Annotations;
using CovidXray.Images;
using NetVips;

namespace CovidXray.Tests.Images;

/// <summary>Our decoder of grey JPEGs beside libvips: the same pixels, and the same verdict on damage.</summary>
public sealed class GreyJpegTests
{
    // libvips' words are not compared: it keeps them in one place for all threads, which other tests write to, too.
    private const string Damaged = "damaged";

    public static TheoryData<int, int, int, int> Films => new()
    {
        // width, height, quality, blocks from one restart marker to the next
        { 1, 1, 75, 0 },
        { 8, 8, 75, 0 },
        { 9, 7, 75, 0 },
        { 37, 23, 1, 0 },
        { 37, 23, 30, 0 },
        { 37, 23, 95, 0 },
        { 37, 23, 100, 0 },
        { 64, 200, 75, 1 },
        { 333, 222, 90, 7 },
        { 333, 222, 90, 1000 },
    };

    [Theory]
    [MemberData(nameof(Films))]
    public void Pixels_are_those_of_libvips(int width, int height, int quality, int restartInterval)
    {
        Check(Noise(width, height, quality, restartInterval));
        Check(File(Steps(width, height), width, height, i => i.JpegsaveBuffer(q: quality, restartInterval: restartInterval, optimizeCoding: false)));
        Check(File(new byte[width * height], width, height, i => i.JpegsaveBuffer(q: quality, restartInterval: restartInterval)));
    }

    [Fact]
    public void The_real_films_have_the_pixels_of_libvips()
    {
        var films = Directory.GetFiles(SharedData.Path("v7", "images"), "*.jpg").Where(f => FilmHeader.Read(f) is { Channels: 1, IsProgressive: false }).ToArray();
        Assert.True(films.Length > 10, $"{films.Length} grey films are too few to tell");
        foreach (var film in films)
        {
            Check(System.IO.File.ReadAllBytes(film));
        }
    }

    [Fact]
    public void Sampling_factors_of_an_only_component_change_nothing()
    {
        var film = Noise(37, 23, 75, 0);
        var frame = film.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        film[frame + 11] = 0x22;
        Check(film);
    }

    [Fact]
    public void Other_kinds_are_left_to_libvips()
    {
        var samples = TestFilms.Samples(37, 23, 1);
        Assert.Null(GreyJpeg.Read(File(samples, 37, 23, i => i.JpegsaveBuffer(interlace: true))));
        Assert.Null(GreyJpeg.Read(TestFilms.ColourJpeg(37, 23)));
        Assert.Null(GreyJpeg.Read(TestFilms.GreyPng(37, 23)));
        Assert.Null(GreyJpeg.Read([]));
    }

    [Fact]
    public void A_film_that_is_cut_off_anywhere_gets_the_verdict_of_libvips()
    {
        var film = Noise(64, 40, 75, 5);
        for (var length = 0; length < film.Length; length++)
        {
            AssertSameVerdict(film.AsMemory(0, length));
        }
    }

    [Fact]
    public void Bytes_behind_the_scan_get_the_verdict_of_libvips()
    {
        var film = Noise(64, 40, 75, 0);
        AssertSameVerdict((byte[])[.. film[..^2], 1, 2, 3, 4, .. film[^2..]]);
        AssertSameVerdict((byte[])[.. film[..^2], 0xFF, .. film[^2..]]);
        AssertSameVerdict((byte[])[.. film, 1, 2, 3, 4]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_film_with_any_byte_of_its_scan_changed_gets_the_verdict_of_libvips(int restartInterval)
    {
        var film = Noise(64, 40, 75, restartInterval);
        for (var i = Scan(film); i < film.Length; i++)
        {
            AssertSameVerdict(Changed(film, i));
        }
    }

    [Fact]
    public void A_film_with_any_byte_of_its_tables_changed_is_damaged_if_libvips_says_so()
    {
        // Tables that give coefficients beyond 16 bits have no right pixels: libjpeg's own differ from machine to machine.
        var film = Noise(64, 40, 75, 3);
        for (var i = 2; i < Scan(film); i++)
        {
            var changed = Changed(film, i);
            Assert.Equal(Verdict(VipsRows.Open, changed) == Damaged, Verdict(FilmRows.Open, changed) == Damaged);
        }
    }

    private static int Scan(byte[] film) => film.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);

    private static byte[] Changed(byte[] film, int index)
    {
        var changed = (byte[])film.Clone();
        changed[index] ^= (byte)(1 << (index * 5 % 8));
        return changed;
    }

    private static byte[] Noise(int width, int height, int quality, int restartInterval) =>
        File(TestFilms.Samples(width, height, 1), width, height, i => i.JpegsaveBuffer(q: quality, restartInterval: restartInterval));

    private static byte[] File(byte[] samples, int width, int height, Func<Image, byte[]> save) => TestFilms.File(samples, width, height, 1, save);

    /// <summary>Black and white in steps of eleven: edges as hard as they can be.</summary>
    private static byte[] Steps(int width, int height) => [.. Enumerable.Range(0, width * height).Select(i => (byte)((((i % width) / 11) + ((i / width) / 11)) % 2 * 255))];

    private static void Check(byte[] film)
    {
        Assert.NotNull(GreyJpeg.Read(film));
        using var image = Image.JpegloadBuffer(film);
        Assert.Equal(image.WriteToMemory<byte>(), Decode(FilmRows.Open, film));
    }

    private static void AssertSameVerdict(ReadOnlyMemory<byte> film) =>
        Assert.Equal(Verdict(VipsRows.Open, film), Verdict(FilmRows.Open, film));

    private static string Verdict(Opener open, ReadOnlyMemory<byte> film)
    {
        try
        {
            return Convert.ToHexString(Decode(open, film));
        }
        catch (DatasetException)
        {
            return Damaged;
        }
    }

    private static byte[] Decode(Opener open, ReadOnlyMemory<byte> film)
    {
        using var stream = new MemoryStream(film.ToArray());
        var header = FilmHeader.Read(stream, "film");
        using var rows = open(film, header, "film", default);
        var pixels = new MemoryStream();
        var row = new byte[header.Width];
        for (var y = 0; y < header.Height; y++)
        {
            rows.Read(row);
            pixels.Write(row);
        }

        return pixels.ToArray();
    }

    private delegate FilmRows Opener(ReadOnlyMemory<byte> film, FilmHeader header, string source, (int Darkest, int Brightest) levels);
}
