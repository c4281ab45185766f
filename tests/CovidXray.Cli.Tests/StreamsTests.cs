using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>What goes to which stream, as a process shows it.</summary>
public sealed class StreamsTests : IDisposable
{
    private readonly TemporaryFolder _masks = new();

    public void Dispose() => _masks.Dispose();

    [Fact]
    public async Task Results_go_to_stdout_and_notes_to_stderr()
    {
        using var process = CovidxrProcess.Start("masks", "-d", Cli.Sample, "--out", _masks.Location);
        var run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("12 masks in ", run.Out, StringComparison.Ordinal);
        Assert.StartsWith("note: 2 images differ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_leaves_results_and_errors()
    {
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _masks.Location, "--quiet");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.StartsWith("12 masks in ", run.Out, StringComparison.Ordinal);
        run = await Cli.RunAsync("-q", "masks", "-d", Cli.Sample, "--out", _masks.Location);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("12 files are there already", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbose_says_more_on_stderr()
    {
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _masks.Location, "--verbose");
        Assert.Equal(
            [
                $"dataset: {Cli.Sample}, darwin, 12 images",
                "note: 2 images differ from V7's published masks, in 5,363 pixels, because of the paint order (--order v7 gives V7's)",
                "  9000003: 1,010 pixels",
                "  9000004: 4,353 pixels",
            ],
            run.ErrorLines);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("masks --help")]
    [InlineData("masks -d samples/phantom-dataset --out \"$OUT\" --json")]
    public async Task A_pipe_that_closes_early_ends_it_quietly(string arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pipe is made by a shell");
        using var process = CovidxrProcess.StartShell($"OUT='{_masks.Location}'\ncovidxr {arguments} -q | true\necho \"${{PIPESTATUS[0]}}\"");
        var run = await process.EndAsync();
        Assert.Equal(("0\n", ""), (run.Out, run.Err));
    }

    [Fact]
    public async Task Wrong_usage_shows_no_stack_trace()
    {
        using var process = CovidxrProcess.Start("masks", "--size", "big", "--out", _masks.Location);
        var run = await process.EndAsync();
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal(2, run.ErrorLines.Count);
        Assert.DoesNotContain("   at ", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_streams_hold_no_colours()
    {
        using var process = CovidxrProcess.StartShell($"NO_COLOR=1 covidxr masks -d samples/phantom-dataset --out '{_masks.Location}'; TERM=xterm covidxr masks -d samples/phantom-dataset --out '{_masks.Location}' --overwrite");
        var run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain('\x1b', run.Out + run.Err);
        Assert.Equal(2, run.ErrorLines.Count);
    }
}
