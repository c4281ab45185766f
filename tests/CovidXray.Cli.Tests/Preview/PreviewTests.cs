using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Folders;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Preview;

/// <summary>What is shown, and where it goes.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_image_becomes_the_file_that_is_named()
    {
        var run = await RunAsync("9000002", "--out", PathOf("x.png"));
        Assert.Equal((0, $"1 picture as {PathOf("x.png")}: overlay\n", ""), (run.ExitCode, run.Out, run.Err));
        Assert.Equal((877, 901, 3), Size("x.png"));
        Assert.Equal(["x.png"], Names());
    }

    [Theory]
    [InlineData("x.jpg")]
    [InlineData("x.JPEG")]
    public async Task The_ending_says_whether_it_is_a_jpeg(string name)
    {
        Assert.Equal(0, (await RunAsync("9000006", "--out", PathOf(name))).ExitCode);
        Assert.Equal([0xFF, 0xD8, 0xFF], File.ReadAllBytes(PathOf(name))[..3]);
    }

    [Fact]
    public async Task Without_ids_all_images_come_into_a_folder_named_by_id()
    {
        var run = await RunAsync("--out", PathOf("all"), "--size", "64");
        Assert.Equal((0, $"12 pictures in {PathOf("all")}: overlay\n", "note: 2 images have nothing to paint, as lateral films and CT\n"), (run.ExitCode, run.Out, run.Err));
        Assert.Equal(Enumerable.Range(9000001, 12).Select(i => $"{i}.png"), Names("all"));
        Assert.Equal(0, (await RunAsync("--out", PathOf("jpg"), "--size", "64", "--format", "jpg")).ExitCode);
        Assert.Equal(Enumerable.Range(9000001, 12).Select(i => $"{i}.jpg"), Names("jpg"));
    }

    [Theory]
    [InlineData("phantom-007.jpg")]
    [InlineData("PHANTOM-007.JPG")]
    public async Task An_image_is_named_by_its_original_file_name_too(string name)
    {
        var run = await RunAsync(name, "--out", PathOf("x"), "--style", "mask-only");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Single(Names("x"));
    }

    [Fact]
    public async Task Images_stand_on_a_sheet_in_the_order_in_which_they_are_named_each_once()
    {
        var run = await RunAsync("9000003", "9000001", "9000003", "--sheet", "2x1", "--out", PathOf("a.png"), "--style", "mask-only");
        Assert.Equal((0, $"1 sheet of 2 images as {PathOf("a.png")}: mask-only\n"), (run.ExitCode, run.Out));
        await RunAsync("9000001", "9000003", "--sheet", "2x1", "--out", PathOf("b.png"), "--style", "mask-only");
        Assert.NotEqual(File.ReadAllBytes(PathOf("a.png")), File.ReadAllBytes(PathOf("b.png")));
        Assert.Equal((8 + (2 * 264), 8 + 256 + 22 + 8, 3), Size("a.png"));
    }

    [Fact]
    public async Task A_name_that_is_nowhere_is_wrong_usage_with_the_nearest_names()
    {
        var run = await RunAsync("phantom-007.png", "--out", PathOf("x.png"));
        Assert.Equal(
            (2, $"covidxr: there is no image 'phantom-007.png' among the 12 of {Cli.Sample}; did you mean 'phantom-005.PNG', 'phantom-007.jpg' or 'phantom-009-ct.png'?\n"),
            (run.ExitCode, run.Err));
        run = await RunAsync("x", "--out", PathOf("x.png"));
        Assert.Equal((2, $"covidxr: there is no image 'x' among the 12 of {Cli.Sample}; expected an id such as 9000001, or the name under which it was uploaded\n"), (run.ExitCode, run.Err));
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_name_that_several_images_have_is_wrong_usage()
    {
        using var data = new TemporaryFolder();
        data.Write("a", Documents.Image(60, 40));
        data.Write("b", Documents.Image(60, 40));
        var run = await Cli.RunAsync("preview", "-d", data.Location, "film 60.jpg", "--out", PathOf("x.png"));
        Assert.Equal((2, "covidxr: 'film 60.jpg' is the name of 2 images: a, b; name one by its id\n"), (run.ExitCode, run.Err));
    }

    [Fact]
    public async Task A_saved_selection_chooses_but_does_not_hide_what_is_named()
    {
        using var sample = new SampleCopy();
        await sample.RunAsync("filter", "--min-size", "900");
        var chosen = await sample.RunAsync("preview", "--out", PathOf("chosen"), "--style", "mask-only");
        Assert.StartsWith($"2 pictures in {PathOf("chosen")}", chosen.Out, StringComparison.Ordinal);
        Assert.Contains("using the saved selection", chosen.Err, StringComparison.Ordinal);
        var named = await sample.RunAsync("preview", "9000006", "--out", PathOf("named.png"), "--style", "mask-only");
        Assert.Equal((0, ""), (named.ExitCode, named.Err));
        var dropped = await sample.RunAsync("preview", "9000006", "--out", PathOf("x.png"), "--min-size", "900");
        Assert.Equal(2, dropped.ExitCode);
        Assert.Equal("covidxr: the image 9000006 is not among the 2 images that the rules or the selection leave; name it without them", dropped.ErrorLines[^1]);
    }

    [Fact]
    public async Task Sheets_are_numbered_if_one_does_not_hold_all()
    {
        var run = await RunAsync("--out", PathOf("s.png"), "--sheet", "3x2", "--size", "40");
        Assert.Equal($"2 sheets of 12 images as {PathOf("s-001.png")} to {PathOf("s-002.png")}: overlay\n", run.Out);
        Assert.Equal(["s-001.png", "s-002.png"], Names());
        await RunAsync("--out", PathOf("d"), "--sheet", "3x2", "--size", "40");
        Assert.Equal(["sheet-001.png", "sheet-002.png"], Names("d"));
        Assert.Equal(File.ReadAllBytes(PathOf("s-002.png")), File.ReadAllBytes(Path.Combine(PathOf("d"), "sheet-002.png")));
    }

    [Fact]
    public async Task Fewer_sheets_leave_none_of_an_earlier_run_in_the_folder()
    {
        await RunAsync("--out", PathOf("d"), "--sheet", "2x2", "--size", "40");
        File.WriteAllText(Path.Combine(PathOf("d"), "sheet-007.png"), "mine");
        await RunAsync("--out", PathOf("d"), "--sheet", "4x3", "--size", "40", "--overwrite");
        Assert.Equal(["sheet-001.png", "sheet-007.png"], Names("d"));
    }

    [Fact]
    public async Task Film_and_overlay_stand_beside_each_other()
    {
        Assert.Equal(0, (await RunAsync("9000001", "--out", PathOf("x.png"), "--style", "side-by-side", "--size", "100")).ExitCode);
        Assert.Equal((208, 100, 3), Size("x.png"));
        await RunAsync("9000001", "--out", PathOf("overlay.png"), "--size", "100");
        var (both, overlay) = (PngFile.Read(PathOf("x.png")), PngFile.Read(PathOf("overlay.png")));
        for (var y = 0; y < 100; y++)
        {
            Assert.Equal(overlay.Samples.AsSpan(y * 300, 300), both.Samples.AsSpan((y * 624) + 324, 300));
            var film = both.Samples.AsSpan(y * 624, 300);
            for (var x = 0; x < 100; x++)
            {
                Assert.True(film[3 * x] == film[(3 * x) + 1] && film[3 * x] == film[(3 * x) + 2], $"{x},{y} is painted");
            }
        }
    }

    [Fact]
    public async Task Pictures_that_are_there_are_refused_replaced_or_left()
    {
        await RunAsync("9000001", "--out", PathOf("d"), "--size", "40");
        var picture = Path.Combine(PathOf("d"), "9000001.png");
        var good = File.ReadAllBytes(picture);
        File.WriteAllText(picture, "mine");
        var refused = await RunAsync("9000001", "9000002", "--out", PathOf("d"), "--size", "40");
        Assert.Equal((1, $"covidxr: {PathOf("d")}: 1 file is there already: 9000001.png; nothing is written (--overwrite replaces them, --skip-existing leaves them)\n"), (refused.ExitCode, refused.Err));
        Assert.Equal(["9000001.png"], Names("d"));
        var skipped = await RunAsync("9000001", "9000002", "--out", PathOf("d"), "--size", "40", "--skip-existing");
        Assert.Equal((0, $"1 picture in {PathOf("d")}: overlay; 1 was there already\n"), (skipped.ExitCode, skipped.Out));
        Assert.Equal("mine", File.ReadAllText(picture));
        Assert.Equal(0, (await RunAsync("9000001", "9000002", "--out", PathOf("d"), "--size", "40", "--overwrite")).ExitCode);
        Assert.Equal(good, File.ReadAllBytes(picture));
    }

    [Fact]
    public async Task A_file_that_is_there_is_refused_replaced_or_left()
    {
        File.WriteAllText(PathOf("x.png"), "mine");
        var refused = await RunAsync("9000001", "--out", PathOf("x.png"));
        Assert.Equal((1, $"covidxr: {PathOf("x.png")}: 1 file is there already: x.png; nothing is written (--overwrite replaces them, --skip-existing leaves them)\n"), (refused.ExitCode, refused.Err));
        Assert.Equal($"0 pictures as {PathOf("x.png")}: overlay; 1 was there already\n", (await RunAsync("9000001", "--out", PathOf("x.png"), "--skip-existing")).Out);
        Assert.Equal("mine", File.ReadAllText(PathOf("x.png")));
        Assert.Equal(0, (await RunAsync("9000001", "--out", PathOf("x.png"), "--overwrite", "--size", "20")).ExitCode);
        Assert.Equal((20, 20, 3), Size("x.png"));
    }

    [Theory]
    [InlineData("--out x.png", "x.png is one picture, and there are 12 images; name one of them, give a folder, or put them on sheets (--sheet 6x4)")]
    [InlineData("--out x.webp", "x.webp: pictures are PNG (.png) or JPEG (.jpg, .jpeg), not .webp")]
    [InlineData("--out x.png --format jpg", "--format is for pictures in a folder; a file's name says what it is.")]
    [InlineData("--out d --sheet 6", "--sheet: '6' is no sheet; expected columns and rows such as 6x4, each 1 to 1000")]
    [InlineData("--out d --sheet 0x4", "--sheet: '0x4' is no sheet; expected columns and rows such as 6x4, each 1 to 1000")]
    [InlineData("--out d --sheet 1000x10 --size 4000 --max-megapixels 100", "a sheet would be 48104x4045 pixels, and the limit is 100 megapixels; take fewer columns and rows, or smaller pictures (--size)")]
    [InlineData("--out x.jpg --sheet 999x1 --size 9000x10", "a sheet would be 108104x41 pixels; no side of a JPEG may be longer than 65500 (--size makes it smaller)")]
    [InlineData("--out d --size 5x", "--size: '5x' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--out d --overwrite --skip-existing", "--overwrite and --skip-existing exclude each other.")]
    [InlineData("", "Option '--out' is required.")]
    public async Task What_cannot_be_meant_is_wrong_usage(string args, string problem)
    {
        var run = await RunAsync(args.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, "", $"covidxr: {problem}"), (run.ExitCode, run.Out, run.ErrorLines[0]));
        Assert.False(Path.Exists("x.png") || Path.Exists("d"));
    }

    [Fact]
    public async Task Films_that_are_missing_are_grey_under_their_polygons_and_counted()
    {
        using var sample = new SampleCopy();
        var run = await sample.RunAsync("preview", "9000006", "9000009", "--out", PathOf("d"), "--style", "fill");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("note: 2 films are not there, shown on grey: 9000006, 9000009 (looked in images/, beside the JSON; --images-from DIR names another folder, 'covidxr pull' gets films)", run.ErrorLines[0]);
        var picture = PngFile.Read(Path.Combine(PathOf("d"), "9000009.png"));
        Assert.All(picture.Samples, s => Assert.Equal(0x60, s));
        Assert.Equal(0, (await sample.RunAsync("preview", "9000006", "--out", PathOf("with.png"), "--images-from", Path.Combine(Cli.Sample, "images"))).ExitCode);
    }

    [Fact]
    public async Task A_full_disk_is_an_error_that_names_the_file_and_leaves_whole_files()
    {
        using var disk = SmallDisk.Mount(_folder.Location, kilobytes: 256);
        var run = await RunAsync("--out", PathOf("d"), "--size", "300");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Matches(@"^covidxr: /.*\.png: cannot be written: .*space", Assert.Single(run.ErrorLines));
        Assert.All(Names("d"), name => Assert.Equal(3, PngFile.Read(Path.Combine(PathOf("d"), name)).Bands));
    }

    [Fact]
    public async Task A_folder_in_which_another_run_is_at_work_is_refused()
    {
        using (FolderHold.Take(_folder.Location, new FolderWork("masks")))
        {
            var run = await RunAsync("--out", _folder.Location);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("another covidxr masks is at work in this folder", run.Err, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_file_is_replaced_and_not_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        File.WriteAllText(PathOf("mine"), "mine");
        File.CreateSymbolicLink(PathOf("x.png"), PathOf("mine"));
        Assert.Equal(1, (await RunAsync("9000006", "--out", PathOf("x.png"))).ExitCode);
        Assert.Equal(0, (await RunAsync("9000006", "--out", PathOf("x.png"), "--overwrite")).ExitCode);
        Assert.Equal("mine", File.ReadAllText(PathOf("mine")));
        Assert.Null(new FileInfo(PathOf("x.png")).LinkTarget);
    }

    [Fact]
    public async Task Names_neither_break_lines_nor_steer_the_terminal()
    {
        var run = await RunAsync("\u001b[31m\nx", "--out", PathOf("x.png"));
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.ErrorLines);
        Assert.DoesNotContain('\u001b', run.Err);
    }

    [Fact]
    public async Task A_document_that_is_damaged_is_named_and_left_out_of_its_sheet()
    {
        using var sample = new SampleCopy();
        File.WriteAllText(sample.Annotation("9000002"), "{");
        var run = await sample.RunAsync("preview", "--out", PathOf("s"), "--sheet", "2x1", "--style", "mask-only", "--size", "40");
        Assert.Equal((1, $"6 sheets of 11 images in {PathOf("s")}: mask-only\n"), (run.ExitCode, run.Out));
        Assert.StartsWith("covidxr: annotations/9000002.json:1:", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_bytes_come_whatever_the_threads()
    {
        foreach (var (name, jobs) in ((string, string)[])[("1", "1"), ("4", "4")])
        {
            await RunAsync("--out", PathOf(name), "--size", "90", "--jobs", jobs);
            await RunAsync("--out", PathOf($"sheet-{name}.png"), "--size", "90", "--jobs", jobs, "--sheet", "5x3");
        }

        Assert.All(Names("1"), n => Assert.Equal(File.ReadAllBytes(Path.Combine(PathOf("1"), n)), File.ReadAllBytes(Path.Combine(PathOf("4"), n))));
        Assert.Equal(File.ReadAllBytes(PathOf("sheet-1.png")), File.ReadAllBytes(PathOf("sheet-4.png")));
    }

    [Fact]
    public async Task Json_has_the_files_and_every_key_of_it_is_listed()
    {
        var run = await RunAsync("--out", PathOf("d"), "--size", "40", "--json", "--with", Cli.Sample, "--quiet");
        using var answer = JsonDocument.Parse(run.Out);
        var root = answer.RootElement;
        Assert.Equal(Names("d"), root.GetProperty("pictures").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal((12, 2), (root.GetProperty("images").GetInt32(), root.GetProperty("nothing_painted").GetInt32()));
    }

    private Task<Cli> RunAsync(params IReadOnlyList<string> args) => Cli.RunAsync(["preview", "-d", Cli.Sample, .. args]);

    private string PathOf(string name) => Path.Combine(_folder.Location, name);

    private string[] Names(string folder = "") => [.. Directory.GetFiles(PathOf(folder)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private (int Width, int Height, int Bands) Size(string name) => PngFile.Read(PathOf(name)) is var png ? (png.Width, png.Height, png.Bands) : default;
}
