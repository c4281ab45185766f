using System.Text.Json;

namespace CovidXray.Cli.Tests.Check;

/// <summary>What runs leave for later ones: <c>findings.json</c>, baselines, and what <c>covidxr.toml</c> accepts.</summary>
public sealed class KeptFindingsTests : IDisposable
{
    private readonly SampleCopy _dataset = new();

    private string State => Path.Combine(_dataset.Location, "findings.json");

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task Findings_are_kept_in_the_dataset_and_replaced_when_they_change()
    {
        var first = await CheckAsync();
        Assert.Contains($"1 finding is kept in {State}\n", first.Err, StringComparison.Ordinal);
        using (var kept = JsonDocument.Parse(await ReadAsync(State)))
        {
            Assert.Equal((1, 12), (kept.RootElement.GetProperty("schema").GetInt32(), kept.RootElement.GetProperty("dataset").GetProperty("images").GetInt32()));
            Assert.Equal(("A1", "9000007", "annotations/9000007.json"), (Text(kept, "rule"), Text(kept, "image"), Text(kept, "file")));
        }

        Assert.Equal("", (await CheckAsync()).Err);
        File.Delete(_dataset.Annotation("9000007"));
        Assert.Contains($"0 findings are kept in {State}, which is replaced\n", (await CheckAsync()).Err, StringComparison.Ordinal);

        static string? Text(JsonDocument kept, string key) => kept.RootElement.GetProperty("findings")[0].GetProperty(key).GetString();
    }

    [Fact]
    public async Task What_a_run_was_not_asked_to_look_at_stays()
    {
        await _dataset.RunAsync("check", "--rules", "A");
        var all = await ReadAsync(State);
        var part = await CheckAsync("--where", "id = 9000007");
        Assert.Equal("", part.Err.Replace("filtered: 1 of 12 images\n", "", StringComparison.Ordinal).Replace($"1 finding is kept in {State}", "", StringComparison.Ordinal).Split(';')[0]);
        using (var kept = JsonDocument.Parse(await ReadAsync(State)))
        using (var before = JsonDocument.Parse(all))
        {
            Assert.Equal(before.RootElement.GetProperty("findings").GetRawText(), kept.RootElement.GetProperty("findings").GetRawText());
            Assert.Equal(before.RootElement.GetProperty("rules").GetRawText(), kept.RootElement.GetProperty("rules").GetRawText());
        }

        // What is asked for and gone, goes; so do images that are gone.
        File.Delete(_dataset.Annotation("9000007"));
        var run = await CheckAsync();
        Assert.Contains("of other rules or images stay in it", run.Err, StringComparison.Ordinal);
        var text = await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("9000007", text, StringComparison.Ordinal);
        Assert.Contains("\"A11\"", text, StringComparison.Ordinal);
        Assert.Contains("9000002", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_no_annotation_and_says_the_same_from_wherever_it_is_run()
    {
        await CheckAsync();
        var bytes = await ReadAsync(State);
        var run = await Cli.RunAsync("check", "-d", Path.Combine(_dataset.Location, "annotations"), "--rules", "A1");
        Assert.EndsWith("1 warning in 12 images\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(bytes, await ReadAsync(State));
        Assert.DoesNotContain("findings", (await _dataset.RunAsync("stats")).Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing_and_another_file_can_be_named()
    {
        await CheckAsync("--dry-run");
        Assert.False(File.Exists(State));
        var named = Path.Combine(_dataset.Location, "mine", "known.json");
        await CheckAsync("--out", named);
        Assert.False(File.Exists(State));
        Assert.True(File.Exists(named));
    }

    [Theory]
    [InlineData("# my notes", "is no findings.json, or damaged")]
    [InlineData("{\"schema\": 9, \"covidxr\": \"9.0\"}", "was made by covidxr 9.0, which writes schema 9")]
    public async Task What_is_no_such_file_is_neither_replaced_nor_taken_for_one(string content, string problem)
    {
        var file = _dataset.Write("mine.txt", content);
        foreach (var option in (string[])["--findings", "--baseline"])
        {
            var run = await CheckAsync(option, file);
            Assert.Equal((1, ""), (run.ExitCode, run.Out));
            Assert.Contains($"covidxr: {file}", run.Err, StringComparison.Ordinal);
            Assert.Contains(problem, run.Err, StringComparison.Ordinal);
        }

        Assert.Equal(content, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(1, (await CheckAsync("--findings", Path.Combine(_dataset.Location, "annotations", "x.json"))).ExitCode);
        Assert.False(File.Exists(Path.Combine(_dataset.Location, "annotations", "x.json")));
    }

    [Fact]
    public async Task What_the_baseline_has_is_counted_and_not_told()
    {
        var known = Path.Combine(_dataset.Location, "known.json");
        await CheckAsync("--findings", known);
        var run = await CheckAsync("--dry-run", "--baseline", known);
        Assert.Equal((0, "nothing found in 12 images; 1 known\n", ""), (run.ExitCode, run.Out, run.Err));

        // Another image's, and a second one of the same image.
        var document = await File.ReadAllTextAsync(_dataset.Annotation("9000007"), TestContext.Current.CancellationToken);
        _dataset.Write("annotations/copy.json", document);
        var more = await CheckAsync("--dry-run", "--baseline", known);
        Assert.Equal(1, more.ExitCode);
        Assert.StartsWith("annotations/copy.json:2053:5: warning A1: ", more.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 warning in 13 images; 1 known\n", more.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_moved_is_no_new_finding()
    {
        var known = Path.Combine(_dataset.Location, "known.json");
        await CheckAsync("--findings", known);
        var document = await File.ReadAllTextAsync(_dataset.Annotation("9000007"), TestContext.Current.CancellationToken);
        _dataset.Write("annotations/9000007.json", "\n\n" + document);
        Assert.Equal(0, (await CheckAsync("--dry-run", "--baseline", known)).ExitCode);
    }

    [Fact]
    public async Task What_is_gone_from_the_baseline_is_said_as_far_as_it_was_looked_for()
    {
        var known = Path.Combine(_dataset.Location, "known.json");
        await CheckAsync("--findings", known);
        File.Delete(_dataset.Annotation("9000007"));
        var run = await CheckAsync("--dry-run", "--baseline", known);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("note: 1 finding of the baseline is no more: A1 of 9000007: ", run.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("no more", (await _dataset.RunAsync("check", "--rules", "A2", "--dry-run", "--baseline", known)).Err, StringComparison.Ordinal);

        using var whole = new SampleCopy();
        var chosen = await whole.RunAsync("check", "--rules", "A1", "--dry-run", "--baseline", known, "--where", "id = 9000001");
        Assert.DoesNotContain("no more", chosen.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_findings_are_a_baseline_too()
    {
        await CheckAsync();
        var run = await CheckAsync("--baseline", State);
        Assert.Equal((0, "nothing found in 12 images; 1 known\n"), (run.ExitCode, run.Out));
        Assert.Contains("9000007", await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rule = 'A1'\nimages = ['9000007']")]
    [InlineData("rule = 'point-outside'\nimages = 'all'")]
    [InlineData("rule = ['A2', 'a']\nimages = ['9000001', '9000007']")]
    public async Task What_is_accepted_is_counted_and_kept_with_its_reason(string entry)
    {
        _dataset.Write("covidxr.toml", $"[[accepted]]\n{entry}\nreason = 'clamped to the edge'\n");
        var run = await CheckAsync();
        Assert.Equal((0, "nothing found in 12 images; 1 accepted\n"), (run.ExitCode, run.Out));
        Assert.Contains($"using {Path.Combine(_dataset.Location, "covidxr.toml")}: 1 accepted entry\n", run.Err, StringComparison.Ordinal);
        Assert.Contains("\"accepted\": \"clamped to the edge\"", await File.ReadAllTextAsync(State, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await CheckAsync("--json")).Out);
        Assert.Empty(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal("clamped to the edge", Assert.Single(json.RootElement.GetProperty("accepted").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task What_is_accepted_and_not_found_is_said_in_a_line()
    {
        var config = _dataset.Write("elsewhere.toml", """
            [[accepted]]
            rule = "A1"
            images = ["9000001", "9000007", "gone"]
            reason = "r"

            [[accepted]]
            rule = "A2"
            images = "all"
            reason = "r"
            """);
        var run = await _dataset.RunAsync("check", "--dry-run", "--rules", "A1,A2", "--config", config);
        Assert.Contains($"note: {config}: accepted, but not found: A1 of 9000001 (line 1), A1 of gone (line 1), A2 (line 6)\n", run.Err, StringComparison.Ordinal);

        // Where it was not looked for, nothing is known.
        var less = await _dataset.RunAsync("check", "--dry-run", "--rules", "A1", "--config", config, "--where", "id in (9000007, 9000002)");
        Assert.Contains("not found: A1 of gone (line 1)\n", less.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rule = 'A99'\nimages = 'all'", ":2:8: there is no rule 'A99'; did you mean 'A9'")]
    [InlineData("rule = ['A1', 'points-outside']\nimages = 'all'", ":2:15: there is no rule 'points-outside'; did you mean 'point-outside'?")]
    [InlineData("rule = 'A1'", ":1:1: expected 'images'")]
    [InlineData("rule = 'A1'\nimages = 'all'\nreason = ''", "expected a 'reason'")]
    [InlineData("rule = ", ":2:8: ")]
    public async Task What_is_not_understood_of_the_configuration_is_told_with_its_place(string entry, string problem)
    {
        var config = _dataset.Write("covidxr.toml", $"[[accepted]]\n{entry}\n{(entry.Contains("reason", StringComparison.Ordinal) ? "" : "reason = 'r'")}\n");
        var run = await CheckAsync();
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains($"covidxr: {config}", run.Err, StringComparison.Ordinal);
        Assert.Contains(problem, run.Err, StringComparison.Ordinal);
        Assert.False(File.Exists(State));
    }

    private static Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

    private Task<Cli> CheckAsync(params IReadOnlyList<string> args) => _dataset.RunAsync("check", ["--rules", "A1", .. args]);
}
