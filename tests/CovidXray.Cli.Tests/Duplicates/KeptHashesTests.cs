using System.IO.Compression;
using System.Text.Json;

namespace CovidXray.Cli.Tests.Duplicates;

/// <summary><c>duplicates.json</c>: what a second run reads, and what it does not.</summary>
public sealed class KeptHashesTests : IDisposable
{
    private readonly PlantedDataset _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task A_second_run_reads_no_film_and_writes_nothing()
    {
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(3), "P3");
        var first = await _dataset.RunAsync("--json");
        var kept = await File.ReadAllBytesAsync(_dataset.State, TestContext.Current.CancellationToken);
        foreach (var film in Directory.GetFiles(Path.Combine(_dataset.Location, "images")))
        {
            // As long and as old as before, but no film any more: whoever reads it fails.
            var time = File.GetLastWriteTimeUtc(film);
            File.WriteAllBytes(film, new byte[new FileInfo(film).Length]);
            File.SetLastWriteTimeUtc(film, time);
        }

        var second = await _dataset.RunAsync("--json");
        Assert.Equal((0, first.Out, ""), (second.ExitCode, second.Out, second.Err));
        Assert.Equal(kept, await File.ReadAllBytesAsync(_dataset.State, TestContext.Current.CancellationToken));
        Assert.Equal(["copy film3 same"], PlantedDataset.Pairs(JsonDocument.Parse(second.Out).RootElement));
        Assert.Equal(first.Out, (await Cli.RunAsync(["duplicates", "-d", Path.Combine(_dataset.Location, "annotations"), "--json"])).Out);
    }

    [Fact]
    public async Task What_is_new_or_changed_is_read_and_what_is_gone_is_dropped()
    {
        await _dataset.RunAsync();
        _dataset.Add("copy", "copy.jpg", PlantedDataset.HalfSize(0), "P0");
        File.WriteAllBytes(_dataset.FilmPath("film1.jpg"), PlantedDataset.HalfSize(2));
        File.Delete(Path.Combine(_dataset.Location, "annotations", "film3.json"));
        var run = await _dataset.RunAsync("--json");
        Assert.Equal(["film1 film2 same", "copy film0 same"], PlantedDataset.Pairs(JsonDocument.Parse(run.Out).RootElement));
        Assert.Contains("(read now: 2, as they were before: 2, of other films: 2 dropped)", run.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("film3", await File.ReadAllTextAsync(_dataset.State, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_file_vouches_for_films_whose_time_is_another()
    {
        var film = _dataset.FilmPath("film0.jpg");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(film)));
        _dataset.Write("dataset/covidxr.lock.json", $$"""{"version": 1, "annotations": {}, "images": {"film0.jpg": {"bytes": {{new FileInfo(film).Length}}, "sha256": "{{hash}}"} } }""");
        await _dataset.RunAsync();
        foreach (var path in Directory.GetFiles(Path.Combine(_dataset.Location, "images")))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        Assert.Contains("(read now: 3, as they were before: 1, of other films: 3 dropped)", (await _dataset.RunAsync()).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_films_give_the_same_file_whatever_the_threads()
    {
        var other = Path.Combine(_dataset.Location, "..", "other.json");
        await _dataset.RunAsync("--jobs", "1");
        await _dataset.RunAsync("--jobs", "5", "--duplicates", other);
        Assert.Equal(File.ReadAllBytes(_dataset.State), File.ReadAllBytes(other));
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing()
    {
        var run = await _dataset.RunAsync("--dry-run");
        Assert.Equal((0, false), (run.ExitCode, File.Exists(_dataset.State)));
    }

    [Fact]
    public async Task A_newer_file_is_refused_and_stays()
    {
        const string Newer = """{"schema": 7, "covidxr": "9.0.0"}""";
        _dataset.Write("dataset/duplicates.json", Newer);
        var run = await _dataset.RunAsync();
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("duplicates.json: was made by covidxr 9.0.0, which writes schema 7; this is covidxr", run.Err, StringComparison.Ordinal);
        Assert.Equal(Newer, File.ReadAllText(_dataset.State));
    }

    [Fact]
    public async Task A_file_of_something_else_is_not_replaced()
    {
        var mine = _dataset.Write("mine.json", """{"notes": "for the paper"}""");
        var run = await _dataset.RunAsync("--duplicates", mine);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is no duplicates.json, or damaged", run.Err, StringComparison.Ordinal);
        Assert.Equal("""{"notes": "for the paper"}""", File.ReadAllText(mine));
    }

    [Fact]
    public async Task Hashes_of_an_archive_are_in_the_file_that_is_named_and_good_as_long_as_it_is_the_same()
    {
        var zip = Path.Combine(_dataset.Location, "..", "dataset.zip");
        var state = Path.Combine(_dataset.Location, "..", "state.json");
        var coco = Path.Combine(_dataset.Location, "..", "coco");
        Assert.Equal(0, (await Cli.RunAsync(["export", "coco", "-d", _dataset.Location, "--out", coco, "--images", "copy"])).ExitCode);
        ZipFile.CreateFromDirectory(coco, zip);
        var first = await Cli.RunAsync(["duplicates", "-d", zip, "--duplicates", state]);
        Assert.Contains("(read now: 4)", first.Err, StringComparison.Ordinal);
        var second = await Cli.RunAsync(["duplicates", "-d", zip, "--duplicates", state]);
        Assert.Equal((0, first.Out), (second.ExitCode, second.Out));
        Assert.DoesNotContain("read now", second.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_dataset.Location, "..", "duplicates.json")));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Hashes_of_a_folder_that_is_not_to_be_written_are_in_the_users_cache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "folders have no such modes");
        var cache = Path.Combine(_dataset.Location, "..", "cache");
        var script = $"XDG_CACHE_HOME='{Path.GetFullPath(cache)}' covidxr duplicates -d '{_dataset.Location}'";
        var mode = File.GetUnixFileMode(_dataset.Location);
        File.SetUnixFileMode(_dataset.Location, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var first = CovidxrProcess.StartShell(script);
            var run = await first.EndAsync();
            Assert.Equal(0, run.ExitCode);
            Assert.False(File.Exists(_dataset.State));
            Assert.Single(Directory.GetFiles(cache, "duplicates.json", SearchOption.AllDirectories));
            using var second = CovidxrProcess.StartShell(script);
            Assert.Equal((0, run.Out, ""), await second.EndAsync() is var again ? (again.ExitCode, again.Out, again.Err) : default);
        }
        finally
        {
            File.SetUnixFileMode(_dataset.Location, mode);
        }
    }
}
