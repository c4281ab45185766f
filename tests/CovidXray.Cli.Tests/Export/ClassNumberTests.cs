using System.Globalization;
using System.Text.Json;
using CovidXray.Masks;

namespace CovidXray.Cli.Tests.Export;

/// <summary>The numbers of categories follow from the dataset, not from what is exported of it.</summary>
public sealed class ClassNumberTests : IDisposable
{
    private readonly FilmDataset _films = new();

    public ClassNumberTests()
    {
        _films.Add("big", "big.png", FilmDataset.Png(120, 80), annotations: FilmDataset.Lungs);
        _films.Add("small", "small.png", FilmDataset.Png(20, 20), 20, 20, FilmDataset.Region("Heart", 1, 1, 9, 1, 9, 9), FilmDataset.Region("Lung", 10, 10, 19, 10, 19, 19));
    }

    public void Dispose() => _films.Dispose();

    [Theory]
    [InlineData("coco", "Heart 1, Ignore 2, Lung 3")]
    [InlineData("yolo", "Heart 0, Lung 1, Ignore 2")]
    [InlineData("voc", "Heart 1, Lung 2, Ignore 255")]
    [InlineData("hf", "Heart 1, Lung 2, Ignore 3")]
    [InlineData("webdataset", "Heart 1, Lung 2, Ignore 3")]
    [InlineData("nnunet", "Heart 1, Lung 2, Ignore 3")]
    [InlineData("masks", "Lung 255, Heart 64, Ignore 127")]
    [InlineData("masks --style index", "Lung 1, Heart 2, Ignore 3")]
    public async Task They_are_the_same_in_every_part(string export, string classes)
    {
        foreach (var part in (string[][])[["--min-size", "30"], ["--max-size", "30"], ["--min-size", "1"]])
        {
            var run = await Cli.RunAsync(["export", .. export.Split(' '), "-d", _films.Location, "--out", _films.Out, "--overwrite", .. part]);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains($"classes: {classes}\n", run.Err, StringComparison.Ordinal);
            Assert.Equal(classes, Manifest(_films.Out));
        }
    }

    [Fact]
    public async Task They_are_the_same_in_masks_of_every_part()
    {
        foreach (var part in (string[])["--min-size", "--max-size"])
        {
            var run = await Cli.RunAsync("masks", "-d", _films.Location, "--out", _films.Out, "--classes", "*", "--style", "index", "--overwrite", part, "30");
            Assert.Equal(0, run.ExitCode);
            Assert.Equal(["class_idx,class_name", "0,__background__", "1,Heart", "2,Lung", "3,Ignore"], File.ReadAllLines(Path.Combine(_films.Out, "class_mapping.csv")));
        }
    }

    [Fact]
    public async Task A_saved_selection_is_a_part_too()
    {
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", _films.Location, "--min-size", "30")).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("export", "yolo", "-d", _films.Location, "--out", _films.Out)).ExitCode);
        Assert.Equal("Heart 0, Lung 1, Ignore 2", Manifest(_films.Out));
        Assert.StartsWith("1 ", File.ReadAllText(Path.Combine(_films.Out, "labels", "big.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_that_are_not_chosen_and_cannot_be_read_are_noted()
    {
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", _films.Location, "--min-size", "30")).ExitCode);
        File.WriteAllText(Path.Combine(_films.Location, "annotations", "odd.json"), "{");
        var run = await Cli.RunAsync("export", "yolo", "-d", _films.Location, "--out", _films.Out);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: 1 image outside of the selection cannot be read; classes are numbered without them", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coco", "Lung,Heart", "Lung 1, Heart 2")]
    [InlineData("yolo", "Lung,Heart", "Lung 0, Heart 1")]
    [InlineData("hf", "Ignore,Lung", "Lung 1, Ignore 2")]
    [InlineData("masks --style index", "Lung", "Lung 1")]
    [InlineData("voc", "'Lung', \"Heart\"", "Lung 1, Heart 2")]
    public async Task They_can_be_given_and_what_is_not_named_is_left_out_and_counted(string format, string typed, string classes)
    {
        string[] export = ["export", .. format.Split(' '), "-d", _films.Location, "--classes", typed, "--out", _films.Out];
        var run = await Cli.RunAsync(export);
        Assert.Equal(0, run.ExitCode);
        Assert.Matches("cannot hold annotations of other classes than --classes names: [12] in ", run.Err);
        Assert.Equal(classes, Manifest(_films.Out));
        Assert.Equal(1, (await Cli.RunAsync([.. export, "--overwrite", "--strict"])).ExitCode);
    }

    [Theory]
    [InlineData("index", "0,__background__ 2,Ignore 5,Heart 9,Lung 70,unused", "0 2 5 9")]
    [InlineData("semantic", "0,__background__ 16,unused 127,Ignore 192,Heart 255,Lung", "0 127 192 255")]
    [InlineData("semantic", "0,__background__ 64,Heart 192,Liver", "0 64")]
    public async Task Masks_that_are_written_again_keep_their_values(string style, string table, string values)
    {
        byte[] all = [.. values.Split(' ').Select(v => byte.Parse(v, CultureInfo.InvariantCulture))];
        var folder = Path.Combine(_films.Location, "masks-again");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "class_mapping.csv"), "class_idx,class_name\n" + table.Replace(' ', '\n') + "\n");
        var row = new MaskBuilder(all.Length, 1);
        for (var x = 1; x < all.Length; x++)
        {
            row.Add(x, 1, (byte)x);
        }

        row.EndRow();
        File.WriteAllBytes(Path.Combine(folder, "a.png"), new MaskPngEncoder().Encode(row.ToMask(), MaskPixelFormat.Grey8(all.AsSpan(1))).ToArray());
        foreach (var again in (string[][])[["export", "masks"], ["masks", "--classes", "*"]])
        {
            var run = await Cli.RunAsync([.. again, "--style", style, "-d", folder, "--out", _films.Out]);
            Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Err));
            var mapping = await File.ReadAllTextAsync(Path.Combine(_films.Out, "class_mapping.csv"), TestContext.Current.CancellationToken);
            Assert.Equal("class_idx,class_name\n" + table.Replace(' ', '\n') + "\n", mapping);
            var path = again[0] == "export" ? Path.Combine(_films.Out, "masks", "a.png") : Path.Combine(_films.Out, "a.png");
            Assert.Equal(all, MaskPngDecoder.Decode(File.ReadAllBytes(path), maxPixels: 1000).ToBytes());
            Directory.Delete(_films.Out, recursive: true);
        }
    }

    [Theory]
    [InlineData("index", "127,Ignore 255,Lung", "1,Lung 2,Ignore")]
    [InlineData("semantic", "1,Lung 2,Ignore", "127,Ignore 255,Lung")]
    public async Task Masks_of_another_style_get_that_styles_values(string style, string table, string expected)
    {
        var folder = Path.Combine(_films.Location, "masks-again");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "class_mapping.csv"), "class_idx,class_name\n0,__background__\n" + table.Replace(' ', '\n') + "\n");
        File.WriteAllBytes(Path.Combine(folder, "a.png"), FilmDataset.Film(4, 4, 1, i => (i * 0).Cast(NetVips.Enums.BandFormat.Uchar).PngsaveBuffer()));
        Assert.Equal(0, (await Cli.RunAsync("export", "masks", "--style", style, "-d", folder, "--out", _films.Out)).ExitCode);
        Assert.Equal("class_idx,class_name\n0,__background__\n" + expected.Replace(' ', '\n') + "\n", await File.ReadAllTextAsync(Path.Combine(_films.Out, "class_mapping.csv"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("", "it names no category")]
    [InlineData("Lung,Lung", "it names 'Lung' twice")]
    [InlineData("'Lung", "the quote is never closed")]
    public async Task Lists_that_say_nothing_are_wrong_usage(string typed, string problem)
    {
        var run = await Cli.RunAsync("export", "coco", "-d", _films.Location, "--classes", typed, "--out", _films.Out);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_films.Out));
    }

    [Fact]
    public async Task Shards_of_another_numbering_are_not_joined()
    {
        string[] export = ["export", "yolo", "-d", _films.Location, "--out", _films.Out];
        Assert.Equal(0, (await Cli.RunAsync([.. export, "--shard", "1/2"])).ExitCode);
        _films.Add("small", "small.png", FilmDataset.Png(20, 20), 20, 20, FilmDataset.Region("Aorta", 1, 1, 9, 1, 9, 9));
        Assert.Equal(0, (await Cli.RunAsync([.. export, "--shard", "2/2"])).ExitCode);
        var run = await Cli.RunAsync([.. export, "--join", "2"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("shard 1/2 is of another export, with classes Heart 0, Lung 1, Ignore 2 rather than classes Aorta 0, Lung 1, Ignore 2", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_with_blanks_around_them_are_one_category_and_darwin_keeps_them()
    {
        _films.Add("blank", "blank.png", FilmDataset.Png(30, 30), 30, 30, FilmDataset.Region("Lung ", 1, 1, 9, 1, 9, 9), FilmDataset.Region("\u00a0Ignore", 11, 11, 19, 11, 19, 19));
        var yolo = await Cli.RunAsync("export", "yolo", "-d", _films.Location, "--out", _films.Out);
        Assert.Equal("Heart 0, Lung 1, Ignore 2", Manifest(_films.Out));
        Assert.Contains("names with blanks around them, which do not count: 2 in 1 image, such as 'Lung '\n", yolo.Err, StringComparison.Ordinal);
        var masks = await Cli.RunAsync("masks", "-d", _films.Location, "--out", _films.Out + "masks", "--json");
        Assert.Contains("such as 'Lung '", masks.Err, StringComparison.Ordinal);
        Assert.Equal(3, JsonDocument.Parse(masks.Out).RootElement.GetProperty("files").GetInt32());

        Assert.Equal(0, (await Cli.RunAsync("export", "darwin", "-d", _films.Location, "--out", _films.Out + "darwin")).ExitCode);
        Assert.Contains("\"name\": \"Lung \"", File.ReadAllText(Path.Combine(_films.Out + "darwin", "annotations", "blank.json")), StringComparison.Ordinal);
    }

    private static string Manifest(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "covidxr.export.json")));
        return string.Join(", ", manifest.RootElement.GetProperty("classes").EnumerateArray().Select(c => $"{c.GetProperty("name").GetString()} {c.GetProperty("number").GetInt64()}"));
    }
}
