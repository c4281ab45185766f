using CovidXray.Browser.Films;
using CovidXray.Tests;
using CovidXray.Tests.Images;
using NetVips;

namespace CovidXray.Browser.Tests.Films;

/// <summary>Thumbnails are made once, and kept.</summary>
public sealed class ThumbnailCacheTests : IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const long MaxPixels = 100_000_000;

    private readonly TemporaryFolder _folder = new();

    private string Kept => Path.Combine(_folder.Location, "cache", "01", $"{Key}-256-1.jpg");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_made_once_however_many_ask()
    {
        var film = _folder.Write("a.png", TestFilms.GreyPng(1000, 700));
        var cache = Cache();
        using var begin = new Barrier(8);
        var answers = new byte[8][];
        var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            begin.SignalAndWait();
            answers[i] = cache.Get(film, Key, MaxPixels);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(1, cache.Made);
        Assert.All(answers, a => Assert.Equal(answers[0], a));
        Assert.Equal(answers[0], File.ReadAllBytes(Kept));
        Assert.Equal([Kept], Directory.GetFiles(Path.Combine(_folder.Location, "cache"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void It_is_kept_for_the_next_server()
    {
        var film = _folder.Write("a.png", TestFilms.GreyPng(1000, 700));
        var made = Cache().Get(film, Key, MaxPixels);
        File.Delete(film);
        var next = Cache();
        Assert.Equal(made, next.Get(film, Key, MaxPixels));
        Assert.Equal(0, next.Made);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("png")]
    [InlineData("large")]
    public void A_kept_one_that_is_damaged_is_made_again(string damage)
    {
        var film = _folder.Write("a.png", TestFilms.GreyPng(1000, 700));
        var made = Cache().Get(film, Key, MaxPixels);
        File.WriteAllBytes(Kept, damage switch
        {
            "cut" => made[..^10],
            "text" => "<script>"u8.ToArray(),
            "png" => TestFilms.GreyPng(100, 70),
            "large" => TestFilms.ColourJpeg(300, 200),
            _ => [],
        });
        var next = Cache();
        Assert.Equal(made, next.Get(film, Key, MaxPixels));
        Assert.Equal((1, made.Length), (next.Made, (int)new FileInfo(Kept).Length));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_no_error()
    {
        var film = _folder.Write("a.png", TestFilms.GreyPng(1000, 700));
        _folder.Write("cache", "a file where a folder should be"u8);
        Assert.NotEmpty(Cache().Get(film, Key, MaxPixels));
    }

    [Theory]
    [InlineData(1000, 700, 256, 179)]
    [InlineData(700, 1000, 179, 256)]
    [InlineData(256, 256, 256, 256)]
    [InlineData(257, 100, 256, 100)]
    [InlineData(100, 30, 100, 30)]
    [InlineData(5000, 3, 256, 1)]
    public void The_longer_side_has_up_to_256_pixels(int width, int height, int smallWidth, int smallHeight)
    {
        Assert.Equal((smallWidth, smallHeight), ThumbnailSize.Of(width, height));
        foreach (var (name, content) in ((string, byte[])[])[("a.png", TestFilms.GreyPng(width, height)), ("a.jpg", TestFilms.ColourJpeg(width, height))])
        {
            var film = _folder.Write(name, content);
            using var image = Image.NewFromBuffer(Cache().Get(film, Path.GetExtension(name) + Key, MaxPixels));
            Assert.Equal((smallWidth, smallHeight), (image.Width, image.Height));
        }
    }

    [Fact]
    public void A_thumbnail_looks_like_its_film()
    {
        // A ramp from left to right, whatever the way it is made small.
        byte[] ramp = [.. Enumerable.Range(0, 2048 * 64).Select(i => (byte)(i % 2048 / 8))];
        foreach (var (name, save) in ((string, Func<Image, byte[]>)[])[("r.png", i => i.PngsaveBuffer()), ("r.jpg", i => i.JpegsaveBuffer(q: 95))])
        {
            var film = _folder.Write(name, TestFilms.File(ramp, 2048, 64, 1, save));
            using var image = Image.NewFromBuffer(Cache().Get(film, Path.GetExtension(name) + Key, MaxPixels));
            var pixels = image.WriteToMemory<byte>();
            for (var x = 0; x < 256; x++)
            {
                Assert.InRange(pixels[(4 * 256) + x], x - 4, x + 4);
            }
        }
    }

    [Fact]
    public async Task A_pulled_thumbnail_stands_in_for_a_film_that_is_not_there()
    {
        using var dataset = new DatasetFolder();
        dataset.Add("1", 400, 300, name: "a.jpg");
        dataset.Add("2", 400, 300, name: "b.jpg");
        dataset.Write("thumbnails/a.jpg", TestFilms.ColourJpeg(300, 225));
        await using var served = await Served.StartAsync(dataset.Location);
        var data = await served.JsonAsync("/data");
        Assert.Equal(("[0,1]", "[0]"), (data.GetProperty("withoutFilm").GetRawText(), data.GetProperty("withThumbnail").GetRawText()));
        Assert.Equal((200, 404), ((await served.GetAsync("/thumbnails/0")).Status, (await served.GetAsync("/thumbnails/1")).Status));
        Assert.Equal(404, (await served.GetAsync("/films/0")).Status);
    }

    private ThumbnailCache Cache() => new(Path.Combine(_folder.Location, "cache"));
}
