using System.Globalization;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The sidebar: values of fields, and how many images there are of each.</summary>
public sealed class FacetTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task A_value_is_shown_alone_then_left_out_then_free()
    {
        var page = await OpenSampleAsync();
        const string Value = "#facet-view button[data-key='=PA']";
        Assert.Equal("false", await page.AttributeAsync(Value, "aria-pressed"));

        await page.ClickAsync(Value);
        Assert.Equal(["9000001", "9000002", "9000006", "9000007", "9000012"], await page.TilesAsync());
        Assert.Equal("5 of 12 images, 4 patients", await page.TextAsync("#count"));
        Assert.Equal(("true", "PA 5 images, shown only; press to leave out"), (await page.AttributeAsync(Value, "aria-pressed"), await page.AttributeAsync(Value, "aria-label")));
        Assert.Equal(["view: PA"], await page.TextsAsync("#chips .chip span:first-child"));
        Assert.Equal("1", await page.TextAsync("[aria-controls=facet-view] .mark"));

        await page.ClickAsync(Value);
        Assert.Equal(["9000003", "9000004", "9000005", "9000008", "9000009", "9000010", "9000011"], await page.TilesAsync());
        Assert.Equal("mixed", await page.AttributeAsync(Value, "aria-pressed"));
        Assert.Equal(["view: not PA"], await page.TextsAsync("#chips .chip span:first-child"));

        await page.ClickAsync(Value);
        Assert.Equal(12, (await page.TilesAsync()).Length);
        Assert.Empty(await page.TextsAsync("#chips *"));
    }

    [Fact]
    public async Task Counts_follow_the_choices_in_other_fields_but_not_their_own()
    {
        var page = await OpenSampleAsync();
        Assert.Equal(Counts("PA 5, AP 3, AP_Supine 2, Axial 1, Lateral 1"), await page.CountsAsync("view"));
        Assert.Equal(Counts("M 6, F 5, missing 1"), await page.CountsAsync("sex"));

        await page.PressValueAsync("view", "PA");
        Assert.Equal(Counts("PA 5, AP 3, AP_Supine 2, Axial 1, Lateral 1"), await page.CountsAsync("view"));
        Assert.Equal(Counts("M 3, F 1, missing 1"), await page.CountsAsync("sex"));

        await page.PressValueAsync("sex", "F");
        await page.PressValueAsync("sex", "F");
        Assert.Equal(Counts("PA 4, AP 1, AP_Supine 1, Axial 1, Lateral 0"), await page.CountsAsync("view"));
        Assert.Equal(Counts("M 3, F 1, missing 1"), await page.CountsAsync("sex"));
        Assert.Equal(["9000001", "9000002", "9000006", "9000012"], await page.TilesAsync());
    }

    [Fact]
    public async Task Missing_is_a_value()
    {
        var page = await OpenSampleAsync();
        await page.PressValueAsync("sex", null);
        Assert.Equal(["9000006"], await page.TilesAsync());
        await page.PressValueAsync("sex", "F");
        Assert.Equal(["9000003", "9000004", "9000005", "9000006", "9000007", "9000008"], await page.TilesAsync());
        await page.PressValueAsync("sex", null);
        await page.PressValueAsync("sex", "F");
        Assert.Equal(["9000001", "9000002", "9000009", "9000010", "9000011", "9000012"], await page.TilesAsync());
    }

    [Fact]
    public async Task Of_lists_any_value_is_enough_and_any_left_out_is_too_much()
    {
        var page = await OpenSampleAsync();
        await page.PressValueAsync("class", "Ignore");
        Assert.Equal(["9000002", "9000003", "9000004", "9000005", "9000007", "9000011"], await page.TilesAsync());
        await page.OpenFacetAsync("tag");
        await page.ClickAsync("#facet-tag [data-key=more]");
        await page.PressValueAsync("tag", "Sex/M");
        await page.PressValueAsync("tag", "ICU_admission/Y");
        Assert.Equal(["9000002", "9000004", "9000011"], await page.TilesAsync());
        await page.PressValueAsync("tag", "ICU_admission/Y");
        Assert.Equal(["9000002"], await page.TilesAsync());
        await page.ClickAsync("#chips button.quiet");
        Assert.Equal(12, (await page.TilesAsync()).Length);
        await page.PressValueAsync("class", null);
        Assert.Equal(["9000008", "9000009"], await page.TilesAsync());
    }

    [Fact]
    public async Task Choices_go_by_their_chips()
    {
        var page = await OpenSampleAsync("f.view=%3DPA&f.-sex=%3DF");
        Assert.Equal(["9000001", "9000002", "9000006", "9000012"], await page.TilesAsync());
        await page.ClickAsync("#chips .chip");
        Assert.Equal(["sex: not F"], await page.TextsAsync("#chips .chip span:first-child"));
        Assert.Equal(7, (await page.TilesAsync()).Length);
    }

    [Fact]
    public async Task An_empty_result_says_so_and_is_cleared()
    {
        var page = await OpenSampleAsync("f.view=%3DPA&f.-view=%3DPA");
        Assert.Empty(await page.TilesAsync());
        Assert.Equal("0 of 12 images, 0 patients", await page.TextAsync("#count"));
        await page.ClickAsync("#clear");
        Assert.Equal(12, (await page.TilesAsync()).Length);
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#nothing').hidden"));
    }

    [Fact]
    public async Task Values_stand_by_count_or_by_name_and_many_are_asked_for()
    {
        var page = await OpenSampleAsync();
        await page.OpenFacetAsync("tag");
        Assert.Equal(8, (await page.CountsAsync("tag")).Count);
        Assert.Equal(("X-ray", 10), (await page.CountsAsync("tag")).Select(c => (c.Key, c.Value)).First());
        await page.ClickAsync("#facet-tag [data-key=order]");
        Assert.Equal("19", (await page.CountsAsync("tag")).Keys.First());
        await page.ClickAsync("#facet-tag [data-key=more]");
        var all = (await page.CountsAsync("tag")).Keys;
        Assert.Equal(["19", "Age:28", "Age:33", "Age:37", "Age:44", "Age:55", "Age:61", "Age:72"], all.Take(8));
        Assert.True(all.Count > 40);

        // What is chosen is listed, however few images have it.
        await page.PressValueAsync("tag", "Survival/N");
        await page.ClickAsync("#facet-tag [data-key=more]");
        Assert.Equal(9, (await page.CountsAsync("tag")).Count);
        Assert.Contains("Survival/N", (await page.CountsAsync("tag")).Keys);
    }

    [Fact]
    public async Task Beyond_200_values_a_search_lists_some()
    {
        var dataset = Hold(new DatasetFolder());
        for (var i = 0; i < 201; i++)
        {
            dataset.Add($"{1000 + i}", annotations: [DatasetFolder.Tag($"PatientID:p{i}"), DatasetFolder.Tag($"location:Ward {i % 200}")]);
        }

        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await page.OpenFacetAsync("location");
        Assert.Equal("all 200", await page.TextAsync("#facet-location [data-key=more]"));
        await page.OpenFacetAsync("patient");
        Assert.Equal(("search 201 values", "151 more"), (await page.AttributeAsync("#facet-patient input", "placeholder"), await page.TextAsync("#facet-patient .hint")));
        Assert.Equal(50, (await page.CountsAsync("patient")).Count);

        await page.WriteAsync("#facet-patient input", "P19");
        Assert.Equal(["p19", "p190", "p191", "p192", "p193", "p194", "p195", "p196", "p197", "p198", "p199"], (await page.CountsAsync("patient")).Keys);
        Assert.Equal("search", await page.ReadAsync<string>("document.activeElement.dataset.key"));
        await page.PressValueAsync("patient", "p193");
        Assert.Equal(["1193"], await page.TilesAsync());

        // What is chosen stays in the list, whatever is looked for.
        await page.WriteAsync("#facet-patient input", "p7");
        Assert.Equal("p193", (await page.CountsAsync("patient")).Keys.First());
    }

    [Fact]
    public async Task Fields_are_found_by_name_and_by_what_they_mean()
    {
        var page = await OpenSampleAsync();
        await page.WriteAsync("#field-search", "intensive");
        Assert.Equal(["icu", "in icu"], await page.ReadAsync<string[]>("[...document.querySelectorAll('.facet')].filter(facet => !facet.hidden).map(facet => facet.querySelector('.name').textContent)"));
        await page.WriteAsync("#field-search", "");
        Assert.True(await page.ReadAsync<int>("[...document.querySelectorAll('.facet')].filter(facet => !facet.hidden).length") > 20);
    }

    [Fact]
    public async Task Sections_stay_open_when_one_comes_back()
    {
        var page = await OpenSampleAsync();
        await page.OpenFacetAsync("icu");
        await page.ClickAsync("[aria-controls=facet-view]");
        await page.ReloadAsync();
        Assert.Equal(("true", "false"), (await page.AttributeAsync("[aria-controls=facet-icu]", "aria-expanded"), await page.AttributeAsync("[aria-controls=facet-view]", "aria-expanded")));
    }

    [Fact]
    public async Task The_keyboard_keeps_its_place_in_a_list_that_changes()
    {
        var page = await OpenSampleAsync();
        await page.Browser.FocusAsync("#facet-sex button[data-key='=F']");
        await page.PressAsync("Enter");
        Assert.Equal("=F", await page.ReadAsync<string>("document.activeElement.dataset.key"));
        await page.PressAsync("Space");
        Assert.Equal(["9000001", "9000002", "9000006", "9000009", "9000010", "9000011", "9000012"], await page.TilesAsync());
        Assert.Equal("=F", await page.ReadAsync<string>("document.activeElement.dataset.key"));
    }

    [Fact]
    public async Task Films_that_are_not_there_and_duplicates_are_fields()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        File.Delete(Path.Combine(dataset.Location, "images", "phantom-005.PNG"));
        File.WriteAllText(Path.Combine(dataset.Location, "covidxr.toml"), "[[duplicates]]\nsame = [\"9000003\", \"9000007\"]\nreason = \"by eye\"\n");
        await Cli.Tests.Cli.RunAsync("duplicates", "-d", dataset.Location);
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await page.PressValueAsync("film", "not there");
        Assert.Equal(["9000005"], await page.TilesAsync());
        await page.WaitForAsync("document.querySelector('#grid .frame').dataset.problem", "no film");
        await page.ClickAsync("#chips .chip");
        await page.PressValueAsync("duplicates", "has duplicates");
        var shown = await page.TilesAsync();
        Assert.Contains("9000003", shown);
        Assert.Contains("9000007", shown);
        await page.OpenImageAsync("9000003");
        Assert.Contains("9000007", await page.ReadAsync<string[]>("[...document.querySelectorAll('#panel section')].filter(section => section.querySelector('h3').textContent === 'The same picture').flatMap(section => [...section.querySelectorAll('.id')].map(id => id.textContent))"));
    }

    [Fact]
    public async Task Rules_that_found_something_are_values_of_a_field()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        Assert.Equal(1, (await Cli.Tests.Cli.RunAsync("check", "-d", dataset.Location, "--rules", "A1,A11")).ExitCode);
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await page.PressValueAsync("findings", "A1 point-outside");
        Assert.Equal(["9000007"], await page.TilesAsync());
        await page.OpenImageAsync("9000007");
        Assert.Equal("warning A1 point-outside", (await page.TextsAsync("#panel .findings .warning .rule")).Single());
        Assert.Equal("9000007.json:2053:5", (await page.TextsAsync("#panel .findings .warning .place")).Single());
    }

    private static Dictionary<string, int> Counts(string text) =>
        text.Split(", ").Select(p => p.Split(' ')).ToDictionary(p => p[0], p => int.Parse(p[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
}
