using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Options that name files and folders.</summary>
public sealed class PathOptionTests
{
    [Theory]
    [InlineData("masks", "--out DIR --dataset")]
    [InlineData("masks", "--out")]
    [InlineData("masks", "--out DIR --selection")]
    [InlineData("stats", "--dataset")]
    [InlineData("stats", "--csv")]
    [InlineData("stats", "--html")]
    [InlineData("stats", "--metadata")]
    [InlineData("filter", "--out")]
    [InlineData("export", "coco --out")]
    [InlineData("export", "coco --out DIR --images-from")]
    [InlineData("preview", "--out")]
    [InlineData("preview", "--out DIR --with")]
    [InlineData("preview", "--out DIR --images-from")]
    [InlineData("pull", "--out")]
    [InlineData("pull", "--images-from")]
    [InlineData("pull", "--source")]
    public async Task An_empty_one_is_a_usage_error(string command, string options)
    {
        using var folder = new TemporaryFolder();
        var option = options.Split(' ')[^1];
        foreach (var empty in (string[])["", " "])
        {
            var run = await Cli.RunAsync([command, .. options.Replace("DIR", folder.Location, StringComparison.Ordinal).Split(' '), empty]);
            Assert.Equal((2, ""), (run.ExitCode, run.Out));
            Assert.Matches($@"^covidxr: {option} is empty; expected [A-Za-z|]+\.$", run.ErrorLines[0]);
            Assert.Equal($"Try 'covidxr {command} --help'.", run.ErrorLines[1]);
            Assert.Empty(Directory.GetFileSystemEntries(folder.Location));
        }
    }

    [Theory]
    [InlineData("stats --from darwin -d")]
    [InlineData("filter --dry-run --from darwin -d")]
    [InlineData("masks --out \"$OUT\" --from darwin -d")]
    [InlineData("stats -d samples/phantom-dataset --metadata")]
    public async Task A_pipe_in_the_place_of_a_file_is_an_error_that_says_so(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the pipe is made by a shell");
        using var folder = new TemporaryFolder();
        using var process = CovidxrProcess.StartShell($"OUT='{folder.Location}'\ncovidxr {command} <(cat samples/phantom-dataset/annotations/9000001.json)");
        var run = await process.EndAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => Regex.IsMatch(line, "^covidxr: (/dev/fd/)?[0-9]+: is a pipe, not a file; save what it gives to a file$"));
    }
}
