namespace CovidXray.Browser.Tests.Page;

/// <summary>The address brings the same state: by back, by a reload, in another window.</summary>
[Collection(SecondBrowserTests.Name)]
public sealed class AddressTests(Chromium chromium) : PageTests(chromium)
{
    private const string State = "f.view=%3DPA&f.-sex=!&f.~width=300..2000&where=not+healthy&patients=1&sort=-age&opacity=60&levels=-0.1..0.8&hide=Ignore&image=9000001";

    [Fact]
    public async Task Back_undoes_steps_and_forward_does_them_again()
    {
        var page = await OpenSampleAsync();
        await page.PressValueAsync("view", "PA");
        await page.ClickAsync("#direction");
        await page.PressAsync("]");
        await page.OpenImageAsync("9000006");
        await page.PressAsync("ArrowRight");
        await page.WaitForImageAsync("9000002");

        await page.Browser.GoBackAsync();
        await page.WaitForImageAsync("9000006");
        await page.Browser.GoBackAsync();
        await page.WaitAsync("document.querySelector('#viewer').hidden");
        Assert.Equal(["9000012", "9000007", "9000006", "9000002", "9000001"], await page.TilesAsync());
        await page.Browser.GoBackAsync();
        await page.WaitForAsync("document.querySelector('#direction').textContent", "↑");
        Assert.Equal(["9000001", "9000002", "9000006", "9000007", "9000012"], await page.TilesAsync());
        await page.Browser.GoBackAsync();
        await page.WaitForAsync("document.querySelector('#count').textContent", "12 of 12 images, 8 patients");

        await page.Browser.GoForwardAsync();
        await page.Browser.GoForwardAsync();
        await page.WaitForAsync("document.querySelector('#direction').textContent", "↓");
        Assert.Equal(["9000012", "9000007", "9000006", "9000002", "9000001"], await page.TilesAsync());
    }

    [Fact]
    public async Task A_reload_and_another_window_show_the_same()
    {
        var served = await ServeAsync(Cli.Tests.Cli.Sample);
        var page = await OpenAsync(served);
        await page.ShowAsync(State);
        await page.WaitForImageAsync("9000001");
        var before = await SeenAsync(page);
        Assert.Equal(["1 patient in 2 images of 12", "9000001", "60", "Lung", "true", "100", "800", "not healthy", "1 of 1"], before);
        Assert.Equal(State.Split('&').Order(StringComparer.Ordinal), await page.FragmentAsync());
        await page.ReloadAsync();
        await page.WaitForImageAsync("9000001");
        Assert.Equal(before, await SeenAsync(page));

        var address = page.Browser.Url;
        Assert.DoesNotContain(served.Token, address, StringComparison.Ordinal);
        await page.GoAsync(new Uri("about:blank"), settles: false);
        await page.GoAsync(new Uri(address));
        await page.WaitForImageAsync("9000001");
        Assert.Equal(before, await SeenAsync(page));
    }

    [Theory]
    [InlineData("f.=%3Dx&f.nothing=%3Dx&f.view=PA&f.~age=x..y&sort=nope&opacity=abc&levels=5..1&hide=None&image=nope&where=&all=2&x")]
    [InlineData("%E0%A4%A&%&&&=&f.")]
    [InlineData("f.__proto__=%3Dx&f.constructor=!&sort=__proto__&levels=__proto__")]
    [InlineData("f.~age=..&f.~width=1e400..&opacity=1e9&levels=-")]
    public async Task What_is_not_understood_is_left_out(string fragment)
    {
        var page = await OpenSampleAsync(fragment);
        Assert.Equal(12, (await page.TilesAsync()).Length);
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#viewer').hidden"));
        await page.PressValueAsync("view", "PA");
        Assert.Equal(5, (await page.TilesAsync()).Length);
    }

    private static Task<string[]> SeenAsync(ShownPage page) => page.ReadAsync<string[]>(
        """
        [
          document.querySelector("#count").textContent, document.querySelector("#image-id").textContent, document.querySelector("#opacity-in-image").value,
          [...document.querySelectorAll("#classes input")].filter(box => box.checked).map(box => box.dataset.class).join(), document.querySelector(".panel [data-levels=invert]").getAttribute("aria-pressed"),
          document.querySelector("#level-low").value, document.querySelector("#level-high").value, document.querySelector("#where").value, document.querySelector("#image-place").textContent,
        ]
        """);
}
