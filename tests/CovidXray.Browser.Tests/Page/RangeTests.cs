namespace CovidXray.Browser.Tests.Page;

/// <summary>Numbers: ranges by their ends or by dragging over the histogram.</summary>
public sealed class RangeTests(Chromium chromium) : PageTests(chromium)
{
    private const string Least = "#facet-age [data-key=least]";
    private const string Most = "#facet-age [data-key=most]";

    [Fact]
    public async Task Typed_ends_are_part_of_the_range()
    {
        var page = await OpenAgesAsync();
        Assert.Equal(("20", "80"), (await page.AttributeAsync(Least, "placeholder"), await page.AttributeAsync(Most, "placeholder")));
        await page.WriteAsync(Least, "40");
        Assert.Equal(["a08", "a09", "a10", "a11", "a12", "a13", "a14", "a15", "a16"], await page.IdsAsync());
        await page.WriteAsync(Most, "45.5");
        Assert.Equal(["a08", "a09"], await page.IdsAsync());
        Assert.Equal(["age: 40 to 45.5"], await page.TextsAsync("#chips .chip span:first-child"));
        await page.WriteAsync(Least, "");
        Assert.Equal(["a04", "a05", "a06", "a07", "a08", "a09"], await page.IdsAsync());
        await page.WriteAsync(Most, "");
        Assert.Equal(15, (await page.IdsAsync()).Length);
    }

    [Fact]
    public async Task Dragging_over_the_histogram_chooses_what_it_passes()
    {
        var page = await OpenAgesAsync();
        await DragAsync(page, 0.51, 0.76);
        Assert.Equal(("50.6", "65.6"), (await page.ReadAsync<string>($"document.querySelector('{Least}').value"), await page.ReadAsync<string>($"document.querySelector('{Most}').value")));
        Assert.Equal(["a11", "a12", "a13"], await page.IdsAsync());
        await DragAsync(page, 0.2, -0.5);
        Assert.Equal(["a04", "a05", "a06"], await page.IdsAsync());
        await DragAsync(page, 0.5, 0.5);
        Assert.Equal(15, (await page.IdsAsync()).Length);
    }

    [Fact]
    public async Task Missing_numbers_are_a_value_beside_the_range()
    {
        var page = await OpenAgesAsync();
        Assert.Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["missing"] = 2 }, await page.CountsAsync("age"));
        await page.PressValueAsync("age", null);
        Assert.Equal(["a01", "a02"], await page.IdsAsync());
        await page.WriteAsync(Least, "75");
        Assert.Equal(["a01", "a02", "a15", "a16"], await page.IdsAsync());
        await page.PressValueAsync("age", null);
        Assert.Equal(["a15", "a16"], await page.IdsAsync());
        await page.WriteAsync(Least, "");
        Assert.Equal(13, (await page.IdsAsync()).Length);
    }

    [Fact]
    public async Task Bars_count_the_images_that_other_fields_leave()
    {
        var page = await OpenAgesAsync();
        var before = await BarsAsync(page);
        Assert.Equal((24, 13), (before.Length, before.Count(h => h > 0)));
        await page.PressValueAsync("sex", "F");
        Assert.Equal(6, (await BarsAsync(page)).Count(h => h > 0));
        await page.WriteAsync(Least, "75");
        Assert.Equal(6, (await BarsAsync(page)).Count(h => h > 0));
    }

    [Fact]
    public async Task Few_numbers_are_listed_one_by_one_in_their_order()
    {
        var page = await OpenSampleAsync();
        Assert.Equal(["28", "33", "37", "44", "55", "61", "72", "missing"], (await page.CountsAsync("age")).Keys);
        await page.PressValueAsync("age", "61");
        Assert.Equal(["9000003", "9000004"], await page.TilesAsync());
    }

    [Fact]
    public async Task Areas_are_chosen_as_other_numbers_are()
    {
        var page = await OpenSampleAsync();
        await page.PressValueAsync("ignore_area", "0");
        Assert.Equal(["9000001", "9000006", "9000008", "9000009", "9000010", "9000012"], await page.TilesAsync());
    }

    /// <summary>Ages 20, 25, ... 80 from a04 to a16; none of a01 and a02. Every other one is of a woman.</summary>
    private async Task<ShownPage> OpenAgesAsync()
    {
        var dataset = Hold(new DatasetFolder());
        dataset.Add("a01");
        dataset.Add("a02");
        for (var i = 4; i <= 16; i++)
        {
            dataset.Add($"a{i:00}", annotations: [DatasetFolder.Tag($"Age:{5 * i}"), DatasetFolder.Tag(i % 2 == 0 ? "Sex/M" : "Sex/F")]);
        }

        return await OpenAsync(await ServeAsync(dataset.Location));
    }

    private static async Task DragAsync(ShownPage page, double from, double to)
    {
        var box = await page.ReadAsync<double[]>("(box => [box.left, box.top + box.height / 2, box.width])(document.querySelector('#facet-age .histogram').getBoundingClientRect())");
        await page.Browser.Mouse.MoveAsync((decimal)(box[0] + (from * box[2])), (decimal)box[1]);
        await page.Browser.Mouse.DownAsync();
        await page.Browser.Mouse.MoveAsync((decimal)(box[0] + (to * box[2])), (decimal)box[1]);
        await page.Browser.Mouse.UpAsync();
    }

    private static Task<double[]> BarsAsync(ShownPage page) => page.ReadAsync<double[]>("[...document.querySelectorAll('#facet-age .histogram g rect')].map(bar => Number(bar.getAttribute('height')))");
}
