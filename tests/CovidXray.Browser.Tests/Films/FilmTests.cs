using System.Buffers.Binary;
using System.Text.Json;
using CovidXray.Tests.Images;
using NetVips;

namespace CovidXray.Browser.Tests.Films;

/// <summary>Films of every kind are shown as annotations mean them: as they are stored, in grey.</summary>
public sealed class FilmTests : IDisposable
{
    private const int Width = 40;
    private const int Height = 30;

    private readonly DatasetFolder _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("grey.png", true)]
    [InlineData("colour.jpg", true)]
    [InlineData("progressive.jpg", true)]
    [InlineData("turned.jpg", false)]
    [InlineData("cmyk.jpg", false)]
    [InlineData("palette.png", false)]
    [InlineData("rgba.png", false)]
    [InlineData("gamma.png", false)]
    [InlineData("turned.png", false)]
    [InlineData("deep.png", false)]
    public async Task A_browser_gets_what_it_shows_right(string name, bool isServedAsIs)
    {
        var content = Film(name);
        _dataset.Add("1", Width, Height, content, name);
        await using var served = await Served.StartAsync(_dataset.Location);
        var answer = await served.GetAsync("/films/0");
        var film = (await served.JsonAsync("/images/0")).GetProperty("film");
        Assert.Equal((200, isServedAsIs), (answer.Status, film.GetProperty("isServedAsIs").GetBoolean()));
        Assert.Equal((Width, Height, false), (film.GetProperty("width").GetInt32(), film.GetProperty("height").GetInt32(), film.GetProperty("resized").GetBoolean()));
        if (isServedAsIs)
        {
            Assert.Equal(content, answer.Body);
            Assert.Equal(name.EndsWith("png", StringComparison.Ordinal) ? "image/png" : "image/jpeg", answer.Headers["content-type"]);
        }
        else
        {
            Assert.Equal("image/png", answer.Headers["content-type"]);
            using var shown = Image.NewFromBuffer(answer.Body);
            Assert.Equal((Width, Height, 1, Enums.BandFormat.Uchar), (shown.Width, shown.Height, shown.Bands, shown.Format));
        }

        var thumbnail = await served.GetAsync("/thumbnails/0");
        Assert.Equal((200, "image/jpeg"), (thumbnail.Status, thumbnail.Headers["content-type"]));
        using var small = Image.NewFromBuffer(thumbnail.Body);
        Assert.Equal((Width, Height, 1), (small.Width, small.Height, small.Bands));
    }

    [Fact]
    public async Task Sixteen_bits_are_windowed()
    {
        // 0, 100, 200, ... 119,900 modulo 4,000: greys of twelve bits.
        ushort[] greys = [.. Enumerable.Range(0, Width * Height).Select(i => (ushort)(i % 40 * 100))];
        _dataset.Add("1", Width, Height, TestFilms.File(greys, Width, Height, 1, i => i.PngsaveBuffer()));
        await using var served = await Served.StartAsync(_dataset.Location);
        var levels = (await served.JsonAsync("/images/0")).GetProperty("levels");
        Assert.Equal("""{"minimum":0,"maximum":3900,"low":0,"high":3900}""", levels.GetRawText());
        Assert.Equal(16, (await served.JsonAsync("/images/0")).GetProperty("film").GetProperty("bits").GetInt32());
        Assert.Equal(greys.Select(g => Windowed(g, 1000, 2000)), await PixelsAsync(served, "/films/0?low=1000&high=2000"));
        Assert.Equal(greys.Select(g => Windowed(g, 0, 65535)), await PixelsAsync(served, "/films/0?low=0&high=65535"));
        Assert.Equal(greys.Select(g => Windowed(g, 0, 3900)), await PixelsAsync(served, "/films/0"));
        foreach (var query in (string[])["low=5", "low=5&high=5", "low=6&high=5", "low=-1&high=5", "low=0&high=65536", "low=x&high=5"])
        {
            Assert.Equal(400, (await served.GetAsync("/films/0?" + query)).Status);
        }
    }

    [Fact]
    public async Task Levels_leave_out_one_pixel_in_a_hundred_at_either_end()
    {
        byte[] greys = [.. Enumerable.Range(0, 100 * 10).Select(i => (byte)(i < 9 ? 0 : i < 500 ? 50 : i < 991 ? 200 : 255))];
        _dataset.Add("1", 100, 10, TestFilms.File(greys, 100, 10, 1, i => i.PngsaveBuffer()));
        await using var served = await Served.StartAsync(_dataset.Location);
        Assert.Equal("""{"minimum":0,"maximum":255,"low":50,"high":200}""", (await served.JsonAsync("/images/0")).GetProperty("levels").GetRawText());
    }

    [Fact]
    public async Task A_film_that_is_not_there_is_404()
    {
        _dataset.Add("1", Width, Height);
        await using var served = await Served.StartAsync(_dataset.Location);
        Assert.Equal("[0]", (await served.JsonAsync("/data")).GetProperty("withoutFilm").GetRawText());
        Assert.Equal(404, (await served.GetAsync("/films/0")).Status);
        Assert.Equal(404, (await served.GetAsync("/thumbnails/0")).Status);
        var image = await served.JsonAsync("/images/0");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (image.GetProperty("film").ValueKind, image.GetProperty("levels").ValueKind));
    }

    [Theory]
    [InlineData("cut.png")]
    [InlineData("cut.jpg")]
    [InlineData("text.png")]
    [InlineData("empty.jpg")]
    [InlineData("huge.png")]
    public async Task A_film_that_is_damaged_is_an_error_and_no_more(string name)
    {
        _dataset.Add("1", Width, Height, Film(name), name);
        _dataset.Add("2", Width, Height, TestFilms.GreyPng(Width, Height));
        await using var served = await Served.StartAsync(_dataset.Location);
        var answer = await served.GetAsync("/thumbnails/0");
        Assert.Equal((422, "application/json", "no-store"), (answer.Status, answer.Headers["content-type"], answer.Headers["cache-control"]));
        Assert.Contains(name, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(name, (await served.JsonAsync("/images/0")).GetProperty("filmProblem").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(served.CacheFolder, "*", SearchOption.AllDirectories));
        Assert.Equal(200, (await served.GetAsync("/thumbnails/1")).Status);
    }

    [Fact]
    public async Task What_a_browser_has_is_not_sent_again()
    {
        var path = Path.Combine(_dataset.Location, "images", "1.png");
        _dataset.Add("1", Width, Height, TestFilms.GreyPng(Width, Height));
        await using var served = await Served.StartAsync(_dataset.Location);
        foreach (var target in (string[])["/films/0", "/thumbnails/0"])
        {
            var first = await served.GetAsync(target);
            Assert.Equal("private, no-cache", first.Headers["cache-control"]);
            var again = await served.GetAsync(target, $"If-None-Match: {first.Headers["etag"]}");
            Assert.Equal((304, 0, first.Headers["etag"]), (again.Status, again.Body.Length, again.Headers["etag"]));
        }

        var tag = (await served.GetAsync("/thumbnails/0")).Headers["etag"];
        Assert.Equal("private, max-age=31536000, immutable", (await served.GetAsync($"/thumbnails/0?v={tag.Trim('"')}")).Headers["cache-control"]);
        Assert.Equal("private, no-cache", (await served.GetAsync("/thumbnails/0?v=other")).Headers["cache-control"]);

        // The page has been told nothing yet, but the film is another one.
        await File.WriteAllBytesAsync(path, TestFilms.GreyPng(Width, Height, seed: 2), TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(200, (await served.GetAsync("/thumbnails/0", $"If-None-Match: {tag}")).Status);
    }

    [Fact]
    public async Task Films_elsewhere_are_shown_through_their_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right on Windows");
        using var elsewhere = new CovidXray.Tests.TemporaryFolder();
        using var films = new CovidXray.Tests.TemporaryFolder();
        var film = TestFilms.GreyPng(Width, Height);
        File.CreateSymbolicLink(Path.Combine(films.Location, "1.png"), elsewhere.Write("other.png", film));
        File.CreateSymbolicLink(Path.Combine(films.Location, "2.png"), "/dev/zero");
        _dataset.Add("1", Width, Height);
        _dataset.Add("2", Width, Height);
        await using var served = await Served.StartAsync(_dataset.Location, o => o with { FilmFolders = [films.Location] });
        Assert.Equal(film, (await served.GetAsync("/films/0")).Body);
        Assert.Equal(422, (await served.GetAsync("/films/1")).Status);
        Assert.Equal(422, (await served.GetAsync("/thumbnails/1")).Status);
    }

    private static byte Windowed(int grey, int low, int high) => (byte)Math.Clamp((((grey - low) * 255L) + ((high - low) / 2)) / (high - low), 0, 255);

    private static async Task<byte[]> PixelsAsync(Served served, string target)
    {
        using var image = Image.NewFromBuffer((await served.GetAsync(target)).Body);
        return image.WriteToMemory<byte>();
    }

    private static byte[] Film(string name)
    {
        var rgb = TestFilms.Samples(Width, Height, 3);
        return name switch
        {
            "grey.png" => TestFilms.GreyPng(Width, Height),
            "colour.jpg" => TestFilms.ColourJpeg(Width, Height),
            "progressive.jpg" => TestFilms.ColourJpeg(Width, Height, isProgressive: true),
            "turned.jpg" => TestFilms.ColourJpeg(Width, Height, orientation: 6),
            "cmyk.jpg" => TestFilms.CmykJpeg(TestFilms.Samples(Width, Height, 4), Width, Height),
            "palette.png" => TestFilms.File(rgb, Width, Height, 3, i => i.PngsaveBuffer(palette: true)),
            "rgba.png" => TestFilms.File(TestFilms.Samples(Width, Height, 4), Width, Height, 4, i => i.PngsaveBuffer()),
            "gamma.png" => WithChunk(TestFilms.GreyPng(Width, Height), "gAMA"u8, [0, 0, 0xB1, 0x8F]),
            "turned.png" => TestFilms.File(TestFilms.Samples(Width, Height, 1), Width, Height, 1, i =>
            {
                using var turned = i.Mutate(m => m.Set(GValue.GIntType, "orientation", 6));
                return turned.PngsaveBuffer();
            }),
            "deep.png" => TestFilms.File(new ushort[Width * Height], Width, Height, 1, i => i.PngsaveBuffer()),
            "cut.png" => TestFilms.GreyPng(Width, Height)[..^500],
            "cut.jpg" => TestFilms.ColourJpeg(Width, Height)[..^500],
            "text.png" => "no film"u8.ToArray(),
            "huge.png" => WithSize(TestFilms.GreyPng(Width, Height), 500_000, 500_000),
            _ => [],
        };
    }

    private static byte[] WithChunk(byte[] png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = [0, 0, 0, (byte)content.Length, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), System.IO.Hashing.Crc32.HashToUInt32(chunk.AsSpan(4, 4 + content.Length)));
        return [.. png[..33], .. chunk, .. png[33..]];
    }

    private static byte[] WithSize(byte[] png, int width, int height)
    {
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), System.IO.Hashing.Crc32.HashToUInt32(png.AsSpan(12, 17)));
        return png;
    }
}
