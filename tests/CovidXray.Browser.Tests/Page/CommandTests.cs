using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CovidXray.Cli.Tests;
using CovidXray.Filters;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The command that the page shows, run by a real shell, yields the ids that the page shows.</summary>
[Collection(SecondBrowserTests.Name)]
public sealed class CommandTests(Chromium chromium) : PageTests(chromium)
{
    private static readonly string[] Hostile =
    [
        "it's", "say \"no\"", "$HOME and $(id)", "`id`", "100 %", "a\nb", "back\\slash\\", "a, b", "and", "(x)", "*", "?", "!x", "#x", "-x", "-5", "~", "=x", "é\u202Eü", "<img src=x onerror=alert(1)>", "1e5", "'", "\"",
    ];

    [Fact]
    public async Task What_is_shown_of_the_sample()
    {
        var page = await OpenSampleAsync();
        foreach (var (fragment, options) in ((string, string)[])[
            ("", ""),
            ("f.view=%3DPA", "--where 'view = PA'"),
            ("f.view=%3DPA&f.view=%3DAP_Supine", "--where 'view in (PA, AP_Supine)'"),
            ("f.-view=%3DPA&f.-view=%3DAP", "--where 'not view in (PA, AP)'"),
            ("f.sex=!", "--where 'not has(sex)'"),
            ("f.-sex=!", "--where 'has(sex)'"),
            ("f.sex=%3DF&f.sex=!", "--where 'sex = F or not has(sex)'"),
            ("f.age=%3D55&f.age=!", "--where 'age = 55 or not has(age)'"),
            ("f.tag=%3DCOVID-19&f.-tag=%3DSex%2FF", "--where 'tag = COVID-19' --where 'not tag = Sex/F'"),
            ("f.tag=%3DNo+Pneumonia+%28healthy%29", "--where 'tag = \"No Pneumonia (healthy)\"'"),
            ("f.class=%3DIgnore", "--where 'class = Ignore'"),
            ("f.-class=%3DIgnore&f.-class=!", "--where 'not class = Ignore' --where 'has(class)'"),
            ("f.class=!", "--where 'not has(class)'"),
            ("f.location=%3DSt.+Nobody%27s+Hospital%2C+Erewhon", "--where 'location = \"St. Nobody'\\''s Hospital, Erewhon\"'"),
            ("f.~width=512..900", "--where 'width >= 512 and width <= 900'"),
            ("f.~megapixels=0.3..", "--where 'megapixels >= 0.3'"),
            ("f.~age=60..&f.age=%3D28&f.-age=%3D72&f.-age=!", "--where 'age = 28 or age >= 60' --where 'not age = 72' --where 'has(age)'"),
            ("f.icu=%3Dyes", "--where 'icu = yes'"),
            ("where=age+%3E+40+or+ct", "--where 'age > 40 or ct'"),
            ("f.-sex=%3DF&f.class=%3DLung&where=not+supine", "--where 'not sex = F' --where 'class = Lung' --where 'not supine'"),
            ("f.view=%3DPA&f.-view=%3DPA", "--where 'view = PA' --where 'not view = PA'")])
        {
            await page.ShowAsync(fragment);
            Assert.Equal($"covidxr filter -d {Cli.Tests.Cli.Sample} {options}".TrimEnd(), await page.CommandAsync());
            await AssertSameAsync(page, fragment, runs: true);
        }
    }

    [Fact]
    public async Task Hostile_values()
    {
        var dataset = Hold(new DatasetFolder());
        foreach (var (i, value) in Hostile.Index())
        {
            dataset.Add($"a{i:00}", annotations: [DatasetFolder.Tag("location:" + value), DatasetFolder.Tag("PatientID:" + value), DatasetFolder.Tag(value + "/x")]);
        }

        dataset.Add("other", annotations: [DatasetFolder.Tag("location:b"), DatasetFolder.Tag("a")]);
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        var seen = new List<string>();
        foreach (var value in Hostile)
        {
            foreach (var fragment in (string[])[$"f.location=={Uri.EscapeDataString(value)}", $"f.-tag=={Uri.EscapeDataString(value + "/x")}"])
            {
                await page.ShowAsync(fragment);
                await AssertSameAsync(page);
                seen.AddRange(await page.IdsAsync());
            }
        }

        await page.ShowAsync(string.Join('&', Hostile.Select(v => $"f.patient=={Uri.EscapeDataString(v)}")));
        Assert.Equal(Hostile.Length, (await page.IdsAsync()).Length);
        await AssertSameAsync(page, runs: true);
        Assert.Equal(Hostile.Length + (Hostile.Length * Hostile.Length), seen.Count);
        Assert.False(File.Exists(Path.Combine(Repository.Root, "x")));
    }

    [Fact]
    public async Task The_saved_selection_and_typed_rules()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", dataset.Location, "--exclude", "lateral,ct", "--where", "age > 30 or not has(age)")).ExitCode);
        var page = await OpenAsync(await ServeAsync(dataset.Location, new FilterOptions { MinSize = "200", Where = ["not location = \"Žižkov Phantom Lab, Praha\""] }));
        foreach (var fragment in (string[])["", "all=1", "f.sex=%3DM", "f.sex=%3DM&all=1", "f.-class=%3DIgnore&where=age+%3C+50&all=1"])
        {
            await page.ShowAsync(fragment);
            await AssertSameAsync(page, runs: fragment.Length == 0);
        }
    }

    [Fact]
    public async Task What_it_leaves_out_is_said()
    {
        var page = await OpenSampleAsync("f.view=%3DPA&sort=-age&patients=1&f.lung_area=%3D0");
        Assert.Equal($"covidxr filter -d {Cli.Tests.Cli.Sample} --where 'view = PA'", await page.CommandAsync());
        Assert.Equal(["the choice of lung area, which filter has no rule for", "that one film of each patient is shown", "the order (age)"], await page.TextsAsync("#command-left-out li"));
        await page.ShowAsync("f.view=%3DPA");
        await page.CommandAsync();
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#command-left-out-title').hidden"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Random_choices(int seed)
    {
        var random = new Random(seed);
        var dataset = Hold(new DatasetFolder());
        for (var i = 0; i < 60; i++)
        {
            dataset.Add($"r{i:00}", 20 + random.Next(60), 20 + random.Next(60), annotations: [.. Annotations(random)]);
        }

        var served = await ServeAsync(dataset.Location);
        var fields = (await served.JsonAsync("/data")).GetProperty("fields").EnumerateArray().ToArray();
        var page = await OpenAsync(served);
        var counts = new HashSet<int>();
        for (var i = 0; i < 40; i++)
        {
            var fragment = string.Join('&', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Choice(fields[random.Next(fields.Length)], random)).Append($"opacity={i}"));
            await page.ShowAsync(fragment);
            await AssertSameAsync(page, $"seed {seed}: {fragment}");
            counts.Add((await page.IdsAsync()).Length);
        }

        Assert.True(counts.Count > 10, $"only {counts.Count} different counts");
    }

    [Fact]
    public async Task A_word_is_quoted_as_each_shell_takes_it()
    {
        var page = await OpenSampleAsync();
        foreach (var (word, posix, powershell, cmd) in ((string, string, string, string)[])[
            ("--min-size", "--min-size", "--min-size", "--min-size"),
            ("", "''", "''", "\"\""),
            ("age > 5", "'age > 5'", "'age > 5'", "\"age > 5\""),
            ("it's", "'it'\\''s'", "'it''s'", "\"it's\""),
            ("$x `y`", "'$x `y`'", "'$x `y`'", "\"$x `y`\""),

            // PowerShell takes printers' quotes for quotes.
            ("a‘b’c‚d‛", "'a‘b’c‚d‛'", "'a‘‘b’’c‚‚d‛‛'", "\"a‘b’c‚d‛\""),

            // A backslash before a quote is doubled, and cmd must not see a quote end.
            ("C:\\my data\\", "'C:\\my data\\'", "'C:\\my data\\'", "\"C:\\my data\\\\\""),
            ("a\"&calc&\"", "'a\"&calc&\"'", "'a\"&calc&\"'", "^\"a\\^\"^&calc^&\\^\"^\""),
            ("a\\\"b", "'a\\\"b'", "'a\\\"b'", "^\"a\\\\\\^\"b^\""),
            ("100 %PATH%", "'100 %PATH%'", "'100 %PATH%'", "^\"100 ^%PATH^%^\""),
            ("a\r\nb", "'a\r\nb'", "'a\r\nb'", "\"a b\"")])
        {
            Assert.Equal((posix, powershell, cmd), (await QuotedAsync("posix"), await QuotedAsync("powershell"), await QuotedAsync("cmd")));

            Task<string> QuotedAsync(string shell) => page.Browser.EvaluateFunctionAsync<string>("async (word, shell) => (await import('/page/command.js')).shellWord(word, shell)", word, shell);
        }
    }

    private static IEnumerable<string> Annotations(Random random)
    {
        string[][] tags =
        [
            ["View/PA", "View/AP", "View/Lateral", "View/AP_Supine"], ["Sex/M", "Sex/F"], ["X-ray", "CT"], ["ICU_admission/Y", "ICU_admission/N"], ["Survival/Y", "Survival/N"],
            [$"Age:{random.Next(100)}"], [$"Temperature:{random.Next(350, 410) / 10m}"], [$"{random.Next(-9, 9)}"], [$"PatientID:{random.Next(25)}"], [$"location:{Hostile[random.Next(Hostile.Length)]}"], ["COVID-19"], ["it's"],
        ];
        foreach (var some in tags.Where(_ => random.Next(4) > 0))
        {
            yield return DatasetFolder.Tag(some[random.Next(some.Length)]);
        }

        foreach (var name in ((string[])["Lung", "Lung", "Ignore", "Other thing"]).Where(_ => random.Next(2) > 0))
        {
            yield return DatasetFolder.Box(name, 1, 1, 5 + random.Next(10), 5 + random.Next(10));
        }
    }

    /// <summary>A choice of a field's values: some of them alone, or left out, a range, missing ones.</summary>
    private static string Choice(JsonElement field, Random random)
    {
        var name = field.GetProperty("name").GetString();
        var parts = new List<string>();
        if (field.TryGetProperty("numbers", out var numbers))
        {
            var known = numbers.EnumerateArray().Where(n => n.ValueKind == JsonValueKind.Number).Select(n => n.GetRawText()).Distinct(StringComparer.Ordinal).ToArray();
            if (known.Length > 12)
            {
                var ends = new[] { known[random.Next(known.Length)], known[random.Next(known.Length)] }.OrderBy(t => double.Parse(t, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
                parts.Add($"f.~{name}={(random.Next(3) > 0 ? ends[0] : "")}..{(random.Next(3) > 0 ? ends[1] : "")}");
            }
            else
            {
                parts.AddRange(known.Where(_ => random.Next(3) == 0).Select(n => $"f.{name}=={n}"));
            }
        }
        else
        {
            var values = field.GetProperty("values").EnumerateArray().Select(v => v.GetString()!).ToArray();
            parts.AddRange(values.Where(_ => random.Next(values.Length) < 2).Select(v => $"f.{(random.Next(3) > 0 ? "" : "-")}{name}=={Uri.EscapeDataString(v)}"));
        }

        // The page offers missing values where there are some.
        var hasMissing = (field.TryGetProperty("codes", out var codes) ? codes : numbers).EnumerateArray().Any(v => v.GetRawText() is "null" or "-1" or "[]");
        if (hasMissing && random.Next(4) == 0)
        {
            parts.Add($"f.{(random.Next(2) > 0 ? "" : "-")}{name}=!");
        }

        return string.Join('&', parts);
    }

    /// <summary>The page's ids are those of its command.</summary>
    /// <param name="page">The page.</param>
    /// <param name="what">What it shows.</param>
    /// <param name="runs">Whether the shell starts the program; else the shell takes the command apart, and the command line runs here.</param>
    private static async Task AssertSameAsync(ShownPage page, string what = "", bool runs = false)
    {
        var command = await page.CommandAsync();
        var expected = (await page.IdsAsync()).Order(StringComparer.Ordinal);
        string listed;
        if (runs)
        {
            using var process = CovidxrProcess.StartShell(command + " --dry-run --list");
            listed = (await process.EndAsync()).Out;
        }
        else
        {
            var words = await WordsAsync(command);
            Assert.Equal("covidxr", words[0]);
            listed = (await Cli.Tests.Cli.RunAsync([.. words[1..], "--dry-run", "--list"])).Out;
        }

        Assert.Equal((what, string.Join(' ', expected)), (what, string.Join(' ', listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))));
    }

    /// <summary>The words that a shell makes of a command line.</summary>
    private static async Task<string[]> WordsAsync(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"covidxr() {{ printf '%s\\0' covidxr \"$@\"; }}\n{command}"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var words = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return words.Split('\0')[..^1];
    }
}
