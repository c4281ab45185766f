namespace CovidXray.Cli.Tests.Pull;

/// <summary>What a pull that failed leaves: nothing that a later command takes for a dataset.</summary>
public sealed class FailedPullTests : ServedPull
{
    private const string Archive = "/repository/annotations/all-images.zip";

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_release_that_does_not_come_leaves_no_folder(int status)
    {
        Server.On(Archive, Answers.Status(status));
        Assert.Equal(1, (await Server.PullAsync(Folder, "--retries", "0")).ExitCode);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("--verfy", "there is no option '--verfy'; did you mean '--verify'?")]
    [InlineData("--images-from /nowhere", "--images-from /nowhere: there is no such folder or zip")]
    [InlineData("--source /nowhere", "--source: /nowhere: there is no such file or folder")]
    [InlineData("-- --verfy", "release: '--verfy' names no release")]
    public async Task Wrong_arguments_are_found_before_anything_is_fetched(string arguments, string problem)
    {
        var run = await Cli.RunAsync(["pull", "--out", Folder, .. arguments.Split(' ')]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {problem}", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task While_documents_are_written_the_folder_says_that_it_is_not_whole()
    {
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);

        // As a pull leaves it that is killed on the way.
        File.Delete(Path.Combine(Folder, "covidxr.lock.json"));
        File.WriteAllText(Path.Combine(Folder, "annotations", ".covidxr.pulling"), "");
        foreach (var path in (string[])[Folder, Path.Combine(Folder, "annotations")])
        {
            var run = await Cli.RunAsync("stats", "-d", path);
            Assert.Equal((1, "", $"covidxr: {Folder}: is not whole: a pull is writing its annotations, or was interrupted while it did; 'covidxr pull' into this folder finishes them\n"), (run.ExitCode, run.Out, run.Err));
        }

        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Folder, "--no-areas")).ExitCode);
        Assert.False(File.Exists(Path.Combine(Folder, "annotations", ".covidxr.pulling")));

        // Or at the very end, when all is there and the mark still is.
        File.WriteAllText(Path.Combine(Folder, "annotations", ".covidxr.pulling"), "");
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Folder, "--no-areas")).ExitCode);
    }

    [Theory]
    [InlineData("", 2, "needs a network, which --offline forbids; name a zip or a folder with --source")]
    [InlineData("--images-from ieee8023", 2, "--images-from ieee8023: needs a network, which --offline forbids")]
    [InlineData("--locked", 1, "has no covidxr.lock.json to compare with; a pull without it makes one")]
    public async Task A_dry_run_without_network_says_what_the_pull_would(string arguments, int code, string problem)
    {
        string[] words = ["pull", "--out", Folder, "--offline", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var (dry, real) = (await Cli.RunAsync([.. words, "--dry-run"]), await Cli.RunAsync(words));
        Assert.Equal((code, real.Err), (dry.ExitCode, dry.Err));
        Assert.Equal(code, real.ExitCode);
        Assert.Contains(problem, dry.ErrorLines[^1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task A_dry_run_ends_as_the_pull_would_where_films_are_nowhere()
    {
        string[] words = ["pull", "--out", Folder, "--offline", "--source", Path.Combine(Cli.Sample, "annotations")];
        var (dry, real) = (await Cli.RunAsync([.. words, "--dry-run"]), await Cli.RunAsync(words));
        Assert.Equal((1, 1), (dry.ExitCode, real.ExitCode));
        Assert.Equal($"covidxr: {Folder}: 12 of 12 images are nowhere; --images-from names another place", dry.ErrorLines[^1]);
    }

    [Fact]
    public async Task A_dry_run_refuses_another_release_as_the_pull_does()
    {
        Assert.Equal(0, (await Server.PullAsync(Folder, "--no-images")).ExitCode);
        var (dry, real) = (await Server.PullAsync(Folder, "covid-only", "--dry-run"), await Server.PullAsync(Folder, "covid-only"));
        Assert.Equal((1, real.Err), (dry.ExitCode, dry.Err));
        Assert.Contains("replace its annotations with --replace", dry.Err, StringComparison.Ordinal);
    }
}
