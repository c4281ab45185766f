using System.Globalization;
using System.Text.Json;

namespace CovidXray.Cli.Tests.Audit;

/// <summary>What an audit says of a model's scores, and which files of scores it refuses.</summary>
public sealed class AuditScoresTests : IDisposable
{
    private readonly AuditDataset _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task A_model_that_looks_at_the_view_alone_is_found_out()
    {
        // Its scores are the view, with a little noise.
        var views = await ViewsAsync();
        var random = new Random(2);
        var cheat = Scores(i => (views[i] ? 0.8 : 0.2) + (random.NextDouble() / 10));
        var found = await JsonAsync("--scores", cheat);
        var overall = found.GetProperty("overall").GetProperty("auc").GetDouble();
        var view = found.GetProperty("matched").EnumerateArray().Single(m => m.GetProperty("field").GetString() == "view");
        Assert.InRange(overall, 0.8, 1);
        Assert.InRange(view.GetProperty("auc").GetDouble(), 0.2, 0.75);
        Assert.Equal(overall - view.GetProperty("auc").GetDouble(), view.GetProperty("drop").GetDouble(), 9);

        var run = await _dataset.RunAsync("--label", "icu", "--scores", cheat);
        Assert.Contains("among images with one value of view its AUC is 0.", AuditTests.Unwrapped(run.Out), StringComparison.Ordinal);
        Assert.Contains("the model in subgroups", run.Out, StringComparison.Ordinal);

        // One that knows the label keeps what it has.
        var honest = await JsonAsync("--scores", Scores(i => (AuditDataset.IsIcu(i) ? 0.7 : 0.3) + (random.NextDouble() / 10)));
        Assert.Equal(1, honest.GetProperty("matched").EnumerateArray().Single(m => m.GetProperty("field").GetString() == "view").GetProperty("auc").GetDouble());
    }

    [Fact]
    public async Task Calibration_is_told_where_scores_can_be_probabilities()
    {
        var subgroups = (await JsonAsync("--scores", Scores(i => AuditDataset.IsIcu(i) ? 0.5 : 0.25))).GetProperty("subgroups").EnumerateArray().ToList();
        Assert.Contains(subgroups, s => s.GetProperty("field").GetString() == "view" && s.GetProperty("value").GetString() == "PA");
        Assert.All(subgroups, s => Assert.InRange(s.GetProperty("images").GetInt32(), 10, 80));
        var overall = (await JsonAsync("--scores", Scores(i => AuditDataset.IsIcu(i) ? 0.5 : 0.25))).GetProperty("overall");
        Assert.Equal((0.375, 0.5, 0.15625, 0.375), (overall.GetProperty("mean_score").GetDouble(), overall.GetProperty("rate").GetDouble(), overall.GetProperty("brier").GetDouble(), overall.GetProperty("calibration_error").GetDouble()));

        var logits = (await JsonAsync("--scores", Scores(i => AuditDataset.IsIcu(i) ? 5 : -3))).GetProperty("overall");
        Assert.Equal((1, JsonValueKind.Null), (logits.GetProperty("auc").GetDouble(), logits.GetProperty("brier").ValueKind));
    }

    [Fact]
    public async Task Images_are_named_by_id_or_by_file_and_others_are_told()
    {
        var path = _dataset.Write("scores.csv", "file,probability\n" + string.Concat(Enumerable.Range(0, AuditDataset.Images - 2).Select(i => $"images/film-{AuditDataset.Id(i)}.png,0.{i % 9}\n")) + "unknown.png,0.5\n");
        var run = await _dataset.RunAsync("--label", "icu", "--scores", path, "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal((78, 2), (json.RootElement.GetProperty("scores").GetProperty("overall").GetProperty("images").GetInt32(), json.RootElement.GetProperty("scores").GetProperty("missing").GetInt32()));
        Assert.Contains(run.ErrorLines, l => l == $"note: {path}: 1 name is of no image with the label: unknown.png");
    }

    [Theory]
    [InlineData("", "expected a header with a column of names (id, file, ...) and one of scores (score); found none")]
    [InlineData("{\"a\": 1}", "1:1: expected a header with a column of names (id, file, ...) and one of scores (score); found a line that is no CSV: a quote stands inside a value")]
    [InlineData("id,value\n100,1\n", "expected a header with a column of names (id, file, ...) and one of scores (score); found id, value")]
    [InlineData("id,score\n", "holds no score")]
    [InlineData("id,score\n100,high\n", "expected a number as score, found 'high'")]
    [InlineData("id,score\n100,NaN\n", "expected a number as score, found 'NaN'")]
    [InlineData("id,score\n100,1e999\n", "expected a number as score, found '1e999'")]
    [InlineData("id,score\n100,0.1\n100,0.2\n", "'100' has two scores")]
    [InlineData("id,score\n1,0.1\n2,0.2\n", "none of its 2 names is an id or a file name of an image with the label, such as 100: 1")]
    [InlineData("id,score\n\"100,0.1\n", "a quote is never closed; is the file cut off?")]
    [InlineData("id,score\n1\"00,0.1\n", "")]
    [InlineData("id,score\n100\n", "")]
    [InlineData("\u0000\u0001\u0002", "")]
    public async Task A_file_that_is_no_scores_is_refused_with_its_place(string content, string message)
    {
        var path = _dataset.Write("bad.csv", content);
        var run = await _dataset.RunAsync("--label", "icu", "--scores", path);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        var error = run.ErrorLines.Single(l => l.StartsWith("covidxr: ", StringComparison.Ordinal));
        Assert.StartsWith($"covidxr: {path}:", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_need_a_label_of_two_values_and_images_of_both()
    {
        Assert.Equal(1, (await _dataset.RunAsync("--label", "icu", "--scores", _dataset.PathOf("nowhere.csv"))).ExitCode);
        var one = await _dataset.RunAsync("--label", "icu", "--scores", _dataset.Write("one.csv", "id,score\n100,0.1\n101,0.3\n"));
        Assert.Equal((1, true), (one.ExitCode, one.Err.Contains("all 2 images with a score are 'yes'; scores of both are needed", StringComparison.Ordinal)));
        var three = await Cli.RunAsync("audit", "-d", Cli.Sample, "--label", "view", "--scores", _dataset.Write("three.csv", "id,score\n9000001,0.1\n"));
        Assert.Equal((2, true), (three.ExitCode, three.Err.Contains("--scores: a label of two values is needed", StringComparison.Ordinal)));
    }

    private async Task<bool[]> ViewsAsync()
    {
        var run = await Cli.RunAsync("filter", "-d", _dataset.Location, "--include", "supine", "--list", "--dry-run", "--quiet");
        var supine = run.Out.Split('\n').ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, AuditDataset.Images).Select(i => supine.Contains(AuditDataset.Id(i)))];
    }

    private string Scores(Func<int, double> score) => _dataset.Write("scores.csv", "id,score\n" + string.Concat(Enumerable.Range(0, AuditDataset.Images).Select(i => string.Create(CultureInfo.InvariantCulture, $"{AuditDataset.Id(i)},{score(i)}\n"))));

    private async Task<JsonElement> JsonAsync(params IReadOnlyList<string> args)
    {
        var run = await _dataset.RunAsync(["--label", "icu", "--json", .. args]);
        Assert.True(run.ExitCode == 0, run.Err);
        return JsonDocument.Parse(run.Out).RootElement.GetProperty("scores");
    }
}
