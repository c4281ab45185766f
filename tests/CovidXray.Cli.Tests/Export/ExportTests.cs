using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Export;

/// <summary>The export command through the front door: what is written, what is said, what is refused.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Out => Path.Combine(_folder.Location, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_export_holds_annotations_films_manifest_and_attribution()
    {
        var run = await ExportAsync("coco");
        Assert.Equal((0, $"12 images in {Out}: coco, 29 annotations, 12 films\n"), (run.ExitCode, run.Out));
        Assert.Equal(["ATTRIBUTION.md", "annotations", "covidxr.export.json", "images"], Contents(Out));
        Assert.Equal(Contents(Path.Combine(Cli.Sample, "images")), Contents(Path.Combine(Out, "images")));
        using var manifest = Json("covidxr.export.json");
        Assert.Equal("coco", manifest.RootElement.GetProperty("format").GetString());
        Assert.StartsWith("""{"images":12,"annotations":29,"films":12,"missing_films":0,"failed":0,""", Compact(manifest.RootElement.GetProperty("counts")), StringComparison.Ordinal);
        Assert.Equal("""["ATTRIBUTION.md","annotations","covidxr.export.json","images"]""", Compact(manifest.RootElement.GetProperty("contents")));
        Assert.Matches("^sha256:[0-9a-f]{64}$", manifest.RootElement.GetProperty("dataset").GetProperty("fingerprint").GetString());
        Assert.Contains("12 of 12 images have no entry in the metadata", File.ReadAllText(Path.Combine(Out, "ATTRIBUTION.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_says_what_was_chosen_and_how()
    {
        await ExportAsync("coco", "--rle", "plain", "--images", "none", "--exclude", "lateral,ct");
        using var manifest = Json("covidxr.export.json");
        Assert.Equal("""{"--rle":["plain"]}""", Compact(manifest.RootElement.GetProperty("options")));
        Assert.Equal((12, 10), (manifest.RootElement.GetProperty("dataset").GetProperty("images").GetInt32(), manifest.RootElement.GetProperty("selection").GetProperty("images").GetInt32()));
        Assert.Single(manifest.RootElement.GetProperty("lost").EnumerateObject());
    }

    [Fact]
    public async Task The_same_export_is_the_same_bytes_whatever_the_number_of_jobs()
    {
        await ExportAsync("coco", "--rle", "--jobs", "1");
        var other = Path.Combine(_folder.Location, "other");
        Assert.Equal(0, (await Cli.RunAsync("export", "coco", "-d", Cli.Sample, "--out", other, "--rle", "--jobs", "4")).ExitCode);
        foreach (var file in Directory.GetFiles(Out, "*", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other, Path.GetRelativePath(Out, file))));
        }
    }

    [Theory]
    [InlineData("", "Array")]
    [InlineData("--rle", "String")]
    [InlineData("--rle compressed", "String")]
    [InlineData("--rle PLAIN", "Numbers")]
    [InlineData("--compat v7", "Array")]
    public async Task Shapes_are_polygons_or_runs(string options, string expected)
    {
        await ExportAsync(["coco", "--images", "none", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        using var coco = Json(options.Contains("v7", StringComparison.Ordinal) ? "output.json" : "annotations/instances_default.json");
        var shape = coco.RootElement.GetProperty("annotations")[0].GetProperty("segmentation");
        var form = shape.ValueKind == JsonValueKind.Array ? "Array"
            : shape.GetProperty("counts").ValueKind == JsonValueKind.String ? "String" : "Numbers";
        Assert.Equal(expected, form);
    }

    [Fact]
    public async Task Ids_are_those_of_the_dataset_and_boxes_and_areas_those_of_the_masks()
    {
        await ExportAsync("coco", "--rle", "plain", "--images", "none");
        using var coco = Json("annotations/instances_default.json");
        Assert.Equal(Enumerable.Range(1, 12), coco.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("id").GetInt32()));
        Assert.Equal(["1 Ignore", "2 Lung"], coco.RootElement.GetProperty("categories").EnumerateArray().Select(c => $"{c.GetProperty("id")} {c.GetProperty("name")}"));
        var annotations = coco.RootElement.GetProperty("annotations").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, 29), annotations.Select(a => a.GetProperty("id").GetInt32()));
        foreach (var annotation in annotations)
        {
            var (height, width) = (annotation.GetProperty("segmentation").GetProperty("size")[0].GetInt32(), annotation.GetProperty("segmentation").GetProperty("size")[1].GetInt32());
            var pixels = annotation.GetProperty("segmentation").GetProperty("counts").EnumerateArray()
                .SelectMany((count, i) => Enumerable.Repeat(i % 2 == 1, count.GetInt32()))
                .Select((isInside, i) => (isInside, X: i / height, Y: i % height))
                .Where(p => p.isInside)
                .ToArray();
            Assert.True(pixels.All(p => p.X < width));
            Assert.Equal(pixels.Length, annotation.GetProperty("area").GetInt32());
            var (left, top) = (pixels.Min(p => p.X), pixels.Min(p => p.Y));
            Assert.Equal($"[{left},{top},{pixels.Max(p => p.X) - left + 1},{pixels.Max(p => p.Y) - top + 1}]", annotation.GetProperty("bbox").GetRawText());
            Assert.Equal(0, annotation.GetProperty("iscrowd").GetInt32());
        }
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("link")]
    [InlineData("hardlink")]
    public async Task Films_come_along_as_asked(string how)
    {
        var run = await ExportAsync("coco", "--images", how);
        Assert.Equal(0, run.ExitCode);
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")))
        {
            var exported = new FileInfo(Path.Combine(Out, "images", Path.GetFileName(film)));
            Assert.Equal(how == "link" ? film : null, exported.LinkTarget);
            Assert.Equal(File.ReadAllBytes(film), File.ReadAllBytes(exported.FullName));
        }
    }

    [Fact]
    public async Task Without_films_there_is_no_folder_for_them()
    {
        await ExportAsync("coco", "--images", "none");
        Assert.False(Directory.Exists(Path.Combine(Out, "images")));
    }

    [Fact]
    public async Task Missing_films_are_listed_and_their_images_left_out()
    {
        var films = Path.Combine(_folder.Location, "films");
        Directory.CreateDirectory(films);
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")).Order(StringComparer.Ordinal).Skip(2))
        {
            File.Copy(film, Path.Combine(films, Path.GetFileName(film).ToUpperInvariant()));
        }

        var run = await ExportAsync("coco", "--images-from", films);
        Assert.Equal((1, $"10 images in {Out}: coco, 23 annotations, 10 films\n"), (run.ExitCode, run.Out));
        Assert.Contains(run.ErrorLines, l => l.StartsWith("covidxr: 2 images are left out, as their films are missing: ", StringComparison.Ordinal));
        Assert.Contains($"note: 2 of 12 films were not found (looked in {films}); --images-from DIR names another folder", run.ErrorLines);
        using var coco = Json("annotations/instances_default.json");
        Assert.Equal(10, coco.RootElement.GetProperty("images").GetArrayLength());
        using var manifest = Json("covidxr.export.json");
        Assert.Equal(2, manifest.RootElement.GetProperty("counts").GetProperty("missing_films").GetInt32());
    }

    [Theory]
    [InlineData("id", "9000001.jpg", "phantom-001-pa.jpg")]
    [InlineData("original", "phantom-001-pa.jpg", "9000001.jpg")]
    public async Task Films_are_named_as_asked_and_the_annotations_say_so(string name, string there, string notThere)
    {
        await ExportAsync("coco", "--name", name);
        Assert.True(File.Exists(Path.Combine(Out, "images", there)));
        Assert.False(File.Exists(Path.Combine(Out, "images", notThere)));
        using var coco = Json("annotations/instances_default.json");
        Assert.Equal(there, coco.RootElement.GetProperty("images")[0].GetProperty("file_name").GetString());
    }

    [Fact]
    public async Task What_every_export_of_this_data_loses_is_one_line_and_details_are_asked_for()
    {
        var run = await ExportAsync("voc");
        Assert.Equal(["voc leaves out, as always: keys of images, pixels of Lung under others, points of polygons (pixels are kept), tags (-v counts them)", "classes: Lung 1, Ignore 255"], run.ErrorLines);
        var told = await ExportAsync("voc", "--overwrite", "--verbose");
        Assert.Equal("voc leaves out, as always: keys of images, pixels of Lung under others, points of polygons (pixels are kept), tags", told.ErrorLines.Single(l => l.StartsWith("voc ", StringComparison.Ordinal)));
        Assert.Contains("  tags: 116 in 12 images", told.ErrorLines);
        Assert.Contains("  pixels of Lung under others: 7,211 in 3 images", told.ErrorLines);
    }

    [Fact]
    public async Task The_manifest_says_which_images_by_which_rules()
    {
        Assert.Equal(0, (await ExportAsync("csv", "--min-size", "512", "--exclude", "ct")).ExitCode);
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Out, "covidxr.export.json")));
        var selection = manifest.RootElement.GetProperty("selection");
        Assert.Equal((1, 9), (manifest.RootElement.GetProperty("schema").GetInt32(), selection.GetProperty("images").GetInt32()));
        Assert.Equal(["min-size 512", "exclude ct"], selection.GetProperty("rules").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task For_Excel_the_tables_of_csv_begin_with_a_byte_order_mark()
    {
        Assert.Equal(0, (await ExportAsync("csv")).ExitCode);
        var plain = File.ReadAllBytes(Path.Combine(Out, "images.csv"));
        Assert.Equal(0, (await ExportAsync("csv", "--excel", "--overwrite")).ExitCode);
        Assert.Equal([0xEF, 0xBB, 0xBF, .. plain], File.ReadAllBytes(Path.Combine(Out, "images.csv")));
        Assert.Equal(2, (await ExportAsync("coco", "--excel", "--overwrite")).ExitCode);
    }

    [Fact]
    public async Task Strict_writes_nothing_if_something_would_be_lost()
    {
        var run = await ExportAsync("coco", "--rle", "--strict");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal(
            ["coco leaves out, as always: tokens in addresses (-v counts them)", "note: coco cannot hold points of polygons (pixels are kept): 29 in 10 images", "covidxr: --strict: coco cannot hold everything, so nothing is written"],
            run.ErrorLines);
        Assert.False(Directory.Exists(Out));
        Assert.Equal(0, (await ExportAsync("darwin", "--strict")).ExitCode);
    }

    [Theory]
    [InlineData("masks")]
    [InlineData("yolo")]
    [InlineData("nnunet")]
    [InlineData("hf")]
    [InlineData("webdataset")]
    public async Task Images_without_polygons_are_counted_where_they_become_background(string format)
    {
        var run = await ExportAsync(format, "--size", "64");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"note: 2 images have no polygons: all background in {format} ('--include lungs' leaves such images out)", run.ErrorLines);
        using var manifest = Json("covidxr.export.json");
        Assert.Equal(2, manifest.RootElement.GetProperty("counts").GetProperty("all_background").GetInt32());
        using var summary = JsonDocument.Parse((await ExportAsync(format, "--size", "64", "--overwrite", "--json")).Out);
        Assert.Equal((12, 2), (summary.RootElement.GetProperty("images").GetInt32(), summary.RootElement.GetProperty("all_background").GetInt32()));
        Assert.DoesNotContain("background", (await ExportAsync(format, "--size", "64", "--overwrite", "--include", "lungs")).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_without_polygons_are_no_background_where_every_annotation_stands_for_itself()
    {
        Assert.Equal("", (await ExportAsync("darwin")).Err);
        using var manifest = Json("covidxr.export.json");
        Assert.Equal(0, manifest.RootElement.GetProperty("counts").GetProperty("all_background").GetInt32());
    }

    [Fact]
    public async Task An_export_is_replaced_only_on_demand_and_strangers_stay()
    {
        await ExportAsync("coco");
        var run = await ExportAsync("darwin");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal($"covidxr: {Out}: the folder is not empty: ATTRIBUTION.md, annotations, covidxr.export.json, images; nothing is written (--overwrite replaces an earlier export)", Assert.Single(run.ErrorLines));

        _folder.Write("out/my notes.txt", "mine"u8);
        Assert.Equal(0, (await ExportAsync("darwin", "--images", "none", "--overwrite")).ExitCode);
        Assert.Equal(["ATTRIBUTION.md", "annotations", "covidxr.export.json", "my notes.txt"], Contents(Out));
        Assert.Equal(12, Directory.GetFiles(Path.Combine(Out, "annotations")).Length);
    }

    [Fact]
    public async Task An_export_that_something_of_the_users_is_in_the_way_of_leaves_the_earlier_one_whole()
    {
        await ExportAsync("csv");
        _folder.Write("out/images/notes.txt", "mine"u8);
        var before = FolderTree.Read(Out);
        var run = await ExportAsync("coco", "--overwrite");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Equal($"covidxr: {Path.Combine(Out, "images")} is in the way; it is no part of an earlier export, so nothing is written", run.ErrorLines[^1]);
        Assert.Equal(before, FolderTree.Read(Out));
    }

    [Fact]
    public async Task An_earlier_export_of_which_a_part_cannot_be_moved_away_stays_whole()
    {
        await ExportAsync("darwin", "--images", "none");
        var before = FolderTree.Read(Out);
        using (SmallDisk.Mount(Path.Combine(Out, "annotations"), kilobytes: 64))
        {
            var run = await ExportAsync("coco", "--overwrite");
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.StartsWith($"covidxr: {Out}: the export cannot be written: ", run.ErrorLines[^1], StringComparison.Ordinal);
        }

        Assert.Equal(before, FolderTree.Read(Out));
    }

    [Fact]
    public async Task A_folder_that_is_no_export_is_not_touched()
    {
        _folder.Write("out/thesis.txt", "mine"u8);
        foreach (var overwrite in (string[])["--quiet", "--overwrite"])
        {
            var run = await ExportAsync("coco", overwrite);
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.Contains("nothing is written", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
            Assert.Equal(["thesis.txt"], Contents(Out));
        }

        _folder.Write("out/covidxr.export.json", "{\"contents\": [\"../films\", \"thesis.txt\"]"u8);
        var damaged = await ExportAsync("coco", "--overwrite");
        Assert.Equal($"covidxr: {Path.Combine(Out, "covidxr.export.json")}:1:40: is damaged (at $), so it cannot be known what belongs to the earlier export; nothing is written", Assert.Single(damaged.ErrorLines));
        Assert.Equal(["covidxr.export.json", "thesis.txt"], Contents(Out));
    }

    [Fact]
    public async Task A_manifest_cannot_have_files_outside_deleted()
    {
        var stranger = _folder.Write("films", "mine"u8);
        _folder.Write("out/covidxr.export.json", "{\"contents\": [\"../films\", \"..\", \"/etc\"]}"u8);
        Assert.Equal(0, (await ExportAsync("coco", "--overwrite", "--images", "none")).ExitCode);
        Assert.True(File.Exists(stranger));
    }

    [Fact]
    public async Task The_summary_is_there_as_json()
    {
        var run = await ExportAsync("coco", "--rle", "--json", "--quiet");
        Assert.Equal("", run.Err);
        using var summary = JsonDocument.Parse(run.Out);
        Assert.Equal((12, 29, 12), (Number("images"), Number("annotations"), Number("films")));
        Assert.Equal("""{"points of polygons (pixels are kept)":{"count":29,"images":10}}""", Compact(summary.RootElement.GetProperty("lost")));

        int Number(string name) => summary.RootElement.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task What_was_exported_is_a_dataset_with_the_same_masks()
    {
        await ExportAsync("coco", "--rle");
        foreach (var dataset in (string[])[Out, Path.Combine(Out, "annotations", "instances_default.json"), Cli.Sample])
        {
            var run = await Cli.RunAsync("masks", "-d", dataset, "--out", Path.Combine(_folder.Location, $"masks-{dataset.Length}"));
            Assert.Equal(0, run.ExitCode);
            Assert.Contains("1,588,919 pixels", run.Out, StringComparison.Ordinal);
        }

        var masks = Directory.GetDirectories(_folder.Location, "masks-*");
        Assert.Equal(3, masks.Length);
        foreach (var file in Directory.GetFiles(masks[0]))
        {
            Assert.All(masks, m => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(m, Path.GetFileName(file)))));
        }
    }

    [Fact]
    public async Task One_bad_annotation_costs_one_image()
    {
        await ExportAsync("coco", "--images", "none");
        var file = Path.Combine(Out, "annotations", "instances_default.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("{\"id\":3,\"image_id\":2,\"category_id\":2", "{\"id\":3,\"image_id\":2,\"category_id\":9", StringComparison.Ordinal));
        var run = await Cli.RunAsync("masks", "-d", file, "--out", Path.Combine(_folder.Location, "masks"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("11 masks", run.Out, StringComparison.Ordinal);
        Assert.Equal($"covidxr: {file}:20:36: category_id is 9, which is not among the file's categories (at $.annotations[2].category_id)", run.ErrorLines[0]);
    }

    [Fact]
    public async Task What_is_odd_about_a_file_is_said_once()
    {
        await ExportAsync("coco", "--compat", "v7", "--images", "none");
        var file = _folder.Write("v7.json", """
            {"images": [{"id": 1, "file_name": "a.png", "width": 8, "height": 6}], "reviews": [7], "categories": [{"id": 0, "name": "Ignore"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 0, "segmentation": {"counts": [10, 4, 34], "size": [8, 6]}, "iscrowd": 1, "extra": {}}]}
            """u8);
        var run = await Cli.RunAsync("export", "darwin", "-d", file, "--out", Path.Combine(_folder.Location, "darwin"), "--images", "none");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                $"note: {file}: run-length encoded masks whose size is [width, height], as V7's exporter wrote it in 2020: 1; read as [height, width]",
                "note: darwin cannot hold keys of the dataset as a whole, such as info: 1",
            ],
            run.ErrorLines);
    }

    [Theory]
    [InlineData("coco --rle dense", "--rle: there is no 'dense' (expected compressed, plain)")]
    [InlineData("coco --compat v8", "--compat: there is no 'v8'; did you mean 'v7'? (expected v7)")]
    [InlineData("coco --jobs 0", "--jobs is 0; expected a whole number, 1 or more")]
    [InlineData("dicom", "there is no format 'dicom' (expected ")]
    public async Task Wrong_usage_is_said_and_nothing_is_written(string arguments, string message)
    {
        var run = await ExportAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {message}", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("darwin --rle", "--rle is for coco, not darwin.")]
    [InlineData("VOC --compat v7", "--compat is for coco, not voc.")]
    [InlineData("yolo --style index", "--style is for masks, not yolo.")]
    [InlineData("coco --version 2", "--version is for darwin, not coco.")]
    [InlineData("coco --task detect", "--task is for yolo, not coco.")]
    [InlineData("hf --holes refuse", "--holes is for yolo, not hf.")]
    [InlineData("hf --shard-size 1MB", "--shard-size is for webdataset, not hf.")]
    [InlineData("coco --dataset-id 5", "--dataset-id is for nnunet, not coco.")]
    [InlineData("parquet --dataset-name Lungs", "--dataset-name is for nnunet, not parquet.")]
    [InlineData("nnunet --dataset-name Lungs", "--dataset-name is the name behind --dataset-id; give that, too.")]
    public async Task An_option_of_another_format_is_refused(string arguments, string message)
    {
        var run = await ExportAsync(arguments.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains($"covidxr: {message}", run.ErrorLines);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task Help_says_which_format_an_option_is_for()
    {
        foreach (var start in (string[])["coco: masks as runs", "coco: v7 writes", "masks: what they look like", "darwin: the document's version", "yolo: segment", "yolo: bridge", "webdataset: the size", "nnunet: the dataset's number", "nnunet: the name"])
        {
            var help = (await Cli.RunAsync("export", start.Split(':')[0], "--help")).Out;
            Assert.Single(help.Split('\n'), line => line.Contains(start, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_dataset_without_films_says_where_it_looked()
    {
        _folder.Write("annotations/1.json", """{"image": {"width": 8, "height": 6, "original_filename": "a.png"}, "annotations": []}"""u8.ToArray());
        var run = await Cli.RunAsync("export", "coco", "-d", Path.Combine(_folder.Location, "annotations"), "--images", "copy", "--out", Out);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--images copy: none of the films was found (looked in images/, beside the JSON)", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    private Task<Cli> ExportAsync(params string[] arguments) =>
        Cli.RunAsync(["export", arguments[0], "-d", Cli.Sample, "--out", Out, .. arguments.Skip(1)]);

    private JsonDocument Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Out, file)));

    private static string[] Contents(string folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json);
}
