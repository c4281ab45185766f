using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CovidXray.Files;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

public sealed class VersionTests
{
    private static readonly string Stands = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Theory]
    [InlineData("--version")]
    [InlineData("-V")]
    [InlineData("version")]
    public async Task The_version_is_one_line_with_the_commit_if_that_is_known(string way)
    {
        var run = await Cli.RunAsync(way);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        var informational = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var commit = Regex.Match(informational, @"\+([0-9a-f]{7})");
        Assert.Equal(commit.Success ? $"covidxr {Stands} ({commit.Groups[1].Value})\n" : $"covidxr {Stands}\n", run.Out);
    }

    [Fact]
    public void What_is_written_into_files_is_the_version_alone() => Assert.Equal(Stands, ProductVersion.Text);
}
