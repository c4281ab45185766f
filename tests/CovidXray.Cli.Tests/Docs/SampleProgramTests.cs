using System.Diagnostics;
using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>The C# of the docs is the programs in samples/, which the build of the tests compiles against the library.</summary>
public sealed class SampleProgramTests
{
    public static TheoryData<string> Programs { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples"), "*.cs").Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_block_of_csharp_is_a_program_or_lines_of_programs()
    {
        var programs = Programs.Select(p => CodeOf(p.Data)).ToList();
        var lines = programs.SelectMany(p => p.Split('\n')).ToHashSet(StringComparer.Ordinal);
        Assert.All(FencedBlock.All.Where(b => b.Language == "csharp" && !b.Info.Contains("excerpt")), block => Assert.Contains(block.Text, programs));
        Assert.All(FencedBlock.All.Where(b => b.Language == "csharp").SelectMany(b => b.Text.Split('\n')), line => Assert.Contains(line, lines));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void What_dotnet_run_reads_of_a_program_is_there(string program)
    {
        var projects = Regex.Matches(TextOf(program), "^#:project (?<path>.+)$", RegexOptions.Multiline).Select(m => m.Groups["path"].Value);
        Assert.All(projects, path => Assert.True(File.Exists(Path.Combine(Repository.Root, "samples", path)), path));
        Assert.NotEmpty(projects);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_program_runs_and_prints_what_is_pasted_below_it(string program)
    {
        var shown = FencedBlock.All.First(b => b.Language == "csharp" && b.Text == CodeOf(program));
        Assert.NotNull(shown.Output);
        using var folder = new TemporaryFolder();
        var bin = AppContext.BaseDirectory;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.Location,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (var argument in (string[])
            ["exec", "--depsfile", Path.Combine(bin, "covidxr.deps.json"), "--runtimeconfig", Path.Combine(bin, "covidxr.runtimeconfig.json"), Path.Combine(bin, $"sample.{program}.dll"), Cli.Sample])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(shown.Output, output.TrimEnd('\n'));
    }

    /// <summary>A program without the lines that tell <c>dotnet run</c> what it needs.</summary>
    private static string CodeOf(string program) => Regex.Replace(TextOf(program), @"\A(?:#:.*\n|\n)+", "").TrimEnd('\n');

    private static string TextOf(string program) => File.ReadAllText(Path.Combine(Repository.Root, "samples", $"{program}.cs"));
}
