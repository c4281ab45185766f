using CovidXray.Masks;

namespace CovidXray.Cli.Tests.Score;

/// <summary>Predictions that are no use are named; the rest is scored, and the exit code is 1.</summary>
public sealed class BadPredictionTests : IDisposable
{
    private readonly ScoreFolder _folder = new();
    private readonly string _predictions;

    public BadPredictionTests() => _predictions = _folder.WriteAll("predictions");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_with_one_of_each_kind_is_scored_but_for_these()
    {
        var expected = (await _folder.RowsAsync(_predictions)).Rows;
        var (image, mask) = ScoreFolder.All[0];
        Write("9000001.png", ScoreFolder.Grey(mask.Window(0, 0, image.Width - 77, image.Height)));
        File.Move(Of("9000002.png"), Of("9000022.png"));
        Write("9000003.png", ScoreFolder.Encode(ScoreFolder.All[2].Mask, MaskPixelFormat.Rgb24(new RgbColor(200, 30, 90))));
        Write("9000004.png", (await File.ReadAllBytesAsync(Of("9000004.png"), TestContext.Current.CancellationToken))[..400]);
        Write("more/9000005.png", ScoreFolder.Grey(ScoreFolder.All[4].Mask));
        File.Move(Of("9000006.png"), Of("9000006.jpg"));
        Write("9000007.png", PlainFiles.Png(ScoreFolder.All[6].Mask, 8, (label, x, y) => label == 0 ? 0 : 1 + (x % 3)));
        var (run, rows) = await _folder.RowsAsync(_predictions);
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"9000001\.png: the prediction is \d+x\d+ and the film \d+x\d+: neither of its shape nor square", run.Err);
        Assert.Contains("9000022.png: no image has this name", run.Err, StringComparison.Ordinal);
        Assert.Matches(@"9000003\.png: pixel \(\d+, \d+\) has the colour 200 30 90; expected 0 and 1, or 0 and 255", run.Err);
        Assert.Matches(@"9000004\.png: the file is (cut off|damaged)", run.Err);
        Assert.Equal(2, run.ErrorLines.Count(l => l.Contains("is one of 2 files for the image 9000005", StringComparison.Ordinal)));
        Assert.Contains("9000006.jpg: is a .jpg file; masks are read from .png, .npy and .npz", run.Err, StringComparison.Ordinal);
        Assert.Matches(@"9000007\.png: pixel \(\d+, \d+\) has value [23]; expected", run.Err);
        Assert.Contains("1 film has no prediction and counts as empty: 9000002", run.Err, StringComparison.Ordinal);

        // Of a film without a usable prediction there is no row; one without any counts as empty; the others are as they were.
        string[] without = ["9000001", "9000003", "9000004", "9000005", "9000006", "9000007"];
        Assert.Equal(expected.Where(r => !without.Contains(r["id"])).Select(r => r["id"]), rows.Select(r => r["id"]));
        Assert.Equal(ScoreFolder.Texts([.. expected.Where(r => !without.Append("9000002").Contains(r["id"]))]), ScoreFolder.Texts([.. rows.Where(r => r["id"] != "9000002")]));
        Assert.All(rows.Where(r => r["id"] == "9000002"), r => Assert.Equal(("0", "inf", "predicted"), (r["dice"], r["hd"], r["empty"])));
    }

    [Fact]
    public async Task In_a_zip_they_are_named_by_the_zip()
    {
        var files = ScoreFolder.All.Select(p => (Name: $"run/{p.Image.Id}.png", Content: ScoreFolder.Grey(p.Mask))).ToList();
        files[3] = ("run/9000004.png", files[3].Content[..300]);
        var run = await ScoreFolder.RunAsync(_folder.Write("run.zip", PlainFiles.Zip(files)));
        Assert.Equal(1, run.ExitCode);
        Assert.Matches(@"^covidxr: run\.zip/run/9000004\.png: the file is (cut off|damaged)", run.Err);
    }

    [Theory]
    [InlineData("nowhere", "there is no such file or folder")]
    [InlineData("empty", "there are no predictions in it")]
    [InlineData("others", "none of the mask files is named as an image of the dataset")]
    [InlineData("results.json", "1:14: the instance has no category_id")]
    [InlineData("cut.json", "is it cut off?")]
    [InlineData("binary.json", "not valid UTF-8")]
    [InlineData("all.npz", "is not a whole zip archive")]
    [InlineData("object.json", "object.json: this is no prediction: expected COCO results (an array of objects with image_id, category_id and segmentation), or a dataset as COCO")]
    [InlineData("object.json", "; found an object with the keys 'a', 'b'")]
    [InlineData("text.json", "; found a text")]
    [InlineData("nothing.json", "; found an empty file")]
    [InlineData("other.json", "; found an object with the key 'predictions'")]
    [InlineData("half.json", "is it cut off?")]
    [InlineData("settings", "settings.json: this is no prediction: expected COCO results")]
    [InlineData("weights.pt", "this is no prediction; expected mask PNGs")]
    public async Task Predictions_of_which_nothing_can_be_read_are_one_error(string name, string problem)
    {
        Directory.CreateDirectory(_folder.PathOf("empty"));
        _folder.Write("others/x.png", ScoreFolder.Grey(ScoreFolder.All[0].Mask));
        _folder.Write("results.json", """[            {"image_id": 9000001}]"""u8);
        _folder.Write("cut.json", """[{"image_id": 9000001, "category"""u8);
        _folder.Write("binary.json", [(byte)'[', (byte)'"', 0xff, (byte)'"', (byte)']']);
        _folder.Write("all.npz", "PK\u0003\u0004..."u8);
        _folder.Write("object.json", """{"a": 1, "b": [2]}"""u8);
        _folder.Write("text.json", "\"a\""u8);
        _folder.Write("nothing.json", ""u8);
        _folder.Write("other.json", """{"predictions": [{"image_id": 9000001}]}"""u8);
        _folder.Write("half.json", """{"a": 1"""u8);
        _folder.Write("settings/settings.json", """{"lr": 0.1}"""u8);
        _folder.Write("weights.pt", "PK"u8);
        var run = await ScoreFolder.RunAsync(_folder.PathOf(name));
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"size": [9999999, 3], "counts": "0"}""", "the size of its run-length encoding is not [height, width]")]
    [InlineData("""{"size": [900000, 900000], "counts": [1]}""", "megapixels")]
    [InlineData("""{"counts": [1]}""", "the run-length encoding has no size")]
    [InlineData("""{"size": [4, 4], "counts": "zz"}""", "the run-length encoding is damaged")]
    [InlineData("[[1, 2, 3]]", "odd in number")]
    [InlineData("""{"si\ud800ze": [4, 4]}""", "a text in it is not valid Unicode")]
    [InlineData("null", "boxes are no masks")]
    [InlineData("\"x\"", "not an array of polygons")]
    public async Task A_damaged_instance_fails_its_film_alone(string shape, string problem)
    {
        var results = _folder.Write("results.json", System.Text.Encoding.UTF8.GetBytes($$"""
            [{"image_id": 9000001, "category_id": 1, "score": 1, "segmentation": {{shape}}},
             {"image_id": 9000002, "category_id": 1, "score": 1, "segmentation": [[10, 10, 90, 10, 90, 90, 10, 90]]}]
            """));
        var (run, rows) = await _folder.RowsAsync(results, "--where", "id in (9000001, 9000002)");
        Assert.Equal(1, run.ExitCode);
        Assert.Matches($"results.json:1:\\d+: .*{System.Text.RegularExpressions.Regex.Escape(problem)}|results.json: .*{System.Text.RegularExpressions.Regex.Escape(problem)}", run.Err);
        Assert.Equal(["9000002", "9000002", "9000002"], rows.Select(r => r["id"]));
        Assert.Equal("6561", rows[0]["predicted_pixels"]);
    }

    [Fact]
    public async Task Boxes_and_bad_lines_of_YOLO_fail_their_films_alone()
    {
        _folder.Write("yolo/9000001.txt", "0 0.5 0.5 0.2 0.2\n"u8);
        _folder.Write("yolo/9000002.txt", "0 0.1 0.1 0.9 0.1 0.9 nine\n"u8);
        _folder.Write("yolo/9000003.txt", "0 0 0 0.5 0 0.5 0.5 0 0.5 0.7\n0 0 0 1 0 1 1 0 1 0.2\n"u8);
        var (run, rows) = await _folder.RowsAsync(_folder.PathOf("yolo"), "--where", "id in (9000001, 9000002, 9000003)");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("9000001.txt: holds boxes; boxes are no masks", run.Err, StringComparison.Ordinal);
        Assert.Contains("9000002.txt:1:1: 'nine' is no fraction of the image's height", run.Err, StringComparison.Ordinal);
        Assert.Equal(["9000003", "9000003", "9000003"], rows.Select(r => r["id"]));

        // The second outline, of the whole film, has too low a confidence.
        Assert.InRange(long.Parse(rows[0]["predicted_pixels"], System.Globalization.CultureInfo.InvariantCulture), 1, long.Parse(rows[0]["pixels"], System.Globalization.CultureInfo.InvariantCulture) / 3);
    }

    [Fact]
    public async Task Predictions_of_nothing_are_whole_and_every_film_lacks_one()
    {
        string[] paths =
        [
            _folder.Write("none.json", " [ ]\n"u8),
            _folder.Write("none.zip", PlainFiles.Zip([("results.json", "[]"u8.ToArray())])),
            _folder.Write("none.npz", PlainFiles.Zip([])),
            _folder.Write("dataset.json", """{"images": [], "annotations": [], "categories": []}"""u8),
        ];
        foreach (var path in paths)
        {
            var (run, rows) = await _folder.RowsAsync(path);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("there is nothing in it: every film is one without a prediction", run.Err, StringComparison.Ordinal);
            Assert.Matches("covidxr: .*: 10 films have no prediction and count as empty: 9000001", run.Err);
            Assert.Equal(10, rows.Count(r => r["side"].Length == 0 && r["empty"] == "predicted"));
            Assert.Equal(0, (await ScoreFolder.RunAsync(path, "--missing", "skip")).ExitCode);
        }
    }

    [Fact]
    public async Task A_class_of_YOLO_that_nobody_named_is_an_error_rather_than_Ignore()
    {
        _folder.Write("yolo/9000001.txt", "1 0.1 0.1 0.9 0.1 0.9 0.9\n"u8);
        var run = await ScoreFolder.RunAsync(_folder.PathOf("yolo"), "--where", "id = 9000001");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("9000001.txt:1:1: '1' is no class; the only one is 0, as --classes names them from 0 on (the data.yaml of the training, put beside the label files, names others)", run.Err, StringComparison.Ordinal);

        // Named, it is Ignore, which is told.
        _folder.Write("yolo/data.yaml", "train: images\nnames: {0: Lung, 1: Ignore}\n"u8);
        var named = await ScoreFolder.RunAsync(_folder.PathOf("yolo"), "--where", "id = 9000001", "--quiet");
        Assert.Equal(0, named.ExitCode);
        Assert.Contains("predicted, not scored: Ignore on 1 film", named.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("masks")]
    [InlineData("npy")]
    [InlineData("COCO")]
    [InlineData("YOLO")]
    public async Task That_nothing_reaches_the_threshold_is_told_beside_the_figures(string kind)
    {
        var path = kind switch
        {
            "masks" => _folder.WriteAll(kind, m => ScoreFolder.Encode(m, MaskPixelFormat.Grey8(1))),
            "npy" => _folder.WriteAll(kind, m => PlainFiles.Npy(m, l => l * 0.4), i => $"{i.Id}.npy"),
            "COCO" => _folder.Write("low.json", """[{"image_id": 9000001, "category_id": 1, "score": 0.4, "segmentation": [[10, 10, 90, 10, 90, 90]]}]"""u8),
            _ => Path.GetDirectoryName(_folder.Write("YOLO/9000001.txt", "0 0.1 0.1 0.9 0.1 0.9 0.9 0.4\n"u8))!,
        };
        string[] where = ["--where", "id = 9000001"];
        string[] threshold = kind is "masks" or "npy" ? ["--threshold", "0.5"] : [];
        var quiet = await ScoreFolder.RunAsync(path, [.. where, .. threshold, "--quiet"]);
        Assert.Contains("1 prediction holds something, and nothing in any reaches the threshold 0.5: all count as empty", quiet.Out, StringComparison.Ordinal);
        Assert.Contains("nothing in any prediction reaches the threshold, though 1 of them is not empty: 9000001", (await ScoreFolder.RunAsync(path, [.. where, .. threshold])).Err, StringComparison.Ordinal);
        Assert.Contains("\"below_threshold\": [\n        \"9000001\"\n      ]", (await ScoreFolder.RunAsync(path, [.. where, .. threshold, "--json"])).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold 0", (await ScoreFolder.RunAsync(path, [.. where, "--threshold", kind == "masks" ? "0.003" : "0.3", "--quiet"])).Out.Replace("empty none, threshold", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private string Of(string name) => Path.Combine(_predictions, name);

    private void Write(string name, byte[] content) => _folder.Write($"predictions/{name}", content);
}
