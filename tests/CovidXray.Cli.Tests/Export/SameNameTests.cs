using System.Text.Json;
using CovidXray.Formats;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Images of one name, and names that are too long: no image costs another one.</summary>
public sealed class SameNameTests : ExportTest
{
    [Theory]
    [InlineData("coco", "images/x/a.png", "images/y/a.png")]
    [InlineData("darwin", "images/x/a.png", "images/y/a.png")]
    [InlineData("voc", "JPEGImages/a.png", "JPEGImages/2.png")]
    [InlineData("yolo", "images/a.png", "images/2.png")]
    [InlineData("masks", "images/a.png", "images/2.png")]
    public async Task Both_of_two_films_of_one_name_are_exported_and_read_again(string format, string first, string second)
    {
        WriteCoco("x/a.png", "y/a.png", "b.png");
        foreach (var (set, folder) in ((string, string)[])[("in", "out"), ("out", "again")])
        {
            var run = await Cli.RunAsync("export", format, "-d", PathOf(set), "--out", PathOf(folder));
            Assert.Equal((0, $"3 images in {PathOf(folder)}: {format}, 3 annotations, 3 films\n"), (run.ExitCode, run.Out));
            Assert.Equal(Film(1), File.ReadAllBytes(PathOf(folder, first)));
            Assert.Equal(Film(2), File.ReadAllBytes(PathOf(folder, second)));
            Assert.Equal(Film(3), File.ReadAllBytes(PathOf(folder, first.Split('/')[0], "b.png")));
        }
    }

    [Fact]
    public async Task COCO_names_both_by_their_folders()
    {
        WriteCoco("x/a.png", "y/a.png", "z/b.png");
        await Cli.RunAsync("export", "coco", "-d", PathOf("in"), "--out", PathOf("out"));
        using var dataset = AnnotationFormats.Open(PathOf("out"), "coco");
        using var json = JsonDocument.Parse(File.ReadAllBytes(Directory.GetFiles(PathOf("out"), "*.json", SearchOption.AllDirectories).Single(f => !f.EndsWith("covidxr.export.json", StringComparison.Ordinal))));
        Assert.Equal(["b.png", "x/a.png", "y/a.png"], json.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("file_name").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal(["a.png", "a.png", "b.png"], dataset.Read().Select(i => i.OriginalFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_film_named_by_an_id_is_not_taken_for_one_of_that_name()
    {
        WriteCoco("x/a.png", "y/a.png", "b.png");
        await Cli.RunAsync("export", "coco", "-d", PathOf("in"), "--out", PathOf("out"), "--name", "id");
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("out"), "--out", PathOf("again"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal([Film(1), Film(2), Film(3)], ((string[])["a.png", "2.png", "b.png"]).Select(n => File.ReadAllBytes(PathOf("again", "images", n))));
    }

    [Fact]
    public async Task Names_that_differ_in_letter_case_or_extension_give_way_to_ids_and_that_is_said()
    {
        // The third one's name is the first one's id.
        WriteCoco("c.png", "C.jpg", "x/c.png");
        var run = await Cli.RunAsync("export", "voc", "-d", PathOf("in"), "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["2.png", "3.png", "c.png"], Directory.GetFiles(PathOf("out", "JPEGImages")).Select(f => Path.GetFileName(f)!.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Contains("note: 2 images are named by id, as others have the same original name", run.ErrorLines);
    }

    [Theory]
    [InlineData("coco")]
    [InlineData("voc")]
    [InlineData("darwin")]
    [InlineData("masks")]
    [InlineData("masks", "--style", "instance")]
    [InlineData("yolo")]
    [InlineData("hf")]
    [InlineData("nnunet", "--dataset-id", "5")]
    [InlineData("webdataset")]
    public async Task A_name_that_is_too_long_costs_its_image_alone(string format, params string[] options)
    {
        foreach (var length in (int[])[195, 196, 197, 198, 200, 201, 230])
        {
            WriteCoco(new string('l', length) + ".png", "b.png", "c.png");
            var run = await Cli.RunAsync(["export", format, "-d", PathOf("in"), "--out", PathOf("out"), "--overwrite", .. options]);
            var left = length > 196 && format is "coco" or "voc" or "darwin";
            Assert.True(run.Out.StartsWith(length > 196 && left ? "2 images" : "3 images", StringComparison.Ordinal), $"{length}: {run.Out}{run.Err}");
        }
    }

    [Fact]
    public async Task Ids_that_are_as_long_as_a_name_may_be_are_exported()
    {
        Write("in/data.yaml", "names: [Lung]\ntrain: images\n");
        WriteFilm("in/images/" + new string('i', 200) + ".png", 1);
        foreach (var format in (string[])["darwin", "coco", "voc", "yolo", "masks", "nnunet"])
        {
            var run = await Cli.RunAsync(["export", format, "-d", PathOf("in"), "--out", PathOf(format), "--name", "id", .. format == "nnunet" ? (string[])["--dataset-id", "5"] : []]);
            Assert.StartsWith("1 image ", run.Out, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", PathOf("in"), "--out", PathOf("made"))).ExitCode);
    }

    /// <summary>Images 1, 2 and 3 with films of their own.</summary>
    private void WriteCoco(params string[] fileNames)
    {
        Write("in/annotations.json", JsonSerializer.Serialize(new
        {
            images = fileNames.Select((name, i) => new { id = i + 1, file_name = name, width = 20, height = 20 }),
            annotations = fileNames.Select((_, i) => new { id = i + 1, image_id = i + 1, category_id = 1, segmentation = (int[][])[[1, 1, 9, 1, 9, 9]] }),
            categories = new[] { new { id = 1, name = "Lung" } },
        }));
        for (var i = 0; i < fileNames.Length; i++)
        {
            WriteFilm("in/images/" + fileNames[i], i + 1);
        }
    }

    private void WriteFilm(string path, int shade)
    {
        Write(path, "");
        File.WriteAllBytes(PathOf(path), Film(shade));
    }

    private static byte[] Film(int shade) => FilmDataset.Film(20, 20, 1, i => (i + shade).Cast(NetVips.Enums.BandFormat.Uchar).PngsaveBuffer());
}
