using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>What README and docs/ show is what one gets. CONTRIBUTING says how blocks are marked.</summary>
public sealed class DocsTests
{
    private static readonly string[] Languages = ["sh", "output", "csharp", "python", "yaml", "text"];
    private static readonly RootCommand Tree = CommandLine.Tree(TextWriter.Null, TextWriter.Null);

    public static TheoryData<string> Runs { get; } = [.. FencedBlock.All.Where(b => b.IsRun).Select(b => b.ToString())];

    public static TheoryData<string> Pages { get; } = [.. FencedBlock.Pages];

    /// <summary>In a folder with the sample, both as in the repository and where commands look for a dataset.</summary>
    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_block_of_commands_runs_and_prints_what_is_pasted_below_it(string block)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the docs' commands are for a POSIX shell");
        var shown = FencedBlock.All.Single(b => b.ToString() == block);
        using var folder = new TemporaryFolder();
        CopySample(Path.Combine(folder.Location, "samples", "phantom-dataset"));
        CopySample(Path.Combine(folder.Location, "covid-19-chest-x-ray-dataset"));

        // From a clone, covidxr is run by dotnet.
        const string Shell = """
            set -e
            dotnet() { case "$*" in "run -c Release -v minimal --project src/CovidXray.Cli -- "*) shift 8; covidxr "$@";; *) command dotnet "$@";; esac; }
            cd "$FOLDER"
            exec 2>&1

            """;
        using var process = CovidxrProcess.StartShell($"FOLDER='{folder.Location}'\n{Shell}{shown.Text}");
        var run = await process.EndAsync();
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        if (shown.Output is not null)
        {
            // The reader's clone is elsewhere.
            AssertShown(shown.Output, Regex.Replace(run.Out, $"(?:/private)?{Regex.Escape(folder.Location)}", "/path/to/covidxr").Trim('\n'));
        }
    }

    [Fact]
    public void Every_command_is_understood()
    {
        var commands = FencedBlock.All.Where(b => b.Language == "sh").SelectMany(b => CommandsOf(b.Text).Select(c => (Block: b, Command: c)))
            .Concat(FencedBlock.Pages.SelectMany(CommandsInTablesOf))
            .ToList();
        Assert.InRange(commands.Count, 40, int.MaxValue);
        Assert.All(commands, c =>
        {
            // Only where a cluster runs it does auto have a meaning.
            string[] words = [.. CommandLineParser.SplitCommandLine(c.Command.Replace('\'', '"').Replace("--shard auto/16", "--shard 1/2", StringComparison.Ordinal))];
            Assert.True(Tree.Parse(words.Skip(1).ToArray()).Errors is [], $"{c.Block}: {c.Command}");
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_option_that_is_named_exists(string page)
    {
        var text = ProseOf(page);
        var known = OptionsOf(Tree).ToHashSet(StringComparer.Ordinal);
        var spans = Regex.Matches(text, "`(?<code>[^`\n]+)`").Select(m => m.Groups["code"].Value).Where(c => !Regex.IsMatch(c, "^(?:dotnet|git|sbatch|curl|wget|wds|nnUNet)"));
        Assert.Empty(spans.SelectMany(c => Regex.Matches(c, @"(?<=^|[\s|])--[a-z][a-z-]*").Select(m => m.Value)).Where(o => !known.Contains(o)).Distinct());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Blocks_say_what_they_are(string page) =>
        Assert.All(FencedBlock.All.Where(b => b.Page == page), b => Assert.Contains(b.Language, Languages));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        var text = ProseOf(page);
        var targets = Regex.Matches(text, @"\]\((?<to>[^)\s]+)\)|^\[[^\]]+\]: (?<to>\S+)", RegexOptions.Multiline).Select(m => m.Groups["to"].Value).Where(t => !t.StartsWith("http", StringComparison.Ordinal));
        Assert.All(targets, target =>
        {
            var (file, anchor) = target.Split('#') is [var f, var a] ? (f, a) : (target, null);
            var path = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file);
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}: {target}: there is no such file");
            Assert.True(anchor is null || AnchorsOf(path).Contains(anchor), $"{page}: {target}: there is no such heading");
        });
        var names = Regex.Matches(text, @"\]\[(?<name>[a-z]+)\]").Select(m => m.Groups["name"].Value);
        Assert.All(names, name => Assert.Matches($@"(?m)^\[{name}\]: ", text));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_that_are_named_exist(string page)
    {
        var named = FencedBlock.LinesOf(page).SelectMany(l => Regex.Matches(l, @"`(?<path>(?:src|tests|docs|samples)/[\w./-]+)`")).Select(m => m.Groups["path"].Value);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{page}: there is no {path}"));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Lines_have_at_most_120_columns(string page) =>
        Assert.All(FencedBlock.LinesOf(page), line => Assert.InRange(line.Length, 0, 120));

    [Fact]
    public void Readme_is_read_in_three_minutes() => Assert.InRange(FencedBlock.LinesOf("README.md").Length, 50, 150);

    private static string ProseOf(string page) => Regex.Replace(string.Join('\n', FencedBlock.LinesOf(page)), "(?ms)^```.*?^```$", "");

    /// <summary>A line of three dots stands for any number of lines.</summary>
    private static void AssertShown(string shown, string printed)
    {
        if (!shown.Split('\n').Contains("..."))
        {
            Assert.Equal(shown, printed);
            return;
        }

        var pattern = string.Join('\n', shown.Split('\n').Select(l => l == "..." ? @"(?:.*\n?)*?" : Regex.Escape(l)));
        Assert.Matches($"^{pattern}$", printed);
    }

    private static IEnumerable<string> CommandsOf(string script) =>
        script.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Select(line => Regex.Replace(line, @"\s+#.*$", ""))
            .Select(line => Regex.Replace(line, "^dotnet run -c Release --project src/CovidXray.Cli -- ", "covidxr "))
            .Where(line => line.StartsWith("covidxr ", StringComparison.Ordinal))
            .Select(line => line.Split([" | ", " || ", " > ", " && "], StringSplitOptions.None)[0]);

    /// <summary>Tables show commands too: those that need no more than is there.</summary>
    private static IEnumerable<(FencedBlock Block, string Command)> CommandsInTablesOf(string page) =>
        FencedBlock.LinesOf(page).SelectMany((line, i) => line.StartsWith('|')
            ? Regex.Matches(line, "`(?<command>covidxr [^`]+ --out [^`]+)`").Select(m => (new FencedBlock(page, i + 1, [], ""), m.Groups["command"].Value))
            : []);

    private static IEnumerable<string> OptionsOf(Command command) =>
        command.Options.Select(o => o.Name).Concat(command.Subcommands.SelectMany(OptionsOf));

    /// <summary>Headings as GitHub makes anchors of them.</summary>
    private static IEnumerable<string> AnchorsOf(string path) =>
        File.ReadLines(path).Where(l => l.StartsWith('#')).Select(l => Regex.Replace(l.TrimStart('#', ' ').ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-'));

    internal static void CopySample(string target)
    {
        foreach (var file in Directory.GetFiles(Cli.Sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Cli.Sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
