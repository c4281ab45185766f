using System.Globalization;
using System.Text.Json;
using CovidXray.Masks;

namespace CovidXray.Cli.Tests.Score;

/// <summary>What <c>covidxr score</c> counts, and how its options change that.</summary>
public sealed class ScoreTests : IDisposable
{
    private readonly ScoreFolder _folder = new();
    private readonly string _predictions;

    public ScoreTests() => _predictions = _folder.WriteAll("predictions");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_films_row_is_the_same_alone_and_among_others_and_with_any_threads()
    {
        var all = ScoreFolder.Texts((await _folder.RowsAsync(_predictions, "--jobs", "1")).Rows);
        Assert.Equal(all, ScoreFolder.Texts((await _folder.RowsAsync(_predictions, "--jobs", "7")).Rows));
        foreach (var id in (string[])["9000003", "9000008", "9000012"])
        {
            var (run, alone) = await _folder.RowsAsync(_predictions, "--where", $"id = {id}");
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(all.Where(r => r.StartsWith($"id={id},", StringComparison.Ordinal)), ScoreFolder.Texts(alone));
        }

        var twice = (string[])["9000012", "9000001"];
        foreach (var id in twice)
        {
            _folder.Write($"two/{id}.png", await File.ReadAllBytesAsync(Path.Combine(_predictions, $"{id}.png"), TestContext.Current.CancellationToken));
        }

        var (_, few) = await _folder.RowsAsync(_folder.PathOf("two"), "--missing", "skip");
        Assert.Equal(all.Where(r => twice.Any(id => r.StartsWith($"id={id},", StringComparison.Ordinal))), ScoreFolder.Texts([.. few.Where(r => r["empty"] != "both")]));
    }

    [Fact]
    public async Task Missing_predictions_are_errors_that_count_as_empty_or_are_skipped()
    {
        File.Delete(Path.Combine(_predictions, "9000001.png"));
        File.Delete(Path.Combine(_predictions, "9000008.png"));
        var run = await ScoreFolder.RunAsync(_predictions, "--json");
        Assert.Equal(1, run.ExitCode);

        // 9000008 has no lungs.
        Assert.Equal(["9000001"], Strings(run, "missing"));
        using var json = JsonDocument.Parse(run.Out);
        var predictions = json.RootElement.GetProperty("predictions")[0];
        Assert.Equal(1, predictions.GetProperty("unneeded").GetInt32());
        var dice = predictions.GetProperty("summaries")[0].GetProperty("figures").GetProperty("dice");
        Assert.Equal((10, "9000001", 0.0), (dice.GetProperty("n").GetInt32(), dice.GetProperty("worst")[0].GetProperty("id").GetString(), dice.GetProperty("worst")[0].GetProperty("value").GetDouble()));
        var row = predictions.GetProperty("rows")[0];
        Assert.Equal(("9000001", "Infinity", "predicted"), (row.GetProperty("id").GetString(), row.GetProperty("hd").GetString(), row.GetProperty("empty").GetString()));
        Assert.Equal("9000001", json.RootElement.GetProperty("failed")[0].GetProperty("file").GetString());

        var skipped = await ScoreFolder.RunAsync(_predictions, "--missing", "skip");
        Assert.Equal(0, skipped.ExitCode);
        Assert.Contains("1 film has no prediction and is left out: 9000001", skipped.Err, StringComparison.Ordinal);
        Assert.Contains("Lung: 11 films, 8 patients; 2 with both masks empty", skipped.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_empty_masks_have_no_value_or_are_perfect()
    {
        var none = (await _folder.RowsAsync(_predictions)).Rows.Single(r => r["id"] == "9000008" && r["side"].Length == 0);
        var one = (await _folder.RowsAsync(_predictions, "--empty", "one")).Rows.Single(r => r["id"] == "9000008" && r["side"].Length == 0);
        Assert.Equal(("", "", "both"), (none["dice"], none["hd"], none["empty"]));
        Assert.Equal(("1", "0", "both"), (one["dice"], one["hd"], one["empty"]));
    }

    [Fact]
    public async Task Ignore_is_left_out_of_both_masks_or_counts_as_background()
    {
        var excluded = (await _folder.RowsAsync(_predictions)).Rows.Where(r => r["ignored_pixels"] != "0").ToList();
        var counted = (await _folder.RowsAsync(_predictions, "--ignored", "count")).Rows;
        Assert.NotEmpty(excluded);
        Assert.All(excluded, r => Assert.Equal(Number(r, "width") * Number(r, "height"), Number(r, "pixels") + Number(r, "ignored_pixels")));
        Assert.All(counted, r => Assert.Equal("0", r["ignored_pixels"]));
        Assert.Contains(excluded, r => Number(r, "predicted_pixels") < Number(counted.Single(c => c["id"] == r["id"] && c["side"] == r["side"]), "predicted_pixels"));
    }

    [Fact]
    public async Task Distances_in_percent_are_those_in_pixels_to_the_diagonal()
    {
        var pixels = (await _folder.RowsAsync(_predictions)).Rows.Where(r => r["empty"] == "none").ToList();
        var percent = (await _folder.RowsAsync(_predictions, "--relative")).Rows.Where(r => r["empty"] == "none").ToList();
        Assert.Equal(30, pixels.Count);
        for (var i = 0; i < pixels.Count; i++)
        {
            var diagonal = Math.Sqrt((Number(pixels[i], "width") * Number(pixels[i], "width")) + (Number(pixels[i], "height") * Number(pixels[i], "height")));
            Assert.Equal(Number(pixels[i], "hd") * 100 / diagonal, Number(percent[i], "hd"), 12);
            Assert.Equal(pixels[i]["surface_dice"], percent[i]["surface_dice"]);
        }
    }

    [Fact]
    public async Task Tolerance_and_band_are_pixels_or_percent()
    {
        // No boundary of masks four pixels off is further away, but where Ignore cuts one of both.
        Assert.All((await _folder.RowsAsync(_predictions, "--tolerance", "4")).Rows.Where(r => r["empty"] == "none" && r["ignored_pixels"] == "0" && r["side"].Length == 0), r => Assert.Equal("1", r["surface_dice"]));
        Assert.All((await _folder.RowsAsync(_predictions, "--tolerance", "100%")).Rows.Where(r => r["empty"] == "none"), r => Assert.Equal("1", r["surface_dice"]));
        Assert.All((await _folder.RowsAsync(_predictions, "--boundary", "5000")).Rows.Where(r => r["empty"] == "none"), r => Assert.Equal(r["iou"], r["boundary_iou"]));
    }

    [Fact]
    public async Task The_largest_pieces_are_scored_beside_all()
    {
        // A speck in the corner of each.
        var specks = _folder.WriteAll("specks", mask => ScoreFolder.Grey(With(mask, 0, 0, 9)));
        var (_, rows) = await _folder.RowsAsync(specks, "--largest", "2");
        var (_, clean) = await _folder.RowsAsync(_predictions);
        Assert.Equal(72, rows.Count);
        foreach (var row in rows.Where(r => r["largest"] == "2" && r["empty"] == "none" && r["side"].Length == 0))
        {
            Assert.Equal(clean.Single(c => c["id"] == row["id"] && c["side"].Length == 0)["hd"], row["hd"]);
            var whole = rows.Single(r => r["largest"].Length == 0 && r["id"] == row["id"] && r["side"].Length == 0);
            Assert.Equal("3", whole["predicted_pieces"]);
            Assert.True(Number(whole, "hd") > Number(row, "hd"));
        }
    }

    [Fact]
    public async Task Two_predictions_are_compared_film_by_film()
    {
        var perfect = _folder.PathOf("perfect");
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", perfect)).ExitCode);
        var run = await Cli.RunAsync("score", _predictions, perfect, "-d", Cli.Sample, "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var compared = json.RootElement.GetProperty("compared")[0];
        var dice = compared.GetProperty("figures").GetProperty("dice");
        Assert.Equal((12, 10, 10, 0), (compared.GetProperty("films").GetInt32(), dice.GetProperty("n").GetInt32(), dice.GetProperty("better").GetInt32(), dice.GetProperty("worse").GetInt32()));
        Assert.Equal(1, dice.GetProperty("mean_second").GetDouble());
        Assert.Equal(1 - dice.GetProperty("mean_first").GetDouble(), dice.GetProperty("mean_difference").GetDouble(), 12);

        // Ten differences of one sign: 2 of 2^10.
        Assert.Equal(2 / 1024.0, dice.GetProperty("wilcoxon").GetProperty("p").GetDouble(), 12);
        var text = await Cli.RunAsync("score", _predictions, perfect, "-d", Cli.Sample);
        Assert.Contains("Lung: the second less the first, 12 films, 8 patients", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 3 * 100)]
    [InlineData("--threshold 0.95", 1 * 100)]
    [InlineData("--threshold 0", 4 * 100)]
    [InlineData("--instances best", 2 * 100)]
    public async Task Instances_from_a_score_on_are_united_or_the_best_is_taken(string options, int pixels)
    {
        // Boxes of 10 x 10, the first two of which have half in common; the best is of two.
        static string Box(int x, double score, int width) => string.Create(CultureInfo.InvariantCulture, $"{{\"image_id\": 9000001, \"category_id\": 1, \"score\": {score}, \"segmentation\": [[{x}, 9, {x + width - 1}, 9, {x + width - 1}, 18, {x}, 18]]}}");
        string[] boxes = options.Contains("0.95", StringComparison.Ordinal) ? [Box(10, 0.99, 10), Box(15, 0.9, 20)] : [Box(10, 0.9, 10), Box(10, 0.95, 20), Box(30, 0.6, 10), Box(50, 0.4, 10)];
        var results = _folder.Write("results.json", System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', boxes)}]"));
        var (run, rows) = await _folder.RowsAsync(results, ["--where", "id = 9000001", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(run.ExitCode == 0, run.Err);
        Assert.Equal(pixels, Number(rows[0], "predicted_pixels"));
    }

    [Fact]
    public async Task What_is_predicted_and_not_scored_is_told()
    {
        _folder.Write("two/class_mapping.csv", "class_idx,class_name\n0,background\n1,lungs\n2,Ignore\n"u8);
        var run = await ScoreFolder.RunAsync(_folder.WriteAll("two", m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("predicted categories not scored: lungs on 10 films (--classes names what is scored; letter case counts)", run.Err, StringComparison.Ordinal);
        Assert.Contains("10 with only the predicted one empty", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_are_parted_by_fields()
    {
        var run = await ScoreFolder.RunAsync(_predictions, "--by", "view,patient", "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var groups = json.RootElement.GetProperty("predictions")[0].GetProperty("summaries").EnumerateArray().Where(g => g.GetProperty("side").GetString()!.Length == 0).ToList();
        Assert.Equal([null, .. Enumerable.Repeat("view", 5)], groups.Take(6).Select(g => g.GetProperty("field").GetString()));
        Assert.Equal(12, groups.Where(g => g.GetProperty("field").GetString() == "patient").Sum(g => g.GetProperty("films").GetInt32()));
        Assert.Equal(2, (await ScoreFolder.RunAsync(_predictions, "--by", "viewe")).ExitCode);
    }

    [Fact]
    public async Task Predicted_sides_are_taken_as_they_are()
    {
        // All of it is said to be the right lung, so that the left one is missed.
        _folder.Write("sides/class_mapping.csv", "class_idx,class_name\n0,background\n1,Right Lung\n2,Left Lung\n"u8);
        var (run, rows) = await _folder.RowsAsync(_folder.WriteAll("sides", m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))));
        Assert.Equal(0, run.ExitCode);
        var (_, usual) = await _folder.RowsAsync(_predictions);
        Assert.Equal(usual.Where(r => r["side"].Length == 0).Select(r => r["dice"]), rows.Where(r => r["side"].Length == 0).Select(r => r["dice"]));
        Assert.All(rows.Where(r => r["side"] == "left" && r["empty"] != "both"), r => Assert.Equal(("0", "predicted"), (r["dice"], r["empty"])));
    }

    [Fact]
    public async Task The_page_holds_the_worst_films_and_the_answer()
    {
        var page = _folder.PathOf("scores.html");
        var run = await ScoreFolder.RunAsync(_predictions, "--html", page);
        Assert.Equal(0, run.ExitCode);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(10, html.Split("src=\"data:image/jpeg;base64,").Length - 1);
        Assert.Contains("<td>9000006</td><td>0.878</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("its film is not there", html, StringComparison.Ordinal);
        var data = html.Split("id=\"covidxr-score\">")[1].Split("</script>")[0];

        // Rows are left out: of thousands of films they would be all of the page.
        var answer = System.Text.Json.Nodes.JsonNode.Parse((await ScoreFolder.RunAsync(_predictions, "--json")).Out)!;
        Assert.True(answer["predictions"]![0]!.AsObject().Remove("rows"));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(answer, System.Text.Json.Nodes.JsonNode.Parse(data)));
    }

    [Theory]
    [InlineData("--threshold", "2")]
    [InlineData("--tolerance", "-1")]
    [InlineData("--boundary", "x%")]
    [InlineData("--boundary", "0")]
    [InlineData("--boundary", "0%")]
    [InlineData("--boundary", "46341")]
    [InlineData("--boundary", "101%")]
    [InlineData("--boundary", "NaN")]
    [InlineData("--tolerance", "46341")]
    [InlineData("--tolerance", "Infinity")]
    [InlineData("--threshold", "0")]
    [InlineData("--threshold", "NaN")]
    [InlineData("--largest", "0")]
    [InlineData("--classes", "Ignore")]
    [InlineData("--ignored", "maybe")]
    public async Task Values_that_mean_nothing_are_wrong_usage(string option, string value)
    {
        var run = await ScoreFolder.RunAsync(_predictions, option, value);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }

    private static Mask With(Mask mask, int x, int y, int side)
    {
        var builder = new MaskBuilder(mask.Width, mask.Height);
        for (var row = 0; row < mask.Height; row++)
        {
            if (row >= y && row < y + side && mask.Row(row).IsEmpty)
            {
                builder.Add(x, side, 1);
            }

            foreach (var run in mask.Row(row))
            {
                builder.Add(run.Start, run.Length, run.Label);
            }

            builder.EndRow();
        }

        return builder.ToMask();
    }

    private static double Number(IReadOnlyDictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static IEnumerable<string?> Strings(Cli run, string name)
    {
        using var json = JsonDocument.Parse(run.Out);
        return [.. json.RootElement.GetProperty("predictions")[0].GetProperty(name).EnumerateArray().Select(e => e.GetString())];
    }
}
