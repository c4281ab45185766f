using System.Text.Json;
using CovidXray.Filters;
using CovidXray.Jobs;

namespace CovidXray.Browser.Tests.Contents;

/// <summary>What the page keeps is what <c>covidxr filter</c> keeps, byte for byte, by the command that the page shows.</summary>
public sealed class SelectionTests : IDisposable
{
    private readonly DatasetFolder _dataset = DatasetFolder.OfSample();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("""{"where": ["age > 40", "tag like 'location:*'"]}""", "--where", "age > 40", "--where", "tag like 'location:*'")]
    [InlineData("""{"exclude": ["lateral", "ct"], "include": ["covid,viral"]}""", "--include", "covid,viral", "--exclude", "lateral", "--exclude", "ct")]
    [InlineData("""{"all": true, "where": ["class in (Ignore)"]}""", "--where", "class in (Ignore)")]
    public async Task The_file_is_that_of_the_command(string request, params string[] options)
    {
        await using var served = await Served.StartAsync(_dataset.Location, new FilterOptions { MinSize = "200", Exclude = ["supine"] });
        var data = await served.JsonAsync("/data");
        var answer = (await served.PostAsync(request)).Json;
        Assert.Equal(_dataset.Selection, answer.GetProperty("savedTo").GetString());
        Assert.False(answer.GetProperty("replaced").GetBoolean());
        var saved = File.ReadAllBytes(_dataset.Selection);
        File.Delete(_dataset.Selection);

        string[] command = [.. Texts(data.GetProperty("command")), .. Texts(data.GetProperty("rules")), .. options];
        Assert.Equal(["covidxr", "filter", "-d", _dataset.Location, "--min-size", "200", "--exclude", "supine"], command[..8]);
        var run = await Cli.Tests.Cli.RunAsync([.. command[1..], "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(File.ReadAllBytes(_dataset.Selection), saved);
        Assert.Equal(JsonDocument.Parse(run.Out).RootElement.GetProperty("kept").GetInt32(), answer.GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task The_saved_selection_counts_unless_it_is_left_aside()
    {
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", _dataset.Location, "--min-size", "600", "--exclude", "ct")).ExitCode);
        await using var served = await Served.StartAsync(_dataset.Location, new FilterOptions { MinSize = "200", Exclude = ["ct"] });
        var saved = (await served.JsonAsync("/data")).GetProperty("saved");
        Assert.Equal(_dataset.Selection, saved.GetProperty("path").GetString());
        Assert.Equal(["--min-size", "600", "--exclude", "ct", "--where", "width >= 200 and height >= 200"], Texts(saved.GetProperty("rules")));

        var answer = (await served.PostAsync("""{"exclude": ["lateral"]}""")).Json;
        Assert.True(answer.GetProperty("replaced").GetBoolean());
        Assert.Equal(
            ["--min-size", "600", "--exclude", "ct", "--exclude", "lateral", "--where", "width >= 200 and height >= 200"],
            Texts((await served.JsonAsync("/data")).GetProperty("saved").GetProperty("rules")));

        Assert.Equal(200, (await served.PostAsync("""{"all": true, "exclude": ["lateral"]}""")).Status);
        Assert.Equal(["--min-size", "200", "--exclude", "ct", "--exclude", "lateral"], Texts((await served.JsonAsync("/data")).GetProperty("saved").GetProperty("rules")));
    }

    [Theory]
    [InlineData("""{"where": ["age > 500"]}""", 409, "no image is left")]
    [InlineData("""{"where": ["agee > 5"]}""", 400, "did you mean 'age'?")]
    [InlineData("""{"exclude": ["no such tag"]}""", 400, "--exclude: there is no concept or tag 'no such tag'")]
    [InlineData("""{"wher": ["ct"]}""", 400, "expected an object with")]
    [InlineData("""{"where": [null]}""", 400, "expected an object with")]
    [InlineData("""{"where": "ct"}""", 400, "expected an object with")]
    [InlineData("""[]""", 400, "expected an object with")]
    [InlineData("""null""", 400, "expected an object with")]
    [InlineData("""{"where": ["ct"]} x""", 400, "expected an object with")]
    public async Task What_cannot_be_kept_changes_nothing(string request, int status, string problem)
    {
        await using var served = await Served.StartAsync(_dataset.Location);
        var answer = await served.PostAsync(request);
        Assert.Equal(status, answer.Status);
        Assert.Contains(problem, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_dataset.Selection));
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_is_not_left_out_for_good()
    {
        _dataset.Write("annotations/9000099.json", "{"u8.ToArray());
        await using var served = await Served.StartAsync(_dataset.Location);
        var answer = await served.PostAsync("""{"exclude": ["ct"]}""");
        Assert.Equal(409, answer.Status);
        Assert.Contains("9000099", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_dataset.Selection));
    }

    [Fact]
    public async Task Of_an_archive_the_selection_is_a_download()
    {
        using var folder = new CovidXray.Tests.TemporaryFolder();
        var zip = Path.Combine(folder.Location, "sample.zip");
        await System.IO.Compression.ZipFile.CreateFromDirectoryAsync(_dataset.Location, zip, TestContext.Current.CancellationToken);
        await using var served = await Served.StartAsync(zip);
        Assert.False((await served.JsonAsync("/data")).GetProperty("canSave").GetBoolean());
        var answer = (await served.PostAsync("""{"exclude": ["ct"]}""")).Json;
        var file = Path.Combine(folder.Location, "by-filter.json");
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", zip, "--exclude", "ct", "--out", file)).ExitCode);
        Assert.Equal(File.ReadAllText(file), answer.GetProperty("download").GetString());
        Assert.Equal(["by-filter.json", "sample.zip"], Directory.GetFiles(folder.Location).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_selection_that_is_named_is_shown_and_not_replaced()
    {
        var file = Path.Combine(_dataset.Location, "mine.json");
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", _dataset.Location, "--min-size", "600", "--out", file)).ExitCode);
        await using var served = await Served.StartAsync(_dataset.Location, new FilterOptions(), new ImageChoice { SelectionPath = file });
        Assert.Equal(file, (await served.JsonAsync("/data")).GetProperty("saved").GetProperty("path").GetString());
        var before = File.ReadAllBytes(file);
        Assert.Equal(_dataset.Selection, (await served.PostAsync("""{"exclude": ["ct"]}""")).Json.GetProperty("savedTo").GetString());
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(t => t.GetString()!)];
}
