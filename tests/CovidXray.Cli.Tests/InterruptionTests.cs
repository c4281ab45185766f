using System.Diagnostics;
using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>A signal in the middle of one image ends the process soon, whether or not its work can be stopped.</summary>
public sealed class InterruptionTests : IDisposable
{
    /// <summary>A second, ten times over: for machines that do other things, too.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _out = new();

    public void Dispose()
    {
        _data.Dispose();
        _out.Dispose();
    }

    [Theory]
    [InlineData("INT", "masks")]
    [InlineData("TERM", "masks")]
    [InlineData("TERM", "stats")]
    [InlineData("INT", "preview")]
    [InlineData("INT", "export darwin --repair")]
    [InlineData("TERM", "export darwin --repair")]
    [InlineData("TERM", "masks --json")]
    [InlineData("INT", "stats --json")]
    [InlineData("TERM", "preview --json")]
    [InlineData("INT", "export darwin --repair --json")]
    public async Task A_signal_within_an_image_ends_it_with_130(string signal, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals");

        // Minutes of work: NetTopologySuite for the edges that cross, the rasterizer for the squares.
        _data.Write("1", command.StartsWith("export", StringComparison.Ordinal)
            ? Documents.Image(5000, 5000, MaxWorkTests.Star(3001))
            : Documents.Image(5000, 5000, [.. Enumerable.Repeat(Documents.Box("Lung", 0, 0, 4999, 4999), 20_000)]));
        string[] output = command.StartsWith("stats", StringComparison.Ordinal) ? [] : ["--out", _out.Location];
        using var process = CovidxrProcess.Start([.. command.Split(' '), "-d", _data.Location, .. output, "--max-work", "2000000", "--jobs", "2"]);
        await process.WorkAsync(TimeSpan.FromSeconds(0.6));
        var watch = Stopwatch.StartNew();
        await process.SignalAsync(signal);
        var run = await process.EndAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Soon);
        Assert.Equal(130, run.ExitCode);
        Assert.StartsWith("covidxr: interrupted", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        if (!command.EndsWith("--json", StringComparison.Ordinal))
        {
            Assert.Equal("", run.Out);
            return;
        }

        using var json = JsonDocument.Parse(run.Out);
        var error = json.RootElement.GetProperty("error");
        Assert.Equal(("interrupted", 130), (error.GetProperty("kind").GetString(), error.GetProperty("exit_code").GetInt32()));
        Assert.Equal($"covidxr: {error.GetProperty("message").GetString()}", run.ErrorLines[0]);
    }
}
