using System.Globalization;
using System.Text.Json;
using CovidXray.Cli.Tests.Score;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Browse;

/// <summary><c>covidxr browse --out</c>: the page as files.</summary>
public sealed class BrowseOutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Page => Path.Combine(_folder.Location, "page");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_what_it_wrote()
    {
        var run = await Cli.RunAsync("browse", "-d", Cli.Sample, "--out", Page, "--exclude", "ct,lateral");
        Assert.Equal((0, $"{Page}/index.html: 10 images, 10 thumbnails\n"), (run.ExitCode, run.Out));
        Assert.True(File.Exists(Path.Combine(Page, "index.html")));

        run = await Cli.RunAsync("browse", "-d", Cli.Sample, "--out", Page);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("--overwrite replaces an earlier export", run.ErrorLines[^1], StringComparison.Ordinal);

        run = await Cli.RunAsync("browse", "-d", Cli.Sample, "--out", Page, "--overwrite", "--films", "--jobs", "1");
        Assert.Equal((0, $"{Page}/index.html: 12 images, 12 thumbnails, 12 films\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task The_saved_selection_holds()
    {
        var dataset = CopySample();
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", dataset, "--include", "ct")).ExitCode);
        Assert.Contains("index.html: 1 image, 1 thumbnail\n", (await Cli.RunAsync("browse", "-d", dataset, "--out", Page)).Out, StringComparison.Ordinal);
        Assert.Contains("index.html: 12 images, 12 thumbnails\n", (await Cli.RunAsync("browse", "-d", dataset, "--all", "--overwrite", "--out", Page)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_is_written()
    {
        var dataset = CopySample();
        File.Delete(Path.Combine(dataset, "images", "phantom-001-pa.jpg"));
        File.WriteAllBytes(Path.Combine(dataset, "images", "phantom-009-ct.png"), [1, 2, 3]);
        var run = await Cli.RunAsync("browse", "-d", dataset, "--out", Page);
        Assert.Equal((1, $"{Page}/index.html: 12 images, 10 thumbnails\n"), (run.ExitCode, run.Out));
        Assert.Contains("phantom-009-ct.png", run.Err, StringComparison.Ordinal);
        Assert.Contains("note: 1 image has no film; the outlines stand on grey", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictions_have_the_Dice_that_score_gives()
    {
        using var folder = new ScoreFolder();
        var predictions = folder.WriteAll("masks");
        File.Delete(Path.Combine(predictions, "9000003.png"));
        folder.Write("masks/9000005.png", [1, 2, 3]);
        folder.Write("masks/nobody.png", [1]);
        var run = await Cli.RunAsync("browse", "-d", Cli.Sample, "--with", predictions, "--out", Page);
        Assert.Equal((1, $"{Page}/index.html: 12 images, 12 thumbnails\n"), (run.ExitCode, run.Out));
        Assert.Contains("nobody.png: no image has this name", run.Err, StringComparison.Ordinal);
        Assert.Contains("9000005.png: ", run.Err, StringComparison.Ordinal);

        var (_, rows) = await folder.RowsAsync(predictions, "--missing", "skip");
        var expected = rows.Where(r => r["side"].Length == 0 && r["dice"].Length > 0).ToDictionary(r => r["id"], r => Math.Round(double.Parse(r["dice"], CultureInfo.InvariantCulture), 6), StringComparer.Ordinal);
        var script = await File.ReadAllTextAsync(Path.Combine(Page, "data", "measures.js"), TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(script[script.IndexOf('{', StringComparison.Ordinal)..(script.LastIndexOf('}') + 1)]);
        var numbers = json.RootElement.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "dice").GetProperty("numbers").EnumerateArray().ToList();
        Assert.Equal(12, numbers.Count);
        Assert.All(numbers.Index(), n => Assert.Equal(expected.TryGetValue($"{9000001 + n.Index}", out var dice) ? dice : null, n.Item.ValueKind == JsonValueKind.Null ? (double?)null : n.Item.GetDouble()));
        Assert.InRange(expected.Count, 6, 10);
    }

    [Theory]
    [InlineData(2, "--threshold goes with --with PATH", "--threshold", "0.5")]
    [InlineData(2, "--suffix goes with --with PATH", "--suffix", "_mask")]
    [InlineData(2, "--with is empty; expected PATH", "--with", "")]
    [InlineData(1, "/no/such/place: there is no such file or folder", "--with", "/no/such/place")]
    [InlineData(1, "none of the mask files is named as an image of the dataset", "--with", "..")]
    public async Task Predictions_that_cannot_be_are_refused(int code, string problem, params string[] options)
    {
        using var strange = new TemporaryFolder();
        strange.Write("x.png", [1]);
        var run = await Cli.RunAsync(["browse", "-d", Cli.Sample, "--out", Page, .. options.Select(o => o.EndsWith("..", StringComparison.Ordinal) ? strange.Location : o)]);
        Assert.Equal((code, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Page));
    }

    [Theory]
    [InlineData("--out and --port exclude each other", "--out", "x", "--port", "5")]
    [InlineData("--out and --no-open exclude each other", "--out", "x", "--no-open")]
    [InlineData("--out and --host exclude each other", "--out", "x", "--host", "::1")]
    [InlineData("--films goes with --out DIR", "--films")]
    [InlineData("--overwrite goes with --out DIR", "--overwrite")]
    [InlineData("--jobs goes with --out DIR", "--jobs", "1")]
    public async Task Options_of_the_server_and_of_the_folder_exclude_each_other(string problem, params string[] options)
    {
        var run = await Cli.RunAsync(["browse", "-d", Cli.Sample, .. options]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_where_no_image_is_chosen()
    {
        var run = await Cli.RunAsync("browse", "-d", Cli.Sample, "--out", Page, "--where", "age > 500");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no image is chosen", run.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Page, "index.html")));
    }

    /// <summary>A copy of the sample, films and all, that a test may change.</summary>
    private string CopySample()
    {
        foreach (var file in new[] { "annotations", "images" }.SelectMany(f => Directory.GetFiles(Path.Combine(Cli.Sample, f))))
        {
            _folder.Write(Path.Combine("dataset", Path.GetRelativePath(Cli.Sample, file)), File.ReadAllBytes(file));
        }

        return Path.Combine(_folder.Location, "dataset");
    }
}
