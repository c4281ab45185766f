using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>What becomes of files that an earlier run has left.</summary>
public sealed class ExistingMasksTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _masks = new();

    public ExistingMasksTests()
    {
        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3), Documents.Box("Ignore", 0, 0, 1, 1)));
        _data.Write("b", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
    }

    public void Dispose()
    {
        _data.Dispose();
        _masks.Dispose();
    }

    [Fact]
    public async Task They_are_an_error_that_names_them_and_nothing_is_written()
    {
        WriteTable();
        _masks.Write("B.PNG", "mine"u8);
        var run = await RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"covidxr: {_masks.Location}: 1 file is there already: B.PNG; nothing is written (--overwrite replaces them, --skip-existing leaves them)"], run.ErrorLines);
        Assert.Equal(["B.PNG", "class_mapping.csv"], Names());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "B.PNG")));
    }

    [Fact]
    public async Task Many_are_counted_and_the_first_five_named()
    {
        for (var i = 0; i < 9; i++)
        {
            _data.Write($"c{i}", Documents.Image(2, 2));
        }

        Assert.Equal(0, (await RunAsync()).ExitCode);
        var run = await RunAsync();
        Assert.Contains("11 files are there already: a.png, b.png, c0.png, c1.png, c2.png and 6 more;", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_files_of_the_folder_are_left_alone()
    {
        WriteTable();
        _masks.Write("notes.txt", "mine"u8);
        _masks.Write("c.png", "mine"u8);
        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
        Assert.Equal(["a.png", "b.png", "c.png", "class_mapping.csv", "notes.txt"], Names());
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "c.png")));
    }

    [Fact]
    public async Task They_can_be_replaced()
    {
        WriteTable();
        _masks.Write("a.png", "mine"u8);
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
        Assert.Equal((9, 5), (PngFile.Read(Path.Combine(_masks.Location, "a.png")).Width, PngFile.Read(Path.Combine(_masks.Location, "a.png")).Height));
    }

    [Fact]
    public async Task They_can_be_left_and_the_rest_made()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        _masks.Write("a.png", "mine"u8);
        File.Delete(Path.Combine(_masks.Location, "b.png"));
        var run = await RunAsync("--skip-existing");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"1 mask in {_masks.Location}: semantic, ignore-last; 1 was there already\n", run.Out, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, "a.png")));
        Assert.Equal(8, PngFile.Read(Path.Combine(_masks.Location, "b.png")).Width);
    }

    [Fact]
    public async Task Masks_of_other_values_are_not_gone_on_with()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        File.Delete(Path.Combine(_masks.Location, "a.png"));
        var run = await RunAsync("--skip-existing", "--style", "index");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"covidxr: {_masks.Location}: the masks that are there were made with --style semantic, not --style index; nothing is written (take another folder, or --overwrite)"], run.ErrorLines);
        Assert.Equal(["b.png", "class_mapping.csv", "covidxr.masks.json"], Names());
    }

    [Theory]
    [InlineData("--size 9x5 --fit stretch, not --size 8x6 --fit pad", "--size 9x5", "--size 8x6 --fit pad")]
    [InlineData("no --size no --fit, not --size 512x512 --fit stretch", "", "--size 512")]
    [InlineData("--order ignore-last, not --order v7", "", "--order v7")]
    [InlineData("--name id, not --name original", "", "--name original")]
    [InlineData("--classes Ignore,Lung, not --classes Lung", "--style instance", "--style instance --classes Lung")]
    [InlineData("--size 9x5, not --size 90x50", "--style instance --size 9x5", "--style instance --size 90x50")]
    public async Task Masks_that_were_made_otherwise_are_not_gone_on_with(string difference, string first, string second)
    {
        Assert.Equal(0, (await RunAsync(first.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ExitCode);
        File.Delete(Directory.GetFiles(_masks.Location, "a*.png")[0]);
        var before = Names();
        foreach (var options in (string[])["--skip-existing", "--skip-existing --shard 1/2", "--skip-existing --shard 2/2"])
        {
            var run = await RunAsync($"{second} {options}".Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(1, run.ExitCode);
            Assert.Equal($"covidxr: {_masks.Location}: the masks that are there were made with {difference}; nothing is written (take another folder, or --overwrite)", run.ErrorLines[^1]);
            Assert.Equal(before, Names());
        }

        Assert.Equal(0, (await RunAsync([.. second.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--overwrite"])).ExitCode);
    }

    [Fact]
    public async Task What_an_earlier_record_says_is_quoted_in_part()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var record = Path.Combine(_masks.Location, "covidxr.masks.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("Lung", new string('x', 5000) + "\\u202e\\n", StringComparison.Ordinal));
        var run = await RunAsync("--skip-existing");
        Assert.Matches("made with --classes Ignore,x+\\.\\.\\., not --classes Ignore,Lung; nothing is written", Assert.Single(run.ErrorLines));
        Assert.InRange(run.Err.Length, 0, 500);
    }

    [Fact]
    public async Task The_order_in_which_classes_are_named_makes_no_other_masks()
    {
        Assert.Equal(0, (await RunAsync("--classes", "Ignore,Lung")).ExitCode);
        var record = File.ReadAllText(Path.Combine(_masks.Location, "covidxr.masks.json"));
        Assert.Equal(0, (await RunAsync("--classes", "Lung,Ignore", "--skip-existing")).ExitCode);
        Assert.Equal(record, File.ReadAllText(Path.Combine(_masks.Location, "covidxr.masks.json")));
        using var json = System.Text.Json.JsonDocument.Parse(record);
        var images = $$"""{"images":2,"fingerprint":"{{CovidXray.Filters.Selections.Fingerprint.Of(["a", "b"])}}"}""";
        var version = CovidXray.Files.ProductVersion.Text;
        Assert.Equal(
            $$$"""{"schema":1,"covidxr":"{{{version}}}","style":"semantic","order":"ignore-last","classes":["Ignore","Lung"],"size":null,"fit":null,"name":"id","dataset":{{{images}}},"selection":{"rules":[],{{{images[1..]}}}}""",
            System.Text.Json.JsonSerializer.Serialize(json.RootElement));
    }

    [Fact]
    public async Task Where_nothing_says_how_masks_were_made_they_are_compared()
    {
        Assert.Equal(0, (await RunAsync("--order", "ignore-first")).ExitCode);
        File.Delete(Path.Combine(_masks.Location, "covidxr.masks.json"));
        File.Delete(Path.Combine(_masks.Location, "b.png"));
        var other = await RunAsync("--skip-existing", "--size", "8x6");
        Assert.Equal([$"covidxr: {_masks.Location}: a.png is 9x5 pixels, not 8x6, and no covidxr.masks.json says how it was made; nothing is written (take another folder, or --overwrite)"], other.ErrorLines);
        Assert.Equal(["a.png", "class_mapping.csv"], Names());

        // The same size and other pixels.
        var otherOrder = await RunAsync("--skip-existing");
        Assert.Equal([$"covidxr: {_masks.Location}: a.png has other pixels than this run's, and no covidxr.masks.json says how it was made; nothing is written (take another folder, or --overwrite)"], otherOrder.ErrorLines);
        Assert.Equal(["a.png", "class_mapping.csv"], Names());

        Assert.Equal(0, (await RunAsync("--skip-existing", "--order", "ignore-first")).ExitCode);
        Assert.Equal(["a.png", "b.png", "class_mapping.csv", "covidxr.masks.json"], Names());

        File.Delete(Path.Combine(_masks.Location, "covidxr.masks.json"));
        _masks.Write("a.png", "mine"u8);
        var damaged = await RunAsync("--skip-existing");
        Assert.Equal(1, damaged.ExitCode);
        Assert.StartsWith($"covidxr: {Path.Combine(_masks.Location, "a.png")}: is no JPEG or PNG", Assert.Single(damaged.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_is_true_of_all_masks_or_there_is_none()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);

        // Some would be replaced, the others stay.
        var before = Directory.GetFiles(_masks.Location).Select(File.ReadAllBytes).ToArray();
        var run = await RunAsync("--overwrite", "--order", "v7", "--where", "id = 'a'");
        Assert.Equal((1, $"covidxr: {_masks.Location}: the masks that are there are made with --order ignore-last, not --order v7, and b.png would stay, being of none of these images; nothing is written (take another folder)"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(before, Directory.GetFiles(_masks.Location).Select(File.ReadAllBytes));

        // All are.
        Assert.Equal(0, (await RunAsync("--overwrite", "--order", "v7")).ExitCode);
        Assert.Contains("covidxr.masks.json", Names());
        Assert.Equal(0, (await RunAsync("--skip-existing", "--order", "v7")).ExitCode);

        // One cannot be.
        _data.Write("b", "{");
        Assert.Equal(1, (await RunAsync("--overwrite")).ExitCode);
        Assert.Equal([".covidxr.unfinished.json", "a.png", "b.png", "class_mapping.csv"], Names());
        var reading = await Cli.RunAsync("stats", "-d", _masks.Location);
        Assert.Equal((1, $"covidxr: {_masks.Location}: is not whole: masks are being made here, or the run that made them was interrupted, or some of its shards were not run; 'covidxr masks' with --skip-existing or --overwrite finishes them\n"), (reading.ExitCode, reading.Err));

        // Later it can: what was made of the rest is not trusted.
        _data.Write("b", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3)));
        var mended = await RunAsync("--skip-existing");
        Assert.StartsWith($"2 masks in {_masks.Location}", mended.Out, StringComparison.Ordinal);
        Assert.Equal(["a.png", "b.png", "class_mapping.csv", "covidxr.masks.json"], Names());
    }

    [Theory]
    [InlineData("--style instance", "--style semantic")]
    [InlineData("--style semantic", "--style instance")]
    [InlineData("--name original", "--name id")]
    [InlineData("--name id --style index", "--name original --style sides")]
    public async Task Masks_of_other_names_go_when_they_are_replaced(string first, string second)
    {
        Assert.Equal(0, (await RunAsync(second.Split(' '))).ExitCode);
        var expected = Names();
        Directory.Delete(_masks.Location, recursive: true);
        Assert.Equal(0, (await RunAsync(first.Split(' '))).ExitCode);
        Assert.NotEqual(expected, Names());
        Assert.Equal(0, (await RunAsync([.. second.Split(' '), "--overwrite"])).ExitCode);
        Assert.Equal(expected, Names());
    }

    [Fact]
    public async Task Masks_that_shards_replace_are_of_two_kinds_until_the_last_is_done()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        foreach (var (shard, isLast) in new[] { ("1/3", false), ("2/3", false), ("3/3", true) })
        {
            Assert.Equal(0, (await RunAsync("--overwrite", "--style", "index", "--shard", shard)).ExitCode);
            Assert.Equal(isLast, Names().Contains("covidxr.masks.json"));
            Assert.Equal(!isLast, Names().Contains(".covidxr.unfinished.json"));
        }

        Assert.Equal(0, (await RunAsync("--skip-existing", "--style", "index")).ExitCode);
    }

    [Fact]
    public async Task Beside_masks_of_which_nothing_is_known_no_record_is_written()
    {
        WriteTable();
        _masks.Write("c.png", "V7's"u8);
        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Equal(["a.png", "b.png", "c.png", "class_mapping.csv"], Names());
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_an_error()
    {
        _masks.Write("covidxr.masks.json", "{}"u8);
        var run = await RunAsync("--skip-existing");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {Path.Combine(_masks.Location, "covidxr.masks.json")}: does not say how the masks beside it were made: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("--overwrite")).ExitCode);
    }

    [Fact]
    public async Task A_folder_of_masks_is_a_dataset_with_its_record_too()
    {
        Assert.Equal(0, (await RunAsync()).ExitCode);
        var run = await Cli.RunAsync("stats", "-d", _masks.Location, "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal(2, System.Text.Json.JsonDocument.Parse(run.Out).RootElement.GetProperty("images").GetInt32());
    }

    [Fact]
    public async Task Instances_that_are_no_more_go_when_the_rest_is_replaced()
    {
        Assert.Equal(0, (await RunAsync("--style", "instance")).ExitCode);
        Assert.Equal(["a_00000.png", "a_00001.png", "b_00000.png", "class_mapping.csv", "covidxr.masks.json", "instances.csv"], Names());
        Assert.Contains("3 files are there already: a_00000.png, a_00001.png, b_00000.png;", (await RunAsync("--style", "instance")).Err, StringComparison.Ordinal);

        File.Delete(Path.Combine(_masks.Location, "b_00000.png"));
        var skipping = await RunAsync("--style", "instance", "--skip-existing");
        Assert.StartsWith($"1 mask of 2 images in {_masks.Location}: instance, ignore-last; 2 were there already\n", skipping.Out, StringComparison.Ordinal);

        _data.Write("a", Documents.Image(9, 5, Documents.Box("Lung", 0, 0, 3, 3)));
        Assert.Equal(0, (await RunAsync("--style", "instance", "--overwrite")).ExitCode);
        Assert.Equal(["a_00000.png", "b_00000.png", "class_mapping.csv", "covidxr.masks.json", "instances.csv"], Names());
        Assert.Equal(
            ["mask,image_id,annotation,class,area,x,y,width,height", "a_00000.png,a,0,Lung,16,0,0,4,4", "b_00000.png,b,0,Lung,16,0,0,4,4"],
            File.ReadAllLines(Path.Combine(_masks.Location, "instances.csv")));
    }

    [Fact]
    public async Task A_run_that_stops_at_the_first_error_is_not_finished()
    {
        _data.Write("a", "{");
        Assert.Equal(1, (await RunAsync("--fail-fast", "--jobs", "1")).ExitCode);
        Assert.Equal([".covidxr.unfinished.json", "class_mapping.csv"], Names());

        // One that does the others is.
        Assert.Equal(1, (await RunAsync()).ExitCode);
        Assert.Equal(["b.png", "class_mapping.csv", "covidxr.masks.json"], Names());
    }

    [Fact]
    public async Task The_record_says_which_images_the_masks_are_of()
    {
        Assert.Equal(0, (await RunAsync("--where", "id = 'a'")).ExitCode);
        Assert.Equal(("""["where id = \u0027a\u0027"]""", 1, 2, false), Record());

        // Masks of others that lie there are counted: the folder holds more than the selection.
        Assert.Equal(0, (await RunAsync("--skip-existing", "--where", "id = 'b'")).ExitCode);
        Assert.Equal(("""["where id = \u0027b\u0027"]""", 1, 2, true), Record());
        Assert.Equal(0, (await RunAsync("--skip-existing")).ExitCode);
        Assert.Equal(("[]", 2, 2, false), Record());

        (string Rules, int Selected, int Images, bool HasOthers) Record()
        {
            using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(_masks.Location, "covidxr.masks.json")));
            var selection = json.RootElement.GetProperty("selection");
            return (System.Text.Json.JsonSerializer.Serialize(selection.GetProperty("rules")), selection.GetProperty("images").GetInt32(), json.RootElement.GetProperty("dataset").GetProperty("images").GetInt32(), json.RootElement.TryGetProperty("others", out _));
        }
    }

    [Theory]
    [InlineData("notes.txt", "is no folder of masks: it holds notes.txt, and neither covidxr.masks.json nor class_mapping.csv")]
    [InlineData("a.png", "is no folder of masks: it holds a.png, and neither covidxr.masks.json nor class_mapping.csv")]
    [InlineData("covidxr.export.json", "holds an export (covidxr.export.json)")]
    [InlineData("class_mapping.csv", "is no folder of masks: it holds class_mapping.csv, and neither")]
    public async Task A_folder_of_other_peoples_files_is_refused_whatever_is_asked(string file, string problem)
    {
        _masks.Write(file, "mine"u8);
        foreach (var options in (string[])["", "--overwrite", "--skip-existing", "--overwrite --shard 1/2"])
        {
            var run = await RunAsync(options.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.StartsWith($"covidxr: {_masks.Location}: {problem}", run.ErrorLines[^1], StringComparison.Ordinal);
            Assert.EndsWith("; nothing is written (take another folder)", run.ErrorLines[^1], StringComparison.Ordinal);
            Assert.Equal([file], Names());
            Assert.Equal("mine", File.ReadAllText(Path.Combine(_masks.Location, file)));
        }
    }

    [Fact]
    public async Task A_folder_that_holds_hidden_files_alone_is_as_good_as_empty()
    {
        _masks.Write(".gitkeep", ""u8);
        Assert.Equal(0, (await RunAsync()).ExitCode);
        Assert.Contains("covidxr.masks.json", Names());
    }

    /// <summary>What makes a folder one of masks, as V7's set is.</summary>
    private void WriteTable() => _masks.Write("class_mapping.csv", "class_idx,class_name\n0,__background__\n127,Ignore\n255,Lung\n"u8);

    private Task<Cli> RunAsync(params IReadOnlyList<string> options) =>
        Cli.RunAsync(["masks", "-d", _data.Location, "--out", _masks.Location, .. options]);

    private string?[] Names() => [.. Directory.GetFiles(_masks.Location).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
