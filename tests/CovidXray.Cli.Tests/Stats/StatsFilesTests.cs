using System.Text.Json;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Filters;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Stats;

/// <summary>JSON and CSV.</summary>
public sealed class StatsFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_has_what_is_promised()
    {
        var stats = await JsonAsync("--field", "location", "--field", "temperature");
        Assert.Equal((12, 8), (stats.GetProperty("images").GetInt32(), stats.GetProperty("patients").GetInt32()));
        Assert.Equal(6.681504, stats.GetProperty("megapixels").GetDouble());
        Assert.Equal((10, 20), (stats.GetProperty("classes").GetProperty("Lung").GetProperty("images").GetInt32(), stats.GetProperty("classes").GetProperty("Lung").GetProperty("instances").GetInt32()));
        Assert.Equal(
            ["view", "modality", "sex", "survival", "icu", "icu_admission", "in_icu", "intubated", "intubation", "intubation_present", "oxygen", "extubated", "location", "license"],
            stats.GetProperty("fields").EnumerateObject().Select(f => f.Name));
        Assert.All(
            stats.GetProperty("fields").EnumerateObject().Where(f => f.Name is not ("icu_admission" or "intubation")),
            f => Assert.Contains(f.Name, FilterFields.All.Select(known => known.Name)));
        Assert.All(stats.GetProperty("fields").EnumerateObject(), f => Assert.Equal(12, f.Value.EnumerateObject().Sum(v => v.Value.GetInt32())));
        Assert.All((string[])["count", "min", "max", "mean", "median", "histogram", "missing"], m => Assert.True(stats.GetProperty("age").TryGetProperty(m, out _), m));
        Assert.Equal(12, stats.GetProperty("sizes").GetProperty("bands").EnumerateArray().Sum(b => b.GetProperty("count").GetInt32()));
        Assert.Equal(("9000006", "9000004"), (stats.GetProperty("sizes").GetProperty("smallest").GetProperty("id").GetString(), stats.GetProperty("sizes").GetProperty("largest").GetProperty("id").GetString()));
        Assert.Equal((1_588_919, 22_278), (stats.GetProperty("areas").GetProperty("Lung").GetProperty("pixels").GetInt64(), stats.GetProperty("areas").GetProperty("Ignore").GetProperty("pixels").GetInt64()));
        Assert.Equal((4, 2), (stats.GetProperty("requested").GetProperty("location").GetProperty("Phantomville, Nowhere").GetInt32(), stats.GetProperty("requested").GetProperty("temperature").GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Csv_holds_the_same_numbers_one_a_row()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", _folder.Location, "--by", "view,sex", "--field", "location");
        Assert.Equal((0, $"tables are in {_folder.Location}\n"), (run.ExitCode, run.Err));
        Assert.Equal(
            ["areas.csv", "classes.csv", "covidxr.stats.json", "cramers_v.csv", "cross.csv", "fields.csv", "histograms.csv", "oddities.csv", "requested.csv", "summary.csv", "tags.csv"],
            Directory.GetFiles(_folder.Location).Select(Path.GetFileName).Order());
        Assert.Contains("Lung,polygon,10,20", Lines("classes.csv"));
        Assert.Contains("view,AP_Supine,2", Lines("fields.csv"));
        Assert.Contains("survival,,7", Lines("fields.csv"));
        Assert.Contains("age,70,80,2", Lines("histograms.csv"));
        Assert.Contains("images,12", Lines("summary.csv"));
        Assert.Contains("view,PA,sex,M,3", Lines("cross.csv"));
        Assert.Contains("location,\"Phantomville, Nowhere\",4", Lines("requested.csv"));
        Assert.StartsWith("Lung,10,1588919,", Lines("areas.csv").Single(l => l.StartsWith("Lung", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_folder.Location), f => Assert.DoesNotContain('\r', File.ReadAllText(f)));

        var stats = await JsonAsync();
        var fields = stats.GetProperty("fields").EnumerateObject().SelectMany(f => f.Value.EnumerateObject().Select(v => $"{f.Name},{(v.Name == "missing" ? "" : v.Name.Contains(',', StringComparison.Ordinal) ? $"\"{v.Name}\"" : v.Name)},{v.Value.GetInt32()}"));
        Assert.All(fields, line => Assert.Contains(line, Lines("fields.csv")));
    }

    [Fact]
    public async Task A_large_cross_table_leaves_out_pairs_that_do_not_occur_and_says_so()
    {
        for (var i = 0; i < 101; i++)
        {
            _folder.Write($"{i:D3}", Documents.Image(8, 6, $$$"""{"name": "location:{{{i}}}", "tag": {}}"""));
        }

        var run = await Cli.RunAsync("stats", "-d", _folder.Location, "--by", "id,location", "--by", "location,view", "--json", "--csv", Path.Combine(_folder.Location, "csv"), "--html", Path.Combine(_folder.Location, "page.html"));
        var tables = JsonDocument.Parse(run.Out).RootElement.GetProperty("cross");
        Assert.Equal((true, false), (tables[0].GetProperty("sparse").GetBoolean(), tables[1].GetProperty("sparse").GetBoolean()));
        Assert.Equal("""{"7":1}""", JsonSerializer.Serialize(tables[0].GetProperty("counts").GetProperty("007")));
        Assert.Equal("""{"missing":1}""", JsonSerializer.Serialize(tables[1].GetProperty("counts").GetProperty("7")));
        Assert.Equal(1 + 101 + 101, File.ReadAllLines(Path.Combine(_folder.Location, "csv", "cross.csv")).Length);
        Assert.Contains("<td>81 others</td>", File.ReadAllText(Path.Combine(_folder.Location, "page.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_a_spreadsheet_would_run_are_texts_and_numbers_are_numbers()
    {
        _folder.Write("1", Documents.Image(8, 6, """{"name": "=cmd()", "tag": {}}""", """{"name": "Age:-5", "tag": {}}"""));
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", _folder.Location, "--csv", _folder.Location)).ExitCode);
        Assert.Contains("\"'=cmd()\",tag,1,1", Lines("classes.csv"));
        Assert.Contains("age_min,-5", Lines("summary.csv"));
    }

    [Fact]
    public async Task Files_that_failed_are_in_the_json_and_in_the_page()
    {
        _folder.Write("1", Documents.Image(8, 6));
        _folder.Write("2", "{");
        var page = Path.Combine(_folder.Location, "page.html");
        var run = await Cli.RunAsync("stats", "-d", _folder.Location, "--json", "--html", page);
        Assert.Equal(1, run.ExitCode);
        var failed = Assert.Single(JsonDocument.Parse(run.Out).RootElement.GetProperty("failed").EnumerateArray());
        Assert.Equal(("2.json", 1, 2), (failed.GetProperty("file").GetString(), failed.GetProperty("line").GetInt32(), failed.GetProperty("column").GetInt32()));
        Assert.Contains("<p class=\"scope\">all 2 images; 1 failed, see the end</p>", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Contains("<td>2.json</td>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_input_gives_the_same_bytes()
    {
        foreach (var name in (string[])["1", "2"])
        {
            await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", Path.Combine(_folder.Location, name), "--html", Path.Combine(_folder.Location, name, "page.html"), "--jobs", name);
        }

        var files = Directory.GetFiles(Path.Combine(_folder.Location, "1"));
        Assert.Equal(9, files.Length);
        Assert.All(files, f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(_folder.Location, "2", Path.GetFileName(f)))));
    }

    [Fact]
    public async Task Beside_the_tables_stands_what_they_are_made_of_and_the_json_has_the_same()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", _folder.Location, "--min-size", "512", "--json");
        using var beside = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Location, "covidxr.stats.json")));
        var manifest = beside.RootElement;
        Assert.Equal((1, CovidXray.Files.ProductVersion.Text), (manifest.GetProperty("schema").GetInt32(), manifest.GetProperty("covidxr").GetString()));
        Assert.Equal(12, manifest.GetProperty("dataset").GetProperty("images").GetInt32());
        Assert.Equal((9, """["min-size 512"]"""), (manifest.GetProperty("selection").GetProperty("images").GetInt32(), JsonSerializer.Serialize(manifest.GetProperty("selection").GetProperty("rules"))));
        Assert.Equal(Directory.GetFiles(_folder.Location, "*.csv").Select(Path.GetFileName).Order(), manifest.GetProperty("tables").EnumerateArray().Select(t => t.GetString()).Order());
        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.All((string[])["covidxr", "dataset", "selection"], key => Assert.Equal(JsonSerializer.Serialize(manifest.GetProperty(key)), JsonSerializer.Serialize(answer.GetProperty(key))));

        // The tables are plain: a header and rows.
        Assert.All(Directory.GetFiles(_folder.Location, "*.csv"), f => Assert.Matches("^[a-z]", File.ReadAllText(f)));
    }

    [Theory]
    [InlineData("--csv", "tables", "summary.csv")]
    [InlineData("--html", "page.html", "page.html")]
    public async Task What_is_there_is_replaced_only_if_asked_for(string option, string name, string file)
    {
        var place = Path.Combine(_folder.Location, name);
        var path = option == "--csv" ? Path.Combine(place, file) : place;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "mine");
        var refused = await Cli.RunAsync("stats", "-d", Cli.Sample, option, place);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.EndsWith("is there already; nothing is written (--overwrite replaces it)", refused.ErrorLines[^1], StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, option, place, "--overwrite")).ExitCode);
        Assert.NotEqual("mine", File.ReadAllText(path));

        // What another run made is the user's now, too.
        Assert.Equal(1, (await Cli.RunAsync("stats", "-d", Cli.Sample, option, place)).ExitCode);
    }

    [Fact]
    public async Task Tables_of_an_earlier_run_that_are_not_made_again_go_with_it()
    {
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", _folder.Location, "--by", "view,sex")).ExitCode);
        _folder.Write("requested.csv", "mine"u8);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", _folder.Location, "--overwrite")).ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder.Location, "cross.csv")));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder.Location, "requested.csv")));
    }

    [Fact]
    public async Task For_Excel_each_table_begins_with_a_byte_order_mark()
    {
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", Path.Combine(_folder.Location, "1"))).ExitCode);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", Path.Combine(_folder.Location, "2"), "--excel")).ExitCode);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Location, "1"), "*.csv"))
        {
            Assert.Equal([0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(file)], File.ReadAllBytes(Path.Combine(_folder.Location, "2", Path.GetFileName(file))));
        }
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_an_error()
    {
        var file = _folder.Write("file", "x"u8);
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--csv", file);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"covidxr: {file}: ", run.Err, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await Cli.RunAsync(["stats", "-d", Cli.Sample, "--json", .. args]);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private string[] Lines(string table) => File.ReadAllLines(Path.Combine(_folder.Location, table));
}
