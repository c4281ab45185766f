using System.Text.RegularExpressions;

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
        Assert.Contains("  Lung                       10        20", lines);
        Assert.Contains("  view               PA 5, AP 3, AP_Supine 2, Axial 1, Lateral 1", lines);
        Assert.Matches(@"(?m)^  Lung +10 +1,588,919 ", run.Out);
        Assert.Matches(@"(?m)^  bare number as a tag +1 9000006$", run.Out);
        Assert.Matches(@"(?m)^  no modality tag; the view tells it +1 9000008$", run.Out);
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
                      no yes missing
              F        1   1       3
              M        1   2       3
              missing  0   0       1

            """.ReplaceLineEndings("\n"),
            run.Out,
            StringComparison.Ordinal);
        Assert.Contains("\nmodality\n  X-ray 11 ", run.Out, StringComparison.Ordinal);
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
    public async Task Of_no_images_it_says_so()
    {
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--include", "fungal");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("0 images, 0 patients, 0.0 megapixels, 0 tags", run.Out, StringComparison.Ordinal);
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
