using System.Globalization;
using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Score;

/// <summary>A network's masks of real films through the command: MedPy's figures.</summary>
public sealed class GoldenScoreTests : IDisposable
{
    private static readonly (string Key, string Column)[] Figures =
        [("dice", "dice"), ("iou", "iou"), ("precision", "precision"), ("recall", "recall"), ("hd", "hd"), ("hd95", "hd95_pooled"), ("assd", "assd")];

    private readonly ScoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exclude", "ignored")]
    [InlineData("count", "all")]
    public async Task Figures_of_real_predictions_are_those_of_MedPy(string ignored, string key)
    {
        var (annotations, predictions) = (SharedData.Path("score", "annotations"), SharedData.Path("score", "predictions"));
        using var golden = JsonDocument.Parse(await File.ReadAllBytesAsync(SharedData.Path("score", "golden.json"), TestContext.Current.CancellationToken));
        var table = _folder.PathOf("scores.csv");
        var run = await Cli.RunAsync("score", predictions, "-d", annotations, "--ignored", ignored, "--csv", table);
        Assert.True(run.ExitCode == 0, run.Err);
        var rows = ScoreFolder.Rows(await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken)).Where(r => r["side"].Length == 0).ToDictionary(r => r["id"], StringComparer.Ordinal);
        Assert.Equal(golden.RootElement.GetArrayLength(), rows.Count);
        foreach (var film in golden.RootElement.EnumerateArray())
        {
            var expected = film.TryGetProperty(key, out var own) ? own : film.GetProperty("all");
            foreach (var (name, column) in Figures)
            {
                var value = double.Parse(rows[film.GetProperty("id").GetString()!][column], CultureInfo.InvariantCulture);
                Assert.True(Math.Abs(expected.GetProperty(name).GetDouble() - value) <= (name is "dice" or "iou" ? 1e-12 : 1e-9), $"{film.GetProperty("id")} {name}: {value}");
            }
        }
    }
}
