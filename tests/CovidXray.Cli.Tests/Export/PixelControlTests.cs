using CovidXray.Masks;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Tests.Export;

public sealed class PixelControlTests : IDisposable
{
    private readonly FilmDataset _films = new();

    public PixelControlTests() => _films.Add("1", "film.jpg", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer(q: 95)), annotations: FilmDataset.Lungs);

    public void Dispose() => _films.Dispose();

    [Theory]
    [InlineData()]
    [InlineData("--size", "77x50")]
    [InlineData("--size", "200", "--fit", "pad")]
    [InlineData("--size", "64x90", "--fit", "crop")]
    public async Task Lungs_only_and_lungs_removed_add_up_to_the_film(params string[] size)
    {
        var (_, _, full) = await FilmAsync([.. size, "--images", "convert"]);
        var (_, _, only) = await FilmAsync([.. size, "--pixels", "lungs-only"]);
        var (width, _, removed) = await FilmAsync([.. size, "--pixels", "lungs-removed"]);
        var lungs = Mask("Lung");
        Assert.InRange(lungs.Area(1), 500, long.MaxValue);
        for (var i = 0; i < full.Length; i++)
        {
            Assert.Equal(full[i], only[i] + removed[i]);
            Assert.Equal(0, lungs[i % width, i / width] == 1 ? removed[i] : only[i]);
        }
    }

    [Fact]
    public async Task What_is_removed_is_exactly_the_fill()
    {
        var (width, _, full) = await FilmAsync("--images", "convert");
        var (_, _, removed) = await FilmAsync("--pixels", "ignore-removed", "--fill", "201");
        var ignore = Mask("Ignore");
        for (var i = 0; i < full.Length; i++)
        {
            Assert.Equal(ignore[i % width, i / width] == 1 ? 201 : full[i], removed[i]);
        }

        Assert.Equal(201, _films.Transform("1").GetProperty("fill").GetInt32());
        Assert.Equal(30 * 40, ignore.Area(1));
    }

    [Fact]
    public async Task The_mean_is_that_of_the_film_before_pixels_are_removed_without_its_padding()
    {
        var (_, _, full) = await FilmAsync("--size", "60x40");
        var (width, _, filled) = await FilmAsync("--size", "60", "--fit", "pad", "--pixels", "lungs-only", "--fill", "mean");
        var mean = (int)Math.Round(full.Average(p => (double)p), MidpointRounding.AwayFromZero);
        var lungs = Mask("Lung");
        for (var i = 0; i < filled.Length; i++)
        {
            Assert.Equal(lungs[i % width, i / width] == 1 ? full[i - (10 * width)] : mean, filled[i]);
        }
    }

    [Theory]
    [InlineData("0", 10, 10, 99, 61)]
    [InlineData("5", 5, 5, 109, 71)]
    [InlineData("10%", 0, 4, 119, 73)]
    [InlineData("500", 0, 0, 120, 80)]
    public async Task Crop_is_the_box_of_the_lungs_and_its_margin(string margin, int x, int y, int width, int height)
    {
        var (_, _, full) = await FilmAsync("--images", "convert");
        var (croppedWidth, croppedHeight, cropped) = await FilmAsync("--pixels", "crop", "--margin", margin);
        Assert.Equal((width, height), (croppedWidth, croppedHeight));
        Assert.Equal($"[{x},{y},{width},{height}]", _films.Transform("1").GetProperty("crop").GetRawText());
        for (var i = 0; i < cropped.Length; i++)
        {
            Assert.Equal(full[((y + (i / width)) * 120) + x + (i % width)], cropped[i]);
        }

        Assert.Equal(new PixelBox(10 - x, 10 - y, 99, 61), Mask("Lung").BoundingBox(1));
        Assert.Equal(-x, _films.Transform("1").GetProperty("offset")[0].GetDouble());
    }

    [Fact]
    public async Task A_padded_crop_shows_nothing_of_the_film_around_the_box()
    {
        var (width, height, pixels) = await FilmAsync("--pixels", "crop", "--size", "99", "--fit", "pad");
        Assert.Equal((99, 99), (width, height));
        Assert.All(Enumerable.Range(0, 99 * 99), i => Assert.Equal(i / 99 is >= 19 and < 80, pixels[i] != 0));
        Assert.Equal("[0,19,99,61]", _films.Transform("1").GetProperty("content").GetRawText());
        Assert.Equal(new PixelBox(0, 19, 99, 61), Mask("Lung").BoundingBox(1));
    }

    [Fact]
    public async Task Controls_go_together()
    {
        var (width, _, pixels) = await FilmAsync("--pixels", "crop,lungs-only,ignore-removed");
        var (lungs, ignore) = (Mask("Lung"), Mask("Ignore"));
        Assert.All(Enumerable.Range(0, pixels.Length), i => Assert.Equal(lungs[i % width, i / width] == 1 && ignore[i % width, i / width] == 0, pixels[i] != 0));
    }

    [Theory]
    [InlineData("--simplify", "20")]
    [InlineData("--simplify", "8", "--pixels", "crop,lungs-only")]
    [InlineData("--cut-ignore")]
    [InlineData("--cut-ignore", "--pixels", "crop,lungs-only", "--size", "77x50")]
    [InlineData("--repair", "--simplify", "9", "--cut-ignore", "--size", "64", "--fit", "pad")]
    public async Task Pixels_are_chosen_by_polygons_as_they_are_exported(params string[] options)
    {
        _films.Add("1", "film.jpg", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer(q: 95)), annotations:
        [
            FilmDataset.Region("Lung", 10, 10, 22, 14, 30, 11, 45, 15, 50, 60, 30, 52, 12, 70, 18, 40),
            FilmDataset.Region("Lung", 70, 12, 105, 10, 108, 65, 68, 60),
            FilmDataset.Region("Ignore", 60, 5, 119, 5, 119, 40, 60, 40),
        ]);
        var (width, height, pixels) = await FilmAsync(options.Contains("--pixels") ? options : [.. options, "--pixels", "lungs-only"]);
        var lungs = Mask("Lung");
        Assert.Equal((width, height), (lungs.Width, lungs.Height));
        Assert.Equal(Enumerable.Range(0, pixels.Length).Where(i => lungs[i % width, i / width] != 0), Enumerable.Range(0, pixels.Length).Where(i => pixels[i] != 0));
    }

    [Fact]
    public async Task Crop_is_the_box_of_the_lungs_that_are_left()
    {
        _films.Add("1", "film.jpg", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer(q: 95)), annotations:
        [
            FilmDataset.Region("Lung", 10, 10, 50, 10, 50, 60, 10, 60),
            FilmDataset.Region("Ignore", 5, 40, 90, 40, 90, 79, 5, 79),
        ]);
        var (width, height, _) = await FilmAsync("--pixels", "crop", "--cut-ignore");
        Assert.Equal((41, 31), (width, height));
        Assert.Equal(new PixelBox(0, 0, 41, 31), Mask("Lung").BoundingBox(1));
    }

    [Fact]
    public async Task An_image_whose_lungs_lie_under_ignore_has_none_once_that_is_cut()
    {
        _films.Add("2", "covered.png", FilmDataset.Png(50, 40), 50, 40, FilmDataset.Region("Lung", 2, 2, 8, 2, 8, 8), FilmDataset.Region("Ignore", 0, 0, 20, 0, 20, 20, 0, 20));
        var run = await _films.ExportAsync("--pixels", "lungs-only", "--cut-ignore");
        Assert.Equal((0, "note: left out, as they have no lungs for --pixels: 2"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.StartsWith("1 image in ", run.Out, StringComparison.Ordinal);
        Assert.Contains("cut-ignore: Lung: 1 of 2 polygons changed", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lungs-only")]
    [InlineData("lungs-removed")]
    [InlineData("crop")]
    public async Task An_image_without_lungs_is_named_and_left_out(string control)
    {
        _films.Add("2", "ct.png", FilmDataset.Png(50, 40), 50, 40, FilmDataset.Region("Ignore", 1, 1, 9, 1, 9, 9));
        var run = await _films.ExportAsync("--pixels", control);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("note: left out, as they have no lungs for --pixels: 2", run.ErrorLines[^1]);
        Assert.Equal(["film.png"], Directory.GetFiles(Path.Combine(_films.Out, "images")).Select(Path.GetFileName));
        Assert.Contains("\"without_lungs\": 1", File.ReadAllText(Path.Combine(_films.Out, "covidxr.export.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_without_ignore_stays_whole()
    {
        _films.Add("2", "clean.png", FilmDataset.Png(50, 40), 50, 40);
        Assert.Equal(0, (await _films.ExportAsync("--pixels", "ignore-removed")).ExitCode);
        Assert.Equal(FilmDataset.Samples(50, 40, 1), _films.Exported("clean.png").Pixels);
    }

    private Mask Mask(string category)
    {
        var image = _films.ReadImage("1");
        var labels = image.Annotations.Select(a => (byte)(a.Name == category ? 1 : 0)).ToArray();
        return new PolygonRasterizer().Rasterize(image, labels, PaintOrder.V7, MaskGeometry.Original(image.Width, image.Height));
    }

    private async Task<(int Width, int Height, byte[] Pixels)> FilmAsync(params IReadOnlyList<string> options)
    {
        var run = await _films.ExportAsync([.. options, "--overwrite"]);
        Assert.True(run.ExitCode == 0, run.Err);
        return _films.Exported("film.png");
    }
}
