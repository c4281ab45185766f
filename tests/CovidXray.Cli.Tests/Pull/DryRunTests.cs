using System.Text.Json;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>What <c>--dry-run</c>, <c>--list</c> and <c>--json</c> say, in every state.</summary>
public sealed class DryRunTests : ServedPull
{
    private const string Archive = "/repository/annotations/all-images.zip";

    [Fact]
    public async Task Annotations_that_cannot_be_read_are_named()
    {
        await Server.PullAsync(Folder, "--limit", "2");
        await File.WriteAllTextAsync(Path.Combine(Folder, "annotations", "9000005.json"), new string(' ', (int)new FileInfo(Path.Combine(Folder, "annotations", "9000005.json")).Length), TestContext.Current.CancellationToken);
        var run = await Server.PullAsync(Folder, "--dry-run");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("9000005.json", run.Err, StringComparison.Ordinal);
        Assert.Contains("images: 11; 2 are here", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thumbnails_are_counted_by_themselves()
    {
        await Server.PullAsync(Folder, "--limit", "2");
        await Server.PullAsync(Folder, "--limit", "5", "--thumbnails");
        var run = await Server.PullAsync(Folder, "--dry-run", "--thumbnails", "--images-from", Path.Combine(Cli.Sample, "images"));
        Assert.Equal((0, "thumbnails: 12; 5 are here; 0 to copy, 0 B; 7 to ask V7 for, of unknown length\n"), (run.ExitCode, run.Out));
    }

    [Theory]
    [InlineData(405)]
    [InlineData(403)]
    public async Task A_length_that_nobody_tells_is_unknown(int status)
    {
        Server.On(Archive, Answers.Status(status));
        var run = await Server.PullAsync(Folder, "--dry-run");
        Assert.Equal((0, $"annotations: all-images from {Server.Address}{Archive}\nimages: known when the annotations are here\n"), (run.ExitCode, run.Out));
        Server.On(Archive, Answers.Status(404));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--dry-run")).ExitCode);
    }

    [Fact]
    public async Task A_dry_run_is_an_object()
    {
        var before = await JsonAsync(0, "--dry-run");
        Assert.False(before.GetProperty("annotations_present").GetBoolean());
        Assert.Equal(Server.At(Archive).Length, before.GetProperty("annotations_bytes").GetInt64());
        await Server.PullAsync(Folder, "--limit", "5");
        var after = await JsonAsync(0, "--dry-run", "--images-from", Path.Combine(Cli.Sample, "images"), "--images-order", "only");
        Assert.True(after.GetProperty("annotations_present").GetBoolean());
        Assert.Equal((12, 5, 7, 0), (after.GetProperty("wanted").GetInt32(), after.GetProperty("present").GetInt32(), after.GetProperty("local").GetInt32(), after.GetProperty("nowhere").GetInt32()));
    }

    [Fact]
    public async Task A_list_of_the_repository_is_an_object()
    {
        var releases = (await JsonAsync(0, "--list")).GetProperty("releases");
        Assert.Equal(["all-images", "covid-only"], releases.EnumerateArray().Select(r => r.GetProperty("name").GetString()));
        Assert.Equal([6504, 517], releases.EnumerateArray().Select(r => r.GetProperty("images").GetInt32()));
        Assert.All(releases.EnumerateArray(), r => Assert.True(r.GetProperty("available").GetBoolean()));
    }

    [Theory]
    [InlineData("--dry-run")]
    [InlineData("--verify")]
    [InlineData("--limit", "1")]
    public async Task What_cannot_be_done_is_an_object_that_says_why(params string[] options)
    {
        Server.On(Archive, Answers.Status(404));
        var answer = await JsonAsync(1, options);
        Assert.Equal(Folder, answer.GetProperty("folder").GetString());
        Assert.Contains(options[0] == "--verify" ? "covidxr.lock.json" : "404", answer.GetProperty("stopped").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_pull_is_an_object()
    {
        Server.On(FilmServer.PathOf("9000005"), Answers.Stall(100));
        using var process = CovidxrProcess.Start([.. Server.Arguments(Folder, "--jobs", "1", "--json")]);
        await Server.IsAskedForAsync("9000005");
        await process.SignalAsync("INT");
        var end = await process.EndAsync();
        Assert.Equal(130, end.ExitCode);
        using var json = JsonDocument.Parse(end.Out);
        Assert.Equal("interrupted", json.RootElement.GetProperty("stopped").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("fetched").GetProperty("V7").GetInt32());
    }

    private async Task<JsonElement> JsonAsync(int exitCode, params IReadOnlyList<string> options)
    {
        var run = await Server.PullAsync(Folder, ["--json", .. options]);
        Assert.Equal(exitCode, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        return json.RootElement.Clone();
    }
}
