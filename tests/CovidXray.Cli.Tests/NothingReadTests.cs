using CovidXray.Cli.Tests.Export;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary>Where nothing could be read there are errors, and no report of nothing behind them.</summary>
public sealed class NothingReadTests : ExportTest
{
    [Theory]
    [InlineData("stats")]
    [InlineData("stats --no-areas --field class")]
    [InlineData("stats --csv OUT")]
    [InlineData("stats --html OUT")]
    [InlineData("score SAMPLE --csv OUT")]
    [InlineData("masks --out OUTMASKS")]
    [InlineData("filter --dry-run")]
    [InlineData("export coco --out OUTEXPORT")]
    [InlineData("export yolo --out OUTEXPORT")]
    [InlineData("export csv --out OUTEXPORT")]
    public async Task Errors_are_all_that_is_printed(string command)
    {
        Write("in/a.json", "{");
        Write("in/b.json", "[]");
        var run = await Cli.RunAsync([.. command.Replace("OUT", PathOf("out"), StringComparison.Ordinal).Replace("SAMPLE", Cli.Sample, StringComparison.Ordinal).Split(' '), "-d", PathOf("in")]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(["covidxr: a.json", "covidxr: b.json"], run.ErrorLines.Select(l => l[.."covidxr: a.json".Length]));
        Assert.False(Path.Exists(PathOf("out")));
    }

    [Fact]
    public async Task A_choice_of_nothing_that_could_be_read_is_not_saved()
    {
        Write("in/data.yaml", "train: train.txt\nnames: [Lung]\n");
        Write("in/train.txt", "images/a.png\n");
        var run = await Cli.RunAsync("filter", "-d", PathOf("in"), "--min-size", "1");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("covidxr: train.txt: the image 'images/a.png' is not there", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("in", "selection.json")));
    }

    [Theory]
    [InlineData("hf", "covidxr.export.json", "metadata.jsonl")]
    [InlineData("webdataset", "covidxr.export.json", "shard-000000.tar")]
    [InlineData("csv", "covidxr.export.json", "images.csv, annotations.csv")]
    [InlineData("nnunet", "covidxr.export.json", "dataset.json, imagesTr")]
    public async Task Exports_that_are_only_written_say_what_they_are(string format, string sign, string look)
    {
        var options = format == "nnunet" ? (string[])["--dataset-id", "501"] : [];
        Assert.Equal(0, (await ExportAsync(format, "set", options)).ExitCode);
        var folder = format == "nnunet" ? PathOf("set", "Dataset501_CovidChestXray") : PathOf("set");
        await AssertSaysAsync(sign);
        File.Delete(Path.Combine(folder, "covidxr.export.json"));
        await AssertSaysAsync(look);

        async Task AssertSaysAsync(string shown)
        {
            var run = await Cli.RunAsync("stats", "-d", folder);
            Assert.Equal((1, "", $"covidxr: {folder}: is in the format {format} ({shown}), which is written, not read; name the dataset that it was made from\n"), (run.ExitCode, run.Out, run.Err));
        }
    }

    [Fact]
    public async Task So_do_the_folder_around_them_and_a_zip()
    {
        Assert.Equal(0, (await ExportAsync("nnunet", "set", "--dataset-id", "501")).ExitCode);
        var run = await Cli.RunAsync("stats", "-d", PathOf("set"));
        Assert.Equal($"covidxr: {PathOf("set")}: is in the format nnunet (Dataset501_CovidChestXray/), which is written, not read; name the dataset that it was made from\n", run.Err);
        Assert.Equal(0, (await ExportAsync("hf", "hf")).ExitCode);
        System.IO.Compression.ZipFile.CreateFromDirectory(PathOf("hf"), PathOf("hf.zip"));
        run = await Cli.RunAsync("stats", "-d", PathOf("hf.zip"));
        Assert.Equal((1, $"covidxr: {PathOf("hf.zip")}: is in the format hf (covidxr.export.json), which is written, not read; name the dataset that it was made from\n"), (run.ExitCode, run.Err));
    }

    [Theory]
    [InlineData("""{"shapes": [], "imagePath": "a.png"}""", "this is labelme's JSON, which is not read: export it as COCO, VOC or YOLO")]
    [InlineData("""{"items": [], "categories": {}}""", "this is Datumaro's own JSON, which is not read")]
    [InlineData("""{"objects": [], "size": {}}""", "this is Supervisely's JSON, which is not read")]
    [InlineData("""{"samples": []}""", "this is FiftyOne's own JSON, which is not read")]
    [InlineData("""{"sample": []}""", "is this another format?")]
    public async Task Other_tools_JSON_is_named(string document, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.json", System.Text.Encoding.UTF8.GetBytes(document));
        var run = await Cli.RunAsync("stats", "-d", folder.Location);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_holds_no_annotations_says_what_it_holds()
    {
        for (var i = 0; i < 7; i++)
        {
            Write($"in/{i}.dcm", "");
        }

        Write("in/films/a.png", "");
        Assert.StartsWith($"covidxr: {PathOf("in")}: no annotations found: it holds 0.dcm, 1.dcm, 2.dcm, 3.dcm, 4.dcm and 3 more; expected a COCO .json file", (await Cli.RunAsync("stats", "-d", PathOf("in"))).Err, StringComparison.Ordinal);
        Assert.Contains("no annotations found: it holds a.png; expected ", (await Cli.RunAsync("stats", "-d", PathOf("in", "films"))).Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001f\u008b", 0, "it is a gzip archive (unpack it, and name the folder)")]
    [InlineData("ustar", 257, "it is a tar archive (unpack it, and name the folder)")]
    [InlineData("Rar!", 0, "it is a rar archive (unpack it, and name the folder)")]
    [InlineData("PAR1", 0, "it is a Parquet file, which is written, not read")]
    [InlineData("DICM", 128, "it is a DICOM film")]
    [InlineData("\u0089PNG", 0, "it is a PNG film; name the folder of the dataset")]
    public async Task A_file_that_is_something_else_says_what_it_is(string start, int at, string what)
    {
        Write("x.bin", "");
        await File.WriteAllBytesAsync(PathOf("x.bin"), [.. new byte[at], .. System.Text.Encoding.Latin1.GetBytes(start), 0], TestContext.Current.CancellationToken);
        Assert.StartsWith($"covidxr: {PathOf("x.bin")}: no annotations found: {what}; expected ", (await Cli.RunAsync("stats", "-d", PathOf("x.bin"))).Err, StringComparison.Ordinal);
    }
}
