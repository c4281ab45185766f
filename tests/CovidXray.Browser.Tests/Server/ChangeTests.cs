using CovidXray.Tests.Images;

namespace CovidXray.Browser.Tests.Server;

/// <summary>A dataset that changes on disk is shown as it is.</summary>
public sealed class ChangeTests : IDisposable
{
    /// <summary>Files are looked at once a second.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1.1);

    private readonly DatasetFolder _dataset = DatasetFolder.OfSample();

    public void Dispose() => _dataset.Dispose();

    [Theory]
    [InlineData("document")]
    [InlineData("film")]
    [InlineData("selection")]
    [InlineData("gone")]
    public async Task A_change_is_noticed_at_the_next_request(string what)
    {
        await using var served = await Served.StartAsync(_dataset.Location);
        var before = await served.JsonAsync("/data");
        switch (what)
        {
            case "document":
                _dataset.Add("9000099", annotations: [DatasetFolder.Tag("New")]);
                break;
            case "film":
                File.Delete(Path.Combine(_dataset.Location, "images", "phantom-007.jpg"));
                break;
            case "selection":
                var run = await Cli.Tests.Cli.RunAsync("filter", "-d", _dataset.Location, "--exclude", "lateral");
                Assert.Equal(0, run.ExitCode);
                break;
            default:
                File.Delete(Path.Combine(_dataset.Location, "annotations", "9000001.json"));
                break;
        }

        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        var image = await served.GetAsync("/images/0");
        var after = await served.JsonAsync("/data");
        Assert.NotEqual(before.GetProperty("version").GetString(), after.GetProperty("version").GetString());
        Assert.Equal(after.GetProperty("version").GetString(), image.Headers["x-covidxr-version"]);
        Assert.Equal(what switch { "document" => 13, "gone" => 11, _ => 12 }, after.GetProperty("count").GetInt32());
        Assert.Equal(what == "film" ? [6] : what == "document" ? [12] : [], after.GetProperty("withoutFilm").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal(what == "selection" ? [7] : [], after.GetProperty("unselected").EnumerateArray().Select(n => n.GetInt32()));
    }

    [Fact]
    public async Task What_does_not_change_keeps_its_version()
    {
        await using var served = await Served.StartAsync(_dataset.Location);
        var before = (await served.GetAsync("/data")).Headers["x-covidxr-version"];
        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        Assert.Equal(before, (await served.GetAsync("/data")).Headers["x-covidxr-version"]);
    }

    [Fact]
    public async Task Of_a_single_file_films_beside_it_count_and_nothing_else()
    {
        using var folder = new DatasetFolder();
        var file = folder.Write("coco.json", "{\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 40, \"height\": 30}], \"annotations\": [], \"categories\": []}"u8.ToArray());
        await using var served = await Served.StartAsync(file);
        var before = (await served.GetAsync("/data")).Headers["x-covidxr-version"];
        folder.Write("other.log", [1]);
        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        Assert.Equal(before, (await served.GetAsync("/data")).Headers["x-covidxr-version"]);
        folder.Write("images/a.png", TestFilms.GreyPng(40, 30));
        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        Assert.Equal("[]", (await served.JsonAsync("/data")).GetProperty("withoutFilm").GetRawText());
        Assert.Equal(200, (await served.GetAsync("/films/0")).Status);
    }

    [Fact]
    public async Task A_dataset_that_cannot_be_read_any_more_is_an_error_until_it_can()
    {
        await using var served = await Served.StartAsync(_dataset.Location);
        File.WriteAllText(_dataset.Selection, "{");
        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        var answer = await served.GetAsync("/data");
        Assert.Equal(409, answer.Status);
        Assert.Contains("selection.json", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(200, (await served.GetAsync("/")).Status);
        File.Delete(_dataset.Selection);
        await Task.Delay(Interval, TestContext.Current.CancellationToken);
        Assert.Equal(200, (await served.GetAsync("/data")).Status);
    }
}
