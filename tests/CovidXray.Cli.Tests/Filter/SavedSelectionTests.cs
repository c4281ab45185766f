using System.IO.Compression;
using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Filter;

/// <summary>What filter saves, the next commands use.</summary>
public sealed class SavedSelectionTests : IDisposable
{
    private const string Using = "using the saved selection: 8 of 12 images (--all for every image, filter --clear to forget it)";
    private static readonly string[] Rules = ["--min-size", "512", "--exclude", "lateral,ct"];

    private readonly SampleCopy _dataset = new();
    private readonly TemporaryFolder _other = new();

    public void Dispose()
    {
        _dataset.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Masks_and_stats_apply_it_and_say_so()
    {
        var filter = await _dataset.RunAsync("filter", Rules);
        Assert.Equal([$"saved to {_dataset.Selection}: commands now take 8 of 12 images (filter --clear undoes it)"], filter.ErrorLines);
        var stats = await _dataset.RunAsync("stats", "--json");
        Assert.Equal(8, JsonDocument.Parse(stats.Out).RootElement.GetProperty("images").GetInt32());
        Assert.Equal([Using], stats.ErrorLines);
        var masks = await _dataset.RunAsync("masks", "--out", _other.Location);
        Assert.Contains(Using, masks.ErrorLines);
        Assert.Equal(8, Directory.GetFiles(_other.Location, "*.png").Length);
    }

    [Fact]
    public async Task It_holds_rules_ids_and_the_datasets_fingerprint()
    {
        await _dataset.RunAsync("filter", Rules);
        var saved = JsonDocument.Parse(File.ReadAllText(_dataset.Selection)).RootElement;
        Assert.Equal("512", saved.GetProperty("rules").GetProperty("min_size").GetString());
        Assert.Equal("lateral,ct", Assert.Single(saved.GetProperty("rules").GetProperty("exclude").EnumerateArray()).GetString());
        Assert.Equal(8, saved.GetProperty("ids").GetArrayLength());
        Assert.Equal(12, saved.GetProperty("dataset").GetProperty("images").GetInt32());
        Assert.Matches("^sha256:[0-9a-f]{64}$", saved.GetProperty("dataset").GetProperty("fingerprint").GetString()!);
    }

    [Fact]
    public async Task All_ignores_it_and_rules_come_on_top_of_it()
    {
        await _dataset.RunAsync("filter", Rules);
        var all = await _dataset.RunAsync("stats", "--all", "--json");
        Assert.Equal((12, 0), (Images(all), all.ErrorLines.Count));
        var onTop = await _dataset.RunAsync("stats", "--include", "pa", "--json");
        Assert.Equal(3, Images(onTop));
        Assert.Equal([Using, "filtered: 3 of 8 images"], onTop.ErrorLines);
    }

    [Fact]
    public async Task Clear_forgets_it()
    {
        await _dataset.RunAsync("filter", Rules);
        Assert.Equal([$"{_dataset.Selection} is deleted; commands use every image again"], (await _dataset.RunAsync("filter", "--clear")).ErrorLines);
        Assert.False(File.Exists(_dataset.Selection));
        Assert.Equal(["no selection was saved"], (await _dataset.RunAsync("filter", "--clear")).ErrorLines);
        Assert.Equal(12, Images(await _dataset.RunAsync("stats", "--json")));
    }

    [Fact]
    public async Task A_dry_run_saves_nothing_and_no_rules_change_nothing()
    {
        await _dataset.RunAsync("filter", Rules);
        var before = File.ReadAllText(_dataset.Selection);
        await _dataset.RunAsync("filter", "--exclude", "pa", "--dry-run");
        var without = await _dataset.RunAsync("filter");
        Assert.Equal([$"no rule is given; {_dataset.Selection} keeps 8 images (--clear forgets it)"], without.ErrorLines);
        Assert.StartsWith("12 images\n12 images left: ", without.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_dataset.Selection));
    }

    [Fact]
    public async Task It_survives_a_new_pull()
    {
        await _dataset.RunAsync("filter", Rules);
        using var again = new SampleCopy();
        File.Copy(_dataset.Selection, again.Selection);
        var stats = await again.RunAsync("stats", "--json");
        Assert.Equal((0, 8), (stats.ExitCode, Images(stats)));
        Assert.Equal([Using], stats.ErrorLines);
    }

    [Fact]
    public async Task Images_that_are_gone_are_an_error_not_a_silent_shrink()
    {
        await _dataset.RunAsync("filter", Rules);
        File.Delete(_dataset.Annotation("9000002"));
        var stats = await _dataset.RunAsync("stats", "--json");
        Assert.Equal(1, stats.ExitCode);
        Assert.Contains("\"kind\": \"data\"", stats.Out, StringComparison.Ordinal);
        Assert.Equal([$"covidxr: {_dataset.Selection}: 1 of the 8 selected images are not in {_dataset.Location}: 9000002; pull again, filter again, or use --all"], stats.ErrorLines);
    }

    [Fact]
    public async Task Images_that_came_since_are_not_selected_and_that_is_said()
    {
        await _dataset.RunAsync("filter", Rules);
        File.Copy(_dataset.Annotation("9000001"), _dataset.Annotation("9000099"));
        var stats = await _dataset.RunAsync("stats", "--json");
        Assert.Equal(8, Images(stats));
        Assert.Equal("note: the dataset has 13 images, 12 when the selection was made; images that came since are not selected", stats.ErrorLines[^1]);
    }

    [Fact]
    public async Task As_many_images_that_are_others_are_noticed()
    {
        await _dataset.RunAsync("filter", "--include", "pa");
        var selected = JsonDocument.Parse(File.ReadAllText(_dataset.Selection)).RootElement.GetProperty("ids").EnumerateArray().Select(i => i.GetString()).ToHashSet();
        var gone = Enumerable.Range(9000001, 12).Select(i => $"{i}").First(i => !selected.Contains(i));
        File.Move(_dataset.Annotation(gone), _dataset.Annotation("9000099"));
        var stats = await _dataset.RunAsync("stats", "--json");
        Assert.Equal(0, stats.ExitCode);
        Assert.Equal("note: the dataset holds other images than when the selection was made; those that came since are not selected", stats.ErrorLines[^1]);
    }

    [Fact]
    public async Task A_zip_keeps_its_selection_beside_itself()
    {
        var zip = Path.Combine(_other.Location, "release.zip");
        ZipFile.CreateFromDirectory(Path.Combine(_dataset.Location, "annotations"), zip);
        var bytes = File.ReadAllBytes(zip);
        var refused = await Cli.RunAsync(["filter", "-d", zip, .. Rules]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("save it with --out FILE and use it with --selection FILE, or try --dry-run", refused.Err, StringComparison.Ordinal);

        var file = Path.Combine(_other.Location, "mine.json");
        var saved = await Cli.RunAsync(["filter", "-d", zip, "--out", file, .. Rules]);
        Assert.Equal((0, $"saved to {file}: --selection {file} uses it\n"), (saved.ExitCode, saved.Err));
        var used = await Cli.RunAsync("stats", "-d", zip, "--selection", file, "--json");
        Assert.Equal((8, $"using the selection {file}: 8 of 12 images\n"), (Images(used), used.Err));
        Assert.Equal(12, Images(await Cli.RunAsync("stats", "-d", zip, "--json")));
        Assert.Equal(bytes, File.ReadAllBytes(zip));
    }

    [Fact]
    public async Task All_and_a_selection_exclude_each_other()
    {
        var run = await _dataset.RunAsync("stats", "--all", "--selection", "x.json");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--all and --selection exclude each other.", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"version\": 1, \"dataset\": {\"images\": 1, \"fingerprint\": \"\"}, \"rules\": {}, \"ids\": [\"../../x\"]}")]
    public async Task A_selection_from_elsewhere_is_checked(string content)
    {
        File.WriteAllText(_dataset.Selection, content);
        var run = await _dataset.RunAsync("masks", "--out", _other.Location);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {_dataset.Selection}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_other.Location));
    }

    [Fact]
    public async Task The_last_line_says_that_it_is_saved_what_it_replaces_and_the_way_back()
    {
        await _dataset.RunAsync("filter", Rules);
        var again = await _dataset.RunAsync("filter", "--include", "pa");
        Assert.Equal($"saved to {_dataset.Selection} in place of 8 images: commands now take 5 of 12 images (filter --clear undoes it)", again.ErrorLines[^1]);
        Assert.Equal("nothing is saved", (await _dataset.RunAsync("filter", "--include", "pa", "--dry-run")).ErrorLines[^1]);
    }

    [Fact]
    public async Task The_owner_of_the_folder_is_named_if_it_is_another_user()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "a folder is given away, which only root may do");
        using (var own = System.Diagnostics.Process.Start("chown", ["4242", _dataset.Location]))
        {
            await own.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("of 12 images; the folder belongs to user 4242, whose commands do, too (", (await _dataset.RunAsync("filter", Rules)).Err, StringComparison.Ordinal);
        using (var named = System.Diagnostics.Process.Start("chown", ["daemon", _dataset.Location]))
        {
            await named.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("the folder belongs to daemon, whose commands do, too (", (await _dataset.RunAsync("filter", Rules)).Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--include ct --where age>500", "no image is left: include ct drops 11 of 12, the most")]
    [InlineData("--where age>500", "no image is left: where age>500 drops 12 of 12")]
    [InlineData("--where age>500 --dry-run", "no image is left: where age>500 drops 12 of 12")]
    [InlineData("--where age>500 --list", "no image is left: where age>500 drops 12 of 12")]
    public async Task A_choice_of_no_images_is_not_saved(string rules, string why)
    {
        await _dataset.RunAsync("filter", Rules);
        var before = File.ReadAllText(_dataset.Selection);
        var run = await _dataset.RunAsync("filter", rules.Split(' '));
        Assert.Equal((1, $"covidxr: {why}; nothing is saved (--explain ID says why an image goes)"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(before, File.ReadAllText(_dataset.Selection));
    }

    [Theory]
    [InlineData("stats --no-areas")]
    [InlineData("masks --out OUT")]
    [InlineData("export csv --out OUT --images none")]
    [InlineData("split --dry-run")]
    [InlineData("duplicates --dry-run")]
    [InlineData("preview --out OUT --style mask-only")]
    [InlineData("browse --out OUT")]
    [InlineData("filter --explain 9000001")]
    public async Task Quiet_keeps_the_line_that_it_is_used(string command)
    {
        await _dataset.RunAsync("filter", Rules);
        string[] words = command.Replace("OUT", Path.Combine(_other.Location, "out"), StringComparison.Ordinal).Split(' ');
        var run = await _dataset.RunAsync(words[0], [.. words[1..], "--quiet"]);
        Assert.Equal(words[0] == "filter" ? $"by the rules of {_dataset.Selection}" : Using, run.ErrorLines[0]);
    }

    private static int Images(Cli run) => JsonDocument.Parse(run.Out).RootElement.GetProperty("images").GetInt32();
}
