using System.Globalization;

namespace CovidXray.Cli.Tests.Score;

/// <summary>Predictions of other sizes: back by the export's transform, by nearest pixel where that can be right, and never silently.</summary>
public sealed class PredictionSizeTests : IDisposable
{
    private readonly ScoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_networks_square_is_stretched_and_told()
    {
        var run = await MasksAsync("small", "--size", "512", "--fit", "stretch");
        var (scored, rows) = await _folder.RowsAsync(run);
        Assert.Equal(0, scored.ExitCode);
        Assert.Matches(@"note: .*small: \d+ predictions have another size than the film, and were stretched to it by nearest pixel: 9000001", scored.Err);
        Assert.All(rows.Where(r => r["empty"] == "none"), r => Assert.InRange(double.Parse(r["dice"], CultureInfo.InvariantCulture), 0.98, 1));

        // What figures depend on stands beside them, whoever wants no notes.
        var quiet = await ScoreFolder.RunAsync(run, "--quiet");
        Assert.Equal("", quiet.Err);
        Assert.Matches(@"  \d+ predictions were stretched to the film by nearest pixel", quiet.Out);
    }

    [Fact]
    public async Task What_was_padded_is_mapped_back_by_the_transform_of_the_export()
    {
        var export = _folder.PathOf("export");
        Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", Cli.Sample, "--out", export, "--images", "convert", "--size", "500", "--fit", "pad")).ExitCode);
        var masks = await MasksAsync("padded", "--size", "500", "--fit", "pad");
        var (mapped, rows) = await _folder.RowsAsync(masks, "--transform", export);
        Assert.Equal(0, mapped.ExitCode);
        Assert.Contains("12 predictions were mapped back from the export's size by its transform.json", mapped.Err, StringComparison.Ordinal);
        Assert.All(rows.Where(r => r["empty"] == "none"), r => Assert.InRange(double.Parse(r["dice"], CultureInfo.InvariantCulture), 0.985, 1));

        // Stretched, films that are no squares lie wrongly.
        var (_, stretched) = await _folder.RowsAsync(masks);
        Assert.Contains(stretched.Where(r => r["empty"] == "none"), r => double.Parse(r["dice"], CultureInfo.InvariantCulture) < 0.97);

        // Beside the predictions it is found.
        File.Copy(Path.Combine(export, "transform.json"), Path.Combine(masks, "transform.json"));
        Assert.Equal(ScoreFolder.Texts(rows), ScoreFolder.Texts((await _folder.RowsAsync(masks)).Rows));
    }

    [Fact]
    public async Task A_size_that_nothing_explains_is_an_error_unless_it_is_accepted()
    {
        var masks = await MasksAsync("odd", "--size", "300x100", "--fit", "stretch");
        var (refused, none) = await _folder.RowsAsync(masks);
        Assert.Equal((1, 0), (refused.ExitCode, none.Count));
        Assert.Contains("the prediction is 300x100 and the film 1024x1024: neither of its shape nor square", refused.Err, StringComparison.Ordinal);
        Assert.Equal(0, (await _folder.RowsAsync(masks, "--accept-resized")).Run.ExitCode);
    }

    [Theory]
    [InlineData("{}", "holds no images")]
    [InlineData("""{"images": [{"id": "9000001"}]}""", "this is no image of a transform.json")]
    [InlineData("""{"images": [{"id": "9000001", "annotated": [1024, 1024], "exported": [500, 500], "scale": [0, 1], "offset": [0, 0]}]}""", "this is no image of a transform.json")]
    [InlineData("""{"images": [{"id": "9000001", "annotated": [1024, 1024], "exported": [9e9, 500], "scale": [1, 1], "offset": [0, 0]}]}""", "coordinates lie within")]
    [InlineData("""{"images": 3""", "images")]
    public async Task A_damaged_transform_is_an_error(string content, string problem)
    {
        var run = await ScoreFolder.RunAsync(await MasksAsync("masks"), "--transform", _folder.Write("transform.json", System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("transform.json", run.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Contains(problem, run.ErrorLines[^1], StringComparison.Ordinal);
    }

    private async Task<string> MasksAsync(string name, params IReadOnlyList<string> args)
    {
        var folder = _folder.PathOf(name);
        var run = await Cli.RunAsync(["masks", "-d", Cli.Sample, "--style", "binary", "--out", folder, .. args]);
        Assert.True(run.ExitCode == 0, run.Err);
        return folder;
    }
}
