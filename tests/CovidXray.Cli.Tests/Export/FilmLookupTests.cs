using System.Text.Json;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Which film belongs to which image.</summary>
public sealed class FilmLookupTests : ExportTest
{
    [Theory]
    [InlineData("A", "B")]
    [InlineData("B", "A")]
    [InlineData("B", "A", ".")]
    [InlineData(".")]
    public async Task Images_of_one_name_in_two_folders_have_a_film_each(params string[] folders)
    {
        WriteCoco("A/x.png", "B/x.png");
        WriteFilm("A/x.png", 120, 80);
        WriteFilm("B/x.png", 60, 40);
        WriteFilm("x.png", 30, 20);
        var run = await ExportAsync(folders);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal(await FilmAsync("A/x.png"), await FilmAsync("out/images/x.png"));
        Assert.Equal(await FilmAsync("B/x.png"), await FilmAsync("out/images/2.png"));
    }

    [Fact]
    public async Task Names_that_are_quoted_as_in_addresses_are_found_without_that_and_with_it_first()
    {
        WriteCoco("my%20film.png", "100%25.png");
        WriteFilm("A/my film.png", 120, 80);
        WriteFilm("A/100%25.png", 60, 40);
        WriteFilm("A/100%.png", 30, 20);
        Assert.Equal((0, ""), await ExportAsync("A") is var run ? (run.ExitCode, run.Err) : default);
        Assert.Equal(["100%25.png", "my%20film.png"], Directory.GetFiles(PathOf("out", "images")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_film_that_images_of_two_folders_would_share_is_noted()
    {
        WriteCoco("A/x.png", "B/x.png");
        WriteFilm("images/x.png", 120, 80);
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("c.json"), "--accept-resized", "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"note: 2 images of different folders have 1 film between them, such as {PathOf("images", "x.png")}; are films missing?\n", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_two_films_could_belong_to_is_an_error_that_names_both()
    {
        WriteCoco("x.png", "y.png");
        WriteFilm("A/x.png", 120, 80);
        WriteFilm("B/X.png", 120, 80, quality: 9);
        WriteFilm("B/y.png", 60, 40);
        var run = await ExportAsync("A", "B");
        Assert.Equal(0, run.ExitCode);

        WriteFilm("B/x.png", 60, 40);
        run = await ExportAsync("A", "B", "--overwrite");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"covidxr: {PathOf("c.json")}: x.png may be {PathOf("A", "x.png")} or {PathOf("B", "x.png")}, which differ; give --images-from one of their folders alone, or name the folder in the dataset", Assert.Single(run.ErrorLines));
        Assert.Equal(["y.png"], Directory.GetFiles(PathOf("out", "images")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Films_that_are_the_same_are_one_film()
    {
        WriteCoco("x.png", "y.png");
        foreach (var path in (string[])["A/x.png", "B/x.png", "A/y.png"])
        {
            WriteFilm(path, path.EndsWith("x.png", StringComparison.Ordinal) ? 120 : 60, path.EndsWith("x.png", StringComparison.Ordinal) ? 80 : 40);
        }

        Assert.Equal((0, ""), await ExportAsync("A", "B") is var run ? (run.ExitCode, run.Err) : default);
        Assert.Equal(["x.png", "y.png"], Directory.GetFiles(PathOf("out", "images")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("images/train/a.png", "images/val/b.png")]
    [InlineData("train/images/a.png", "val/images/b.png")]
    public async Task Films_lie_where_a_dataset_of_YOLO_has_them(string train, string validation)
    {
        WriteFilm("set/" + train, 120, 80);
        WriteFilm("set/" + validation, 60, 40);
        Write("set/data.yaml", $"names: [Lung]\ntrain: {Path.GetDirectoryName(train)}\nval: {Path.GetDirectoryName(validation)}\n");
        var run = await Cli.RunAsync("export", "coco", "-d", PathOf("set"), "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 images have no label file", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(await FilmAsync("set/" + train), await FilmAsync("out/images/a.png"));
        Assert.Equal(await FilmAsync("set/" + validation), await FilmAsync("out/images/b.png"));
    }

    /// <summary>A file of two images: 120x80 and 60x40.</summary>
    private void WriteCoco(params string[] fileNames) => Write("c.json", JsonSerializer.Serialize(new
    {
        images = fileNames.Select((name, i) => new { id = i + 1, file_name = name, width = 120 / (i + 1), height = 80 / (i + 1) }),
        annotations = Array.Empty<object>(),
        categories = Array.Empty<object>(),
    }));

    private void WriteFilm(string path, int width, int height, int quality = 6)
    {
        Write(path, "");
        File.WriteAllBytes(PathOf(path), FilmDataset.Film(width, height, 1, i => i.PngsaveBuffer(compression: quality)));
    }

    private Task<byte[]> FilmAsync(string path) => File.ReadAllBytesAsync(PathOf(path), TestContext.Current.CancellationToken);

    private Task<Cli> ExportAsync(params string[] folders) =>
        Cli.RunAsync(["export", "coco", "-d", PathOf("c.json"), "--out", PathOf("out"), "--name", "id", .. folders.SelectMany(f => f[0] == '-' ? [f] : (string[])["--images-from", PathOf(f)])]);
}
