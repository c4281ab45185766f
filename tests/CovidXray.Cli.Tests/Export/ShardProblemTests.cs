using CovidXray.Images;
using CovidXray.Jobs.Shards;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Shards of films that cannot be exported, and shards that are stopped half-way.</summary>
public sealed class ShardProblemTests : IDisposable
{
    private readonly FilmDataset _films = new();

    private string Many => _films.Out + "-many";

    public void Dispose() => _films.Dispose();

    [Fact]
    public async Task What_is_wrong_with_films_is_said_by_their_shard_and_again_by_the_join_as_in_one_run()
    {
        _films.Add("1", "good.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        _films.Add("2", "cut.png", FilmDataset.Png(120, 80)[..900], annotations: FilmDataset.Lungs);
        _films.Add("3", "half.png", FilmDataset.Png(60, 40), annotations: FilmDataset.Lungs);
        _films.Add("4", "none.png", FilmDataset.Png(120, 80));
        _films.Add("5", "gone.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        _films.Add("6", "same.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        _films.Add("7", "same.jpg", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        _films.Add("8", "colour.jpg", FilmDataset.Film(120, 80, 3, i => i.JpegsaveBuffer()), annotations: FilmDataset.Lungs);
        File.Delete(Path.Combine(_films.Location, "images", "gone.png"));
        File.WriteAllText(Path.Combine(_films.Location, "annotations", "9.json"), "{");

        string[] options = ["--size", "40", "--pixels", "lungs-only"];
        var whole = await _films.ExportAsync(options);
        var said = new List<string>();
        for (var number = 1; number <= 3; number++)
        {
            said.AddRange((await _films.ExportToAsync(Many, [.. options, "--shard", $"{number}/3"])).ErrorLines);
        }

        var joined = await _films.ExportToAsync(Many, [.. options, "--join", "3"]);
        Assert.Equal((1, whole.Err), (joined.ExitCode, joined.Err));
        Assert.StartsWith("4 images in ", joined.Out, StringComparison.Ordinal);
        FolderTree.AssertEqual(_films.Out, Many);

        // Names that clash are nothing that a shard could know: both images go by their ids.
        foreach (var file in (string[])["cut.png", "half.png", "9.json"])
        {
            Assert.Contains(Assert.Single(whole.ErrorLines, l => l.Contains(file, StringComparison.Ordinal)), said);
        }

        Assert.Contains(said, l => l.Contains("as its film is missing: gone.png", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("KILL", 137)]
    public async Task A_shard_that_is_stopped_is_missing_and_is_run_again(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        var film = FilmDataset.Png(120, 80);
        for (var i = 0; i < 1000; i++)
        {
            _films.Add($"{i:D5}", $"{i:D5}.png", film, annotations: FilmDataset.Lungs);
        }

        string[] command = ["export", "coco", "-d", _films.Location, "--size", "40", "--out", Many];
        var shard = Path.Combine(Many, ".covidxr-shards", "1-of-1");
        using (var process = CovidxrProcess.Start([.. command, "--shard", "1/1", "--jobs", "1"]))
        {
            var films = Path.Combine(shard, ".covidxr-export.part", "films");
            while (!(Directory.Exists(films) && Directory.EnumerateFiles(films).Skip(20).Any()) && !process.HasExited)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            await process.SignalAsync(signal);
            Assert.Equal((exitCode, ""), await process.EndAsync() is var run ? (run.ExitCode, run.Out) : default);
        }

        Assert.False(Directory.Exists(Path.Combine(shard, "films")));
        Assert.Contains("1 of 1 shards are missing: 1/1", (await Cli.RunAsync([.. command, "--join", "1"])).Err, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync([.. command, "--shard", "1/1"])).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync([.. command, "--join", "1"])).ExitCode);
        Assert.Equal(1000, Directory.GetFiles(Path.Combine(Many, "images")).Length);
        Assert.False(Directory.Exists(Path.Combine(Many, ".covidxr-shards")));
    }

    [Fact]
    public void Where_there_is_no_hard_link_a_film_is_copied()
    {
        Directory.CreateDirectory(_films.Out);
        using var disk = SmallDisk.Mount(_films.Out, kilobytes: 64);
        var film = Path.Combine(_films.Out, "film.png");
        File.WriteAllText(film, "film");
        Directory.CreateDirectory(Many);
        var target = Path.Combine(Many, "film.png");
        new ShardedFilm(film, Fill: null, FilmConversions.None).PlaceAt(target);
        Assert.Equal("film", File.ReadAllText(target));
        Assert.True(File.Exists(film));
        Assert.Throws<IOException>(() => new ShardedFilm(film, Fill: null, FilmConversions.None).PlaceAt(target));
    }

    [Fact]
    public async Task A_shard_that_was_killed_while_it_moved_to_its_place_is_run_again()
    {
        _films.Add("1", "good.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        Assert.Equal(0, (await _films.ExportAsync("--shard", "1/1", "--size", "40")).ExitCode);
        File.Delete(Path.Combine(_films.Out, ".covidxr-shards", "1-of-1", "covidxr.export.json"));
        Assert.Equal(0, (await _films.ExportAsync("--shard", "1/1", "--size", "40")).ExitCode);
        Assert.Equal(0, (await _films.ExportAsync("--join", "1", "--size", "40")).ExitCode);
    }
}
