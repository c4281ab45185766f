using System.Diagnostics;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Where reports may not go, <c>--overwrite</c> or not.</summary>
public sealed class ReportPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place => Path.Combine(_folder.Location, "report.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pipe_stays_a_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no named pipes in folders");
        using (var made = Process.Start("mkfifo", Place))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = await Cli.RunAsync("check", "-d", Cli.Sample, "--rules", "A1", "--dry-run", "--csv", Place, "--overwrite");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal([$"covidxr: {Place}: is no file but a device, a pipe or a socket; expected the name of a file"], run.ErrorLines);
        Assert.Equal(0, new FileInfo(Place).Length);
    }

    [Fact]
    public async Task A_link_stays_and_what_it_leads_to_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own");
        var target = _folder.Write("target.csv", "old"u8);
        File.CreateSymbolicLink(Place, target);
        Assert.Equal(1, (await Cli.RunAsync("check", "-d", Cli.Sample, "--rules", "A1", "--dry-run", "--csv", Place, "--overwrite")).ExitCode);
        Assert.Equal(target, new FileInfo(Place).LinkTarget);
        Assert.StartsWith("rule,", await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check --rules A1", "check --rules A1,A2", "--findings")]
    [InlineData("filter --include frontal", "filter --include lateral --overwrite", "--out")]
    [InlineData("split --seed 1", "split --seed 2 --replace", "--out")]
    public async Task A_link_that_is_named_for_a_states_file_stays_and_what_it_leads_to_is_written(string before, string after, string option)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take a right of their own");
        using var sample = new SampleCopy();
        var (link, target) = (Path.Combine(_folder.Location, "link.json"), Path.Combine(_folder.Location, "target.json"));
        await Cli.RunAsync([.. before.Split(' '), "-d", sample.Location, option, target]);
        var old = await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(link, target);
        var run = await Cli.RunAsync([.. after.Split(' '), "-d", sample.Location, option, link]);
        Assert.True(old != await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken), run.Err);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public async Task Predictions_and_scores_are_never_written_over()
    {
        await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", Path.Combine(_folder.Location, "masks"));
        var mask = Path.Combine(_folder.Location, "masks", "9000001.png");
        var before = await File.ReadAllBytesAsync(mask, TestContext.Current.CancellationToken);
        var score = await Cli.RunAsync("score", Path.Combine(_folder.Location, "masks"), "-d", Cli.Sample, "--csv", mask, "--overwrite");
        Assert.Equal((1, ""), (score.ExitCode, score.Out));
        Assert.Contains("which is read; nothing is written", score.Err, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(mask, TestContext.Current.CancellationToken));

        var scores = _folder.Write("scores.csv", "id,score\n9000001,0.5\n"u8);
        var audit = await Cli.RunAsync("audit", "-d", Cli.Sample, "--label", "sex", "--scores", scores, "--csv", scores, "--overwrite");
        Assert.Equal((1, ""), (audit.ExitCode, audit.Out));
        Assert.Equal([$"covidxr: {scores}: is what is read; nothing is written (take another place)"], audit.ErrorLines);
    }

    [Fact]
    public async Task A_category_that_no_image_has_is_refused_rather_than_scored_zero()
    {
        await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", Path.Combine(_folder.Location, "masks"));
        var run = await Cli.RunAsync("score", Path.Combine(_folder.Location, "masks"), "-d", Cli.Sample, "--classes", "lung");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal("covidxr: no image of the dataset has the category 'lung'; did you mean 'Lung'? (letter case counts)", run.ErrorLines[0]);
    }

    [Fact]
    public async Task Too_few_permutations_to_tell_anything_are_refused()
    {
        var run = await Cli.RunAsync("audit", "-d", Cli.Sample, "--label", "frontal", "--no-films", "--permutations", "99");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Matches("^covidxr: 99 permutations are too few for [0-9]+ fields; --permutations [0-9]+ or more can tell one from chance$", run.ErrorLines[0]);
    }
}
