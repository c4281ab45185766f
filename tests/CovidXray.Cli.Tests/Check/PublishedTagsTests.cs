using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Check;

/// <summary>What rules of tags and metadata find in V7's files; the golden file was counted by count_tags.py, which shares nothing with covidxr.</summary>
public sealed class PublishedTagsTests
{
    [Fact]
    public async Task Each_rule_finds_what_another_program_found()
    {
        var check = await Cli.RunAsync("check", "-d", PublishedData.Zip, "--metadata", PublishedData.Metadata, "--rules", "T,M", "--json", "--dry-run");
        var findings = JsonDocument.Parse(check.Out).RootElement.GetProperty("findings").EnumerateArray()
            .GroupBy(f => f.GetProperty("rule").GetString()!, f => f.GetProperty("image").GetString())
            .Select(rule => $"{rule.Key} {string.Join(' ', rule.Order(StringComparer.Ordinal))}\n");
        Assert.Equal(1, check.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "tests", "data", "check-v7.txt")), string.Concat(findings.OrderBy(line => line[0] == 'M').ThenBy(line => int.Parse(line[1..line.IndexOf(' ', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task The_sample_has_its_planted_faults_alone()
    {
        var check = await Cli.RunAsync("check", "-d", Cli.Sample, "--rules", "T,M,S", "--json", "--dry-run");
        Assert.Equal(
            ["T16 9000006", "T1 9000008"],
            JsonDocument.Parse(check.Out).RootElement.GetProperty("findings").EnumerateArray().Select(f => $"{f.GetProperty("rule").GetString()} {f.GetProperty("image").GetString()}"));
    }

    [Fact]
    public async Task A_finding_of_a_tag_has_its_line()
    {
        var check = await Cli.RunAsync("check", "-d", Cli.Sample, "--rules", "T16", "--json", "--dry-run");
        var finding = Assert.Single(JsonDocument.Parse(check.Out).RootElement.GetProperty("findings").EnumerateArray());
        var lines = File.ReadAllLines(Path.Combine(Cli.Sample, "annotations", "9000006.json"));
        Assert.Contains("\"19\"", string.Concat(lines.Skip(finding.GetProperty("line").GetInt32() - 1).Take(4)), StringComparison.Ordinal);
    }
}
