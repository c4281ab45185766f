using System.Text.Json;

namespace CovidXray.Cli.Tests.Filter;

/// <summary>Filters of the real files keep what others counted.</summary>
public sealed class GoldenFilterTests
{
    [Theory]
    [InlineData("filter_min_size_512_exclude_lateral_ct", "--min-size", "512", "--exclude", "lateral,ct")]
    [InlineData("filter_exclude_lateral_ct", "--exclude", "lateral", "--exclude", "ct")]
    [InlineData("filter_min_size_1024", "--min-size", "1024")]
    [InlineData("filter_min_size_1024", "--where", "width >= 1024 and height >= 1024")]
    [InlineData("filter_exclude_lateral_ct", "--where", "frontal")]
    public async Task As_many_are_kept_of_the_folder_and_of_the_zip(string golden, params string[] rules)
    {
        var expected = PublishedData.Golden.GetProperty(golden).GetInt32();
        foreach (var dataset in (string[])[PublishedData.Annotations, PublishedData.Zip])
        {
            var run = await Cli.RunAsync(["filter", "-d", dataset, "--dry-run", "--json", .. rules]);
            Assert.Equal(0, run.ExitCode);
            var answer = JsonDocument.Parse(run.Out).RootElement;
            Assert.Equal(expected, answer.GetProperty("kept").GetInt32());
            Assert.Equal(253, answer.GetProperty("images").GetInt32());
            Assert.Equal(253, expected + answer.GetProperty("rules").EnumerateArray().Sum(r => r.GetProperty("dropped").GetInt32()));
        }
    }

    [Fact]
    public async Task The_table_says_what_each_rule_drops()
    {
        var run = await Cli.RunAsync("filter", "-d", PublishedData.Annotations, "--dry-run", "--min-size", "512", "--exclude", "lateral,ct");
        Assert.Equal(
            """
            253 images
              rule            drops alone
              min-size 512       41    41
              exclude lateral    14    14
              exclude ct         23    32
            175 images left: 136 patients, 23 with Ignore regions

            """.ReplaceLineEndings("\n"),
            run.Out);
    }

    [Fact]
    public async Task Licences_come_from_the_metadata()
    {
        Assert.Equal(137, await KeptAsync("--license-allow", "CC BY*"));
        Assert.Equal(38, await KeptAsync("--license-allow", "CC BY 3.0,CC BY 4.0"));
        Assert.Equal(38 + 111, await KeptAsync("--license-allow", "CC BY 3.0", "--license-allow", "CC BY 4.0", "--license-unknown", "keep"));
        Assert.Equal(142, await KeptAsync("--where", "has(license)"));
        Assert.Equal(111, await KeptAsync("--where", "not has(licence)"));
    }

    [Fact]
    public async Task Images_without_a_row_are_counted_in_a_note()
    {
        var run = await Cli.RunAsync("filter", "-d", PublishedData.Annotations, "--dry-run", "--metadata", PublishedData.Metadata);
        Assert.Contains("note: 4 of 253 images have no row in the metadata table", run.ErrorLines);
    }

    private static async Task<int> KeptAsync(params string[] rules)
    {
        var run = await Cli.RunAsync(["filter", "-d", PublishedData.Annotations, "--list", "--dry-run", "--metadata", PublishedData.Metadata, .. rules]);
        Assert.Equal(0, run.ExitCode);
        return run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
