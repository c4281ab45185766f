using CovidXray.Browser.Folders;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests.Page;

/// <summary>Predicted lungs beside the true ones.</summary>
public sealed class PredictionTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task Films_are_sorted_and_chosen_by_Dice()
    {
        var folder = Hold(new PredictedFolder());
        var page = await OpenAsync(await ServeAsync(folder.Location, folder.Browse));
        Assert.Equal(["Dice 1.000", "Dice 0.667", "Dice –", "Dice 0.400", "Dice –"], await page.TextsAsync("#grid [role=gridcell]:not([hidden]) .value"));
        await page.Browser.SelectAsync("#sort", "dice");
        Assert.Equal(["d", "b", "a", "c", "e"], await page.TilesAsync());
        await page.ClickAsync("#direction");
        await page.WaitForAsync("location.hash", "#sort=-dice");
        Assert.Equal(["a", "b", "d", "c", "e"], await page.TilesAsync());
        await page.Browser.SelectAsync("#sort", "width");
        Assert.Equal("40, Dice 0.667", (await page.TextsAsync("#grid [role=gridcell]:not([hidden]) .value"))[1]);
        await page.PressValueAsync("dice", null);
        Assert.Equal(["c", "e"], (await page.TilesAsync()).Order(StringComparer.Ordinal));
        await page.PressAsync("c");
        Assert.Contains("the choice of dice, which filter has no rule for", await page.TextsAsync("#command-left-out li"));
    }

    [Fact]
    public async Task Its_outline_is_switched_by_key_and_by_name()
    {
        var folder = Hold(new PredictedFolder());
        var page = await OpenAsync(await ServeAsync(folder.Location, folder.Browse), "image=b");
        await page.WaitForImageAsync("b");
        await page.WaitForAsync("document.querySelector('#stage .predicted')?.getAttribute('d')", "M5 5H15V25H5V5Z");
        Assert.Equal(("7px, 4px", 2), (await page.ReadAsync<string>("getComputedStyle(document.querySelector('#stage .predicted')).strokeDasharray"), await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length")));
        Assert.Equal(["predicted lungs200 pixels", "Dice0.667", "fileb_mask.png"], await page.ReadAsync<string[]>("[...document.querySelector('#show-prediction').closest('section').querySelectorAll('li, dl > div')].map(row => row.textContent)"));
        await page.PressAsync("d");
        await page.WaitAsync("document.querySelector('#stage .predicted') === null && !document.querySelector('#show-prediction').checked");
        await page.ReloadAsync();
        await page.WaitForImageAsync("b");
        Assert.Equal((1, false), (await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length"), await page.ReadAsync<bool>("document.querySelector('#show-prediction').checked")));
        await page.ClickAsync("#show-prediction");
        await page.WaitAsync("document.querySelector('#stage .predicted') !== null && document.activeElement.id === 'show-prediction'");
        Assert.Equal(["image=b"], await page.FragmentAsync());
    }

    [Fact]
    public async Task Without_a_prediction_or_with_a_bad_one_the_panel_says_so()
    {
        var folder = Hold(new PredictedFolder());
        var page = await OpenAsync(await ServeAsync(folder.Location, folder.Browse), "image=c");
        await page.WaitForImageAsync("c");
        Assert.Contains("Predictionnone", await page.TextsAsync("#panel section"));
        await page.ShowAsync("image=e");
        await page.WaitForImageAsync("e");
        var problem = await page.TextAsync("#panel .is-wrong");
        Assert.StartsWith("e_mask.png: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Location, problem, StringComparison.Ordinal);
        Assert.Equal(1, await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length"));

        page = await OpenAsync(await ServeAsync(folder.Location), "image=b");
        await page.WaitForImageAsync("b");
        Assert.DoesNotContain(await page.TextsAsync("#panel h3"), t => t == "Prediction");
        Assert.False(await page.ReadAsync<bool>("document.querySelector('#sort option[value=dice]') !== null"));
    }

    /// <summary>Whatever touches what: even and odd along a path's inside are the pixels.</summary>
    [Fact]
    public async Task Its_outline_runs_around_each_pixel_of_noise()
    {
        var folder = Hold(new PredictedFolder());
        var random = new Random(5);
        var pixels = Enumerable.Range(0, 40 * 30).Select(_ => random.Next(2) == 0).ToArray();
        folder.Predict("b", (x, y) => pixels[(y * 40) + x]);
        var page = await OpenAsync(await ServeAsync(folder.Location, folder.Browse), "image=b");
        await page.WaitForImageAsync("b");
        await page.WaitAsync("document.querySelector('#stage .predicted') !== null");
        var inside = await page.ReadAsync<string>(
            """
            (() => {
              const path = document.querySelector("#stage .predicted");
              path.style.fillRule = "evenodd";
              return Array.from({ length: 1200 }, (_, at) => path.isPointInFill(new DOMPoint(at % 40 + 0.5, Math.floor(at / 40) + 0.5)) ? "1" : "0").join("");
            })()
            """);
        Assert.Equal(string.Concat(pixels.Select(p => p ? '1' : '0')), inside);
    }

    [Fact]
    public async Task The_page_as_files_has_them_too()
    {
        var folder = Hold(new PredictedFolder());
        var output = Hold(new TemporaryFolder()).Location;
        var result = PageFolder.Write(folder.Browse(new BrowseOptions { Location = folder.Location }), output, new PageFolderOptions(), notes: null, progress: null, TestContext.Current.CancellationToken);
        Assert.EndsWith("e_mask.png", Assert.Single(result.Failures).File, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(output, "*", SearchOption.AllDirectories), f => Assert.DoesNotContain(folder.Location, File.ReadAllText(f), StringComparison.Ordinal));
        var page = await OpenAsync(new Uri($"{new Uri(Path.Combine(output, "index.html")).AbsoluteUri}#sort=dice"));
        Assert.Equal(["d", "b", "a", "c", "e"], await page.TilesAsync());
        await page.OpenImageAsync("b");
        await page.WaitAsync("document.querySelector('#stage .predicted') !== null");
        await page.PressAsync("d");
        await page.WaitAsync("document.querySelector('#stage .predicted') === null");
    }
}
