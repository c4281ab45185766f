using System.IO.Compression;
using CovidXray.Cli.Tests.Export;
using CovidXray.Formats;
using CovidXray.Rasterization;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Masks that have their films' names, and the zip of them, as torchxrayvision looks for both.</summary>
public sealed class FilmNameTests : ExportTest
{
    private const string Bundle = "semantic_masks_v7labs_lungs/";

    private static readonly string[] Films = [.. Directory.GetFiles(Path.Combine(Cli.Sample, "images")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task A_mask_has_its_films_whole_name_and_is_a_PNG()
    {
        var run = await MasksAsync("--out", PathOf("ids"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(0, (await MasksAsync("--name", "film", "--out", PathOf("films"))).ExitCode);
        Assert.Equal(Films, Names("films").Except(["class_mapping.csv", "covidxr.masks.json"]));
        Assert.Equal(File.ReadAllBytes(PathOf("ids", "9000001.png")), File.ReadAllBytes(PathOf("films", "phantom-001-pa.jpg")));
    }

    [Fact]
    public async Task What_has_films_names_is_read_again_by_content()
    {
        await MasksAsync("--name", "film", "--order", "ignore-last", "--out", PathOf("films"));
        File.WriteAllBytes(PathOf("films", "a real film.jpg"), [0xff, 0xd8, 0xff, 0xe0]);
        using var masks = AnnotationFormats.Open(PathOf("films"));
        using var sample = AnnotationFormats.Open(Cli.Sample);
        Assert.Empty(masks.Problems);
        var read = masks.Read().ToDictionary(i => i.OriginalFileName ?? i.Id + ".png", StringComparer.OrdinalIgnoreCase);
        Assert.Equal(12, read.Count);
        Assert.All(sample.Read(), image => Assert.Equal(PolygonRasterizer.Rasterize(image), PolygonRasterizer.Rasterize(read[image.OriginalFileName!])));
    }

    [Fact]
    public async Task Films_that_differ_in_their_extension_alone_have_two_masks_and_are_two_images()
    {
        Write("in/1.json", Document("x.jpg", "Lung"));
        Write("in/2.json", Document("x.png", "Ignore"));
        var run = await Cli.RunAsync("masks", "-d", PathOf("in"), "--name", "film", "--out", PathOf("out"));
        Assert.Equal((0, true, true), (run.ExitCode, File.Exists(PathOf("out", "x.jpg")), File.Exists(PathOf("out", "x.png"))));
        using var masks = AnnotationFormats.Open(PathOf("out"));
        Assert.Empty(masks.Problems);
        Assert.Equal(["x.jpg Lung", "x.png Ignore"], masks.Read().Select(i => $"{i.Id} {i.Annotations.Single().Name}"));
        var clash = await Cli.RunAsync("masks", "-d", PathOf("in"), "--name", "original", "--out", PathOf("clash"));
        Assert.Equal((0, true, true), (clash.ExitCode, File.Exists(PathOf("clash", "1.png")), File.Exists(PathOf("clash", "2.png"))));
        Assert.Contains("note: 2 images are named by id, without an original name of their own\n", clash.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Masks_that_are_there_count_whatever_their_extension()
    {
        await MasksAsync("--name", "film", "--out", PathOf("out"));
        var again = await MasksAsync("--name", "film", "--out", PathOf("out"));
        Assert.Contains("12 files are there already", again.Err, StringComparison.Ordinal);
        Assert.Equal("12 were there already\n", (await MasksAsync("--name", "film", "--skip-existing", "--out", PathOf("out"))).Out.Split("; ")[1].Split("  ")[0]);
        Assert.Equal(0, (await MasksAsync("--name", "id", "--overwrite", "--out", PathOf("out"))).ExitCode);
        Assert.Equal(14, Names("out").Length);
        Assert.Equal(0, (await MasksAsync("--name", "film", "--overwrite", "--out", PathOf("out"))).ExitCode);
        Assert.Equal(Films, Names("out").Except(["class_mapping.csv", "covidxr.masks.json"]));
    }

    [Theory]
    [InlineData("class_mapping.csv")]
    [InlineData("covidxr.masks.json")]
    public async Task No_film_takes_the_name_of_a_table(string name)
    {
        Write("in/1.json", Document(name, "Lung"));
        var run = await Cli.RunAsync("masks", "-d", PathOf("in"), "--name", "film", "--out", PathOf("out"));
        Assert.Equal((1, $"covidxr: 1.json: the original file name '{name}' is that of a table, not of a film; use --name id"), (run.ExitCode, run.ErrorLines[0]));
    }

    [Fact]
    public async Task A_zip_holds_all_masks_as_torchxrayvision_looks_for_them()
    {
        var run = await MasksAsync("--zip", PathOf("masks.zip"));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"12 masks in {PathOf("masks.zip")}: semantic, ignore-last\n", run.Out, StringComparison.Ordinal);
        await MasksAsync("--name", "film", "--out", PathOf("films"));
        using var zip = ZipFile.OpenRead(PathOf("masks.zip"));
        Assert.Equal(Names("films").Select(n => Bundle + n), zip.Entries.Select(e => e.FullName));
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
            await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.Equal(File.ReadAllBytes(PathOf("films", entry.Name)), content.ToArray());
            Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime);
        }
    }

    [Fact]
    public async Task The_same_masks_are_the_same_zip_and_one_that_is_there_is_replaced_on_demand_alone()
    {
        await MasksAsync("--zip", PathOf("one.zip"), "--jobs", "1");
        await MasksAsync("--zip", PathOf("two.zip"), "--jobs", "4");
        Assert.Equal(File.ReadAllBytes(PathOf("one.zip")), File.ReadAllBytes(PathOf("two.zip")));
        var refused = await MasksAsync("--zip", PathOf("two.zip"), "--order", "v7");
        Assert.Equal((1, $"covidxr: {PathOf("two.zip")}: is there already; nothing is written (--overwrite replaces it)\n"), (refused.ExitCode, refused.Err));
        Assert.Equal(0, (await MasksAsync("--zip", PathOf("two.zip"), "--order", "v7", "--overwrite")).ExitCode);
        Assert.NotEqual(File.ReadAllBytes(PathOf("one.zip")), File.ReadAllBytes(PathOf("two.zip")));
        Assert.Equal(["one.zip", "two.zip"], Names("."));
    }

    [Theory]
    [InlineData("--zip and --shard exclude each other: a zip is made at once, in place of a folder.", "--shard", "1/2")]
    [InlineData("--zip and --skip-existing exclude each other: a zip is made at once, in place of a folder.", "--skip-existing")]
    [InlineData("--zip and --out exclude each other: a zip is made at once, in place of a folder.", "--out", "there")]
    [InlineData("--name film: a film has one mask of its name, and the style instance makes one for each annotation", "--style", "instance")]
    public async Task What_does_not_go_with_a_zip_is_wrong_usage(string problem, params string[] options)
    {
        var run = await MasksAsync(["--zip", PathOf("masks.zip"), .. options]);
        Assert.Equal((2, $"covidxr: {problem}"), (run.ExitCode, run.ErrorLines[0]));
        Assert.False(File.Exists(PathOf("masks.zip")));
    }

    [Fact]
    public async Task A_zip_that_cannot_be_written_is_an_error_and_leaves_nothing()
    {
        Write("file", "");
        var run = await MasksAsync("--zip", PathOf("file", "masks.zip"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {PathOf("file", "masks.zip")}: cannot be written: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<Cli> MasksAsync(params string[] options) => Cli.RunAsync(["masks", "-d", Cli.Sample, .. options]);

    private static string Document(string name, string category) =>
        $$"""{"image": {"width": 8, "height": 6, "filename": "v7.png", "original_filename": "{{name}}"}, "annotations": [{{FilmDataset.Region(category, 1, 1, 6, 1, 6, 4)}}]}""";

    private string[] Names(string folder) => [.. Directory.GetFiles(PathOf(folder)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
