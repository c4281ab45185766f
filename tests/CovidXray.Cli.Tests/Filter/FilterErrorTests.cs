using System.Text.Json;

namespace CovidXray.Cli.Tests.Filter;

/// <summary>What cannot be meant is a usage error: what was found, where, and the way out. Nothing is saved then.</summary>
public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("--exclude: there is no concept or tag 'latral' in this dataset; did you mean 'lateral'? (filter --names lists them all)", "--exclude", "latral")]
    [InlineData("--include: there is no tag like 'View/Q*' in this dataset; did you mean 'View/AP' or 'View/PA'? (filter --names lists them all)", "--include", "View/Q*")]
    [InlineData("--include: there is no concept or tag 'location:Phantomville' in this dataset; did you mean '\"location:Phantomville, Nowhere\"'? (filter --names lists them all)", "--include", "location:Phantomville, Nowhere")]
    [InlineData("--where: column 14: expected a value after '>='", "--where", "ct or age  >=")]
    [InlineData("--where: column 1: there is no field or concept 'aeg'; did you mean 'age'? (filter --names lists them all)", "--where", "aeg > 1")]
    [InlineData("--min-size: '512x' is no size; expected one number for both sides, such as 512, or width x height, such as 1024x512", "--min-size", "512x")]
    [InlineData("--license-allow: no image has a licence; licences come from a metadata table, such as ieee8023's metadata.csv (--metadata FILE)", "--license-allow", "CC BY*")]
    public async Task It_says_what_and_where(string message, params string[] args)
    {
        using var dataset = new SampleCopy();
        var run = await dataset.RunAsync("filter", args);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal($"covidxr: {message}\n", run.Err);
        Assert.False(File.Exists(dataset.Selection));
    }

    [Fact]
    public async Task A_licence_that_no_image_has_is_an_error_with_the_nearest()
    {
        using var dataset = new SampleCopy();
        var table = dataset.Write("table.csv", "filename,license\nphantom-007.jpg,CC BY 4.0\n");
        var run = await dataset.RunAsync("filter", "--metadata", table, "--license-allow", "CC BY 4.1");
        Assert.Equal((2, "covidxr: --license-allow: no image has the license 'CC BY 4.1'; did you mean 'CC BY 4.0'?\n"), (run.ExitCode, run.Err));
    }

    [Theory]
    [InlineData('(', 100_000)]
    [InlineData('x', 1_000_000)]
    public async Task A_hostile_expression_is_an_error(char letter, int count)
    {
        var run = await Cli.RunAsync("filter", "-d", Cli.Sample, "--where", new string(letter, count));
        Assert.Equal((2, $"covidxr: --where: the expression has {count:N0} characters; up to 10,000 are read\n"), (run.ExitCode, run.Err));
    }

    [Fact]
    public async Task A_damaged_file_is_named_the_rest_is_done_and_the_exit_code_is_1()
    {
        using var dataset = new SampleCopy();
        File.WriteAllText(dataset.Annotation("9000003"), "{");
        var run = await dataset.RunAsync("filter", "--exclude", "ct", "--list");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(10, run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(run.ErrorLines, l => l.Contains("annotations/9000003.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_saved_of_a_choice_that_would_leave_damaged_files_out_unseen()
    {
        using var dataset = new SampleCopy();
        await dataset.RunAsync("filter", "--exclude", "lateral");
        var before = File.ReadAllText(dataset.Selection);
        File.WriteAllText(dataset.Annotation("9000003"), "{");
        var run = await dataset.RunAsync("filter", "--exclude", "ct", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("covidxr: nothing is saved, as 1 file could not be read and the selection would leave it out for good (mend or remove it, then filter again)", run.ErrorLines);
        Assert.Equal(before, File.ReadAllText(dataset.Selection));
        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("saved").ValueKind);
        Assert.Equal("annotations/9000003.json", Assert.Single(answer.GetProperty("failed").EnumerateArray()).GetProperty("file").GetString());

        File.Delete(dataset.Annotation("9000003"));
        Assert.Equal(0, (await dataset.RunAsync("filter", "--exclude", "ct")).ExitCode);
        Assert.NotEqual(before, File.ReadAllText(dataset.Selection));
    }

    [Fact]
    public async Task Polygon_points_are_not_parsed_where_nothing_asks_for_them()
    {
        using var dataset = new SampleCopy();
        File.WriteAllText(dataset.Annotation("9000003"), """{"image": {"width": 640, "height": 512}, "annotations": [{"name": "Lung", "polygon": {"path": [{"x": "here", "y": []}]}}]}""");
        foreach (var (command, option, code) in ((string, string, int)[])[("filter", "--dry-run", 0), ("stats", "--no-areas", 0), ("stats", "--all", 1)])
        {
            Assert.Equal(code, (await dataset.RunAsync(command, option)).ExitCode);
        }
    }
}
