using System.Text.Json;

namespace CovidXray.Cli.Tests.Export;

/// <summary>Films lie where other tools put them.</summary>
public sealed class FilmLayoutTests : ExportTest
{
    [Theory]
    [InlineData("c.json", "a.png", "a.png")]
    [InlineData("c.json", "a.png", "images/a.png")]
    [InlineData("c.json", "a.png", "images/default/a.png")]
    [InlineData("c.json", "a.png", "Images/x/y/a.png")]
    [InlineData("c.json", "a.png", "data/a.png")]
    [InlineData("c.json", "a.png", "JPEGImages/a.png")]
    [InlineData("c.json", "JPEGImages/a.png", "JPEGImages/a.png")]
    [InlineData("c.json", "images/a.png", "images/a.png")]
    [InlineData("c.json", "elsewhere/images/train/a.png", "images/train/a.png")]
    [InlineData("c.json", "mine/a.png", "mine/a.png")]
    [InlineData("annotations/instances_train2017.json", "a.png", "train2017/a.png")]
    [InlineData("annotations/instances_train2017.json", "a.png", "images/train2017/a.png")]
    [InlineData("annotations/instances_lateral.json", "a.png", "lateral/a.png")]
    [InlineData("annotations/instances_train.json", "a.png", "images/a.png")]
    [InlineData("annotations/instances_val2017.json", "a.png", "validation/images/a.png")]
    [InlineData("annotations/c.json", "a.png", "annotations/a.png")]
    public async Task A_film_of_COCO_is_found(string json, string fileName, string film)
    {
        Write("set/" + json, Coco(fileName));
        WriteFilm("set/" + film, 1);
        var run = await ExportAsync("set/" + json);
        Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.ErrorLines.Where(l => l.Contains("film", StringComparison.Ordinal)))));
        AssertFilm(1, "a");
    }

    [Theory]
    [InlineData("a.xml", "", "a.png")]
    [InlineData("a.xml", "", "JPEGImages/a.png")]
    [InlineData("Annotations/a.xml", "", "a.png")]
    [InlineData("Annotations/a.xml", "", "images/a.png")]
    [InlineData("Annotations/a.xml", "", "Annotations/a.png")]
    [InlineData("Annotations/a.xml", "/Annotations", "JPEGImages/a.png")]
    [InlineData("annotations/train/a.xml", "/annotations/train", "images/train/a.png")]
    [InlineData("train/a.xml", "/train", "train/a.png")]
    public async Task A_film_of_VOC_is_found(string xml, string folder, string film)
    {
        Write("set/" + xml, "<annotation><filename>a.png</filename><size><width>20</width><height>20</height></size></annotation>");
        WriteFilm("set/" + film, 1);
        var run = await ExportAsync("set" + folder);
        Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.ErrorLines.Where(l => l.Contains("film", StringComparison.Ordinal)))));
        AssertFilm(1, "a");
    }

    [Theory]
    [InlineData("", "images/a.png")]
    [InlineData("", "images/some/where/a.png")]
    [InlineData("", "train/a.png")]
    [InlineData("/annotations", "images/a.png")]
    public async Task A_film_of_Darwin_is_found(string folder, string film)
    {
        Write("set/annotations/1.json", Darwin("a.png", "/some/where"));
        WriteFilm("set/" + film, 1);
        var run = await ExportAsync("set" + folder);
        Assert.Equal((0, ""), (run.ExitCode, string.Concat(run.ErrorLines.Where(l => l.Contains("film", StringComparison.Ordinal)))));
        AssertFilm(1, "1");
    }

    [Theory]
    [InlineData("one", "two")]
    [InlineData("one.dcm", "two.dcm")]
    public async Task Films_of_slots_lie_in_folders_of_items_and_slots(params string[] items)
    {
        foreach (var item in items)
        {
            Write($"set/annotations/{item}.json", $$"""
                {"version": "2.0", "item": {"name": "{{item}}", "path": "/", "slots": [{{Slot("0")}}, {{Slot("1")}}]}, "annotations": []}
                """);
        }

        WriteFilm($"set/images/{items[0]}/0/a.png", 1);
        WriteFilm($"set/images/{items[0]}/1/a.png", 2);
        WriteFilm($"set/images/{items[1]}/0/a.png", 3);
        var run = await Cli.RunAsync("export", "yolo", "-d", PathOf("set"), "--out", PathOf("out"), "--slot", "all");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("1 image is left out, as its film is missing: a.png", run.Err, StringComparison.Ordinal);
        AssertFilm(1, items[0] + "@0");
        AssertFilm(2, items[0] + "@1");
        AssertFilm(3, items[1] + "@0");

        static string Slot(string name) => $$"""{"type": "image", "slot_name": "{{name}}", "width": 20, "height": 20, "source_files": [{"file_name": "a.png"}]}""";
    }

    [Fact]
    public async Task Of_two_films_that_differ_none_is_taken()
    {
        Write("set/c.json", Coco("a.png"));
        WriteFilm("set/images/x/a.png", 1);
        WriteFilm("set/images/y/a.png", 2);
        var run = await ExportAsync("set/c.json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"a.png may be {PathOf("set", "images", "x", "a.png")} or {PathOf("set", "images", "y", "a.png")}, which differ", run.Err, StringComparison.Ordinal);

        WriteFilm("set/images/a.png", 3);
        Assert.Equal(0, (await ExportAsync("set/c.json", "--overwrite")).ExitCode);
        AssertFilm(3, "a");
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("other/a.png")]
    [InlineData("set/unknown/a.png")]
    [InlineData("set/data/1/2/3/a.png")]
    [InlineData("set/.hidden/a.png")]
    public async Task A_film_elsewhere_is_not_found_and_a_note_says_so(string film)
    {
        Write("set/annotations/instances_default.json", Coco("a.png"));
        WriteFilm(film, 1);
        Directory.CreateDirectory(PathOf("set/data"));
        var run = await ExportAsync("set/annotations/instances_default.json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "note: 1 of 1 film was not found (looked in images/, beside the JSON, data/); --images-from DIR names another folder",
                "note: yolo without films cannot be trained on",
            ],
            run.ErrorLines.Where(l => l.Contains("film", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(PathOf("out", "images")));
    }

    [Fact]
    public async Task A_link_of_a_folder_does_not_lead_out_of_the_dataset()
    {
        Write("set/c.json", Coco("a.png"));
        WriteFilm("other/a.png", 1);
        Directory.CreateDirectory(PathOf("set/images"));
        Directory.CreateSymbolicLink(PathOf("set/images/train"), PathOf("other"));
        Directory.CreateSymbolicLink(PathOf("set/images/above"), PathOf("set"));
        Directory.CreateSymbolicLink(PathOf("set/data"), PathOf("other"));
        var run = await ExportAsync("set/c.json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("note: 1 of 1 film was not found (looked in images/, beside the JSON); --images-from DIR names another folder", run.ErrorLines);
    }

    [Fact]
    public async Task Films_that_are_missing_are_counted_with_where_they_were_looked_for()
    {
        Write("set/c.json", Coco("a.png", "b.png", "c.png"));
        WriteFilm("set/b.png", 1);
        var run = await ExportAsync("set/c.json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("note: 2 of 3 films were not found (looked in images/, beside the JSON); --images-from DIR names another folder", run.ErrorLines);
        Assert.DoesNotContain(run.ErrorLines, l => l.Contains("trained", StringComparison.Ordinal));
        AssertFilm(1, "b");
    }

    [Fact]
    public async Task Films_that_nobody_wants_are_not_looked_for()
    {
        Write("set/c.json", Coco("a.png"));
        foreach (var (format, expected) in ((string, string[])[])[("coco", []), ("yolo", ["note: yolo without films cannot be trained on"])])
        {
            var run = await Cli.RunAsync("export", format, "-d", PathOf("set/c.json"), "--out", PathOf("out", format), "--images", "none");
            Assert.Equal(expected, run.ErrorLines.Where(l => l.Contains("film", StringComparison.Ordinal)));
        }
    }

    private static string Coco(params string[] fileNames) => JsonSerializer.Serialize(new
    {
        images = fileNames.Select((name, i) => new { id = i + 1, file_name = name, width = 20, height = 20 }),
        annotations = fileNames.Select((_, i) => new { id = i + 1, image_id = i + 1, category_id = 1, bbox = (int[])[1, 1, 4, 4] }),
        categories = new[] { new { id = 1, name = "Lung" } },
    });

    private static string Darwin(string fileName, string folder) =>
        $$"""{"image": {"width": 20, "height": 20, "original_filename": "{{fileName}}", "path": "{{folder}}"}, "annotations": [{{FilmDataset.Region("Lung", 1, 1, 9, 1, 9, 9)}}]}""";

    private void WriteFilm(string path, int shade)
    {
        Write(path, "");
        File.WriteAllBytes(PathOf(path), Film(shade));
    }

    private void AssertFilm(int shade, string stem) => Assert.Equal(Film(shade), File.ReadAllBytes(PathOf("out", "images", stem + ".png")));

    private static byte[] Film(int shade) => FilmDataset.Film(20, 20, 1, i => (i + shade).Cast(NetVips.Enums.BandFormat.Uchar).PngsaveBuffer());

    private Task<Cli> ExportAsync(string path, params ReadOnlySpan<string> options) => Cli.RunAsync(["export", "yolo", "-d", PathOf(path), "--out", PathOf("out"), .. options]);
}
