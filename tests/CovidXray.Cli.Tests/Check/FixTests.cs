using System.Text.Json;

namespace CovidXray.Cli.Tests.Check;

/// <summary><c>check --fix</c>: a new dataset with what can be mended safely.</summary>
public sealed class FixTests : IDisposable
{
    private readonly SampleCopy _dataset = new();

    public FixTests()
    {
        Directory.CreateDirectory(Path.Combine(_dataset.Location, "images"));
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")))
        {
            File.Copy(film, Path.Combine(_dataset.Location, "images", Path.GetFileName(film)));
        }
    }

    private string Out => Path.Combine(_dataset.Location, "mended");

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task What_is_mended_is_told_line_by_line_and_found_no_more()
    {
        var document = _dataset.Annotation("9000001");
        await File.WriteAllTextAsync(document, (await File.ReadAllTextAsync(document, Token)).Replace("\"name\": \"Lung\"", "\"name\": \"lung \"", StringComparison.Ordinal), Token);
        var run = await _dataset.RunAsync("check", "--fix", "--out", Out);
        Assert.Equal(
            """
            annotations/9000001.json:15:5: A15: 'lung ' is now 'Lung'
            annotations/9000001.json:2902:5: A15: 'lung ' is now 'Lung'
            annotations/9000007.json:2053:5: A1: Ignore: points that were up to 1.31 pixels outside are moved to the image's edge
            annotations/9000008.json: T1: tag 'X-ray' added, as the view tells
            mended: 4 findings in 3 images

            """ + $"12 images in {Out}: darwin, with films\n",
            run.Out);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(": names with blanks around them, which do not count", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("nothing found in 12 images\n", (await Cli.RunAsync("check", "-d", Out, "--rules", "A1,A15,T1")).Out);
    }

    [Fact]
    public async Task Masks_and_films_stay_to_the_last_byte_and_the_dataset_as_it_is()
    {
        var before = await ContentsAsync(_dataset.Location);
        await _dataset.RunAsync("check", "--fix", "--out", Out);
        var place = Directory.CreateTempSubdirectory("covidxr-test-").FullName;
        Directory.Delete(place);
        Directory.Move(Out, place);
        try
        {
            Assert.Equal(before, await ContentsAsync(_dataset.Location));
            Assert.Equal(await ContentsAsync(Path.Combine(_dataset.Location, "images")), await ContentsAsync(Path.Combine(place, "images")));
            await _dataset.RunAsync("masks", "--order", "v7", "--out", Path.Combine(place, "old"));
            await Cli.RunAsync("masks", "-d", place, "--order", "v7", "--out", Path.Combine(place, "new"));
            var old = (await ContentsAsync(Path.Combine(place, "old"))).Where(f => f.Name.EndsWith(".png", StringComparison.Ordinal)).ToList();
            Assert.Equal(12, old.Count);
            Assert.Equal(old, (await ContentsAsync(Path.Combine(place, "new"))).Where(f => f.Name.EndsWith(".png", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Fact]
    public async Task Without_all_films_no_image_gets_lost()
    {
        File.Delete(Directory.EnumerateFiles(Path.Combine(_dataset.Location, "images")).Order(StringComparer.Ordinal).First());
        var run = await _dataset.RunAsync("check", "--fix", "--out", Out);
        Assert.EndsWith($"12 images in {Out}: darwin, without films, as only 11 are there (--images-from DIR names where others are)\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(12, Directory.EnumerateFiles(Path.Combine(Out, "annotations")).Count());
    }

    [Fact]
    public async Task A_mended_dataset_is_replaced_if_asked_for()
    {
        await _dataset.RunAsync("check", "--fix", "--out", Out);
        var refused = await _dataset.RunAsync("check", "--fix", "--out", Out);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Equal(0, (await _dataset.RunAsync("check", "--fix", "--out", Out, "--overwrite")).ExitCode);
    }

    [Fact]
    public async Task Only_what_the_rules_find_is_mended()
    {
        var run = await _dataset.RunAsync("check", "--fix", "--out", Out, "--rules", "A", "--json");
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(["A1"], json.RootElement.GetProperty("mended").EnumerateArray().Select(m => m.GetProperty("rule").GetString()));
        Assert.Equal((Out, 12, true), (json.RootElement.GetProperty("folder").GetString(), json.RootElement.GetProperty("images").GetInt32(), json.RootElement.GetProperty("has_films").GetBoolean()));
    }

    [Fact]
    public async Task A_damaged_document_is_named_and_the_others_are_mended()
    {
        await File.WriteAllTextAsync(_dataset.Annotation("9000002"), "{", Token);
        var run = await _dataset.RunAsync("check", "--fix", "--out", Out);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("annotations/9000002.json", Assert.Single(run.Err.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Contains("\n11 images in ", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fix writes a new dataset: --out DIR names its folder.", "--fix")]
    [InlineData("--fix and --statistics exclude each other.", "--fix", "--out", "x", "--statistics")]
    [InlineData("--fix and --html exclude each other.", "--fix", "--out", "x", "--html", "y")]
    public async Task What_does_not_go_together_is_refused(string problem, params string[] arguments)
    {
        var run = await _dataset.RunAsync("check", arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {problem}", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_and_the_dataset_itself_are_refused()
    {
        _dataset.Write("other/mine.txt", "mine");
        foreach (var folder in (string[])["other", "annotations"])
        {
            var run = await _dataset.RunAsync("check", "--fix", "--out", Path.Combine(_dataset.Location, folder));
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.Contains("nothing is written", run.Err, StringComparison.Ordinal);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<List<(string Name, string Content)>> ContentsAsync(string folder)
    {
        var contents = new List<(string Name, string Content)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            contents.Add((Path.GetRelativePath(folder, file), Convert.ToBase64String(await File.ReadAllBytesAsync(file, Token))));
        }

        return contents;
    }
}
