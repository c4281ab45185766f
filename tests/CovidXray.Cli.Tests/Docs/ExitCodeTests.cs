using System.Globalization;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Docs;

/// <summary>docs/exit-codes.md: each command of the table ends with the code that stands beside it.</summary>
public sealed class ExitCodeTests
{
    private static readonly (int Code, string Command)[] Table =
    [
        .. FencedBlock.LinesOf("docs/exit-codes.md")
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && int.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(cells => (int.Parse(cells[1], CultureInfo.InvariantCulture), cells[3].Trim('`'))),
    ];

    public static TheoryData<int, string> Examples { get; } = [.. Table.Where(row => row.Command.Length > 0).Select(row => (row.Code, row.Command))];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_code_is_the_one_of_the_table(int code, string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the commands are for a POSIX shell");
        using var folder = new TemporaryFolder();
        var sample = Path.Combine(folder.Location, "samples", "phantom-dataset");
        Copy(sample);
        Copy(Path.Combine(folder.Location, "covid-19-chest-x-ray-dataset"));
        File.WriteAllText(Path.Combine(folder.Location, "README.md"), "mine");
        using var process = CovidxrProcess.StartShell($"cd '{folder.Location}'\n{command}");
        var run = await process.EndAsync();
        Assert.Equal(code, run.ExitCode);
        if (code != 0)
        {
            Assert.True(run.ErrorLines.Any(line => line.StartsWith("covidxr: ", StringComparison.Ordinal)) || run.Out.Contains(" missing", StringComparison.Ordinal) || run.Out.Contains(": warning ", StringComparison.Ordinal), run.Err);
        }

        Assert.Equal("mine", File.ReadAllText(Path.Combine(folder.Location, "README.md")));
    }

    [Fact]
    public void The_table_has_every_code() =>
        Assert.Equal([ExitCode.Done, ExitCode.Failed, ExitCode.Usage, ExitCode.Interrupted], Table.Select(row => row.Code).Distinct());

    private static void Copy(string target)
    {
        Directory.CreateDirectory(Path.Combine(target, "annotations"));
        foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, "annotations")))
        {
            File.Copy(file, Path.Combine(target, "annotations", Path.GetFileName(file)));
        }
    }
}
