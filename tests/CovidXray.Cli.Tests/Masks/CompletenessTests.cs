using System.Text.Json;
using CovidXray.Cli.Tests.Export;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary><c>masks --complete</c>: whether a folder holds the masks that a run with the same options would make.</summary>
public sealed class CompletenessTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public CompletenessTests()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3), Documents.Box("Ignore", 0, 0, 1, 1)));
        _data.Write("b", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
        _data.Write("c", Documents.Image(8, 6));
    }

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("--style index --size 64x32 --fit pad")]
    [InlineData("--style instance")]
    [InlineData("--style rgb --order v7 --name original")]
    [InlineData("--style binary --name film")]
    [InlineData("--style sides --classes *")]
    public async Task What_a_run_made_is_complete_and_nothing_is_written(string options)
    {
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] sample = ["masks", "-d", Cli.Sample, "--out", _masks.Location, .. words];
        Assert.Equal(0, (await Cli.RunAsync(sample)).ExitCode);
        var before = FolderTree.Read(_masks.Location);
        var run = await Cli.RunAsync([.. sample, "--complete"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.StartsWith($"complete: 12 of 12 images have their masks in {_masks.Location}: ", run.Out, StringComparison.Ordinal);
        Assert.Single(run.Out.TrimEnd('\n').Split('\n'));
        Assert.Equal(before, FolderTree.Read(_masks.Location));
    }

    [Fact]
    public async Task What_is_missing_damaged_or_of_another_kind_is_named()
    {
        _data.Write("d", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
        Assert.Equal(0, (await RunAsync()).ExitCode);
        File.Delete(PathOf("a.png"));
        File.WriteAllBytes(PathOf("b.png"), File.ReadAllBytes(PathOf("b.png"))[..40]);
        File.Copy(PathOf("d.png"), PathOf("c.png"), overwrite: true);
        File.Delete(PathOf("class_mapping.csv"));
        _masks.Write("zz.png", "mine"u8);
        var before = FolderTree.Read(_masks.Location);
        var run = await RunAsync("--complete");
        var lines = run.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"not complete: 1 of 4 images have their masks in {_masks.Location}: semantic, ignore-last", lines[0]);
        Assert.Equal("  a: a.png is missing", lines[1]);
        Assert.StartsWith("  b: b.png cannot be read: ", lines[2], StringComparison.Ordinal);
        Assert.Equal(["  c: c.png has other pixels than this run's", "  class_mapping.csv is missing"], lines[3..]);
        Assert.Equal("note: 1 other mask lies there, of none of these images\n", run.Err);
        Assert.Equal(before, FolderTree.Read(_masks.Location));
    }

    [Fact]
    public async Task Other_masks_are_counted_under_the_names_of_films_too()
    {
        string[] sample = ["masks", "-d", Cli.Sample, "--out", _masks.Location, "--name", "film"];
        Assert.Equal(0, (await Cli.RunAsync(sample)).ExitCode);
        File.Copy(PathOf("phantom-001-pa.jpg"), PathOf("another.jpg"));
        var run = await Cli.RunAsync([.. sample, "--complete", "--where", "age > 50"]);
        Assert.Equal((0, "note: 7 other masks lie there, of none of these images"), (run.ExitCode, run.ErrorLines[^1]));
    }

    [Fact]
    public async Task Json_says_the_same()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        File.Delete(PathOf("a.png"));
        File.WriteAllText(PathOf("b.png"), "mine");
        var run = await RunAsync("--complete", "--json");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.Equal((1, false, 3, 1), (root.GetProperty("schema").GetInt32(), root.GetProperty("complete").GetBoolean(), root.GetProperty("images").GetInt32(), root.GetProperty("with_masks").GetInt32()));
        Assert.Equal(["a a.png missing", "b b.png damaged"], root.GetProperty("lacking").EnumerateArray().Select(l => $"{l.GetProperty("id")} {l.GetProperty("file")} {l.GetProperty("kind")}"));
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
        using var whole = JsonDocument.Parse((await RunAsync("--complete", "--json")).Out);
        Assert.True(whole.RootElement.GetProperty("complete").GetBoolean());
    }

    /// <summary>In the middle, where the header is whole: a checksum tells it, in colours, too.</summary>
    [Theory]
    [InlineData("rgb")]
    [InlineData("semantic")]
    [InlineData("binary")]
    public async Task A_mask_with_one_wrong_bit_is_damaged(string style)
    {
        Assert.Equal(0, (await RunAsync("--style", style)).ExitCode);
        var bytes = File.ReadAllBytes(PathOf("a.png"));
        bytes[^20] ^= 1;
        File.WriteAllBytes(PathOf("a.png"), bytes);
        using var json = JsonDocument.Parse((await RunAsync("--style", style, "--complete", "--json")).Out);
        Assert.Equal("damaged", Assert.Single(json.RootElement.GetProperty("lacking").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("--order ignore-last, not --order v7", "--order v7")]
    [InlineData("no --size no --fit, not --size 64x64 --fit stretch", "--size 64")]
    [InlineData("--style semantic, not --style index", "--style index")]
    [InlineData("--classes Ignore,Lung, not --classes Lung", "--classes Lung")]
    public async Task Masks_that_were_made_with_other_options_are_of_another_kind(string difference, string options)
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var run = await RunAsync([.. options.Split(' '), "--complete"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["  a: a.png is of another kind", "  b: b.png is of another kind", "  c: c.png is of another kind"], run.Out.Split('\n')[1..4]);
        Assert.Contains($"  covidxr.masks.json says that the masks were made with {difference}\n", run.Out, StringComparison.Ordinal);
    }

    /// <summary>Where nothing says how they were made, their pixels do.</summary>
    [Fact]
    public async Task Masks_of_unknown_origin_are_compared()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        File.Delete(PathOf("covidxr.masks.json"));
        Assert.Equal(0, (await RunAsync("--complete")).ExitCode);
        var run = await RunAsync("--complete", "--order", "ignore-first");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["  a: a.png has other pixels than this run's", ""], run.Out.Split('\n')[1..]);
        run = await RunAsync("--complete", "--size", "9x5");
        Assert.Equal(["  b: b.png is 8x6 pixels, not 9x5", "  c: c.png is 8x6 pixels, not 9x5", ""], run.Out.Split('\n')[1..]);
    }

    [Fact]
    public async Task Annotations_that_changed_since_are_seen()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", _data.Location, "--out", PathOf("i"), "--style", "instance")).ExitCode);
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3)));
        var run = await RunAsync("--complete");
        Assert.Equal((1, "  a: a.png has other pixels than this run's"), (run.ExitCode, run.Out.Split('\n')[1]));
        run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", PathOf("i"), "--style", "instance", "--complete");
        Assert.Equal((1, "  a: a_00001.png is one mask more than the image has annotations", "  instances.csv is not what a run would write"), (run.ExitCode, run.Out.Split('\n')[1], run.Out.Split('\n')[2]));
    }

    [Fact]
    public async Task Shards_are_told_apart_until_the_last_is_done()
    {
        string[] sample = ["masks", "-d", Cli.Sample, "--out", _masks.Location];
        foreach (var shard in (string[])["1/4", "3/4"])
        {
            Assert.Equal(0, (await Cli.RunAsync([.. sample, "--shard", shard])).ExitCode);
        }

        var run = await Cli.RunAsync([.. sample, "--complete"]);
        Assert.Equal((1, "  shards to run again: 2/4, 4/4\n"), (run.ExitCode, run.Out[run.Out.IndexOf("  shards", StringComparison.Ordinal)..]));
        Assert.Equal(0, (await Cli.RunAsync([.. sample, "--complete", "--shard", "3/4"])).ExitCode);
        run = await Cli.RunAsync([.. sample, "--complete", "--shard", "2/4"]);
        Assert.Equal((1, "  shards to run again: 2/4\n"), (run.ExitCode, run.Out[run.Out.IndexOf("  shards", StringComparison.Ordinal)..]));

        foreach (var shard in (string[])["4/4", "2/4"])
        {
            Assert.Equal(1, (await Cli.RunAsync([.. sample, "--complete"])).ExitCode);
            Assert.Equal(0, (await Cli.RunAsync([.. sample, "--shard", shard])).ExitCode);
        }

        Assert.Equal(0, (await Cli.RunAsync([.. sample, "--complete"])).ExitCode);
    }

    /// <summary>All masks are there, but the run that made them was killed before it could say so.</summary>
    [Fact]
    public async Task A_run_that_did_not_come_to_its_end_is_not_complete()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var making = File.ReadAllText(PathOf("covidxr.masks.json")).Trim();
        File.WriteAllText(PathOf(".covidxr.unfinished.json"), $$"""{"schema":1,"making":{{making}},"is_mixed":false,"replaces":[],"shards":1,"begun":[1],"done":[]}""");
        File.Delete(PathOf("covidxr.masks.json"));
        var run = await RunAsync("--complete");
        Assert.Equal((1, "  a run is at work here, or did not come to its end: --skip-existing ends it"), (run.ExitCode, run.Out.Split('\n')[1]));
        Assert.Equal(0, (await RunAsync("--skip-existing")).ExitCode);
        Assert.Equal(0, (await RunAsync("--complete")).ExitCode);
    }

    [Fact]
    public async Task Bad_documents_are_errors_and_the_chosen_images_alone_count()
    {
        Assert.Equal(0, (await RunAsync("--min-size", "6")).ExitCode);
        Assert.Equal(1, (await RunAsync("--complete")).ExitCode);
        Assert.Equal(0, (await RunAsync("--complete", "--min-size", "6")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", _data.Location, "--min-size", "6")).ExitCode);
        var run = await RunAsync("--complete");
        Assert.StartsWith("complete: 2 of 2 images have their masks", run.Out, StringComparison.Ordinal);
        _data.Write("b", "{");
        run = await RunAsync("--complete");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("b.json", run.Err, StringComparison.Ordinal);
        Assert.StartsWith("not complete: 1 of 2 images have their masks", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_images_or_a_folder_there_is_nothing_to_look_at()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var run = await RunAsync("--complete", "--min-size", "600");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("covidxr: no image is left: min-size 600 drops 3 of 3", run.ErrorLines[^1], StringComparison.Ordinal);
        run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", PathOf("none"), "--complete");
        Assert.Equal((1, "", $"covidxr: {PathOf("none")}: there is no such folder ('covidxr masks' without --complete makes it)\n"), (run.ExitCode, run.Out, run.Err));
        Assert.False(Directory.Exists(PathOf("none")));
    }

    [Theory]
    [InlineData("--overwrite")]
    [InlineData("--skip-existing")]
    [InlineData("--fail-fast")]
    [InlineData("--zip")]
    public async Task It_makes_no_masks(string option)
    {
        var run = await Cli.RunAsync(["masks", "-d", _data.Location, "--out", _masks.Location, "--complete", option, .. option == "--zip" ? ["x.zip"] : Array.Empty<string>()]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal($"covidxr: --complete and {option} exclude each other: --complete looks at a folder of masks, and makes none.", run.ErrorLines[0]);
        Assert.Equal(2, run.ErrorLines.Count);
    }

    private string PathOf(string name) => Path.Combine(_masks.Location, name);

    private Task<Cli> RunAsync(params string[] options) => Cli.RunAsync(["masks", "-d", _data.Location, "--out", _masks.Location, .. options]);
}
