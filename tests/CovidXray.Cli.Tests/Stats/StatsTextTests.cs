using System.Text.Json;
using System.Text.RegularExpressions;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Stats;

/// <summary>Statistics for a person at a terminal.</summary>
public sealed class StatsTextTests
{
    [Fact]
    public async Task It_counts_what_a_reader_asks_first()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        var lines = run.Out.Split('\n');
        Assert.StartsWith("12 images, 8 patients, 6.7 megapixels, ", lines[0], StringComparison.Ordinal);
        Assert.Equal("smallest 157x156 (9000006), largest 1203x951 (9000004)", lines[1]);
        Assert.All((string[])["classes", "fields", "age", "shorter side in pixels", "images per patient", "areas, as masks paints them by default", "odd data"], h => Assert.Contains(h, lines));
        Assert.Contains("  Lung                   polygon     10        20", lines);
        Assert.Contains("  view               PA 5, AP 3, AP_Supine 2, Axial 1, Lateral 1", lines);
        Assert.Matches(@"(?m)^  Lung +10 +1,588,919 ", run.Out);
        Assert.Matches(@"(?m)^  A tag is a number without a key +1 9000006$", run.Out);
        Assert.Matches(@"(?m)^  The image has no modality tag \(X-ray or CT\) +1 9000008$", run.Out);
    }

    [Fact]
    public async Task The_class_list_has_categories_and_all_tags()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--field", "class", "--top", "3");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Matches(@"^\nclass list\n  class +kind +images +instances\n  Lung +polygon +10 +20\n", run.Out);
        Assert.Matches(@"and \d+ more \(--top N shows them\)\n$", run.Out);
        var json = await Cli.RunAsync("stats", "-d", Cli.Sample, "--field", "Class", "--no-areas", "--json");
        var list = System.Text.Json.JsonDocument.Parse(json.Out).RootElement.GetProperty("class_list").EnumerateArray().ToList();
        Assert.Contains(list, c => c.GetProperty("name").GetString() == "View/PA" && c.GetProperty("kinds").GetProperty("tag").GetInt32() == 5);
    }

    [Fact]
    public async Task The_longest_bar_is_of_the_largest_number_and_the_others_in_proportion()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--field", "view", "--field", "age");
        var bars = Regex.Matches(run.Out, @"(?m)^  (?<label>\S+) +(?<count>\d+) (?<bar>█+)(?<rest>[▏▎▍▌▋▊▉]?)$");
        Assert.Equal(40, bars.Single(b => b.Groups["label"].Value == "PA").Groups["bar"].Length);
        Assert.Equal("24", $"{bars.Single(b => b.Groups["label"].Value == "AP").Groups["bar"].Length}");
        Assert.Contains("age\n  11 values from 28 to 72, mean ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_shortens_long_lists_and_says_so()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--field", "location", "--top", "1");
        Assert.Equal(
            """

            location
              Phantomville, Nowhere 4 ████████████████████████████████████████
              missing               4 ████████████████████████████████████████
              and 3 more (--top N shows them)

            """.ReplaceLineEndings("\n"),
            run.Out);
    }

    [Fact]
    public async Task By_crosses_two_fields()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--by", "sex,survival", "--by", "modality");
        Assert.Contains(
            """

            sex by survival (Cramér's V 0.167)
              sex     no yes missing
              F        1   1       3
              M        1   2       3
              missing  0   0       1

            """.ReplaceLineEndings("\n"),
            run.Out,
            StringComparison.Ordinal);
        Assert.Contains("\nmodality\n  X-ray 11 ", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cross_table_that_is_wider_than_the_page_has_its_longer_field_in_the_rows_and_the_rare_values_in_one()
    {
        using var data = new TemporaryFolder();
        for (var i = 0; i < 100; i++)
        {
            data.Write($"{i:D3}", Documents.Image(8, 6, $$$"""{"name": "View/{{{(i % 2 == 0 ? "PA" : "AP")}}}", "tag": {}}""", $$$"""{"name": "location:Hospital number {{{Math.Min(i, 60):D2}}}", "tag": {}}"""));
        }

        var run = await Cli.RunAsync("stats", "-d", data.Location, "--by", "view,location", "--top", "6");
        Assert.Equal(
            """

            location by view (Cramér's V 0.775)
              location           AP PA
              Hospital number 00  0  1
              Hospital number 01  1  0
              Hospital number 02  0  1
              Hospital number 03  1  0
              Hospital number 04  0  1
              Hospital number 60 20 20
              55 others          28 27
              (--top N shows more rows, --csv and --json have all)

            """.ReplaceLineEndings("\n"),
            run.Out);

        var both = await Cli.RunAsync("stats", "-d", data.Location, "--by", "location,id", "--top", "30");
        var lines = both.Out.TrimEnd('\n').Split('\n');
        Assert.Equal(35, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 110));
        Assert.DoesNotContain("…", both.Out, StringComparison.Ordinal);

        // The strength is that of the whole table, not of what is shown.
        Assert.Contains("(Cramér's V 1.000)", both.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_columns_do_not_steer_the_terminal()
    {
        using var data = new TemporaryFolder();
        data.Write("1", Documents.Image(8, 6, """{"name": "location:P\u001b[31mA", "tag": {}}"""));
        var run = await Cli.RunAsync("stats", "-d", data.Location, "--by", "id,location");
        Assert.Matches("(?m)^  id +P\uFFFD\\[31mA$", run.Out);
    }

    [Fact]
    public async Task Numbers_as_large_as_they_can_be_have_a_mean()
    {
        using var data = new TemporaryFolder();
        data.Write("1", Documents.Image(8, 6, """{"name": "Age:1e308", "tag": {}}"""));
        data.Write("2", Documents.Image(8, 6, """{"name": "Age:1e308", "tag": {}}"""));
        var run = await Cli.RunAsync("stats", "-d", data.Location, "--json", "--csv", Path.Combine(data.Location, "csv"), "--html", Path.Combine(data.Location, "page.html"));
        Assert.Equal(0, run.ExitCode);
        var stats = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(1e308, stats.GetProperty("age").GetProperty("mean").GetDouble());
        Assert.Contains(stats.GetProperty("oddities").EnumerateArray(), o => o.GetProperty("what").GetString() == "The age is negative or over 120 years");
        var text = await Cli.RunAsync("stats", "-d", data.Location, "--field", "age");
        Assert.Contains("2 values from 1E+308 to 1E+308, mean 1E+308, median 1E+308", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_too_large_to_paint_counts_without_areas()
    {
        using var data = new TemporaryFolder();
        data.Write("large", Documents.Image(2000, 1000, Documents.Box("Lung", 0, 0, 3, 3), """{"name": "X-ray", "tag": {}}"""));
        data.Write("small", Documents.Image(8, 6, Documents.Box("Lung", 0, 0, 3, 3), """{"name": "X-ray", "tag": {}}"""));
        var run = await Cli.RunAsync("stats", "-d", data.Location, "--json", "--max-megapixels", "1");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["covidxr: large.json: the image is 2000x1000 = 2 megapixels; the limit is 1 (raise it with --max-megapixels if that is right)"], run.ErrorLines);
        var stats = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal((2, "large", 2), (stats.GetProperty("images").GetInt32(), stats.GetProperty("sizes").GetProperty("largest").GetProperty("id").GetString(), stats.GetProperty("classes").GetProperty("Lung").GetProperty("instances").GetInt32()));
        Assert.Equal((1, 16), (stats.GetProperty("areas").GetProperty("Lung").GetProperty("images").GetInt32(), stats.GetProperty("areas").GetProperty("Lung").GetProperty("pixels").GetInt32()));
        Assert.Equal("large.json", Assert.Single(stats.GetProperty("failed").EnumerateArray()).GetProperty("file").GetString());
        var more = await Cli.RunAsync("stats", "-d", data.Location, "--json", "--max-megapixels", "2");
        Assert.Equal((0, 32), (more.ExitCode, JsonDocument.Parse(more.Out).RootElement.GetProperty("areas").GetProperty("Lung").GetProperty("pixels").GetInt32()));
    }

    [Theory]
    [InlineData("--by: there is no field 'vew'; did you mean 'view'? (fields are id, name, ", "--by", "vew,icu")]
    [InlineData("--field: there is no field 'viewer'; did you mean 'view'? (fields are id, name, ", "--field", "viewer")]
    [InlineData("--by: 'view,icu,sex' names 3 fields; expected one or two, such as view,icu", "--by", "view,icu,sex")]
    [InlineData("--by: ',' names 0 fields", "--by", ",")]
    [InlineData("--top is 0; expected a whole number, 1 or more.", "--top", "0")]
    public async Task Unknown_fields_are_usage_errors(string message, params string[] args)
    {
        var run = await Cli.RunAsync(["stats", "-d", Cli.Sample, .. args]);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {message}", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_no_images_nothing_is_counted()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--include", "fungal");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains("no image is left: include fungal drops 12 of 12", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_named_the_rest_is_counted_and_the_exit_code_is_1()
    {
        using var dataset = new SampleCopy();
        File.WriteAllText(dataset.Annotation("9000003"), "{\"image\": {}}");
        var run = await dataset.RunAsync("stats", "--exclude", "ct");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("10 images, ", run.Out, StringComparison.Ordinal);
        Assert.Contains(run.ErrorLines, l => l.StartsWith("covidxr: annotations/9000003.json", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    public async Task It_is_as_wide_as_the_terminal(int columns)
    {
        var shown = await OnTerminalAsync($"stty cols {columns}; NO_COLOR=1 TERM=xterm covidxr stats -d samples/phantom-dataset");
        Assert.Equal(columns == 60 ? 50 : 60, shown.Max(l => l.Count(c => c == '█')));
        Assert.All(shown.Where(l => l.Contains('█', StringComparison.Ordinal)), l => Assert.InRange(l.Length, 1, columns));

        // .NET itself sets a terminal's key mode (ESC [ ? 1 h); colours are what NO_COLOR is about.
        Assert.DoesNotContain(shown, l => Regex.IsMatch(l, @"\x1b\[[0-9;]*m"));
    }

    /// <summary>Runs a line of shell on a terminal of its own. The shell is bash: others drop the function that covidxr is.</summary>
    private static async Task<string[]> OnTerminalAsync(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "a terminal is made by util-linux's script");
        using var process = CovidxrProcess.StartShell($"export -f covidxr; SHELL=\"$BASH\" script -qec 'bash -c \"{line}\"' /dev/null < /dev/null");
        var run = await process.EndAsync();
        Assert.Equal(0, run.ExitCode);
        return [.. run.Out.Split('\n').Select(l => l.TrimEnd('\r', ' '))];
    }
}
