using System.CommandLine;
using System.CommandLine.Parsing;
using CovidXray.Cli.Commands.Export;
using CovidXray.Cli.Commands.Help;

namespace CovidXray.Cli.Tests;

/// <summary>Help shows how commands are used.</summary>
public sealed class HelpTests
{
    private static readonly RootCommand Tree = CommandLine.Tree(TextWriter.Null, TextWriter.Null);

    public static TheoryData<string> Commands { get; } = [.. Tree.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];

    /// <summary>What is ours of the examples, up to a pipe or redirection.</summary>
    public static TheoryData<string> Examples { get; } =
        [.. Tree.Subcommands.OfType<IHasExamples>().SelectMany(c => c.Examples).Where(e => e.StartsWith("covidxr ", StringComparison.Ordinal)).Select(e => e.Split([" | ", " > "], StringSplitOptions.None)[0])];

    /// <summary>Those that need nothing but a dataset, and write nothing.</summary>
    public static TheoryData<string> Questions { get; } =
        [.. Examples.Select(e => e.Data).Where(e => e.StartsWith("covidxr filter ", StringComparison.Ordinal) || (e.StartsWith("covidxr stats", StringComparison.Ordinal) && !e.Contains("--html", StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_shows_at_least_three_examples_of_the_command(string command)
    {
        var run = await Cli.RunAsync(command, "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        var examples = run.Out[run.Out.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n').Count(l => l.Contains($"covidxr {command}", StringComparison.Ordinal));
        Assert.True(examples >= 3, $"{examples} examples");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_alone_is_what_it_is_among_all(string command)
    {
        var all = Tree.Subcommands.Single(c => c.Name == command);
        var alone = Assert.Single(CommandLine.Tree(TextWriter.Null, TextWriter.Null, command).Subcommands, c => !c.Hidden);
        Assert.Equal((all.Name, all.Description), (alone.Name, alone.Description));
        Assert.Equal(all.Options.Select(o => o.Name), alone.Options.Select(o => o.Name));
    }

    public static TheoryData<string> Pages { get; } = ["", .. Commands.Select(c => c.Data), .. ExportFormats.All.Select(f => $"export {f.Name}")];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Help_fits_sixty_lines(string page)
    {
        var run = await Cli.RunAsync([.. page.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.InRange(run.Out.TrimEnd('\n').Split('\n').Length, 10, 60);
    }

    [Theory]
    [InlineData("filters", "--where")]
    [InlineData("films", "--pixels")]
    [InlineData("polygons", "--cut-ignore")]
    [InlineData("network", "--retries")]
    public async Task What_commands_only_hint_at_is_told_by_its_topic(string topic, string option)
    {
        var group = OptionGroup.All.Single(g => g.Topic == topic);
        var run = await Cli.RunAsync("help", topic);
        Assert.All(group.Names, name => Assert.Contains($"{name} ", run.Out, StringComparison.Ordinal));
        Assert.Contains($"covidxr help {topic} ", (await Cli.RunAsync(group.ShownBy, "--help")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain($"  {option} <", (await Cli.RunAsync(group.ShownBy, "--help")).Out, StringComparison.Ordinal);
    }

    /// <summary>Every option stands in the help of its command, or of its topic or format.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_option_is_lost(string command)
    {
        List<string> pages = [(await Cli.RunAsync(command, "--help")).Out];
        foreach (var group in OptionGroup.All.Where(g => g.Topic is not null))
        {
            pages.Add((await Cli.RunAsync("help", group.Topic!)).Out);
        }

        foreach (var format in command == "export" ? ExportFormats.All.Select(f => f.Name) : [])
        {
            pages.Add((await Cli.RunAsync(command, format, "--help")).Out);
        }

        var all = string.Concat(pages);
        Assert.All(Tree.Subcommands.Single(c => c.Name == command).Options.Where(o => !o.Hidden), o => Assert.Matches($@"(?m)^  (-\w, )?{o.Name}\b", all));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_understood(string example) => Assert.Empty(Tree.Parse([.. WordsOf(example)]).Errors);

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Examples_that_only_ask_work_on_the_sample(string example)
    {
        // The place that an example names is none of the sample's.
        string[] words = [.. WordsOf(example.Replace("location:Milan", "location:Phantom", StringComparison.Ordinal)), "-d", Cli.Sample];
        var run = await Cli.RunAsync([.. words, .. words[0] == "filter" && !words.Contains("--dry-run") ? ["--dry-run"] : Array.Empty<string>()]);
        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Out);
    }

    private static IEnumerable<string> WordsOf(string example) => CommandLineParser.SplitCommandLine(example.Replace('\'', '"')).Skip(1);
}
