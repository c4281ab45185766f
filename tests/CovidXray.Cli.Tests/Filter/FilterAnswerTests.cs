using System.Text.Json;

namespace CovidXray.Cli.Tests.Filter;

/// <summary>The forms in which filter answers.</summary>
public sealed class FilterAnswerTests
{
    [Fact]
    public async Task A_list_is_ids_and_nothing_else()
    {
        var run = await RunAsync("--list", "--min-size", "512", "--exclude", "lateral,ct");
        Assert.Equal("9000001\n9000002\n9000003\n9000004\n9000005\n9000010\n9000011\n9000012\n", run.Out);
        Assert.Equal("nothing is saved\n", run.Err);
    }

    [Fact]
    public async Task An_empty_list_is_empty()
    {
        var run = await RunAsync("--list", "--include", "fungal");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task Json_is_the_whole_answer()
    {
        var run = await RunAsync("--json", "--min-size", "512", "--exclude", "lateral,ct", "--where", "has(age) and po2 > 99");
        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(
            ["schema", "error", "images", "rules", "kept", "patients", "without_patient", "with_ignore", "saved", "notes", "ids", "failed"],
            answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(12, answer.GetProperty("images").GetInt32());
        Assert.Equal(
            [("min-size", "512", 3, 3), ("exclude", "lateral", 1, 1), ("exclude", "ct", 0, 1), ("where", "has(age) and po2 > 99", 8, 12)],
            answer.GetProperty("rules").EnumerateArray().Select(r => (
                r.GetProperty("option").GetString(), r.GetProperty("rule").GetString(), r.GetProperty("dropped").GetInt32(), r.GetProperty("dropped_alone").GetInt32())));
        Assert.Equal((0, 0), (answer.GetProperty("kept").GetInt32(), answer.GetProperty("ids").GetArrayLength()));
        Assert.Equal((1, $"covidxr: {answer.GetProperty("error").GetProperty("message").GetString()}"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("saved").ValueKind);
    }

    [Theory]
    [InlineData("9000009", "9000009 (phantom-009-ct.png, 512x419): goes")]
    [InlineData("PHANTOM-009-CT.png", "9000009 (phantom-009-ct.png, 512x419): goes")]
    [InlineData("9000001", "9000001 (phantom-001-pa.jpg, 1024x1024): stays")]
    public async Task Explain_says_why_an_image_stays_or_goes(string image, string first)
    {
        var run = await RunAsync("--explain", image, "--min-size", "512", "--exclude", "lateral,ct");
        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Equal(first, lines[0]);
        Assert.Equal("  rule            verdict why", lines[1]);
        Assert.Equal(first.EndsWith("goes", StringComparison.Ordinal) ? "  exclude ct      drops   ct: computed tomography, by tag, else by view" : "  exclude ct      keeps   is not 'ct'", lines[4]);
    }

    [Fact]
    public async Task Explain_answers_in_json_too()
    {
        var answer = JsonDocument.Parse((await RunAsync("--explain", "9000009", "--json", "--min-size", "512", "--include", "covid")).Out).RootElement;
        Assert.Equal(("9000009", false), (answer.GetProperty("id").GetString(), answer.GetProperty("stays").GetBoolean()));
        Assert.Equal([(false, "512 x 419 pixels"), (true, "covid: tag COVID-19")], answer.GetProperty("rules").EnumerateArray().Select(r => (r.GetProperty("keeps").GetBoolean(), r.GetProperty("why").GetString())));
    }

    [Fact]
    public async Task Explain_without_rules_goes_by_the_saved_ones()
    {
        using var dataset = new SampleCopy();
        await dataset.RunAsync("filter", "--exclude", "ct");
        var run = await dataset.RunAsync("filter", "--explain", "9000009");
        Assert.StartsWith("9000009 (phantom-009-ct.png, 512x419): goes\n", run.Out, StringComparison.Ordinal);
        Assert.Contains($"by the rules of {dataset.Selection}", run.ErrorLines);
    }

    [Fact]
    public async Task Explain_of_an_image_that_is_not_there_is_a_usage_error()
    {
        var run = await RunAsync("--explain", "123", "--exclude", "ct");
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("there is no image '123' among the 12", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_lists_concepts_fields_and_tags_with_counts()
    {
        var run = await RunAsync("--names");
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"(?m)^  ct +1 computed tomography", run.Out);
        Assert.Matches(@"(?m)^  age +11 the patient's age in years", run.Out);
        Assert.Matches(@"(?m)^  location:Žižkov Phantom Lab, Praha +2$", run.Out);
        var answer = JsonDocument.Parse((await RunAsync("--names", "--json")).Out).RootElement;
        Assert.Equal((12, 1, 11, 2), (
            answer.GetProperty("images").GetInt32(),
            answer.GetProperty("concepts").GetProperty("ct").GetInt32(),
            answer.GetProperty("fields").GetProperty("age").GetInt32(),
            answer.GetProperty("tags").GetProperty("location:Žižkov Phantom Lab, Praha").GetInt32()));
    }

    [Theory]
    [InlineData("--list and --json exclude each other.", "--list", "--json")]
    [InlineData("--list and --names exclude each other.", "--list", "--names")]
    [InlineData("--clear and --explain exclude each other.", "--explain", "1", "--clear")]
    [InlineData("--clear and --list exclude each other.", "--json", "--list", "--clear")]
    [InlineData("--clear and --dry-run exclude each other.", "--clear", "--dry-run")]
    [InlineData("--clear and --out exclude each other.", "--clear", "--out", "x.json")]
    [InlineData("--clear and --exclude and --where exclude each other.", "--clear", "--exclude", "ct", "--where", "age > 1")]
    [InlineData("--clear and --metadata exclude each other.", "--clear", "--metadata", "x.csv")]
    public async Task There_is_one_answer(string message, params string[] options)
    {
        var run = await RunAsync(options);
        Assert.Equal((2, options.Contains("--json")), (run.ExitCode, run.Out.Length > 0));
        Assert.Contains(message, run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_from_files_do_not_break_lines()
    {
        using var dataset = new SampleCopy();
        File.WriteAllText(dataset.Annotation("evil"), """{"image": {"width": 8, "height": 6, "original_filename": "a\u001b[31m\n.jpg"}, "annotations": [{"name": "CT\u001b]0;title\u0007\nsecond line", "tag": {}}]}""");
        var names = await dataset.RunAsync("filter", "--names");
        var explained = await dataset.RunAsync("filter", "--explain", "evil", "--where", "age > 1\n or covid", "--include", "CT?]*");
        Assert.DoesNotContain(names.Out + explained.Out, c => char.IsControl(c) && c != '\n');
        Assert.Contains("  CT\uFFFD]0;title\uFFFD second line", names.Out, StringComparison.Ordinal);
        Assert.Equal(4, explained.Out.TrimEnd().Split('\n').Length);
    }

    private static Task<Cli> RunAsync(params string[] args) => Cli.RunAsync(["filter", "-d", Cli.Sample, .. args.Contains("--clear") || args.Contains("--names") ? [] : (string[])["--dry-run"], .. args]);
}
