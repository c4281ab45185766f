using System.IO.Compression;
using CovidXray.Formats;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Datasets of all formats in zip archives are read as the folders that were packed.</summary>
public sealed class ZippedDatasetTests : ExportTest
{
    public static TheoryData<string, bool> Formats => [.. AnnotationFormats.All.Where(f => f.CanRead).SelectMany(f => ((bool[])[false, true]).Select(b => (f.Name, b)))];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Each_is_read_with_its_films(string format, bool hasTopFolder)
    {
        await ExportAsync(format, "set");
        Pack(hasTopFolder);
        using (var folder = AnnotationFormats.Open(PathOf("set")))
        using (var zip = AnnotationFormats.Open(PathOf("set.zip")))
        {
            Assert.Equal((format, folder.Entries.Count), (zip.Format, zip.Entries.Count));
            Assert.Empty(zip.Problems);
            Assert.Equal(PathOf("set.zip"), zip.Location);
            Assert.Equal(folder.Classes.Select(c => (c.Number, c.Name)), zip.Classes.Select(c => (c.Number, c.Name)));
            Assert.Equal(folder.Read().SelectMany(i => i.Annotations.Select(a => (i.Id, a.Name, a.Kind))), zip.Read().SelectMany(i => i.Annotations.Select(a => (i.Id, a.Name, a.Kind))));
            Assert.All(zip.Read(), i => Assert.StartsWith("set.zip", i.Source, StringComparison.Ordinal));
        }

        if (format != "darwin")
        {
            Assert.Equal(0, (await Cli.RunAsync("export", "yolo", "-d", PathOf("set.zip"), "--out", PathOf("zipped"))).ExitCode);
            Assert.Equal(0, (await Cli.RunAsync("export", "yolo", "-d", PathOf("set"), "--out", PathOf("plain"))).ExitCode);
            Assert.Equal(12, Directory.GetFiles(PathOf("zipped", "images")).Length);
            Assert.Equal(Contents("plain"), Contents("zipped"));
        }
    }

    [Theory]
    [InlineData("darwin", false)]
    [InlineData("darwin", true)]
    [InlineData("coco", false)]
    [InlineData("coco", true)]
    public async Task A_metadata_table_in_it_is_joined_as_in_a_folder(string format, bool hasTopFolder)
    {
        await ExportAsync(format, "set", "--images", "none");
        Write("set/metadata.csv", "filename;license\nphantom-001-pa.jpg;CC0\nphantom-005.PNG;CC BY 4.0\n");
        Pack(hasTopFolder);
        foreach (var dataset in (string[])["set", "set.zip"])
        {
            var run = await Cli.RunAsync("filter", "-d", PathOf(dataset), "--license-allow", "CC BY*", "--dry-run", "--list");
            Assert.Equal((0, "9000005\n"), (run.ExitCode, run.Out));
            Assert.Contains("note: 10 of 12 images have no row in the metadata table", run.Err, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_metadata_table_in_it_is_named()
    {
        await ExportAsync("darwin", "set", "--images", "none");
        Write("set/metadata.csv", "name\n1\n");
        Pack(hasTopFolder: false);
        var run = await Cli.RunAsync("filter", "-d", PathOf("set.zip"), "--min-size", "1", "--dry-run");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("covidxr: set.zip/metadata.csv", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_COCO_file_says_of_itself_stays()
    {
        Write("set/annotations.json", """{"info": {"year": 2020}, "licenses": [{"id": 9, "name": "CC0"}], "images": [{"id": 1, "width": 9, "height": 9, "license": 9}], "annotations": [], "categories": []}""");
        Pack(hasTopFolder: true);
        Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", PathOf("set.zip"), "--out", PathOf("out"))).ExitCode);
        var written = await File.ReadAllTextAsync(PathOf("out", "annotations", "instances_default.json"), TestContext.Current.CancellationToken);
        Assert.Contains("\"info\":{\"year\": 2020}", written, StringComparison.Ordinal);
        Assert.Contains("{\"license\":9,", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Films_of_one_name_in_two_parts_stay_with_their_documents()
    {
        foreach (var part in (string[])["train", "valid"])
        {
            Write($"set/{part}/_annotations.coco.json", $$"""{"images": [{"id": 1, "width": {{(part == "train" ? 20 : 30)}}, "height": 9, "file_name": "a.png"}], "annotations": [], "categories": []}""");
            await File.WriteAllBytesAsync(PathOf("set", part, "a.png"), FilmDataset.Png(part == "train" ? 20 : 30, 9), TestContext.Current.CancellationToken);
        }

        Pack(hasTopFolder: false);
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("set.zip"), "--out", PathOf("out"));
        Assert.Equal((0, 2), (run.ExitCode, Directory.GetFiles(PathOf("out", "images")).Length));
    }

    [Fact]
    public async Task Files_beside_the_one_folder_do_no_harm()
    {
        await ExportAsync("voc", "inner/set");
        Write("inner/README.txt", "hello");
        ZipFile.CreateFromDirectory(PathOf("inner"), PathOf("set.zip"));
        using var zip = AnnotationFormats.Open(PathOf("set.zip"));
        Assert.Equal(("voc", 12), (zip.Format, zip.Entries.Count));
    }

    [Fact]
    public async Task Messages_name_the_archive()
    {
        await ExportAsync("yolo", "set");
        await File.WriteAllTextAsync(PathOf("set", "labels", "9000003.txt"), "7 0 0 0 0\n", TestContext.Current.CancellationToken);
        Pack(hasTopFolder: false);
        var run = await Cli.RunAsync("stats", "-d", PathOf("set.zip"));
        Assert.Equal((1, "covidxr: set.zip/labels/9000003.txt:1:1: '7' is no class; classes are 0, 1, as data.yaml names them\n"), (run.ExitCode, run.Err));
        await File.WriteAllTextAsync(PathOf("set", "data.yaml"), "names: [", TestContext.Current.CancellationToken);
        Pack(hasTopFolder: false);
        Assert.StartsWith("covidxr: set.zip/data.yaml:2:1: is no YAML", (await Cli.RunAsync("stats", "-d", PathOf("set.zip"))).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_format_can_be_named_and_a_choice_is_kept_beside()
    {
        await ExportAsync("coco", "set");
        Pack(hasTopFolder: true);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", PathOf("set.zip"), "--from", "coco")).ExitCode);
        var wrong = await Cli.RunAsync("stats", "-d", PathOf("set.zip"), "--from", "yolo");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("set.zip: no annotations found in the archive: it holds", wrong.Err, StringComparison.Ordinal);
        Assert.Contains("a selection cannot be saved in a file", (await Cli.RunAsync("filter", "-d", PathOf("set.zip"), "--min-size", "1")).Err, StringComparison.Ordinal);
        Assert.Contains("a slot is asked for, and the format coco has none", (await Cli.RunAsync("stats", "-d", PathOf("set.zip"), "--slot", "0")).Err, StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", PathOf("set.zip"), "--min-size", "1", "--out", PathOf("kept.json"))).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("masks", "-d", PathOf("set.zip"), "--selection", PathOf("kept.json"), "--out", PathOf("masks"))).ExitCode);
    }

    [Fact]
    public async Task Films_of_an_archive_are_copied_not_linked()
    {
        await ExportAsync("coco", "set");
        Pack(hasTopFolder: false);
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("set.zip"), "--images", "link", "--out", PathOf("out"));
        Assert.Equal((2, $"covidxr: --images link: the films are in {PathOf("set.zip")}, which is unpacked only while it is read; copy them (--images copy)\n"), (run.ExitCode, run.Err.Split("Try ")[0]));
        Assert.False(Directory.Exists(PathOf("out", "images")));
    }

    [Fact]
    public async Task Films_beside_an_archive_are_found()
    {
        await ExportAsync("coco", "set");
        Directory.Move(PathOf("set", "images"), PathOf("images"));
        Pack(hasTopFolder: false);
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("set.zip"), "--images", "link", "--out", PathOf("out"));
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(12, Directory.GetFiles(PathOf("out", "images")).Length);
    }

    private void Pack(bool hasTopFolder)
    {
        File.Delete(PathOf("set.zip"));
        ZipFile.CreateFromDirectory(PathOf("set"), PathOf("set.zip"), CompressionLevel.Fastest, hasTopFolder);
    }

    private IEnumerable<(string, string)> Contents(string folder) =>
        Directory.GetFiles(PathOf(folder, "labels")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)));
}
