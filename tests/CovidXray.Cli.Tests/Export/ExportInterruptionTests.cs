namespace CovidXray.Cli.Tests.Export;

/// <summary>Whatever stops an export half-way: the folder holds a whole export or none.</summary>
public sealed class ExportInterruptionTests : IDisposable
{
    private const string Staging = ".covidxr-export.part";

    private readonly FilmDataset _films = new();

    public void Dispose() => _films.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_with_130_and_nothing_is_left(string signal)
    {
        using var process = await StartAndSignalAsync(signal);
        var run = await process.EndAsync();
        Assert.Equal((130, "", "covidxr: interrupted\n"), (run.ExitCode, run.Out, run.Err));
        Assert.False(Directory.Exists(_films.Out));
    }

    [Fact]
    public async Task A_kill_leaves_no_export_and_the_next_run_clears_up()
    {
        using var process = await StartAndSignalAsync("KILL");
        Assert.NotEqual(0, (await process.EndAsync()).ExitCode);
        Assert.Equal([Staging, ".covidxr.hold"], Directory.EnumerateFileSystemEntries(_films.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var run = await Cli.RunAsync("export", "coco", "-d", _films.Location, "--images", "none", "--out", _films.Out);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["ATTRIBUTION.md", "annotations", "covidxr.export.json"], Directory.EnumerateFileSystemEntries(_films.Out).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_full_disk_is_an_error_and_leaves_no_export()
    {
        Directory.CreateDirectory(_films.Out);
        using var disk = SmallDisk.Mount(_films.Out, kilobytes: 64);
        var run = await Cli.RunAsync("export", "coco", "-d", Cli.Sample, "--out", _films.Out, "--quiet");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches($"^covidxr: {_films.Out}: the export cannot be written: .*space", Assert.Single(run.ErrorLines));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_films.Out));
    }

    [Fact]
    public async Task A_failed_export_leaves_the_earlier_one_as_it_was()
    {
        _films.Add("1", "a.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", _films.Location, "--out", _films.Out)).ExitCode);
        var before = File.ReadAllBytes(Path.Combine(_films.Out, "annotations", "instances_default.json"));
        _films.Add("2", "bad.png", "no film"u8.ToArray());
        var run = await Cli.RunAsync("export", "coco", "-d", _films.Location, "--out", _films.Out, "--overwrite", "--fail-fast");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_films.Out, "annotations", "instances_default.json")));
    }

    /// <summary>Starts an export of many films that takes a while, and sends the signal when it is under way.</summary>
    private async Task<CovidxrProcess> StartAndSignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");
        var film = FilmDataset.Png(120, 80);
        for (var i = 0; i < 3000; i++)
        {
            _films.Add($"{i:D5}", $"{i:D5}.png", film, annotations: FilmDataset.Lungs);
        }

        var process = CovidxrProcess.Start("export", "coco", "-d", _films.Location, "--out", _films.Out, "--jobs", "1");
        var images = Path.Combine(_films.Out, Staging, "images");
        while (!(Directory.Exists(images) && Directory.EnumerateFiles(images).Skip(20).Any()) && !process.HasExited)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await process.SignalAsync(signal);
        return process;
    }
}
