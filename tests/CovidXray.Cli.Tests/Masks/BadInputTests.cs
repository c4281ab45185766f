using System.IO.Compression;
using System.Text;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Bad input through the whole command: each bad file is an error with its place, the good ones become masks, and the exit code is 1.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string PointsOf = """{"image": {"width": 8, "height": 6}, "annotations": [{"name": "Lung", "polygon": {"path": [""";
    private static readonly string Good = Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3));

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Theory]
    [InlineData("", "bad.json: the file is empty; expected Darwin JSON")]
    [InlineData("""{"image": {"width": 8, "hei""", "bad.json:1:28: the file ends in the middle")]
    [InlineData("<html>403</html>", "bad.json:1:1: not valid JSON: '<' is an invalid start of a value (at $)")]
    [InlineData("""{"image": {"height": 6}}""", "bad.json:1:11: width is missing (at $.image)")]
    [InlineData("""{"image": {"width": 0, "height": 6}}""", "bad.json:1:21: width is 0; expected a whole number of pixels, 1 or more (at $.image.width)")]
    [InlineData("""{"image": {"width": 8, "height": -6}}""", "bad.json:1:34: height is -6; expected a whole number of pixels, 1 or more (at $.image.height)")]
    [InlineData("""{"image": {"width": 100000, "height": 100000}}""", "bad.json: the image is 100000x100000 = 10000 megapixels; the limit is 256 (raise it with --max-megapixels if that is right)")]
    [InlineData("""{"image": {"width": 2000000, "height": 1}}""", "bad.json: the image is 2000000x1 pixels; no side may be longer than 1048576")]
    [InlineData(PointsOf + """{"x": NaN, "y": 1}]}}]}""", "bad.json:1:98: not valid JSON: 'N' is an invalid start of a value (at $.annotations[0].polygon.path[0].x)")]
    [InlineData(PointsOf + """{"x": 1, "y": 1e308}]}}]}""", "bad.json:1:106: y is 1e308; coordinates lie within -2^30 and 2^30 (at $.annotations[0].polygon.path[0].y)")]
    public async Task A_bad_file_is_named_with_place_and_problem_and_the_rest_is_done(string document, string message)
    {
        _data.Write("bad", document);
        _data.Write("good", Good);
        var run = await RunAsync(_data.Location);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {message}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith($"1 mask in {_masks.Location}: ", run.Out, StringComparison.Ordinal);
        AssertOnlyGood();
    }

    [Fact]
    public async Task Ten_thousand_levels_are_an_error()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);
        _data.Write("bad", """{"image": {"width": 8, "height": 6}, "annotations": [""" + deep + "]}");
        _data.Write("deep", """{"unknown": """ + deep + """, "image": {"width": 8, "height": 6}}""");
        _data.Write("good", Good);
        var run = await RunAsync(_data.Location);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.ErrorLines.Count);
        Assert.StartsWith("covidxr: bad.json:1:54: an annotation is an array, not an object", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.StartsWith("covidxr: deep.json:1:76: the document is nested deeper than 64 levels", run.ErrorLines[1], StringComparison.Ordinal);
        AssertOnlyGood();
    }

    [Fact]
    public async Task A_ring_of_one_point_paints_it()
    {
        _data.Write("good", PointsOf + """{"x": 7.4, "y": 2}]}}]}""");
        var run = await RunAsync(_data.Location);
        Assert.Equal((0, "note: 1 ring of fewer than 3 points paints a point or a line at most\n"), (run.ExitCode, run.Err));
        Assert.Equal([(2 * 8) + 7], Lung());
    }

    [Fact]
    public async Task A_million_points_are_painted()
    {
        // A rectangle, gone round 250,000 times: an even number, so that even-odd leaves its outline alone.
        const string Round = """{"x":0,"y":0},{"x":7,"y":0},{"x":7,"y":2},{"x":0,"y":2}""";
        _data.Write("good", PointsOf + string.Join(',', Enumerable.Repeat(Round, 250_000)) + "]}}]}");
        var run = await RunAsync(_data.Location);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20, 21, 22, 23], Lung());
    }

    [Fact]
    public async Task Of_two_files_of_one_id_one_is_read()
    {
        _data.Write("good", Good);
        _data.Write("Good.JSON", Encoding.UTF8.GetBytes(Documents.Image(3, 3)));
        var run = await RunAsync(_data.Location);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["covidxr: good.json: the id 'good' stands for Good.JSON already; ids are file names, in which letter case does not count"], run.ErrorLines);
        Assert.Equal(["Good.png", "class_mapping.csv", "covidxr.masks.json"], Names());
    }

    [Fact]
    public async Task All_failures_are_listed_in_the_order_of_their_ids_whatever_the_number_of_threads()
    {
        for (var i = 0; i < 20; i++)
        {
            _data.Write($"{i:D2}", i % 3 == 0 ? "{" : Good);
        }

        var run = await RunAsync(_data.Location, "--jobs", "8");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["00", "03", "06", "09", "12", "15", "18"], run.ErrorLines.Select(l => l["covidxr: ".Length..][..2]));
        Assert.Equal(13, Directory.GetFiles(_masks.Location, "*.png").Length);
    }

    [Fact]
    public async Task Fail_fast_stops_at_the_first()
    {
        for (var i = 0; i < 20; i++)
        {
            _data.Write($"{i:D2}", i == 3 ? "{" : Good);
        }

        var run = await RunAsync(_data.Location, "--fail-fast", "--jobs", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("covidxr: 03.json:1:2: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["00.png", "01.png", "02.png"], Directory.GetFiles(_masks.Location, "*.png").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task An_archives_evil_names_bombs_and_damaged_entries_are_errors_of_their_own()
    {
        var zip = _data.Write("release.zip", Zip());
        var run = await RunAsync(zip);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(4, run.ErrorLines.Count);
        Assert.Equal("covidxr: release.zip/../evil.json: the entry's name leads out of the archive; it is left out", run.ErrorLines[0]);
        Assert.Equal("covidxr: release.zip/annotations/../../evil2.json: the entry's name leads out of the archive; it is left out", run.ErrorLines[1]);
        Assert.StartsWith("covidxr: release.zip/annotations/bomb.json: ", run.ErrorLines[2], StringComparison.Ordinal);
        Assert.EndsWith("a zip bomb, not annotations", run.ErrorLines[2], StringComparison.Ordinal);
        Assert.StartsWith("covidxr: release.zip/annotations/damaged.json: the entry is damaged: ", run.ErrorLines[3], StringComparison.Ordinal);
        AssertOnlyGood();
        Assert.Equal(["release.zip"], Directory.GetFileSystemEntries(_data.Location).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(_masks.Location, "..", "evil.png")));
    }

    [Theory]
    [InlineData("nowhere", "there is no such file or folder")]
    [InlineData("empty", "no annotations found: expected a COCO .json file (or a folder with annotations/instances_*.json or _annotations.coco.json), a folder with *.json files (or annotations/*.json), a .json file, a release .zip, a VOC folder (Annotations/*.xml), masks with class_mapping.csv, a YOLO folder (data.yaml)")]
    [InlineData("cut.zip", "is not a whole zip archive: ")]
    public async Task What_is_no_dataset_is_an_error(string name, string problem)
    {
        Directory.CreateDirectory(Path.Combine(_data.Location, "empty"));
        _data.Write("cut.zip", Zip().AsSpan(..^30));
        var path = Path.Combine(_data.Location, name);
        var run = await RunAsync(path);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {path}: {problem}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Names());
    }

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "annotations/good.json", Encoding.UTF8.GetBytes(Good));
            Add(archive, "../evil.json", Encoding.UTF8.GetBytes(Good));
            Add(archive, "annotations/../../evil2.json", Encoding.UTF8.GetBytes(Good));
            var blanks = new byte[20_000_000];
            blanks.AsSpan().Fill((byte)' ');
            Add(archive, "annotations/bomb.json", blanks);
            Add(archive, "annotations/damaged.json", Encoding.UTF8.GetBytes(Good));
        }

        // The last entry's packed data lies right before the directory.
        var zip = bytes.ToArray();
        zip[zip.AsSpan().IndexOf("PK\x01\x02"u8) - 20] ^= 0x55;
        return zip;
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(content);
    }

    private Task<Cli> RunAsync(string dataset, params IReadOnlyList<string> options) =>
        Cli.RunAsync(["masks", "-d", dataset, "--out", _masks.Location, .. options]);

    private string?[] Names() => [.. Directory.GetFileSystemEntries(_masks.Location).Select(Path.GetFileName).Order(StringComparer.Ordinal)];

    private void AssertOnlyGood()
    {
        Assert.Equal(["class_mapping.csv", "covidxr.masks.json", "good.png"], Names());
        Assert.Equal(Enumerable.Range(0, 32).Where(i => i % 8 < 4), Lung());
    }

    /// <summary>The lung pixels of good.png, by their position.</summary>
    private IEnumerable<int> Lung() =>
        PngFile.Read(Path.Combine(_masks.Location, "good.png")).Samples.Index().Where(s => s.Item == 255).Select(s => s.Index);
}
