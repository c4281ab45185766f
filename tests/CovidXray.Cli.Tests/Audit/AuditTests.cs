using System.Text.Json;

namespace CovidXray.Cli.Tests.Audit;

/// <summary>What an audit says of labels and of sets of images.</summary>
public sealed class AuditTests : IDisposable
{
    private readonly AuditDataset _dataset = new();

    public void Dispose() => _dataset.Dispose();

    [Fact]
    public async Task The_view_that_tells_the_label_is_named_first_and_in_words()
    {
        var run = await _dataset.RunAsync("--label", "icu", "--top", "2");
        Assert.Equal(0, run.ExitCode);
        var lines = run.Out.Split('\n');
        Assert.Equal("label 'icu': 80 images of 40 patients: no 40, yes 40", lines[0]);
        Assert.StartsWith("view alone tells 'icu' with balanced accuracy 0.", lines[1], StringComparison.Ordinal);
        Assert.Contains("a model that looks at nothing else does as well", Unwrapped(run.Out), StringComparison.Ordinal);
        Assert.Contains("  not tried, as they say the label in other words: icu, in_icu".TrimStart(), lines);
        Assert.StartsWith("  view", lines.SkipWhile(l => l != "known with the film").ElementAt(2), StringComparison.Ordinal);
        Assert.Contains("known only after admission", lines);
    }

    [Fact]
    public async Task Missing_values_are_a_shortcut_of_their_own()
    {
        var fields = (await JsonAsync("--label", "died")).GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal("has(age)", fields.First(f => f.GetProperty("dangerous").GetBoolean() && f.GetProperty("field").GetString()!.StartsWith("has(", StringComparison.Ordinal)).GetProperty("field").GetString());
        var found = fields.Single(f => f.GetProperty("field").GetString() == "has(age)");
        Assert.Equal((1, 1), (found.GetProperty("auc").GetDouble(), found.GetProperty("balanced_accuracy").GetDouble()));
        Assert.Equal((0, 60), (found.GetProperty("values")[0].GetProperty("images").GetProperty("yes").GetInt32(), found.GetProperty("values")[0].GetProperty("images").GetProperty("no").GetInt32()));
        Assert.DoesNotContain(fields, f => f.GetProperty("field").GetString() == "survival");
    }

    [Theory]
    [InlineData("age", 2, "--label: 'age' is a number; ask for a range of it, as in --label 'age >= 60'")]
    [InlineData("vieww", 2, "--label: there is no field, concept, tag or category 'vieww' in these images; did you mean 'view'")]
    [InlineData("age >", 2, "--label: ")]
    [InlineData("covid", 1, "the label 'covid' cannot be audited: all of 80 images are 'yes', so there is nothing to tell apart")]
    [InlineData("source", 1, "the label 'source' cannot be audited: none of 80 images has a value of it; it comes from a metadata table (--metadata FILE)")]
    [InlineData("id", 1, "the label 'id' cannot be audited: no two of its 80 values have two patients each (100: 1, 101: 1, 102: 1, 103: 1, 104: 1 and 75 more)")]
    [InlineData("patient", 1, "the label 'patient' cannot be audited: no two of its 40 values have two patients each")]
    public async Task A_label_that_cannot_be_audited_is_told(string label, int exitCode, string message)
    {
        var run = await _dataset.RunAsync("--label", label);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Out));
        Assert.Contains(run.ErrorLines, l => l.StartsWith($"covidxr: {message}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_few_patients_are_told_rather_than_audited()
    {
        var run = await _dataset.RunAsync("--label", "icu", "--where", "patient in (0, 1, 2, 3)");
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(run.ErrorLines, l => l.StartsWith("covidxr: the label 'icu' cannot be audited: 4 patients are too few (no 2, yes 2): not even a field that is the label could be told from chance (p 0.", StringComparison.Ordinal));
        Assert.Contains("so there is nothing to tell apart", (await _dataset.RunAsync("--label", "icu", "--where", "patient = 0")).Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--label icu --compare a b")]
    [InlineData("--compare icu icu")]
    [InlineData("--compare icu")]
    [InlineData("--compare view icu")]
    [InlineData("--compare train test")]
    [InlineData("--compare nothing icu")]
    [InlineData("--label icu --folds 1")]
    [InlineData("--label icu --permutations 10")]
    [InlineData("--label icu --folds 1001")]
    [InlineData("--label icu --permutations 99999999999")]
    [InlineData("--label icu --top NaN")]
    [InlineData("--label icu --seed -1")]
    [InlineData("--label icu --seed 18446744073709551616")]
    [InlineData("--label icu --fields vieww")]
    [InlineData("--label icu --scores a --compare b c")]
    public async Task Wrong_usage_is_told(string line)
    {
        var run = await _dataset.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("covidxr: ", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sets_of_images_are_told_apart_by_what_differs()
    {
        var found = await JsonAsync("--compare", "icu", "not icu");
        Assert.Equal(["icu", "not icu"], found.GetProperty("compared").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(["icu", "not icu"], found.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Equal("view", found.GetProperty("fields")[0].GetProperty("field").GetString());
        Assert.StartsWith("view alone tells 'icu' from 'not icu' with", found.GetProperty("verdict")[0].GetString(), StringComparison.Ordinal);

        using var other = new SampleCopy();
        var datasets = await JsonAsync("--compare", _dataset.Location, other.Location, "--permutations", "999");
        Assert.Equal([80, 12], datasets.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("images").GetInt32()));
        Assert.Contains("location", datasets.GetProperty("fields").EnumerateArray().Where(f => f.GetProperty("dangerous").GetBoolean()).Select(f => f.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("View/PA", "view, modality")]
    [InlineData("tag = View/PA", "view, modality")]
    [InlineData("not tag like View/P*", "view, modality")]
    [InlineData("ICU_admission/Y", "icu, in_icu")]
    [InlineData("sex/f", "sex")]
    [InlineData("tag = Survival/N and tag = X-ray", "view, modality, survival")]
    [InlineData("died", "survival")]
    public async Task What_a_label_of_tags_says_in_other_words_is_not_tried_and_named(string label, string fields)
    {
        var run = await _dataset.RunAsync("--label", label, "--quiet");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"not tried, as {(fields.Contains(',', StringComparison.Ordinal) ? "they say" : "it says")} the label in other words: {fields}", run.Out.Split('\n'));
    }

    [Fact]
    public async Task A_modality_that_is_the_label_and_categories_are_said_in_other_words_too()
    {
        using var sample = new SampleCopy();
        foreach (var (label, fields) in ((string, string)[])[("X-ray", "they say the label in other words: view, modality"), ("class = Ignore", "it says the label in other words: ignores")])
        {
            var run = await Cli.RunAsync("audit", "-d", sample.Location, "--label", label, "--quiet", "--no-films");
            Assert.True(run.ExitCode == 0, run.Err);
            Assert.Contains($"not tried, as {fields}", run.Out.Split('\n'));
        }
    }

    [Fact]
    public async Task Images_that_two_datasets_share_are_left_out_of_both()
    {
        // The second dataset is the first less thirty images, with twenty others.
        var other = _dataset.PathOf("other");
        Directory.CreateDirectory(Path.Combine(other, "annotations"));
        for (var image = 0; image < AuditDataset.Images - 30; image++)
        {
            var name = $"annotations/{AuditDataset.Id(image)}.json";
            var text = await File.ReadAllTextAsync(Path.Combine(_dataset.Location, name), TestContext.Current.CancellationToken);
            _dataset.Write($"other/{name}", image < 20 ? text.Replace("film-", "another-", StringComparison.Ordinal) : text);
        }

        var run = await _dataset.RunAsync("--compare", _dataset.Location, other, "--json", "--permutations", "1999");
        Assert.Contains("note: 30 images are in both, and left out", run.ErrorLines);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal([50, 20], json.RootElement.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("images").GetInt32()));
        Assert.Equal(30, json.RootElement.GetProperty("without_label").GetInt32());
    }

    [Fact]
    public async Task Images_in_both_sets_are_left_out_and_parts_and_selections_are_sets()
    {
        var both = await _dataset.RunAsync("--compare", "icu", "view = PA", "--json");
        Assert.Contains(both.ErrorLines, l => l.EndsWith("in both, and left out", StringComparison.Ordinal));

        Assert.Equal(0, (await Cli.RunAsync("split", "-d", _dataset.Location, "--train", "50", "--test", "50", "--val", "0", "--quiet")).ExitCode);
        var parts = await JsonAsync("--compare", "train", "test");
        Assert.Equal(80, parts.GetProperty("images").GetInt32());
        Assert.DoesNotContain(parts.GetProperty("fields").EnumerateArray(), f => f.GetProperty("dangerous").GetBoolean());

        var selection = _dataset.PathOf("some.json");
        Assert.Equal(0, (await Cli.RunAsync("filter", "-d", _dataset.Location, "--include", "icu", "--out", selection, "--quiet")).ExitCode);
        Assert.Equal([40, 40], (await JsonAsync("--compare", selection, "not icu")).GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("images").GetInt32()));
    }

    [Fact]
    public async Task Figures_are_the_same_for_any_number_of_threads_and_others_for_another_seed()
    {
        var one = await _dataset.RunAsync("--label", "icu", "--json", "--jobs", "1");
        Assert.Equal(one.Out, (await _dataset.RunAsync("--label", "icu", "--json", "--jobs", "5")).Out);
        Assert.NotEqual(one.Out.Replace("\"seed\": 0", "", StringComparison.Ordinal), (await _dataset.RunAsync("--label", "icu", "--json", "--seed", "1")).Out.Replace("\"seed\": 1", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_twenty_values_a_label_has_other_values()
    {
        for (var i = 0; i < 75; i++)
        {
            _dataset.Write($"dataset/annotations/9{i:D2}.json", $$"""{"image": {"width": 9, "height": 9, "filename": "a.png"}, "annotations": [{"name": "PatientID:x{{i}}", "tag": {} }, {"name": "location:place {{i % 25:D2}}", "tag": {} }]}""");
        }

        var found = await JsonAsync("--label", "location", "--fields", "width,films,sex");
        var classes = found.GetProperty("classes").EnumerateArray().Select(c => (c.GetProperty("name").GetString(), c.GetProperty("images").GetInt32())).ToList();
        Assert.Equal((21, ("place 00", 3), ("place 19", 3), ("other values", 15)), (classes.Count, classes[0], classes[19], classes[20]));
        Assert.Equal((75, 80), (found.GetProperty("images").GetInt32(), found.GetProperty("without_label").GetInt32()));
    }

    [Fact]
    public async Task Named_fields_are_tried_alone()
    {
        var fields = (await JsonAsync("--label", "icu", "--fields", "VIEW, sex")).GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(["view", "sex"], fields.Select(f => f.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Films_are_looked_at_and_shown_from_both_ends()
    {
        var page = _dataset.PathOf("audit.html");
        var table = _dataset.PathOf("audit.csv");
        var run = await Cli.RunAsync("audit", "-d", Cli.Sample, "--label", "frontal", "--fields", "black_border", "--html", page, "--csv", table, "--json");
        Assert.Equal(0, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        var border = json.RootElement.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("field").GetString() == "black_border");
        Assert.Equal((12, true), (json.RootElement.GetProperty("films").GetInt32(), border.GetProperty("dangerous").GetBoolean()));
        Assert.Equal((6, 6), (border.GetProperty("low_films").GetArrayLength(), border.GetProperty("high_films").GetArrayLength()));
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.Equal(12, html.Split("data:image/jpeg;base64,").Length - 1);
        Assert.Contains("black_border: films from both ends", html, StringComparison.Ordinal);
        Assert.Contains("id=\"covidxr-audit\"", html, StringComparison.Ordinal);
        var rows = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        Assert.StartsWith("label,field,kind,dangerous,more_than_chance,images,missing,auc,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("frontal,black_border,film,true,true,12,0,", rows[1], StringComparison.Ordinal);
        Assert.Equal(2, rows.Length);
    }

    [Fact]
    public async Task A_damaged_film_is_a_failure_and_the_others_are_looked_at()
    {
        using var copy = new SampleCopy();
        foreach (var film in Directory.GetFiles(Path.Combine(Cli.Sample, "images")))
        {
            File.Copy(film, copy.Write($"images/{Path.GetFileName(film)}", ""), overwrite: true);
        }

        copy.Write("images/phantom-007.jpg", "no film");
        var run = await copy.RunAsync("audit", "--label", "sex", "--json");
        Assert.Equal(1, run.ExitCode);
        using var json = JsonDocument.Parse(run.Out);
        Assert.EndsWith("phantom-007.jpg", json.RootElement.GetProperty("failed")[0].GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal(json.RootElement.GetProperty("images").GetInt32() - 1, json.RootElement.GetProperty("films").GetInt32());
        Assert.Contains(run.ErrorLines, l => l.StartsWith("note: 1 image has no film that can be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_of_others_is_safe_in_every_output()
    {
        var id = AuditDataset.Id(0);
        _dataset.Write($"dataset/annotations/{id}.json", $$"""
            {"image": {"width": 600, "height": 500, "filename": "a.png", "original_filename": "<script>\u001b[31m=1.png"},
             "annotations": [{"name": "ICU_admission/Y", "tag": {} }, {"name": "PatientID:0", "tag": {} }, {"name": "location:=cmd()<b>\u001b[31m", "tag": {} }]}
            """);
        var (page, table) = (_dataset.PathOf("a.html"), _dataset.PathOf("a.csv"));
        var run = await _dataset.RunAsync("--label", "location = '=cmd()<b>' or icu", "--html", page, "--csv", table);
        Assert.DoesNotContain('\u001b', run.Out + run.Err);
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<b>'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("cmd()<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\n=cmd", await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Sentences are wrapped at the width of tables.</summary>
    internal static string Unwrapped(string text) => text.Replace("\n  ", " ", StringComparison.Ordinal);

    private async Task<JsonElement> JsonAsync(params IReadOnlyList<string> args)
    {
        var run = await _dataset.RunAsync([.. args, "--json"]);
        Assert.True(run.ExitCode == 0, run.Err);
        return JsonDocument.Parse(run.Out).RootElement;
    }
}
