using System.Buffers.Binary;
using System.IO.Hashing;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Films that cannot be exported: each is named and left out, the rest is done, exit code 1.</summary>
public sealed class FilmProblemTests : IDisposable
{
    private readonly FilmDataset _films = new();

    public FilmProblemTests() => _films.Add("9", "good.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);

    public void Dispose() => _films.Dispose();

    [Theory]
    [InlineData("cut", "is damaged: ")]
    [InlineData("noise", "is damaged: ")]
    [InlineData("page", "is no JPEG or PNG but a web page")]
    [InlineData("empty", "is no JPEG or PNG but empty")]
    public async Task A_damaged_film_is_left_out(string damage, string problem)
    {
        var film = FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer(q: 95));
        if (damage == "noise")
        {
            new Random(1).NextBytes(film.AsSpan(film.Length * 2 / 3, 600));
        }

        _films.Add("1", "bad.jpg", damage switch { "cut" => film[..(film.Length / 2)], "page" => "<!DOCTYPE html>"u8.ToArray(), "empty" => [], _ => film }, annotations: FilmDataset.Lungs);
        var run = await _films.ExportAsync("--size", "40");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"bad.jpg: {problem}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["good.png"], Directory.GetFiles(Path.Combine(_films.Out, "images")).Select(Path.GetFileName));
        Assert.Equal(["9.json"], Directory.GetFiles(Path.Combine(_films.Out, "annotations")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_bomb_is_refused_by_its_header()
    {
        var bomb = FilmDataset.Png(120, 80);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 60_000);
        BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 60_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(29), Crc32.HashToUInt32(bomb.AsSpan(12, 17)));
        _films.Add("1", "bomb.png", bomb, annotations: FilmDataset.Lungs);
        var run = await _films.ExportAsync("--size", "40");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bomb.png: the image is 60000x60000 = 3600 megapixels; the limit is 256", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1x1048576", "")]
    [InlineData("50000x50000", "50000x50000 = 2500")]
    [InlineData("1048576", "1048576x1048576 = 1099511.63")]
    public async Task A_film_of_more_pixels_than_can_be_held_is_refused_whatever_the_limit(string size, string tooLarge)
    {
        var run = await _films.ExportAsync("--size", size, "--max-megapixels", "2000000");
        Assert.Equal(tooLarge.Length == 0 ? 0 : 1, run.ExitCode);
        Assert.Equal(
            tooLarge.Length == 0 ? "" : $"covidxr: {Path.Combine(_films.Location, "images", "good.png")}: the exported film would be {tooLarge} megapixels; films are made up to 2000\n",
            run.Err);
    }

    [Theory]
    [InlineData("--images", "copy")]
    [InlineData("--size", "60x40")]
    public async Task A_film_of_another_size_is_refused_unless_it_is_accepted(params string[] options)
    {
        _films.Add("1", "half.png", FilmDataset.Png(60, 40), annotations: FilmDataset.Lungs);
        var run = await _films.ExportAsync(options);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the film is 60x40, its annotations in 1.json were drawn on 120x80; masks would be shifted (--accept-resized", Assert.Single(run.ErrorLines).Replace("annotations/", "", StringComparison.Ordinal), StringComparison.Ordinal);

        run = await _films.ExportAsync([.. options, "--accept-resized", "--overwrite"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("note: the annotations of 1 film were scaled to the film's size (--accept-resized)", Assert.Single(run.ErrorLines));
        var image = _films.ReadImage("1");
        Assert.Equal((60, 40), (image.Width, image.Height));
        Assert.Equal([4.75, 4.75, 22.25, 7.25], image.Annotations[0].Polygon!.Coordinates[..4].ToArray());
        Assert.Equal(FilmDataset.Samples(60, 40, 1), _films.Exported("half.png").Pixels);
        Assert.Equal("[0.5,0.5]", _films.Transform("1").GetProperty("scale").GetRawText());
        Assert.Contains("\"resized_films\": 1", File.ReadAllText(Path.Combine(_films.Out, "covidxr.export.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--size 40 --images copy", "--size make new films, --images copy takes them as they are; use --images convert.")]
    [InlineData("--quality 90 --pixels crop --images none", "--quality, --pixels make new films, --images none takes them as they are; use --images convert.")]
    [InlineData("--fit pad", "--fit says how films fit a size; give --size, too.")]
    [InlineData("--size 0", "--size: '0' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--size 9 --fit zoom", "--fit: there is no 'zoom' (expected stretch, pad, crop)")]
    [InlineData("--quality 0", "--quality is 0; expected 1 to 100.")]
    [InlineData("--quality best", "--quality is best; expected 1 to 100.")]
    [InlineData("--quality 90 --pixels lungs-only", "--quality would blur removed pixels into kept ones; --pixels with more than crop needs PNG.")]
    [InlineData("--pixels heart", "--pixels 'heart' is not known; expected full, lungs-only, lungs-removed, ignore-removed, crop.")]
    [InlineData("--pixels lungs-only,lungs-removed", "--pixels lungs-only and lungs-removed leave nothing together.")]
    [InlineData("--margin 5", "--margin is left around the lungs' box; give --pixels crop, too.")]
    [InlineData("--pixels crop --margin -5", "--margin '-5' is neither pixels nor percent; expected a number such as 20 or 10%.")]
    [InlineData("--fill 256", "--fill is 256; expected 0 to 255 or 'mean'.")]
    [InlineData("--fill grey", "--fill is grey; expected 0 to 255 or 'mean'.")]
    [InlineData("--levels log", "--levels: there is no 'log' (expected full, minmax)")]
    public async Task Wrong_usage_is_said_and_nothing_is_written(string options, string message)
    {
        var run = await _films.ExportAsync(options.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal([$"covidxr: {message}", "Try 'covidxr export --help'."], run.ErrorLines);
        Assert.False(Directory.Exists(_films.Out));
    }
}
