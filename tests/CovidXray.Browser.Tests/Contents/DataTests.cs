using System.Text.Json;
using CovidXray.Browser.Contents;
using CovidXray.Filters;

namespace CovidXray.Browser.Tests.Contents;

/// <summary>What the page knows of all images.</summary>
public sealed class DataTests
{
    /// <summary>Markup, script, quotes, what turns the direction of writing, a line separator.</summary>
    private const string Hostile = "<script>alert('x')</script>\"&\\\u202e\u2028\n</html>";

    [Fact]
    public async Task Every_field_of_every_image_is_there()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        var data = await served.JsonAsync("/data");
        Assert.Equal((1, 12, "phantom-dataset", true), (data.GetProperty("schema").GetInt32(), data.GetProperty("count").GetInt32(), data.GetProperty("title").GetString(), data.GetProperty("canSave").GetBoolean()));
        string[] names = [.. data.GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString()!)];
        string[] absent = [.. data.GetProperty("absent").EnumerateArray().Select(f => f.GetString()!)];
        string[] all = [.. FilterFields.All.Where(f => f.Name is not ("id" or "name")).Concat(FilterFields.Lists).Select(f => f.Name)];
        Assert.Equal(all.Except(absent), names);
        Assert.Contains("fold", absent);
        using var dataset = Formats.AnnotationFormats.Open(Cli.Tests.Cli.Sample);
        ImageFacts[] images = [.. dataset.Read(Annotations.ReadDetail.WithoutCoordinates).Select(i => new ImageFacts(i))];
        Assert.Equal(images.Select(i => i.Id), Texts(data, "ids"));
        Assert.Equal(images.Select(i => i.Name), Texts(data, "names"));
        foreach (var field in data.GetProperty("fields").EnumerateArray())
        {
            var known = FilterFields.Find(field.GetProperty("name").GetString()!) ?? FilterFields.FindList(field.GetProperty("name").GetString()!)!;
            Assert.Equal(images.Select(i => known.Kind == FieldKind.List ? string.Join('|', known.Texts(i)) : known.Format(i)), Values(field), StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Texts_that_differ_in_letter_case_alone_are_one_value()
    {
        using var dataset = new DatasetFolder();
        dataset.Add("1", annotations: [DatasetFolder.Tag("location:Milan"), DatasetFolder.Tag("One"), DatasetFolder.Tag("one")]);
        dataset.Add("2", annotations: [DatasetFolder.Tag("location:MILAN"), DatasetFolder.Tag("ONE")]);
        dataset.Add("3", annotations: [DatasetFolder.Tag("location:Rome")]);
        await using var served = await Served.StartAsync(dataset.Location);
        var data = await served.JsonAsync("/data");
        var location = Field(data, "location");
        Assert.Equal(["Milan", "Rome"], Texts(location, "values"));
        Assert.Equal([0, 0, 1], location.GetProperty("codes").EnumerateArray().Select(c => c.GetInt32()));
        var tag = Field(data, "tag");
        Assert.Equal(["location:Milan", "One", "location:Rome"], Texts(tag, "values"));
        Assert.Equal(["[0,1]", "[0,1]", "[2]"], tag.GetProperty("codes").EnumerateArray().Select(c => c.GetRawText()));
    }

    [Fact]
    public async Task Names_and_tags_are_text_whatever_they_hold()
    {
        using var dataset = new DatasetFolder();
        dataset.Add("1", annotations: [DatasetFolder.Tag(Hostile), DatasetFolder.Box(Hostile, 1, 1, 5, 5), DatasetFolder.Tag("PatientID:" + Hostile)]);
        await using var served = await Served.StartAsync(dataset.Location);
        foreach (var target in (string[])["/data", "/images/0", "/overlays?images=0", "/where?text=tag%20%3D%20%27%3Cscript%3E%27"])
        {
            var answer = await served.GetAsync(target);
            Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["content-type"]));
            _ = answer.Json;
            Assert.DoesNotContain("<", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("\u2028", answer.Text, StringComparison.Ordinal);
        }

        var tag = Assert.Single(Texts(Field(await served.JsonAsync("/data"), "tag"), "values"), t => t.StartsWith("<script>", StringComparison.Ordinal));
        Assert.Contains("alert('x')", tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_has_a_number_and_no_values()
    {
        using var dataset = new DatasetFolder();
        dataset.Add("1", annotations: [DatasetFolder.Tag("Age:5")]);
        dataset.Write("annotations/2.json", "{\"image\""u8.ToArray());
        dataset.Add("3", annotations: [DatasetFolder.Tag("Age:7")]);
        await using var served = await Served.StartAsync(dataset.Location, new FilterOptions { MinSize = "10" });
        var data = await served.JsonAsync("/data");
        Assert.Equal(["1", "2", "3"], Texts(data, "ids"));
        Assert.Equal(["1.png", "2", "3.png"], Texts(data, "names"));
        Assert.Equal(("[1]", "[1]"), (data.GetProperty("unread").GetRawText(), data.GetProperty("unmatched").GetRawText()));
        Assert.Equal("[5,null,7]", Field(data, "age").GetProperty("numbers").GetRawText());
        Assert.Contains("2.json", (await served.JsonAsync("/images/1")).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("2.json", (await served.JsonAsync("/overlays?images=1")).GetProperty("images")[0].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("[0,null,0]", (await served.JsonAsync("/measures")).GetProperty("fields")[0].GetProperty("numbers").GetRawText());
    }

    [Fact]
    public async Task What_rules_and_selection_drop_is_there_and_told()
    {
        using var dataset = DatasetFolder.OfSample();
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", dataset.Location, "--exclude", "lateral")).ExitCode);
        await using var served = await Served.StartAsync(dataset.Location, new FilterOptions { Exclude = ["ct"] });
        var data = await served.JsonAsync("/data");
        Assert.Equal((12, "[8]", "[7]"), (data.GetProperty("count").GetInt32(), data.GetProperty("unmatched").GetRawText(), data.GetProperty("unselected").GetRawText()));
        var explain = (await served.JsonAsync("/images/8")).GetProperty("explain");
        Assert.False(explain.GetProperty("selected").GetBoolean());
        Assert.Equal(["exclude lateral True", "exclude ct False"], explain.GetProperty("rules").EnumerateArray().Select(r => $"{r.GetProperty("rule").GetString()} {r.GetProperty("keeps").GetBoolean()}"));
    }

    [Fact]
    public async Task Duplicates_are_groups_of_numbers()
    {
        using var dataset = DatasetFolder.OfSample();
        File.WriteAllText(Path.Combine(dataset.Location, "covidxr.toml"), "[[duplicates]]\nsame = [\"9000003\", \"9000007\"]\nreason = \"by eye\"\n");
        Assert.Contains((await Cli.Tests.Cli.RunAsync("duplicates", "-d", dataset.Location)).ExitCode, (int[])[0, 1]);
        await using var served = await Served.StartAsync(dataset.Location);
        var groups = (await served.JsonAsync("/data")).GetProperty("duplicates").EnumerateArray().Select(g => g.EnumerateArray().Select(n => n.GetInt32()).ToArray()).ToArray();
        Assert.Single(groups, g => g.Contains(2) && g.Contains(6));
        Assert.All(groups, g => Assert.Equal(g.Order(), g));
        var pair = (await served.JsonAsync("/images/6")).GetProperty("duplicates").EnumerateArray().Single(d => d.GetProperty("image").GetInt32() == 2);
        Assert.Equal(("by eye", "same"), (pair.GetProperty("judged").GetString(), pair.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Findings_are_images_by_rule_and_texts_of_an_image()
    {
        using var dataset = DatasetFolder.OfSample();
        await using (var before = await Served.StartAsync(dataset.Location))
        {
            Assert.Equal(JsonValueKind.Null, (await before.JsonAsync("/data")).GetProperty("findings").ValueKind);
            Assert.Empty((await before.JsonAsync("/images/6")).GetProperty("findings").EnumerateArray());
        }

        File.WriteAllText(Path.Combine(dataset.Location, "covidxr.toml"), "[[accepted]]\nrule = 'A11'\nimages = 'all'\nreason = 'they hide what lies there'\n");
        Assert.Equal(1, (await Cli.Tests.Cli.RunAsync("check", "-d", dataset.Location, "--rules", "A1,A11")).ExitCode);
        await using var served = await Served.StartAsync(dataset.Location);
        var rule = Assert.Single((await served.JsonAsync("/data")).GetProperty("findings").EnumerateArray());
        Assert.Equal(("A1 point-outside", "[6]"), (rule.GetProperty("rule").GetString(), rule.GetProperty("images").GetRawText()));
        var findings = (await served.JsonAsync("/images/6")).GetProperty("findings").EnumerateArray().ToArray();
        Assert.Equal(("A1 point-outside", "warning", "9000007.json:2053:5"), (findings[0].GetProperty("rule").GetString(), findings[0].GetProperty("level").GetString(), findings[0].GetProperty("place").GetString()));
        Assert.Equal(JsonValueKind.Null, findings[0].GetProperty("accepted").ValueKind);
        Assert.NotEmpty(findings[0].GetProperty("what").GetString()!);
        Assert.All(findings[1..], f => Assert.Equal("they hide what lies there", f.GetProperty("accepted").GetString()));
    }

    /// <summary>A file of another version, or of images that are gone, is shown as far as it goes.</summary>
    [Fact]
    public async Task Findings_of_rules_and_images_that_are_unknown_are_shown_as_far_as_they_go()
    {
        using var dataset = DatasetFolder.OfSample();
        File.WriteAllText(Path.Combine(dataset.Location, "findings.json"), """
            {"schema": 1, "covidxr": "9.0", "dataset": {"images": 2, "fingerprint": "x"}, "selection": {"rules": [], "images": 2, "fingerprint": "x"}, "rules": ["Z9"], "findings": [
              {"rule": "Z9", "level": "error", "file": "a.json", "text": "<b>bad", "image": "gone", "others": ["9000002", "9000001"]}]}
            """);
        await using var served = await Served.StartAsync(dataset.Location);
        var rule = Assert.Single((await served.JsonAsync("/data")).GetProperty("findings").EnumerateArray());
        Assert.Equal(("Z9", "[0,1]"), (rule.GetProperty("rule").GetString(), rule.GetProperty("images").GetRawText()));
        var finding = Assert.Single((await served.JsonAsync("/images/0")).GetProperty("findings").EnumerateArray());
        Assert.Equal(("<b>bad", "[1]", JsonValueKind.Null), (finding.GetProperty("text").GetString(), finding.GetProperty("others").GetRawText(), finding.GetProperty("what").ValueKind));
    }

    [Theory]
    [InlineData(false, null, "posix")]
    [InlineData(false, "/opt/microsoft/powershell/7/Modules", "powershell")]
    [InlineData(true, @"C:\Program Files\WindowsPowerShell\Modules", "cmd")]
    [InlineData(true, @"C:\Users\x\Documents\PowerShell\Modules;C:\Program Files\PowerShell\Modules", "powershell")]
    public void The_shell_is_known_by_its_environment(bool isWindows, string? modules, string shell) => Assert.Equal(shell, UserShell.Of(isWindows, _ => modules));

    private static JsonElement Field(JsonElement data, string name) => data.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == name);

    private static string[] Texts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(t => t.GetString()!)];

    private static IEnumerable<string?> Values(JsonElement field)
    {
        if (field.GetProperty("kind").GetString() == "number")
        {
            return field.GetProperty("numbers").EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Null ? null : n.GetDouble().ToString("0.######", System.Globalization.CultureInfo.InvariantCulture));
        }

        var values = Texts(field, "values");
        return field.GetProperty("codes").EnumerateArray().Select(c => c.ValueKind == JsonValueKind.Array
            ? string.Join('|', c.EnumerateArray().Select(v => values[v.GetInt32()]))
            : c.GetInt32() < 0 ? null : values[c.GetInt32()]);
    }
}
