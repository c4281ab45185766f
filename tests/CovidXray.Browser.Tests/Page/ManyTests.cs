using System.Globalization;
using System.Text;

namespace CovidXray.Browser.Tests.Page;

/// <summary>50,000 images.</summary>
[Collection(SecondBrowserTests.Name)]
public sealed class ManyTests(Chromium chromium) : PageTests(chromium)
{
    private const int Count = 50_000;

    [Fact]
    public async Task They_scroll_to_the_end_with_few_nodes_and_filters_answer()
    {
        var dataset = Hold(new DatasetFolder());
        var images = Enumerable.Range(1, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id": {{i}}, "file_name": "f{{i:00000}}.png", "width": {{100 + (i % 50)}}, "height": 200}"""));
        var file = dataset.Write("many.json", Encoding.UTF8.GetBytes($$"""{"images": [{{string.Join(",\n", images)}}], "annotations": [], "categories": [{"id": 1, "name": "Lung"}]}"""));
        var page = await OpenAsync(await ServeAsync(file));
        Assert.Equal("50,000 of 50,000 images, 50,000 patients", await page.TextAsync("#count"));
        Assert.Equal("f00001", (await page.TilesAsync())[0]);

        foreach (var (share, id) in ((double, int)[])[(1, Count), (0.5, 0), (0, 1), (1, Count)])
        {
            await page.Browser.EvaluateExpressionAsync($"(scroller => scroller.scrollTop = {share.ToString(CultureInfo.InvariantCulture)} * scroller.scrollHeight)(document.querySelector('#scroller'))");
            await page.WaitAsync(id == 0
                ? "(first => first > 20000 && first < 30000)(Number(document.querySelector('#grid .id').textContent.slice(1)))"
                : $"[...document.querySelectorAll('#grid [role=gridcell]:not([hidden]) .id')].some(text => text.textContent === 'f{id:00000}')");
            Assert.InRange(await page.ReadAsync<int>("document.querySelectorAll('*').length"), 100, 2999);
        }

        await page.OpenFacetAsync("width");
        await page.WriteAsync("#facet-width [data-key=least]", "149");
        await AssertShownAsync(page, Enumerable.Range(1, Count).Where(i => i % 50 == 49));
        await page.ClickAsync("#direction");
        await AssertShownAsync(page, Enumerable.Range(1, Count).Where(i => i % 50 == 49).Reverse());
        await page.WriteAsync("#where", "name like 'f49999*'");
        await page.WaitAsync("document.querySelector('#count').textContent.startsWith('1 of')");
        await AssertShownAsync(page, [49999]);
        await page.OpenImageAsync("f49999");
        Assert.Equal("1 of 1", await page.TextAsync("#image-place"));
    }

    private static async Task AssertShownAsync(ShownPage page, IEnumerable<int> expected)
    {
        var ids = expected.Select(i => $"f{i:00000}").ToArray();
        Assert.Equal(ids, await page.IdsAsync());
        Assert.Equal($"{ids.Length:N0} of 50,000 images, {(ids.Length == 1 ? "1 patient" : $"{ids.Length:N0} patients")}", await page.TextAsync("#count"));
        var tiles = await page.TilesAsync();
        Assert.Equal(ids.Take(tiles.Length), tiles);
        Assert.InRange(await page.ReadAsync<int>("document.querySelectorAll('*').length"), 100, 2999);
    }
}
