using System.Text.Json;
using System.Text.RegularExpressions;

namespace CovidXray.Cli.Tests.Check;

/// <summary>What <c>check</c> prints and writes. One rule is enough for that; what rules find is tested beside them.</summary>
public sealed class CheckReportTests : IDisposable
{
    private const string Finding = "annotations/9000007.json:2053:5: warning A1: ";

    private readonly SampleCopy _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task A_finding_is_a_line_with_its_place_and_the_exit_code_is_1()
    {
        var run = await CheckAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Out.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith(Finding, run.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 warning in 12 images\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_is_said_and_the_exit_code_is_0()
    {
        var run = await CheckAsync("--where", "id = 9000001");
        Assert.Equal((0, "nothing found in 1 image\n"), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Of_a_rule_twenty_findings_are_told_unless_more_are_asked_for()
    {
        PlantPointsOutside(25);
        var run = await CheckAsync();
        Assert.Equal(20, Regex.Count(run.Out, "(?m)^annotations/.* warning A1: "));
        Assert.Contains("\n6 more A1: ", run.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n26 warnings in 37 images\n", run.Out, StringComparison.Ordinal);
        var all = await CheckAsync("--most", "0");
        Assert.Equal(26, Regex.Count(all.Out, "(?m)^annotations/.* warning A1: "));
        Assert.DoesNotContain(" more A1", all.Out, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count((await CheckAsync("--most", "1")).Out, "(?m)^annotations/.* warning A1: "));
    }

    [Fact]
    public async Task Notes_are_counted_told_when_asked_for_and_leave_the_exit_code()
    {
        var run = await _dataset.RunAsync("check", "--dry-run", "--rules", "A11");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"\A\d+ notes A11: .* \(--notes\)\n\d+ notes in 12 images\n\z", run.Out);
        var told = await _dataset.RunAsync("check", "--dry-run", "--rules", "A11", "--notes");
        Assert.Equal(0, told.ExitCode);
        Assert.Matches(@"\A(annotations/\d+\.json:\d+:5: note A11: .*\n)+\d+ notes in 12 images\n\z", told.Out);
    }

    [Fact]
    public async Task Statistics_are_a_line_a_rule_most_first()
    {
        PlantPointsOutside(25);
        var run = await _dataset.RunAsync("check", "--dry-run", "--rules", "A1,A11", "--statistics");
        Assert.Equal(1, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Matches("^  A1 point-outside +26 warning ", lines[1]);
        Assert.Contains(lines, l => Regex.IsMatch(l, @"^  A11 \S+ +\d+ note "));
        Assert.DoesNotContain("annotations/", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_place_rule_and_sums()
    {
        using var json = JsonDocument.Parse((await CheckAsync("--json")).Out);
        var root = json.RootElement;
        Assert.Equal((12, 1, 0), (root.GetProperty("images").GetInt32(), root.GetProperty("levels").GetProperty("warning").GetInt32(), root.GetProperty("levels").GetProperty("error").GetInt32()));
        Assert.Equal(1, root.GetProperty("counts").GetProperty("A1").GetInt32());
        Assert.Equal(["A1"], root.GetProperty("rules").EnumerateArray().Select(r => r.GetString()));
        var finding = Assert.Single(root.GetProperty("findings").EnumerateArray());
        Assert.Equal(("A1", "point-outside", "warning", "9000007"), (finding.GetProperty("rule").GetString(), finding.GetProperty("name").GetString(), finding.GetProperty("level").GetString(), finding.GetProperty("image").GetString()));
        Assert.Equal(("annotations/9000007.json", 2053, 5, "$.annotations[2]", 2), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32(), finding.GetProperty("path").GetString(), finding.GetProperty("annotation").GetInt32()));
    }

    [Fact]
    public async Task A_table_has_a_row_a_finding()
    {
        var table = Path.Combine(_dataset.Location, "findings.csv");
        Assert.Equal(1, (await CheckAsync("--csv", table)).ExitCode);
        var lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        Assert.Equal("rule,name,level,image,file,line,column,path,annotation,text,others", lines[0]);
        Assert.StartsWith("A1,point-outside,warning,9000007,annotations/9000007.json,2053,5,$.annotations[2],2,", Assert.Single(lines[1..]), StringComparison.Ordinal);
        var refused = await CheckAsync("--csv", table);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
        Assert.Contains("is there already", refused.Err, StringComparison.Ordinal);
        Assert.Equal(1, (await CheckAsync("--csv", table, "--overwrite", "--excel")).ExitCode);
        Assert.Equal(0xEF, (await File.ReadAllBytesAsync(table, TestContext.Current.CancellationToken))[0]);
    }

    [Fact]
    public async Task Sarif_tells_rules_results_and_places()
    {
        _dataset.Write("covidxr.toml", "[[accepted]]\nrule = 'A1'\nimages = ['x[1]']\nreason = 'so it is'\n");
        Plant("x[1]");
        _dataset.Write("annotations/broken.json", "{");
        var path = Path.Combine(_dataset.Location, "check.sarif");
        Assert.Equal(1, (await CheckAsync("--sarif", path)).ExitCode);
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var sarif = Assert.Single(json.RootElement.GetProperty("runs").EnumerateArray());
        var rule = Assert.Single(sarif.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray());
        Assert.Equal(("A1", "point-outside", "warning"), (rule.GetProperty("id").GetString(), rule.GetProperty("name").GetString(), rule.GetProperty("defaultConfiguration").GetProperty("level").GetString()));
        Assert.NotEmpty(rule.GetProperty("help").GetProperty("markdown").GetString()!);
        var results = sarif.GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(2, results.Length);
        var place = results[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(("annotations/9000007.json", "DATASET"), (place.GetProperty("artifactLocation").GetProperty("uri").GetString(), place.GetProperty("artifactLocation").GetProperty("uriBaseId").GetString()));
        Assert.Equal((2053, 5), (place.GetProperty("region").GetProperty("startLine").GetInt32(), place.GetProperty("region").GetProperty("startColumn").GetInt32()));
        Assert.Matches("^[0-9a-f]{64}$", results[0].GetProperty("partialFingerprints").GetProperty("covidxrFinding/v1").GetString()!);
        Assert.False(results[0].TryGetProperty("suppressions", out _));
        Assert.Equal("annotations/x%5B1%5D.json", results[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("so it is", results[1].GetProperty("suppressions")[0].GetProperty("justification").GetString());
        var invocation = sarif.GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Contains("broken.json", invocation.GetProperty("toolExecutionNotifications")[0].GetProperty("locations").GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>The same finding has the same fingerprint wherever its line went, and whatever stands before it in the line.</summary>
    [Fact]
    public async Task Sarif_counts_columns_in_units_of_UTF_16_and_fingerprints_do_not_depend_on_them()
    {
        const string Annotation = """{"name": "Lung", "polygon": {"path": [{"x": -5, "y": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 9}]}}""";
        const string Before = """{"image": {"width": 64, "height": 64, "filename": "😷é.png"}, "annotations": [""";
        _dataset.Write("annotations/wide.json", $"{Before}{Annotation}]}}");
        var first = await ResultAsync();
        Assert.Equal(Before.Length + 1, first.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startColumn").GetInt32());
        _dataset.Write("annotations/wide.json", $"{Before}\n{Annotation}]}}");
        var second = await ResultAsync();
        Assert.Equal(2, second.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal(first.GetProperty("partialFingerprints").GetRawText(), second.GetProperty("partialFingerprints").GetRawText());

        async Task<JsonElement> ResultAsync()
        {
            var path = Path.Combine(_dataset.Location, "wide.sarif");
            Assert.Equal(1, (await CheckAsync("--sarif", path, "--overwrite", "--where", "id = wide")).ExitCode);
            using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
            return json.RootElement.GetProperty("runs")[0].GetProperty("results")[0].Clone();
        }
    }

    [Fact]
    public async Task GitHub_hears_workflow_commands()
    {
        Plant("a,b");
        var run = await CheckAsync("--github");
        Assert.Equal(1, run.ExitCode);
        var lines = run.Out.TrimEnd('\n').Split('\n');
        Assert.Matches(@"^::warning file=[^:,]*annotations/9000007\.json,line=2053,col=5,title=A1 point-outside::\S", lines[0]);
        Assert.Contains("annotations/a%2Cb.json,line=1,", lines[1], StringComparison.Ordinal);
        Assert.Equal("2 warnings in 13 images", lines[^1]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task A_page_has_findings_by_rule_runs_nothing_and_holds_the_json()
    {
        _dataset.Write("annotations/bold.json", """{"image": {"width": 64, "height": 64, "filename": "f.png"}, "annotations": [{"name": "<b>x", "polygon": {"path": [{"x": -5, "y": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 9}]}}]}""");
        var path = Path.Combine(_dataset.Location, "findings.html");
        Assert.Equal(1, (await CheckAsync("--html", path)).ExitCode);
        var page = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("<a href=\"#A1\">A1 point-outside</a>", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"checkbox\" id=\"show-warning\"", page, StringComparison.Ordinal);
        Assert.Contains("annotations/9000007.json:2053:5", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;x", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>x", page, StringComparison.Ordinal);
        var data = Regex.Match(page, "(?s)<script type=\"application/json\" id=\"covidxr-check\">\n(?<json>.*?)\n</script>").Groups["json"].Value;
        Assert.Equal((await CheckAsync("--json")).Out.TrimEnd('\n'), data.Replace("\\u003c", "<", StringComparison.Ordinal));
        Assert.Single(Regex.Matches(page, "<script"));
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_rest_is_looked_at()
    {
        _dataset.Write("annotations/9000001.json", "{");
        var run = await CheckAsync("--json");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(11, json.RootElement.GetProperty("images").GetInt32());
        Assert.Contains("9000001.json", Assert.Single(json.RootElement.GetProperty("failed").EnumerateArray()).GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Contains("covidxr: annotations/9000001.json", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_findings_give_the_same_bytes_for_any_number_of_threads()
    {
        PlantPointsOutside(30);
        var one = await _dataset.RunAsync("check", "--dry-run", "--rules", "A", "--json", "--jobs", "1");
        var many = await _dataset.RunAsync("check", "--dry-run", "--rules", "A", "--json", "--jobs", "7");
        Assert.Equal(one.Out, many.Out);
    }

    [Theory]
    [InlineData("--rules A0", "--rules: there is no rule 'A0'; did you mean 'A1'")]
    [InlineData("--rules points-outside", "did you mean 'point-outside'?")]
    [InlineData("--rules zzz", "expected groups (A, T, F, M, S), codes such as A1, or names such as point-outside")]
    [InlineData("--rules ,", "--rules: no rule is named")]
    [InlineData("--skip Z", "--skip: there is no rule 'Z'")]
    [InlineData("--explain Z", "--explain: there is no rule 'Z'")]
    [InlineData("--rules A1 --skip A", "--rules and --skip leave no rule")]
    [InlineData("--json --github", "--json and --github exclude each other")]
    [InlineData("--github --statistics", "--github and --statistics exclude each other")]
    [InlineData("--most -1", "--most is -1; expected 0 or more")]
    [InlineData("--overwrite", "--overwrite goes with --csv, --html or --sarif")]
    [InlineData("--csv x --sarif x", "--csv and --sarif name the same place")]
    [InlineData("--dry-run --findings x", "--dry-run keeps nothing")]
    public async Task Wrong_usage_is_told(string arguments, string message)
    {
        var run = await _dataset.RunAsync("check", arguments.Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("annotations/", run.Out, StringComparison.Ordinal);
        Assert.Contains(message, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_explain_themselves_without_a_dataset()
    {
        var one = await Cli.RunAsync("check", "--explain", "a1");
        Assert.Equal((0, ""), (one.ExitCode, one.Err));
        Assert.StartsWith("A1 point-outside (warning)\n  what    ", one.Out, StringComparison.Ordinal);
        Assert.All((string[])["why", "advice", "source"], name => Assert.Contains($"\n  {name} ", one.Out, StringComparison.Ordinal));
        var all = await Cli.RunAsync("check", "--explain", "all");
        Assert.All(CovidXray.Checks.CheckRules.All, rule => Assert.Contains($"{rule} (", all.Out, StringComparison.Ordinal));
        Assert.All(all.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Equal(CovidXray.Checks.CheckRules.All.Where(r => r.Code[0] == 'A').Count(), Regex.Count((await Cli.RunAsync("check", "--explain", "A")).Out, "(?m)^A"));
    }

    [Fact]
    public async Task Texts_of_others_stay_in_their_line()
    {
        _dataset.Write("annotations/evil.json", """{"image": {"width": 64, "height": 64, "filename": "e.png"}, "annotations": [{"name": "Lu\u001b[31mng\n::error::x", "polygon": {"path": [{"x": -5, "y": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 9}]}}]}""");
        foreach (var form in (string[][])[[], ["--github"], ["--statistics"]])
        {
            var run = await _dataset.RunAsync("check", ["--dry-run", "--rules", "A1", "--where", "id = evil", .. form]);
            Assert.Equal(1, run.ExitCode);
            Assert.DoesNotContain('\u001b', run.Out);
            Assert.DoesNotContain("\n::error", run.Out, StringComparison.Ordinal);
            Assert.InRange(run.Out.Split('\n').Length, 2, 4);
        }
    }

    private void PlantPointsOutside(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Plant($"planted{i:00}");
        }
    }

    private void Plant(string id) => _dataset.Write($"annotations/{id}.json", """{"image": {"width": 64, "height": 64, "filename": "f.png"}, "annotations": [{"name": "Lung", "polygon": {"path": [{"x": -5, "y": 1}, {"x": 9, "y": 1}, {"x": 9, "y": 9}]}}]}""");

    private Task<Cli> CheckAsync(params IReadOnlyList<string> args) => _dataset.RunAsync("check", ["--dry-run", "--rules", "A1", .. args]);
}
