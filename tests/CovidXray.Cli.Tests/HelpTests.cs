using System.CommandLine.Parsing;

namespace CovidXray.Cli.Tests;

/// <summary>Help shows how commands are used.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands { get; } = new("filter", "stats", "completion");

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_shows_at_least_three_examples_of_the_command(string command)
    {
        var run = await Cli.RunAsync(command, "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        var examples = run.Out[run.Out.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Count(l => l.Contains($"covidxr {command}", StringComparison.Ordinal));
        Assert.InRange(examples, 3, 6);
    }

    [Theory]
    [InlineData("filter --min-size 512 --exclude lateral,ct --dry-run")]
    [InlineData("filter --include covid --where 'age >= 60 and view in (PA, AP) and not ignore' --dry-run")]
    [InlineData("filter --exclude \"location:Phantom*\" --list --dry-run")]
    [InlineData("stats")]
    [InlineData("stats --by view,icu --exclude ct")]
    [InlineData("stats --no-areas --json")]
    public async Task The_examples_work(string line)
    {
        var run = await Cli.RunAsync([.. CommandLineParser.SplitCommandLine(line.Replace('\'', '"')), "-d", Cli.Sample]);
        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Out);
    }
}
