using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Stats;

/// <summary>The HTML page, opened in a browser.</summary>
public sealed class StatsPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_opens_without_a_console_error_and_its_numbers_are_those_of_the_json()
    {
        var page = Path.Combine(_folder.Location, "page.html");
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--by", "sex,view", "--html", page, "--json");
        Assert.Equal((0, $"the page is {page}\n"), (run.ExitCode, run.Err));
        var stats = JsonDocument.Parse(run.Out).RootElement;
        var (document, console) = await Chromium.OpenAsync(page);
        Assert.Empty(console);
        Assert.EndsWith("</html>", document.TrimEnd(), StringComparison.Ordinal);

        Assert.Contains("<b>12</b><span>images</span>", document, StringComparison.Ordinal);
        Assert.Contains($"<b>{stats.GetProperty("tags").GetProperty("total").GetInt32()}</b><span>tags</span>", document, StringComparison.Ordinal);
        foreach (var (title, field) in (ReadOnlySpan<(string, string)>)[("View", "view"), ("Modality", "modality"), ("Sex", "sex")])
        {
            Assert.Equal(Counts(stats.GetProperty("fields").GetProperty(field)), Bars(document, title));
        }

        Assert.Equal(Counts(stats.GetProperty("locations")), Bars(document, "Locations"));
        Assert.Equal(Counts(stats.GetProperty("images_per_patient")), Bars(document, "Images per patient"));
        Assert.Equal(
            stats.GetProperty("classes").EnumerateObject().Select(c => (c.Name, c.Value.GetProperty("images").GetInt32())).Order(),
            Bars(document, "Classes").Order());
        Assert.Equal(
            stats.GetProperty("age").GetProperty("histogram").EnumerateArray().Select(b => b.GetProperty("count").GetInt32()).Append(stats.GetProperty("age").GetProperty("missing").GetInt32()),
            Bars(document, "Age in years").Select(b => b.Count));
        Assert.Equal(
            stats.GetProperty("sizes").GetProperty("bands").EnumerateArray().Select(b => b.GetProperty("count").GetInt32()),
            Bars(document, "Shorter side in pixels").Select(b => b.Count));
        foreach (var (title, field) in (ReadOnlySpan<(string, string)>)[("Survived", "survival"), ("ICU admission", "icu_admission"), ("Extubated", "extubated")])
        {
            var counts = stats.GetProperty("fields").GetProperty(field);
            int Count(string name) => counts.TryGetProperty(name, out var count) ? count.GetInt32() : 0;
            Assert.Equal([$"{Count("Y")}", $"{Count("N")}", $"{Count("missing")}"], Cells(document, title).Skip(1).Take(3));
        }

        foreach (var area in stats.GetProperty("areas").EnumerateObject())
        {
            Assert.Equal([$"{area.Value.GetProperty("images").GetInt32()}", area.Value.GetProperty("pixels").GetInt64().ToString("N0", CultureInfo.InvariantCulture)], Cells(document, area.Name).Take(2));
        }

        foreach (var row in stats.GetProperty("cross")[0].GetProperty("counts").EnumerateObject())
        {
            Assert.Equal(row.Value.EnumerateObject().Select(c => $"{c.Value.GetInt32()}"), Cells(document, row.Name));
        }

        Assert.All(stats.GetProperty("oddities").EnumerateArray(), o => Assert.Equal($"{o.GetProperty("count").GetInt32()}", Cells(document, o.GetProperty("what").GetString()!).First()));
    }

    [Fact]
    public async Task The_json_in_the_page_is_the_json()
    {
        var page = Path.Combine(_folder.Location, "page.html");
        var run = await Cli.RunAsync("stats", "-d", Cli.Sample, "--html", page, "--json");
        var block = Regex.Match(File.ReadAllText(page), @"<script type=""application/json"" id=""covidxr-stats"">\n(?<json>.*?)\n</script>", RegexOptions.Singleline).Groups["json"].Value;
        Assert.Equal(JsonSerializer.Serialize(JsonDocument.Parse(run.Out)), JsonSerializer.Serialize(JsonDocument.Parse(block)));
    }

    [Fact]
    public async Task It_says_which_images_it_is_about()
    {
        var page = Path.Combine(_folder.Location, "page.html");
        await Cli.RunAsync("stats", "-d", Cli.Sample, "--html", page, "--min-size", "512", "--where", "age < 60");
        Assert.Contains("<p class=\"scope\">5 of 12 images: min-size 512; where age &lt; 60</p>", File.ReadAllText(page), StringComparison.Ordinal);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--html", page, "--overwrite")).ExitCode);
        Assert.Contains("<p class=\"scope\">all 12 images</p>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_was_made_of_by_the_release_and_never_by_the_clock()
    {
        var zip = Path.Combine(_folder.Location, "covid-only.zip");
        using (var archive = System.IO.Compression.ZipFile.Open(zip, System.IO.Compression.ZipArchiveMode.Create))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Cli.Sample, "annotations"), "*.json"))
            {
                var entry = archive.CreateEntry(Path.GetFileName(file));
                entry.LastWriteTime = new DateTimeOffset(2020, 6, 17, 23, 59, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(File.ReadAllBytes(file));
            }
        }

        var (pulled, page) = (Path.Combine(_folder.Location, "pulled"), Path.Combine(_folder.Location, "page.html"));
        await Cli.RunAsync("pull", "--source", zip, "--offline", "--no-images", "--out", pulled);
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", pulled, "--html", page, "--min-size", "512")).ExitCode);
        Assert.Matches($"<p class=\"origin\">covidxr {Regex.Escape(CovidXray.Files.ProductVersion.Text)} from release covid-only of 2020-06-17: 9 images, sha256:[0-9a-f]{{64}}</p>", File.ReadAllText(page));
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", zip, "--html", page, "--overwrite")).ExitCode);
        Assert.Contains(" from archive of 2020-06-17: 12 images, sha256:", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fits_a_window_of_500_pixels()
    {
        var page = Path.Combine(_folder.Location, "page.html");
        Assert.Equal(0, (await Cli.RunAsync("stats", "-d", Cli.Sample, "--html", page, "--by", "view,icu")).ExitCode);

        // Its own policy lets no script measure it.
        var measuring = "<script>document.title = `${innerWidth} ${document.documentElement.scrollWidth <= innerWidth} ${[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth).length} ${getComputedStyle(document.querySelector('.wide')).display}`</script></body>";
        File.WriteAllText(page, Regex.Replace(File.ReadAllText(page), "<meta http-equiv=[^>]*>", "").Replace("</body>", measuring, StringComparison.Ordinal));
        var (document, _) = await Chromium.OpenAsync(page, width: 500);
        Assert.Contains("<title>500 true 0 none</title>", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_policy_lets_no_script_run()
    {
        var page = Path.Combine(_folder.Location, "page.html");
        await Cli.RunAsync("stats", "-d", Cli.Sample, "--html", page);
        File.WriteAllText(page, File.ReadAllText(page).Replace("</body>", "<script>console.error('it ran')</script><p onclick=\"x\" style=\"color: red\">planted</p></body>", StringComparison.Ordinal));
        var (document, console) = await Chromium.OpenAsync(page);
        Assert.Contains("planted", document, StringComparison.Ordinal);
        Assert.DoesNotContain(console, line => line.Contains("\"it ran\"", StringComparison.Ordinal));
        Assert.Contains(console, line => line.Contains("Content Security Policy", StringComparison.Ordinal) && line.Contains("script", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_console_error_would_be_seen()
    {
        var page = _folder.Write("bad.html", "<script>console.error('seen')</script>"u8);
        var (_, console) = await Chromium.OpenAsync(page);
        Assert.Contains(console, l => l.Contains("seen", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, int Count)> Counts(JsonElement values) =>
        values.EnumerateObject().Select(v => (v.Name, v.Value.GetInt32())).Where(v => v != ("missing", 0));

    /// <summary>What a chart shows: each bar's label and the number beside it.</summary>
    private static List<(string Name, int Count)> Bars(string document, string title)
    {
        var section = Regex.Match(document, $@"<section>\s*<h2>{Regex.Escape(title)}\b.*?</section>", RegexOptions.Singleline).Value;
        Assert.NotEmpty(section);

        // A wide chart is drawn a second time, for narrow screens.
        return
        [
            .. Regex.Matches(section.Split("<div class=\"phone\">")[0], @"class=""label"">[^<]*<title>(?<label>.*?)</title></text><rect [^>]*></rect><text [^>]*class=""number"">(?<count>[\d,]+)</text>")
                .Select(m => (WebUtility.HtmlDecode(m.Groups["label"].Value), int.Parse(m.Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))),
        ];
    }

    /// <summary>The texts of a table's row behind its first cell.</summary>
    private static IEnumerable<string> Cells(string document, string row)
    {
        var line = Regex.Match(document, $@"<tr><td>{Regex.Escape(WebUtility.HtmlEncode(row))}</td>.*?</tr>", RegexOptions.Singleline).Value;
        Assert.NotEmpty(line);
        return Regex.Matches(line, @"<td[^>]*>(?<cell>.*?)</td>", RegexOptions.Singleline).Skip(1).Select(m => m.Groups["cell"].Value);
    }
}
