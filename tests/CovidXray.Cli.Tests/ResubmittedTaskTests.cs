using CovidXray.Cli.Tests.Export;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>A part of an array of tasks that is submitted again and looks like a whole array: the folder knows how many shards its work has.</summary>
public sealed class ResubmittedTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.Location, "out");

    private string Whole => Path.Combine(_folder.Location, "whole");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "")]
    [InlineData(0, "--overwrite")]
    [InlineData(1, "--skip-existing")]
    public async Task Of_masks_it_is_an_error_that_says_the_number_and_with_it_all_comes_to_one_run(int first, string options)
    {
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", Whole)).ExitCode);
        var masks = $"covidxr masks -d '{Cli.Sample}' --out '{Out}' --quiet {options}";

        // Of 4 tasks, the first two were killed before they began.
        Assert.Equal((0, ""), await RunAsync($"""
            {Array(first, 4)}
            {Task(first + 2)} {masks} --shard auto && {Task(first + 3)} {masks} --shard auto
            """));
        var names = FolderTree.Read(Out).Keys.ToArray();
        Assert.Contains(".covidxr.unfinished.json", names);
        Assert.DoesNotContain("covidxr.masks.json", names);

        var shards = first == 0 ? (First: "2/2", Second: "1/2") : (First: "1/2", Second: "2/2");
        var (exitCode, error) = await RunAsync($"""
            {Array(first, 2)}
            {Task(first)} {masks} --shard auto; echo $? >&2
            {Task(first + 1)} {masks} --shard auto
            """);
        Assert.Equal((1, $"{Refusal(shards.First)}\n1\n{Refusal(shards.Second)}\n"), (exitCode, error));
        Assert.Equal(names, FolderTree.Read(Out).Keys);

        Assert.Equal((0, ""), await RunAsync($"""
            {Array(first, 2)}
            {Task(first)} {masks} --shard auto/4 && {Task(first + 1)} {masks} --shard auto/4
            """));
        FolderTree.AssertEqual(Whole, Out);

        string Refusal(string shard) =>
            $"covidxr: {Out}: the masks here are made in 4 shards, and this is shard {shard}; nothing is written (a task that is submitted again says --shard auto/4; without --shard, --skip-existing makes what is missing)";
    }

    [Fact]
    public async Task Of_an_export_it_is_an_error_that_says_the_number_and_with_it_all_comes_to_one_run()
    {
        Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", Cli.Sample, "--size", "48", "--out", Whole)).ExitCode);
        var export = $"covidxr export coco -d '{Cli.Sample}' --size 48 --out '{Out}' --quiet";
        Assert.Equal((0, ""), await RunAsync($"""
            {Array(1, 4)}
            {Task(3)} {export} --shard auto && {Task(4)} {export} --shard auto
            """));
        var before = FolderTree.Read(Out);
        var again = await RunAsync($"""
            {Array(1, 2)}
            {Task(1)} {export} --shard auto; echo $? >&2
            {Task(2)} {export} --shard auto --overwrite
            """);
        Assert.Equal((1, $"{Refusal("1/2")}\n1\n{Refusal("2/2")}\n"), again);
        Assert.Equal(before, FolderTree.Read(Out));

        Assert.Equal((0, ""), await RunAsync($"""
            {Array(1, 2)}
            {Task(1)} {export} --shard auto/4 && {Task(2)} {export} --shard auto/4 && {export} --join 4
            """));
        FolderTree.AssertEqual(Whole, Out);

        string Refusal(string shard) =>
            $"covidxr: {Out}: shards of another number lie here (3-of-4, 4-of-4), and this is shard {shard}; nothing is written (a task that is submitted again says --shard auto/4; who wants 2 shards removes {Path.Combine(Out, ".covidxr-shards")})";
    }

    [Theory]
    [InlineData("masks")]
    [InlineData("export coco --size 48")]
    public async Task Kubernetes_says_the_same_index_to_a_pod_that_is_tried_again(string command)
    {
        var run = $"covidxr {command} -d '{Cli.Sample}' --out '{Out}' --quiet";
        var (exitCode, error) = await RunAsync($"""
            JOB_COMPLETION_INDEX=2 {run} --shard auto/4 && JOB_COMPLETION_INDEX=2 {run} --overwrite --shard auto/4 && JOB_COMPLETION_INDEX=1 {run} --shard auto/2
            """);
        Assert.Equal(1, exitCode);
        Assert.Contains("a task that is submitted again says --shard auto/4", error, StringComparison.Ordinal);
    }

    /// <summary>Where all is done nothing can be missed: whoever says the number of shards may take another one.</summary>
    [Fact]
    public async Task A_folder_that_is_whole_takes_any_number_of_shards()
    {
        string[] masks = ["masks", "-d", Cli.Sample, "--out", Out];
        foreach (var shard in (string[])["1/2", "2/2", "2/3", "1/3", "3/4"])
        {
            Assert.Equal(0, (await Cli.RunAsync([.. masks, "--overwrite", "--shard", shard])).ExitCode);
        }

        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", Whole)).ExitCode);
        FolderTree.AssertEqual(Whole, Out);
    }

    [Fact]
    public async Task One_run_goes_on_where_shards_ended()
    {
        string[] masks = ["masks", "-d", Cli.Sample, "--out", Out];
        Assert.Equal(0, (await Cli.RunAsync([.. masks, "--shard", "3/4"])).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync([.. masks, "--skip-existing"])).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", Whole)).ExitCode);
        FolderTree.AssertEqual(Whole, Out);
    }

    private static string Array(int first, int count) =>
        $"export SLURM_ARRAY_TASK_COUNT={count} SLURM_ARRAY_TASK_MIN={first} SLURM_ARRAY_TASK_MAX={first + count - 1} SLURM_ARRAY_TASK_STEP=1";

    private static string Task(int id) => $"SLURM_ARRAY_TASK_ID={id}";

    private static async Task<(int ExitCode, string Error)> RunAsync(string script)
    {
        using var shell = CovidxrProcess.StartShell(script);
        var run = await shell.EndAsync();
        return (run.ExitCode, run.Err);
    }
}
