using System.CommandLine;
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

    [Fact]
    public void A_dash_is_a_name_in_no_option_that_takes_one()
    {
        var tree = CommandLine.Tree(TextWriter.Null, TextWriter.Null);
        var options = CommandsIn(tree).SelectMany(c => c.Options.Where(o => o.HelpName is { } name && name.Split('|').Any(n => n is "PATH" or "DIR" or "FILE")).Select(o => (Command: c, Option: o))).ToList();
        var told = 0;
        foreach (var (command, option) in options)
        {
            string[] path = [.. command.Parents.OfType<Command>().Where(p => p is not RootCommand).Select(p => p.Name), command.Name];
            var errors = tree.Parse([.. path, option.Name, "-"]).Errors;
            Assert.NotEmpty(errors);
            told += errors.Any(e => e.Message.StartsWith($"{option.Name} is '-', which stands for neither standard input nor output here; expected {option.HelpName} ('./-' is one of that name", StringComparison.Ordinal)) ? 1 : 0;
        }

        // A command that lacks an option says that first.
        Assert.InRange(told, options.Count * 3 / 4, options.Count);
        Assert.InRange(options.Count, 80, 1000);
    }

    [Theory]
    [InlineData("score predictions --csv", "; --json prints on standard output")]
    [InlineData("stats --csv", "; --json prints on standard output")]
    [InlineData("check --sarif", "; --json prints on standard output")]
    [InlineData("audit --label icu --html", "; --json prints on standard output")]
    [InlineData("filter --out", "; --json prints on standard output")]
    [InlineData("browse --out", "")]
    [InlineData("stats --metadata", "; --json prints on standard output")]
    public async Task A_dash_is_wrong_usage_and_makes_no_file(string line, string hint)
    {
        var run = await Cli.RunAsync([.. line.Split(' '), "-"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Matches($"^covidxr: {line.Split(' ')[^1]} is '-', which stands for neither standard input nor output here; expected (FILE|DIR) \\('\\./-' is one of that name{hint}\\)\\.$", run.ErrorLines[0]);
        Assert.False(File.Exists("-") || Directory.Exists("-"));
    }

    private static IEnumerable<Command> CommandsIn(Command command) => command.Subcommands.SelectMany(CommandsIn).Prepend(command);

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
