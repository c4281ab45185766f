namespace CovidXray.Browser.Tests.Page;

/// <summary>What stands there at first.</summary>
public sealed class OpeningTests(Chromium chromium) : PageTests(chromium)
{
    private const string Sentence = "This page needs a browser with JavaScript modules and the address that covidxr browse printed.";

    [Fact]
    public async Task Every_image_has_a_tile_with_its_id_in_the_order_of_the_dataset()
    {
        var page = await OpenSampleAsync();
        var ids = Enumerable.Range(9000001, 12).Select(i => $"{i}");
        Assert.Equal(ids, await page.TilesAsync());
        Assert.Equal(ids, await page.IdsAsync());
        Assert.Equal("12 of 12 images, 8 patients", await page.TextAsync("#count"));
        Assert.Equal("phantom-dataset", await page.TextAsync("#title"));
        Assert.Equal("phantom-dataset – covidxr", await page.Browser.GetTitleAsync());
        Assert.Equal("phantom-001-pa.jpg", await page.AttributeAsync("#grid .tile", "title"));
        Assert.StartsWith("covidxr ", await page.TextAsync("#version"), StringComparison.Ordinal);
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#message').hidden"));
    }

    [Fact]
    public async Task Thumbnails_and_overlays_come()
    {
        var page = await OpenSampleAsync();
        await page.WaitAsync("document.querySelectorAll('#grid img.is-there').length === 12 && document.querySelectorAll('#grid canvas:not([hidden])').length === 12");
        Assert.Equal(
            10,
            await page.ReadAsync<int>("[...document.querySelectorAll('#grid canvas')].filter(canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value !== 0)).length"));
    }

    [Fact]
    public async Task The_token_leaves_the_address_and_never_comes_back()
    {
        var served = await ServeAsync(Cli.Tests.Cli.Sample);
        var page = await OpenAsync(served);
        Assert.Equal($"{served.Origin}/", page.Browser.Url);
        await page.PressValueAsync("view", "PA");
        await page.OpenImageAsync("9000001");
        Assert.DoesNotContain(served.Token, await page.ReadAsync<string>("location.href + document.referrer + document.documentElement.outerHTML"), StringComparison.Ordinal);
        Assert.Single(page.Requests, r => r.Contains(served.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_permission_it_says_how_to_get_it()
    {
        var served = await ServeAsync(Cli.Tests.Cli.Sample);
        var page = await OpenAsync(served);
        await page.Browser.DeleteCookieAsync(await page.Browser.GetCookiesAsync());
        page.Expect("403");
        page.Expect("/page/");
        await page.WriteAsync("#where", "age > 5");
        await page.WaitAsync("document.querySelector('#where-message').textContent.includes('has lost its permission: open the address that covidxr browse printed')");
        await page.Browser.GoToAsync(served.Origin);
        Assert.Equal(Sentence, await page.ReadAsync<string>("document.body.innerText.trim()"));
    }

    [Fact]
    public async Task A_browser_without_scripts_gets_a_sentence()
    {
        var served = await ServeAsync(Cli.Tests.Cli.Sample);
        var page = await OpenAsync(served);
        await page.Browser.SetJavaScriptEnabledAsync(false);
        page.Expect("/page/");
        await page.Browser.GoToAsync(served.Origin);
        Assert.Equal(Sentence, await page.ReadAsync<string>("document.body.innerText.trim()"));
    }
}
