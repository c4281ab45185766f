using System.Formats.Tar;
using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Export;
using CovidXray.Formats;
using CovidXray.Splits;
using DuckDB.NET.Data;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Exports of the sample in the parts of a split: every format keeps them apart in its own way, and nothing else changes.</summary>
public sealed class PartsExportTests : ExportTest
{
    public static TheoryData<string> InParts { get; } = [.. ExportFormats.All.Where(f => f.Parts != PartLayout.None).Select(f => f.Name)];

    private string SplitFile => PathOf("split.json");

    [Theory]
    [MemberData(nameof(InParts))]
    public async Task Every_image_is_in_the_part_that_the_split_puts_it_in(string format)
    {
        var split = await SplitAsync("--seed", "3");
        var run = await ExportAsync(format, "out", "--split", SplitFile);
        Assert.Equal(0, run.ExitCode);
        var sizes = string.Join(", ", split.Parts.Select(part => $"{PartNames.Of(part)} ({split.Places.Count(p => p.Value.Part == part)})"));
        Assert.Contains(run.ErrorLines, l => l.Contains($"the saved split: {sizes} (--no-parts", StringComparison.Ordinal));
        var found = FindParts(format);
        Assert.Equal(split.Places.Select(p => (p.Key, PartNames.Of(p.Value.Part!.Value))), found.OrderBy(f => f.Id, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(InParts))]
    public async Task Without_parts_it_is_the_export_that_it_was(string format)
    {
        Assert.Equal(0, (await ExportAsync(format, "before")).ExitCode);
        await SplitAsync();
        Assert.Equal(0, (await ExportAsync(format, "out", "--split", SplitFile, "--no-parts")).ExitCode);
        FolderTree.AssertEqual(PathOf("before"), PathOf("out"));
    }

    [Fact]
    public async Task Masks_are_the_same_with_a_split()
    {
        Assert.Equal(0, (await ExportAsync("masks", "before")).ExitCode);
        await SplitAsync();
        Assert.Equal(0, (await ExportAsync("masks", "out", "--split", SplitFile)).ExitCode);
        FolderTree.AssertEqual(PathOf("before"), PathOf("out"));
    }

    [Theory]
    [MemberData(nameof(InParts))]
    public async Task Shards_and_their_join_are_one_run(string format)
    {
        await SplitAsync("--seed", "2");
        foreach (var shard in (string[])["1/2", "2/2"])
        {
            Assert.Equal(0, (await ExportAsync(format, "many", "--split", SplitFile, "--size", "96", "--shard", shard)).ExitCode);
        }

        Assert.Equal(0, (await ExportAsync(format, "many", "--split", SplitFile, "--size", "96", "--join", "2")).ExitCode);
        Assert.Equal(0, (await ExportAsync(format, "one", "--split", SplitFile, "--size", "96")).ExitCode);
        FolderTree.AssertEqual(PathOf("one"), PathOf("many"));
    }

    [Fact]
    public async Task Shards_of_two_splits_are_not_joined()
    {
        await SplitAsync("--seed", "1");
        Assert.Equal(0, (await ExportAsync("hf", "out", "--split", SplitFile, "--size", "96", "--shard", "1/2")).ExitCode);
        await SplitAsync("--train", "40", "--val", "30", "--test", "30", "--overwrite");
        Assert.Equal(0, (await ExportAsync("hf", "out", "--split", SplitFile, "--size", "96", "--shard", "2/2")).ExitCode);
        var run = await ExportAsync("hf", "out", "--split", SplitFile, "--size", "96", "--join", "2");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the parts of split sha256:", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_manifest_names_the_split()
    {
        var split = await SplitAsync();
        await ExportAsync("coco", "out", "--split", SplitFile);
        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(PathOf("out", "covidxr.export.json"), TestContext.Current.CancellationToken));
        Assert.Equal(split.Fingerprint, manifest.RootElement.GetProperty("split").GetString());
    }

    [Fact]
    public async Task Numbers_in_COCO_files_of_parts_are_those_of_one_file()
    {
        await ExportAsync("coco", "one");
        await SplitAsync();
        await ExportAsync("coco", "out", "--split", SplitFile);
        var whole = Numbers(PathOf("one", "annotations", "instances_default.json"));
        var parts = PartNames.All.Select(p => Numbers(PathOf("out", "annotations", $"instances_{p}.json"))).ToList();
        Assert.All(parts, p => Assert.Equal(whole.Categories, p.Categories));
        Assert.Equal(whole.Images.Order(), parts.SelectMany(p => p.Images).Order());
    }

    [Theory]
    [InlineData("coco")]
    [InlineData("coco", "--layout", "flat")]
    [InlineData("coco", "--compat", "v7")]
    [InlineData("yolo")]
    [InlineData("voc")]
    [InlineData("darwin")]
    [InlineData("darwin", "--version", "2")]
    public async Task What_is_read_again_is_all_of_it(string format, params string[] options)
    {
        await SplitAsync();
        Assert.Equal(0, (await ExportAsync(format, "out", ["--split", SplitFile, .. options])).ExitCode);
        var again = await Cli.RunAsync("export", "voc", "-d", PathOf("out"), "--out", PathOf("again"));
        Assert.Equal((0, $"12 images in {PathOf("again")}: voc, 29 annotations, 12 films\n"), (again.ExitCode, again.Out));
    }

    [Theory]
    [InlineData("coco")]
    [InlineData("yolo")]
    [InlineData("voc")]
    [InlineData("hf")]
    [InlineData("webdataset")]
    [InlineData("darwin")]
    public async Task Of_folds_one_must_be_named_as_val(string format)
    {
        var split = await SplitAsync("--folds", "3");
        var run = await ExportAsync(format, "out", "--split", SplitFile);
        Assert.Equal((2, $"covidxr: the split has 3 folds, and {format} has train and val: name the fold that is val with --fold K (0 to 2), or export without parts with --no-parts\n"), (run.ExitCode, run.Err));
        Assert.False(Directory.Exists(PathOf("out")));
        Assert.Equal(0, (await ExportAsync(format, "out", "--split", SplitFile, "--fold", "1")).ExitCode);
        Assert.Equal(split.Places.Select(p => (p.Key, p.Value.Fold == 1 ? "val" : "train")), FindParts(format).OrderBy(f => f.Id, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--fold", "3", "--fold 3: the split has folds 0 to 2")]
    [InlineData("--fold", "1,2", "--fold: expected the number of one fold, from 0, found '1,2'")]
    public async Task A_fold_that_is_not_there_is_wrong_usage(string option, string value, string problem)
    {
        await SplitAsync("--folds", "3");
        var run = await ExportAsync("yolo", "out", "--split", SplitFile, option, value);
        Assert.Equal((2, $"covidxr: {problem}\n"), (run.ExitCode, run.Err));
    }

    [Fact]
    public async Task A_fold_of_a_split_without_folds_is_wrong_usage()
    {
        await SplitAsync();
        Assert.Equal(2, (await ExportAsync("coco", "out", "--split", SplitFile, "--fold", "0")).ExitCode);
        Assert.Equal(2, (await ExportAsync("coco", "out", "--fold", "0")).ExitCode);
    }

    [Fact]
    public async Task NnUNet_gets_all_folds_and_test_apart_from_them()
    {
        var split = await SplitAsync("--folds", "2", "--test", "25");
        var run = await ExportAsync("nnunet", "out", "--split", SplitFile, "--dataset-id", "7");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("nnunet: after planning, copy splits_final.json to $nnUNet_preprocessed/Dataset007_CovidChestXray; then train folds 0 to 1", run.ErrorLines);
        var folds = await FoldsAsync(PathOf("out", "Dataset007_CovidChestXray", "splits_final.json"));
        var test = split.Places.Where(p => p.Value.Part == DatasetPart.Test).Select(p => p.Key).ToList();
        Assert.NotEmpty(test);
        Assert.Equal(2, folds.Count);
        for (var fold = 0; fold < folds.Count; fold++)
        {
            Assert.Equal(split.Places.Where(p => p.Value.Fold == fold).Select(p => p.Key), folds[fold].Val);
            Assert.Equal(split.Places.Keys.Except(test).Except(folds[fold].Val), folds[fold].Train);
        }

        Assert.Equal(test, Stems(PathOf("out", "Dataset007_CovidChestXray", "labelsTs")));
        Assert.Equal(test, Stems(PathOf("out", "Dataset007_CovidChestXray", "imagesTs")).Select(s => s[..^"_0000".Length]));
        using var description = JsonDocument.Parse(await File.ReadAllBytesAsync(PathOf("out", "Dataset007_CovidChestXray", "dataset.json"), TestContext.Current.CancellationToken));
        Assert.Equal(12 - test.Count, description.RootElement.GetProperty("numTraining").GetInt32());
        Assert.Equal(12 - test.Count, Stems(PathOf("out", "Dataset007_CovidChestXray", "imagesTr")).Count());
    }

    [Fact]
    public async Task Images_that_the_split_does_not_know_are_left_out_and_counted()
    {
        await SplitAsync("--exclude", "ct");
        var run = await ExportAsync("yolo", "out", "--split", SplitFile);
        Assert.Equal((0, $"11 images in {PathOf("out")}: yolo, 29 annotations, 11 films\n"), (run.ExitCode, run.Out));
        Assert.Contains("note: 1 image is left out, as the split does not know it ('covidxr split --keep split.json' places it)", run.ErrorLines);
    }

    [Fact]
    public async Task A_part_that_trainers_miss_is_told()
    {
        await SplitAsync();
        var run = await ExportAsync("yolo", "out", "--split", SplitFile, "--part", "train");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: the export has no val, which yolo wants to train", run.ErrorLines);
        Assert.Contains("val: images/train # the export has no val", await File.ReadAllLinesAsync(PathOf("out", "data.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hugging_Face_finds_every_file_that_a_row_names_beside_it()
    {
        await SplitAsync();
        await ExportAsync("hf", "out", "--split", SplitFile);
        foreach (var part in (string[])["train", "validation", "test"])
        {
            foreach (var line in await File.ReadAllLinesAsync(PathOf("out", part, "metadata.jsonl"), TestContext.Current.CancellationToken))
            {
                using var row = JsonDocument.Parse(line);
                Assert.True(File.Exists(PathOf("out", part, row.RootElement.GetProperty("file_name").GetString()!)));
                Assert.True(File.Exists(PathOf("out", part, row.RootElement.GetProperty("mask_file_name").GetString()!)));
            }
        }
    }

    [Fact]
    public async Task VOC_lists_train_and_val_together_too()
    {
        await SplitAsync();
        await ExportAsync("voc", "out", "--split", SplitFile);
        string[] Lines(string name) => File.ReadAllLines(PathOf("out", "ImageSets", "Main", name));
        Assert.Equal(Lines("train.txt").Concat(Lines("val.txt")).Order(StringComparer.Ordinal), Lines("trainval.txt").Order(StringComparer.Ordinal));
        Assert.Equal(Lines("test.txt"), Lines("Lung_test.txt").Select(l => l[..^3]));
    }

    private async Task<DatasetSplit> SplitAsync(params string[] options)
    {
        var run = await Cli.RunAsync(["split", "-d", Cli.Sample, "--out", SplitFile, "--duplicates", PathOf("duplicates.json"), .. options]);
        Assert.Equal(0, run.ExitCode);
        return DatasetSplit.Load(SplitFile);
    }

    /// <summary>The part of each image, as the export's own readers find it.</summary>
    private List<(string Id, string Part)> FindParts(string format)
    {
        var ids = AnnotationFormats.Open(Cli.Sample).Read(ReadDetail.WithoutCoordinates).ToDictionary(i => Path.GetFileNameWithoutExtension(i.OriginalFileName!), i => i.Id, StringComparer.Ordinal);
        IEnumerable<string> In(string part) => format switch
        {
            "coco" => File.Exists(PathOf("out", "annotations", $"instances_{part}.json")) ? FileNames(PathOf("out", "annotations", $"instances_{part}.json")).Select(n => ids[Path.GetFileNameWithoutExtension(n)]) : [],
            "yolo" => Both(Stems(PathOf("out", "images", part)), Stems(PathOf("out", "labels", part))),
            "voc" => ListOf(PathOf("out", "ImageSets", "Main", $"{part}.txt")).Select(n => ids[n]),
            "hf" => Both(Stems(PathOf("out", part == "val" ? "validation" : part, "images")), Stems(PathOf("out", part == "val" ? "validation" : part, "masks"))),
            "webdataset" => Directory.GetFiles(PathOf("out"), $"{part}-*.tar").SelectMany(Keys),
            "darwin" => ListOf(PathOf("out", "lists", "default", $"random_{part}.txt")).Select(l => Path.GetFileNameWithoutExtension(l)),
            "nnunet" => part == "test" ? Stems(PathOf("out", "labelsTs")) : FoldsAsync(PathOf("out", "splits_final.json")).GetAwaiter().GetResult() is [var only] ? part == "val" ? only.Val : only.Train : [],
            "csv" or "parquet" => IdsInTable(PathOf("out", $"images.{format}"), part),
            _ => throw new InvalidOperationException($"The test does not know where {format} has its parts."),
        };
        return [.. PartNames.All.SelectMany(part => In(part).Select(id => (id, part)))];
    }

    private static List<string> IdsInTable(string file, string part)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The query is the test's own.
        command.CommandText = $"select id::varchar from '{file}' where part = '{part}'";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var ids = new List<string>();
        while (reader.Read())
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }

    private static string[] Both(IEnumerable<string> one, IEnumerable<string> other)
    {
        string[] names = [.. one];
        Assert.Equal(names, other);
        return names;
    }

    private static IEnumerable<string> Stems(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal) : [];

    private static string[] ListOf(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];

    private static IEnumerable<string> Keys(string tar)
    {
        using var reader = new TarReader(File.OpenRead(tar));
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.Name.EndsWith(".json", StringComparison.Ordinal))
            {
                yield return Path.GetFileNameWithoutExtension(entry.Name);
            }
        }
    }

    private static List<string> FileNames(string coco)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(coco));
        return [.. document.RootElement.GetProperty("images").EnumerateArray().Select(i => i.GetProperty("file_name").GetString()!)];
    }

    private static (string Categories, List<(long, string)> Images) Numbers(string coco)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(coco));
        return (document.RootElement.GetProperty("categories").GetRawText(), [.. document.RootElement.GetProperty("images").EnumerateArray().Select(i => (i.GetProperty("id").GetInt64(), i.GetProperty("file_name").GetString()!))]);
    }

    private static async Task<List<(string[] Train, string[] Val)>> FoldsAsync(string path)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        return [.. document.RootElement.EnumerateArray().Select(f => (Names(f.GetProperty("train")), Names(f.GetProperty("val"))))];

        static string[] Names(JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetString()!)];
    }
}
