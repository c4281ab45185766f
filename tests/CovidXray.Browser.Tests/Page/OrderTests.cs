namespace CovidXray.Browser.Tests.Page;

/// <summary>In which order images stand, and one film of each patient.</summary>
public sealed class OrderTests(Chromium chromium) : PageTests(chromium)
{
    [Theory]
    [InlineData("age", "7 8 12 5 9 1 2 3 4 10 11 6", "10 11 3 4 1 2 9 5 12 7 8 6")]
    [InlineData("width", "6 7 5 9 3 8 12 10 2 11 1 4", "4 1 11 2 10 12 8 3 5 9 7 6")]
    [InlineData("minside", "6 7 9 3 5 8 12 11 10 2 4 1", "1 4 2 10 11 12 8 3 5 9 7 6")]
    [InlineData("name", "3 2 1 4 5 6 8 7 9 11 10 12", "12 10 11 9 7 8 6 5 4 1 2 3")]
    [InlineData("id", "1 2 3 4 5 6 7 8 9 10 11 12", "12 11 10 9 8 7 6 5 4 3 2 1")]
    public async Task It_is_turned_round_and_missing_values_stay_last(string key, string up, string down)
    {
        var page = await OpenSampleAsync();
        await page.Browser.SelectAsync("#sort", key);
        await page.WaitForAsync("location.hash", $"#sort={key}");
        Assert.Equal(Names(up), await page.TilesAsync());
        await page.ClickAsync("#direction");
        await page.WaitForAsync("location.hash", $"#sort=-{key}");
        Assert.Equal(Names(down), await page.TilesAsync());
        Assert.Equal(("↓", "Descending; press for ascending"), (await page.TextAsync("#direction"), await page.AttributeAsync("#direction", "aria-label")));
        await page.Browser.SelectAsync("#sort", "dataset");
        Assert.Equal(Names("12 11 10 9 8 7 6 5 4 3 2 1"), await page.TilesAsync());
    }

    [Fact]
    public async Task What_can_be_sorted_by_begins_with_what_is_most_often_wanted()
    {
        var page = await OpenSampleAsync();
        Assert.Equal(
            ["the dataset's order", "id", "name", "width", "height", "megapixels", "shorter side", "age", "lung area", "ignore area"],
            (await page.TextsAsync("#sort option"))[..10]);
    }

    [Fact]
    public async Task Tiles_say_what_they_are_sorted_by()
    {
        var page = await OpenSampleAsync("sort=-lung_area");
        var areas = await page.ReadAsync<long[]>("[...document.querySelectorAll('#grid .value')].map(value => Number(value.textContent.replaceAll(',', '')))");
        Assert.Equal(areas.OrderDescending(), areas);
        Assert.Equal((0, 0), (areas[^1], areas[^2]));
        await page.Browser.SelectAsync("#sort", "age");
        Assert.Equal("–", (await page.TextsAsync("#grid .value"))[11]);
    }

    [Fact]
    public async Task Of_each_patient_the_first_film_is_shown_and_patients_are_counted()
    {
        var dataset = Hold(new DatasetFolder());
        Add("a1", "p", "5", "View/PA");
        Add("a2", "q", null, "View/PA");
        Add("a3", "p", "-2", "View/AP");
        Add("a4", "p", "5", "View/AP");
        Add("a5", null, null, "View/AP");
        Add("a6", null, null, "View/AP");
        Add("a7", "q", "90", "View/AP");
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await page.ClickAsync("#patients");
        Assert.Equal("4 patients in 7 images of 7", await page.TextAsync("#count"));
        Assert.Equal(["a3", "a5", "a6", "a7"], await page.TilesAsync());
        Assert.Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["AP"] = 4, ["PA"] = 2 }, await page.CountsAsync("view"));
        Assert.StartsWith("AP 4 patients", await page.AttributeAsync("#facet-view button.value", "aria-label"), StringComparison.Ordinal);
        await page.PressValueAsync("view", "PA");
        Assert.Equal(["a1", "a2"], await page.TilesAsync());
        Assert.Equal("true", await page.AttributeAsync("#patients", "aria-pressed"));
        await page.ClickAsync("#patients");
        Assert.Equal("2 of 7 images, 2 patients", await page.TextAsync("#count"));

        void Add(string id, string? patient, string? day, string view) =>
            dataset.Add(id, annotations: [.. new[] { patient is null ? null : $"PatientID:{patient}", day, view }.OfType<string>().Select(DatasetFolder.Tag)]);
    }

    private static string[] Names(string numbers) => [.. numbers.Split(' ').Select(n => $"90000{n.PadLeft(2, '0')}")];
}
