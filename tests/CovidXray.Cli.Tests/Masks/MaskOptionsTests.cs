using System.Text.Json;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>What each option of <c>masks</c> does to the files.</summary>
public sealed class MaskOptionsTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Theory]
    [InlineData("ignore-last", 127, 127)]
    [InlineData("v7", 255, 127)]
    [InlineData("IGNORE-FIRST", 255, 255)]
    public async Task The_order_decides_who_wins_an_overlap(string order, int ignoreBeforeLung, int lungBeforeIgnore)
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Ignore", 2, 1, 6, 3), Documents.Box("Lung", 4, 2, 8, 4)));
        _data.Write("b", Documents.Image(9, 5, Documents.Box("Lung", 4, 2, 8, 4), Documents.Box("Ignore", 2, 1, 6, 3)));
        await MakeAsync("--order", order);
        Assert.Equal((127, 255, ignoreBeforeLung), (At("a", 3, 2), At("a", 8, 4), At("a", 5, 3)));
        Assert.Equal((127, 255, lungBeforeIgnore), (At("b", 3, 2), At("b", 8, 4), At("b", 5, 3)));
    }

    [Theory]
    [InlineData("ignore-last", "note: 1 image differs from V7's published masks, in 6 pixels, because of the paint order (--order v7 gives V7's)\n")]
    [InlineData("ignore-first", "note: 1 image differs from V7's published masks, in 6 pixels, because of the paint order (--order v7 gives V7's)\n")]
    [InlineData("v7", "")]
    public async Task Where_the_order_differs_from_v7s_one_line_says_in_how_many_images_and_pixels(string order, string note)
    {
        var (ignore, lung) = (Documents.Box("Ignore", 2, 1, 6, 3), Documents.Box("Lung", 4, 2, 8, 4));
        _data.Write("a", order == "ignore-first" ? Documents.Image(9, 5, lung, ignore) : Documents.Image(9, 5, ignore, lung));
        _data.Write("b", Documents.Image(9, 5, Documents.Box("Ignore", 0, 0, 1, 1), Documents.Box("Lung", 4, 2, 8, 4)));
        Assert.Equal(note, (await MakeAsync("--order", order)).Err);
    }

    [Fact]
    public async Task At_another_size_there_are_no_masks_of_v7s_to_differ_from()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Ignore", 2, 1, 6, 3), Documents.Box("Lung", 4, 2, 8, 4)));
        Assert.Equal("note: 1 image differs from those of --order v7 at this size, in 6 pixels, because of the paint order\n", (await MakeAsync("--size", "9x5")).Err);
    }

    [Fact]
    public async Task Names_of_classes_are_shown_on_one_line_each_and_one_image_is_one()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("He\\u001b[31mart\\nx", 0, 0, 0, 0)));
        var run = await MakeAsync("--classes", "*");
        Assert.Equal($"1 mask in {_masks.Location}: semantic, ignore-last\n  He\uFFFD[31mart x      1 image                  1 pixel\n", run.Out);
    }

    [Fact]
    public async Task A_class_that_a_spreadsheet_would_run_is_a_text_in_the_table_of_instances_as_in_an_export()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("=cmd()", 0, 0, 1, 1), Documents.Box("-Lung", 0, 0, 1, 1)));
        await MakeAsync("--classes", "*", "--style", "instance");
        var rows = File.ReadAllLines(Path.Combine(_masks.Location, "instances.csv"));
        Assert.Equal(["a_00000.png,a,0,'=cmd(),4,0,0,2,2", "a_00001.png,a,1,'-Lung,4,0,0,2,2"], rows[1..]);

        var export = Path.Combine(_masks.Location, "csv");
        Assert.Equal(0, (await Cli.RunAsync("export", "csv", "-d", _data.Location, "--out", export, "--images", "none")).ExitCode);
        Assert.Contains("'=cmd()", File.ReadAllText(Path.Combine(export, "annotations.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_other_classes_depend_on_the_list_alone()
    {
        _data.Write("both", Documents.Image(9, 5, Documents.Box("Heart", 0, 0, 1, 1), Documents.Box("Trachea", 4, 2, 8, 4)));
        _data.Write("one", Documents.Image(9, 5, Documents.Box("Trachea", 4, 2, 8, 4)));
        await MakeAsync("--classes", "Ignore, Heart,Lung,Trachea");
        Assert.Equal((64, 192, 192), (At("both", 0, 0), At("both", 8, 4), At("one", 8, 4)));
        Assert.Equal("class_idx,class_name\n0,__background__\n64,Heart\n127,Ignore\n192,Trachea\n255,Lung\n", ReadMapping());

        await MakeAsync("--classes", "Ignore,Heart,Lung,Trachea", "--style", "index", "--overwrite");
        Assert.Equal("class_idx,class_name\n0,__background__\n1,Heart\n2,Lung\n3,Trachea\n4,Ignore\n", ReadMapping());
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task The_table_has_each_value_once_in_the_same_columns_whatever_the_style(string style)
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Heart", 0, 0, 1, 1), Documents.Box("Lung", 4, 2, 8, 4), Documents.Box("Ignore", 0, 4, 1, 4)));
        await MakeAsync("--classes", "Heart,Lung,Ignore", "--style", style);
        var rows = ReadMapping().TrimEnd('\n').Split('\n').Select(row => row.Split(',')).ToArray();
        Assert.Equal(["class_idx", "class_name"], rows[0]);
        Assert.Equal("__background__", rows[1][1]);
        Assert.All(rows, row => Assert.Equal(2, row.Length));
        Assert.Distinct(rows.Select(row => row[0]));
        if (style == "binary")
        {
            Assert.Equal(["255", "Heart|Lung"], rows[^1]);
        }
    }

    public static TheoryData<string> Styles() => [.. CovidXray.Formats.Masks.MaskStyle.All.Select(s => s.Name)];

    [Fact]
    public async Task A_star_stands_for_every_class_of_the_dataset()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Trachea", 4, 2, 8, 4), Documents.Box("Ignore", 0, 0, 0, 0)));
        _data.Write("b", Documents.Image(9, 5, Documents.Box("Heart", 0, 0, 1, 1), """{"name": "CT", "tag": {}}"""));
        await MakeAsync("--classes", "*", "--style", "index");
        Assert.Equal("class_idx,class_name\n0,__background__\n1,Heart\n2,Trachea\n3,Ignore\n", ReadMapping());
    }

    [Fact]
    public async Task What_is_not_painted_is_said()
    {
        _data.Write("a", Documents.Image(
            9,
            5,
            Documents.Box("Heart", 0, 0, 1, 1),
            """{"name": "Lung", "bounding_box": {"x": 1, "y": 1, "w": 2, "h": 2}}""",
            """{"name": "Spine", "line": {"path": [{"x": 1, "y": 1}, {"x": 2, "y": 2}]}}""",
            """{"name": "Lung", "polygon": {"path": [{"x": 8, "y": 4}]}}"""));
        Assert.Equal(
            [
                "note: categories not painted: 1 Heart (--classes names what is painted)",
                "note: not rasterized: 1 bounding box, 1 line",
                "note: 1 ring of fewer than 3 points paints a point or a line at most",
            ],
            (await MakeAsync()).ErrorLines);
        Assert.Equal(255, At("a", 8, 4));
        Assert.Equal("note: no image that was read has lung (letter case counts in --classes)", (await MakeAsync("--classes", "Heart,lung", "--overwrite")).ErrorLines[^1]);
    }

    [Theory]
    [InlineData("stretch", "0 0 255 255 255 255 0 0 / 0 0 255 255 255 255 0 0 / 0 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0 0")]
    [InlineData("pad", "0 0 0 255 255 0 0 0 / 0 0 0 255 255 0 0 0 / 0 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0 0")]
    [InlineData("crop", "0 0 255 255 255 255 0 0 / 0 0 255 255 255 255 0 0 / 0 0 0 0 0 0 0 0 / 0 0 0 0 0 0 0 0")]
    public async Task The_polygons_are_scaled_to_the_size_and_painted_there(string fit, string rows)
    {
        // A square image, the upper middle of which is lung: from the edge of pixel 4 to that of pixel 11, in 16ths.
        _data.Write("a", Documents.Image(16, 16, """{"name": "Lung", "polygon": {"path": [{"x": 4.5, "y": -0.5}, {"x": 10.5, "y": -0.5}, {"x": 10.5, "y": 6.5}, {"x": 4.5, "y": 6.5}]}}"""));
        await MakeAsync("--size", "8x4", "--fit", fit);
        var png = PngFile.Read(Path.Combine(_masks.Location, "a.png"));
        Assert.Equal((8, 4), (png.Width, png.Height));
        Assert.Equal(rows, string.Join(" / ", png.Samples.Chunk(8).Select(row => string.Join(' ', row))));
    }

    [Fact]
    public async Task One_number_is_both_sides()
    {
        _data.Write("a", Documents.Image(90, 50, Documents.Box("Lung", 0, 0, 89, 49)));
        await MakeAsync("--size", "7", "--style", "binary");
        var png = PngFile.Read(Path.Combine(_masks.Location, "a.png"));
        Assert.Equal((7, 7), (png.Width, png.Height));
        Assert.All(png.Samples, s => Assert.Equal(255, s));
    }

    [Fact]
    public async Task Masks_can_have_the_names_of_the_films()
    {
        await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", _masks.Location, "--name", "original");
        var names = Directory.GetFiles(_masks.Location, "*.png").Select(Path.GetFileName).ToArray();
        Assert.Equal(12, names.Length);
        Assert.Contains("a.phantom-003-fig4a.png", names);
        Assert.Contains("phantom.012.pa.png", names);
    }

    [Fact]
    public async Task Film_names_that_cannot_be_used_are_errors_of_their_images()
    {
        _data.Write("escape", """{"image": {"width": 2, "height": 2, "original_filename": "../../film.png"}}""");
        _data.Write("good", """{"image": {"width": 2, "height": 2, "original_filename": "good.png"}}""");
        _data.Write("same1", """{"image": {"width": 2, "height": 2, "original_filename": "Same.png"}}""");
        _data.Write("same2", """{"image": {"width": 2, "height": 2, "original_filename": "same.jpg"}}""");
        _data.Write("without", """{"image": {"width": 2, "height": 2}}""");
        var run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--name", "original");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [
                "covidxr: escape.json: the original file name '../../film.png' holds '/', which is not safe in a file name; use --name id",
                "note: 3 images are named by id, without an original name of their own",
            ],
            run.ErrorLines);
        Assert.Equal(["class_mapping.csv", "covidxr.masks.json", "good.png", "same1.png", "same2.png", "without.png"], Directory.GetFiles(_masks.Location).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Json_is_the_summary_for_programs()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Ignore", 2, 1, 6, 3), Documents.Box("Lung", 4, 2, 8, 4), Documents.Box("Heart", 0, 0, 0, 0)));
        _data.Write("b", "{");
        var run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--json");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        Assert.Equal(("semantic", "ignore-last"), (root.GetProperty("style").GetString(), root.GetProperty("order").GetString()));
        Assert.Equal((1, 1, 0), (root.GetProperty("images").GetInt32(), root.GetProperty("files").GetInt32(), root.GetProperty("skipped").GetInt32()));
        Assert.Equal("""{"Ignore":{"images":1,"pixels":15},"Lung":{"images":1,"pixels":9}}""", Compact(root.GetProperty("classes")));
        Assert.Equal("""{"images":1,"pixels":6,"by_image":{"a":6}}""", Compact(root.GetProperty("differs_from_v7")));
        Assert.Equal("""{"Heart":1}""", Compact(root.GetProperty("not_painted")));
        var failed = Assert.Single(root.GetProperty("failed").EnumerateArray());
        Assert.Equal(("b.json", 1, 2, "$"), (failed.GetProperty("file").GetString(), failed.GetProperty("line").GetInt32(), failed.GetProperty("column").GetInt32(), failed.GetProperty("path").GetString()));
        Assert.StartsWith("covidxr: b.json:1:2: ", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Larger_images_than_allowed_are_refused()
    {
        _data.Write("large", Documents.Image(1001, 1000));
        _data.Write("small", Documents.Image(1000, 1000));
        var run = await Cli.RunAsync("masks", "-d", _data.Location, "--out", _masks.Location, "--max-megapixels", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["covidxr: large.json: the image is 1001x1000 = 1 megapixels; the limit is 1 (raise it with --max-megapixels if that is right)"], run.ErrorLines);
        Assert.True(File.Exists(Path.Combine(_masks.Location, "small.png")));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private async Task<Cli> MakeAsync(params IReadOnlyList<string> options)
    {
        var run = await Cli.RunAsync(["masks", "-d", _data.Location, "--out", _masks.Location, .. options]);
        Assert.True(run.ExitCode == 0, run.Err);
        return run;
    }

    private byte At(string id, int x, int y)
    {
        var png = PngFile.Read(Path.Combine(_masks.Location, id + ".png"));
        return png.Samples[(y * png.Width) + x];
    }

    private string ReadMapping() => File.ReadAllText(Path.Combine(_masks.Location, "class_mapping.csv"));
}
