using System.CommandLine.Parsing;
using System.Diagnostics;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>What README shows is what one gets.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] Readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));

    [Fact]
    public async Task The_first_command_prints_what_is_pasted_below_it()
    {
        var command = Blocks().First(b => b.StartsWith("dotnet run", StringComparison.Ordinal));
        var pasted = Blocks().SkipWhile(b => b != command).Skip(1).First();
        var folder = Directory.CreateTempSubdirectory("covidxr-readme-").FullName;
        try
        {
            var args = command.Split(" -- ")[1].Split(' ');
            args[Array.IndexOf(args, "-d") + 1] = Path.Combine(Repository.Root, args[Array.IndexOf(args, "-d") + 1]);
            args[^1] = Path.Combine(folder, args[^1]);
            var output = new StringWriter { NewLine = "\n" };
            Assert.Equal(0, await CommandLine.RunAsync(args, output, output));
            Assert.Equal(pasted, output.ToString().Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).TrimEnd());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("covidxr filter")]
    [InlineData("covidxr stats")]
    public async Task A_command_on_the_sample_prints_what_is_pasted_below_it(string start)
    {
        var command = Blocks().First(b => b.StartsWith(start, StringComparison.Ordinal));
        var pasted = Blocks().SkipWhile(b => b != command).Skip(1).First();
        string[] args = [.. CommandLineParser.SplitCommandLine(command.Replace('\'', '"')).Skip(1)];
        args[Array.IndexOf(args, "-d") + 1] = Cli.Sample;
        var run = await Cli.RunAsync(args);
        Assert.Equal((0, pasted), (run.ExitCode, run.Out.Trim('\n')));
    }

    [Fact]
    public void The_library_example_is_the_sample_program()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "mask-areas.cs"));
        var code = sample[sample.IndexOf("// Lung", StringComparison.Ordinal)..].TrimEnd();
        Assert.Contains(code, Blocks());
    }

    [Fact]
    public async Task The_library_example_runs_and_prints_what_is_pasted_below_it()
    {
        var example = Blocks().First(b => b.StartsWith("// Lung", StringComparison.Ordinal));
        var pasted = Blocks().SkipWhile(b => b != example).Skip(1).First();
        var start = new ProcessStartInfo("dotnet", ["run", "samples/mask-areas.cs", "--", "samples/phantom-dataset"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith(pasted, output, StringComparison.Ordinal);
        Assert.Equal(12, output.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void It_stays_under_300_lines() => Assert.InRange(Readme.Length, 50, 300);

    /// <summary>The fenced blocks, without their fences.</summary>
    private static IEnumerable<string> Blocks()
    {
        List<string>? block = null;
        foreach (var line in Readme)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
            }
            else
            {
                yield return string.Join('\n', block);
                block = null;
            }
        }
    }
}
