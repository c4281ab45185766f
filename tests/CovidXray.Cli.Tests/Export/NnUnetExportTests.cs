using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Formats;
using CovidXray.Rasterization;
using NetVips;

namespace CovidXray.Cli.Tests.Export;

/// <summary>What <c>nnUNetv2_plan_and_preprocess --verify_dataset_integrity</c> demands, and that nothing is lost on the way.</summary>
public sealed class NnUnetExportTests : ExportTest
{
    [Theory]
    [InlineData("copy")]
    [InlineData("convert")]
    [InlineData(null)]
    public async Task Every_case_keeps_the_rules_of_nnunet(string? images)
    {
        var films = GreyFilms();
        var run = await ExportAsync("nnunet", "out", ["--images-from", films, .. images is null ? Array.Empty<string>() : ["--images", images]]);
        Assert.Equal(0, run.ExitCode);
        using var description = JsonDocument.Parse(await File.ReadAllBytesAsync(PathOf("out", "dataset.json"), TestContext.Current.CancellationToken));
        var labels = description.RootElement.GetProperty("labels").EnumerateObject().ToDictionary(l => l.Name, l => l.Value.GetByte());
        Assert.Equal(new Dictionary<string, byte> { ["background"] = 0, ["Lung"] = 1, ["ignore"] = 2 }, labels);
        Assert.Equal(".png", description.RootElement.GetProperty("file_ending").GetString());
        var cases = Directory.GetFiles(PathOf("out", "labelsTr")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal((12, 12), (cases.Length, description.RootElement.GetProperty("numTraining").GetInt32()));
        Assert.Equal(
            cases.Select(c => $"{c}_0000.png"),
            Directory.GetFiles(PathOf("out", "imagesTr")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        using var dataset = AnnotationFormats.Open(Cli.Sample);
        foreach (var image in dataset.Read())
        {
            var film = PngFile.Read(PathOf("out", "imagesTr", $"{image.Id}_0000.png"));
            var label = PngFile.Read(PathOf("out", "labelsTr", $"{image.Id}.png"));
            Assert.Equal((image.Width, image.Height, 1), (film.Width, film.Height, film.Bands));
            Assert.Equal((film.Width, film.Height, 1), (label.Width, label.Height, label.Bands));
            Assert.Equal((8, 0), PngFile.Kind(PathOf("out", "labelsTr", $"{image.Id}.png")));
            Assert.Equal(PngFile.Read(Path.Combine(films, image.OriginalFileName!)).Samples, film.Samples);
            Assert.Equal(PolygonRasterizer.Rasterize(image, PaintOrder.IgnoreLast).ToBytes(), label.Samples);
        }
    }

    [Theory]
    [InlineData("nnunet", "ignore")]
    [InlineData("nnunet", "background")]
    [InlineData("hf", "background")]
    public async Task A_category_that_is_called_like_a_label_of_the_format_is_refused(string format, string category)
    {
        Write("in/annotations/9000001.json", """{"image": {"width": 1024, "height": 1024, "original_filename": "phantom-001-pa.jpg"}, "annotations": [{"name": "NAME", "polygon": {"path": [{"x": 1, "y": 1}, {"x": 6, "y": 1}, {"x": 6, "y": 4}]}}]}""".Replace("NAME", category, StringComparison.Ordinal));
        var run = await Cli.RunAsync("export", format, "-d", PathOf("in"), "--images-from", Path.Combine(Cli.Sample, "images"), "--out", PathOf("out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"there is a category '{category}', a name that stands for something else among the labels", run.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(PathOf("out")));
    }

    [Fact]
    public async Task A_film_that_nnunet_does_not_take_is_named_and_left_out_with_its_label()
    {
        var run = await ExportAsync("nnunet", "out", "--images", "copy");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("covidxr: annotations/9000001.json: the film is a .jpg file; nnU-Net takes PNG films of one channel (--images convert without --quality makes them)", run.ErrorLines);
        Assert.Equal(["9000003_0000.png", "9000005_0000.png", "9000009_0000.png"], Names("imagesTr"));
        Assert.Equal(["9000003.png", "9000005.png", "9000009.png"], Names("labelsTr"));
    }

    [Fact]
    public async Task The_samples_jpegs_are_converted_without_being_asked()
    {
        var run = await ExportAsync("nnunet", "out");
        Assert.Equal((0, 12, 12), (run.ExitCode, Names("imagesTr").Length, Names("labelsTr").Length));
        Assert.All(Names("imagesTr"), n => Assert.Equal((8, 0), PngFile.Kind(PathOf("out", "imagesTr", n))));
        Assert.Equal(1, (await ExportAsync("nnunet", "jpeg", "--quality", "90")).ExitCode);
    }

    [Theory]
    [InlineData("srgb", "the film has 3 channels")]
    [InlineData("palette", "the film has 3 channels")]
    public async Task Colour_and_palette_films_are_no_grey_ones(string kind, string problem)
    {
        using var image = Image.NewFromFile(Path.Combine(Cli.Sample, "images", "phantom-009-ct.png")).Colourspace(Enums.Interpretation.Srgb);
        Directory.CreateDirectory(PathOf("films"));
        await File.WriteAllBytesAsync(PathOf("films", "phantom-009-ct.png"), image.PngsaveBuffer(palette: kind == "palette"), TestContext.Current.CancellationToken);
        var run = await ExportAsync("nnunet", "out", "--images-from", PathOf("films"), "--images", "copy");
        Assert.Contains($"covidxr: annotations/9000009.json: {problem}; nnU-Net takes PNG films of one channel (--images convert without --quality makes them)", run.ErrorLines);
    }

    [Fact]
    public async Task A_number_makes_the_folder_that_nnunet_looks_for_beside_others()
    {
        Write("raw/Dataset001_Other/dataset.json", "{}");
        var run = await ExportAsync("nnunet", "raw", "--images-from", GreyFilms(), "--dataset-id", "42", "--dataset-name", "Phantoms");
        Assert.Equal((0, $"12 images in {PathOf("raw", "Dataset042_Phantoms")}: nnunet, 29 annotations, 12 films\n"), (run.ExitCode, run.Out));
        Assert.True(File.Exists(PathOf("raw", "Dataset042_Phantoms", "dataset.json")));
    }

    [Theory]
    [InlineData("--dataset-id", "1000", "--dataset-id is 1000; nnU-Net numbers its datasets from 1 to 999")]
    [InlineData("--dataset-name", "a/b", "--dataset-name: 'a/b' holds '/', which is not safe in a file name")]
    [InlineData("--images", "none", "--images none: nnunet is no dataset without its films")]
    public async Task What_nnunet_does_not_take_is_a_usage_error(string option, string value, string problem)
    {
        string[] id = option == "--dataset-name" ? ["--dataset-id", "1"] : [];
        var run = await ExportAsync("nnunet", "out", [option, value, .. id]);
        Assert.Equal((2, $"covidxr: {problem}\n"), (run.ExitCode, run.Err));
    }

    private string[] Names(string folder) => [.. Directory.GetFiles(PathOf("out", folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
