using System.Text;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Limits of the system end in one line and exit code 1: no signal, no stack trace, no "internal error".</summary>
public sealed class ProcessLimitTests : IDisposable
{
    /// <summary>The just-in-time compiler keeps its code in a file that is larger than any limit here, unless it is told not to.</summary>
    private const string Small = "export DOTNET_EnableWriteXorExecute=0; ulimit -c 0; ulimit -f 1;";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("masks -d samples/phantom-dataset --out \"$OUT/masks\"")]
    [InlineData("export coco -d samples/phantom-dataset --images none --out \"$OUT/coco\"")]
    [InlineData("export hf -d samples/phantom-dataset --out \"$OUT/hf\"")]
    [InlineData("export csv -d samples/phantom-dataset --out \"$OUT/csv\"")]
    [InlineData("export webdataset -d samples/phantom-dataset --out \"$OUT/tar\"")]
    [InlineData("stats -d samples/phantom-dataset --html \"$OUT/page.html\"")]
    [InlineData("pull --source samples/phantom-dataset --offline --out \"$OUT/pulled\"")]
    [InlineData("stats -d samples/phantom-dataset --json > \"$OUT/stats.json\"")]
    public async Task A_file_that_may_not_grow_is_an_error_in_one_line(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the limit is Unix's");
        var run = await ShellAsync($"{Small} covidxr {command}");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a file would become larger than it may be here ('ulimit -f' says how large)", Assert.Single(run.ErrorLines, line => line.StartsWith("covidxr: ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_files_are_an_error_in_one_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "how many files the runtime opens is known of Linux");

        // With 20 the managed runtime itself does not start, and the native program does its work with 30.
        var (limit, needed) = CovidxrProcess.IsNative ? (16, 20) : (40, 64);
        var run = await ShellAsync($"ulimit -n {limit}; covidxr stats -d samples/phantom-dataset");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches($@"^covidxr: no more than \d+ files can be opened, {needed} are needed \('ulimit -n' says how many may be open at a time\): ", Assert.Single(run.ErrorLines));
    }

    [Fact]
    public async Task No_memory_is_an_error_that_says_so()
    {
        _folder.Write("selection.json", Encoding.UTF8.GetBytes("{" + new string(' ', 60_000_000) + "}"));
        var run = await ShellAsync("DOTNET_GCHeapHardLimit=2000000 covidxr stats -d samples/phantom-dataset --selection \"$OUT/selection.json\"");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal("covidxr: there is not enough memory for this; fewer threads take less (--jobs), as do smaller images and fewer of them", Assert.Single(run.ErrorLines));
    }

    private async Task<Cli> ShellAsync(string script)
    {
        using var process = CovidxrProcess.StartShell($"OUT='{_folder.Location}'\n{script}");
        return await process.EndAsync();
    }
}
