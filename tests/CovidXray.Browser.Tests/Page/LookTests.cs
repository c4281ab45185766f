using System.Diagnostics;
using CovidXray.Tests.Images;
using NetVips;
using PuppeteerSharp;

namespace CovidXray.Browser.Tests.Page;

/// <summary>How films and annotations look: window, opacity, what is switched off; the same in grid and image, from film to film.</summary>
public sealed class LookTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task Greys_are_stretched_and_turned_round()
    {
        var page = await OpenGreysAsync();
        await AssertGreysAsync(page, 40, 100, 160, 220);
        await page.PressAsync("i");
        await AssertGreysAsync(page, 215, 155, 95, 35);
        await page.PressAsync("i", "a");
        Assert.Equal("true", await page.AttributeAsync(".panel [data-levels=auto]", "aria-pressed"));
        await AssertGreysAsync(page, 0, 85, 170, 255);
        await page.PressAsync("i");
        await AssertGreysAsync(page, 255, 170, 85, 0);
        await page.PressAsync("r");
        await AssertGreysAsync(page, 40, 100, 160, 220);
        Assert.Equal(("false", "false", ""), (await page.AttributeAsync(".panel [data-levels=auto]", "aria-pressed"), await page.AttributeAsync(".panel [data-levels=invert]", "aria-pressed"), await page.ReadAsync<string>("location.hash.replace('#image=a', '')")));

        // From 60 to 180.
        await page.SlideAsync("#level-low", 235);
        await page.SlideAsync("#level-high", 706);
        await AssertGreysAsync(page, 0, 85, 213, 255);

        // Black stays below white.
        await page.SlideAsync("#level-low", 900);
        Assert.Equal("705", await page.ReadAsync<string>("document.querySelector('#level-low').value"));
    }

    [Fact]
    public async Task The_window_stays_from_film_to_film_and_in_the_grid()
    {
        var page = await OpenGreysAsync();
        await page.SlideAsync("#level-low", 235);
        await page.SlideAsync("#level-high", 706);
        await page.PressAsync("i", "ArrowRight");
        await page.WaitForImageAsync("b");
        await AssertGreysAsync(page, 255, 170, 42, 0);
        await page.PressAsync("Escape");
        await page.WaitAsync("document.querySelectorAll('[role=gridcell]:not([hidden]) canvas:not([hidden])').length === 2 && [...document.querySelectorAll('[role=gridcell]:not([hidden]) img')].every(film => film.style.filter.includes('invert(1)') && film.style.filter.includes('contrast'))");
        await page.PressAsync("r");
        await page.WaitAsync("[...document.querySelectorAll('[role=gridcell]:not([hidden]) img')].every(film => film.style.filter === 'none')");
        await page.PressAsync("a");
        await page.WaitAsync("[...document.querySelectorAll('[role=gridcell]:not([hidden]) img')].every(film => film.style.filter.includes('contrast'))");
    }

    [Fact]
    public async Task Films_of_16_bits_are_windowed_by_the_server()
    {
        var dataset = Hold(new DatasetFolder());
        ushort[] greys = [.. Enumerable.Range(0, 80 * 60).Select(i => (ushort)(1000 * (1 + (i % 80 / 20))))];
        var film = TestFilms.File(greys, 80, 60, 1, i => i.PngsaveBuffer());
        dataset.Add("a", 80, 60, film);
        dataset.Add("b", 80, 60, film);
        var page = await OpenAsync(await ServeAsync(dataset.Location), "image=a");
        await page.WaitForImageAsync("a");
        Assert.Contains("/films/0?low=1000&high=4000", page.Requests);
        await AssertGreysAsync(page, 0, 85, 170, 255);

        // The sliders stand where the window is.
        Assert.Equal(("15", "61"), (await page.ReadAsync<string>("document.querySelector('#level-low').value"), await page.ReadAsync<string>("document.querySelector('#level-high').value")));
        await page.SlideAsync("#level-high", 46);
        await page.WaitAsync("document.querySelector('#stage img').src.includes('/films/0?low=983&high=3015') && document.querySelector('#stage img').complete");
        await AssertGreysAsync(page, 2, 128, 253, 255);
        await page.PressAsync("i");
        await AssertGreysAsync(page, 253, 127, 2, 0);
        await page.PressAsync("ArrowRight");
        await page.WaitForImageAsync("b");
        await page.WaitAsync("document.querySelector('#stage img').src.includes('/films/1?low=983&high=3015')");
    }

    [Fact]
    public async Task Hidden_classes_stay_hidden_from_film_to_film_and_in_the_grid()
    {
        var page = await OpenSampleAsync();
        await page.WaitAsync("document.querySelectorAll('#grid canvas:not([hidden])').length === 12");
        var both = await InkAsync(page);
        Assert.Equal(["blue", "both", "both", "both", "both", "blue", "both", "none", "none", "blue", "both", "blue"], both);
        await page.ClickAsync("summary");
        Assert.Equal(["Lung", "Ignore"], await page.TextsAsync("#classes label"));
        await page.ClickAsync("#classes [data-class=Ignore]");
        await page.WaitAsync("location.hash === '#hide=Ignore'");
        string[] one = [.. both.Select(i => i == "both" ? "blue" : i)];

        // Tiles are painted a few in each frame.
        var ink = await InkAsync(page);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30) && !one.SequenceEqual(ink); ink = await InkAsync(page))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(12, (await page.TilesAsync()).Length);
        Assert.Equal(one, ink);

        await page.ClickAsync("summary");
        await page.OpenImageAsync("9000004");
        Assert.Equal("xx---", await BoxesAsync(page));
        Assert.Equal(2, await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length"));
        await page.PressAsync("ArrowRight");
        await page.WaitForImageAsync("9000005");
        Assert.Equal("xx-", await BoxesAsync(page));

        // One annotation of a hidden class: the class is drawn again, its others stay away.
        await page.PressAsync("ArrowLeft");
        await page.WaitForImageAsync("9000004");
        await page.ClickAsync(".annotations li:nth-child(4) input");
        Assert.Equal("xx-x-", await BoxesAsync(page));
        Assert.Equal("#image=9000004", await page.ReadAsync<string>("location.hash"));
    }

    [Fact]
    public async Task Each_annotation_has_a_switch()
    {
        var page = await OpenSampleAsync("image=9000003");
        await page.WaitForImageAsync("9000003");
        Assert.Equal(["Lung", "Lung", "Ignore"], await page.TextsAsync(".annotations .name"));
        var all = await PaintedAsync(page);
        await page.ClickAsync(".annotations li:nth-child(2) input");
        Assert.Equal(2, await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length"));
        var some = await PaintedAsync(page);
        Assert.InRange(some, 1, all - 1);
        Assert.True(await page.ReadAsync<bool>("document.activeElement === document.querySelector('.annotations li:nth-child(2) input')"));
        await page.ClickAsync(".annotations li:nth-child(1) input");
        await page.ClickAsync(".annotations li:nth-child(3) input");
        Assert.Equal(0, await PaintedAsync(page));
        await page.ClickAsync(".annotations li:nth-child(2) input");
        Assert.Equal("-x-", await BoxesAsync(page));
        Assert.InRange(await PaintedAsync(page), 1, all - 1);
    }

    [Fact]
    public async Task Opacity_is_one_for_grid_and_image()
    {
        var page = await OpenSampleAsync();
        await page.WaitAsync("document.querySelectorAll('#grid canvas:not([hidden])').length === 12");
        await page.PressAsync("]", "]");
        Assert.Equal("#opacity=45", await page.ReadAsync<string>("location.hash"));
        await page.WaitAsync($"{AlphasOf("#grid canvas")}.includes(115)");
        await page.OpenImageAsync("9000001");
        Assert.Equal(("45", "45"), (await page.ReadAsync<string>("document.querySelector('#opacity').value"), await page.ReadAsync<string>("document.querySelector('#opacity-in-image').value")));
        await page.WaitAsync($"{AlphasOf("#stage canvas")}.includes(115)");
        await page.SlideAsync("#opacity-in-image", 0);
        await page.WaitAsync($"{AlphasOf("#stage canvas")}.every(alpha => alpha === 0)");
        await page.PressAsync("[", "ArrowRight");
        await page.WaitForImageAsync("9000002");
        Assert.Equal(["image=9000002", "opacity=0"], await page.FragmentAsync());
    }

    [Fact]
    public async Task H_hides_every_overlay_while_it_is_held()
    {
        var page = await OpenSampleAsync();
        await page.WaitAsync("document.querySelectorAll('#grid canvas:not([hidden])').length === 12");
        await AssertHoldingAsync("#grid canvas");
        await page.OpenImageAsync("9000001");
        await AssertHoldingAsync("#stage canvas, #stage svg");

        async Task AssertHoldingAsync(string overlays)
        {
            var seen = $"[...new Set([...document.querySelectorAll('{overlays}')].map(overlay => getComputedStyle(overlay).visibility))].join()";
            Assert.Equal("visible", await page.ReadAsync<string>(seen));
            await page.Browser.Keyboard.DownAsync("h");
            Assert.Equal("hidden", await page.ReadAsync<string>(seen));
            await page.Browser.Keyboard.UpAsync("h");
            Assert.Equal("visible", await page.ReadAsync<string>(seen));
        }
    }

    [Fact]
    public async Task Tiles_become_larger()
    {
        var page = await OpenSampleAsync();
        var before = await page.ReadAsync<double>("document.querySelector('#grid .frame').clientWidth");
        await page.SlideAsync("#size", 320);
        Assert.InRange(await page.ReadAsync<double>("document.querySelector('#grid .frame').clientWidth"), before * 1.5, 360);
        Assert.Equal("9000001", (await page.TilesAsync())[0]);
    }

    /// <summary>Two films of the greys 40, 100, 160 and 220, in columns of 20 pixels.</summary>
    private async Task<ShownPage> OpenGreysAsync()
    {
        var dataset = Hold(new DatasetFolder());
        byte[] greys = [.. Enumerable.Range(0, 80 * 60).Select(i => (byte)(40 + (60 * (i % 80 / 20))))];
        var film = TestFilms.File(greys, 80, 60, 1, i => i.PngsaveBuffer());
        dataset.Add("a", 80, 60, film);
        dataset.Add("b", 80, 60, film);
        var page = await OpenAsync(await ServeAsync(dataset.Location), "image=a");
        await page.WaitForImageAsync("a");
        return page;
    }

    /// <summary>The greys of the four columns, as a user sees them: filters round more than once.</summary>
    private static async Task AssertGreysAsync(ShownPage page, params int[] expected)
    {
        var box = await page.ReadAsync<double[]>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done((box => [box.left, box.top, box.width, box.height])(document.querySelector('#stage img').getBoundingClientRect())))))");
        var picture = await page.Browser.ScreenshotDataAsync(new ScreenshotOptions { Type = ScreenshotType.Png });
        using var screen = Image.NewFromBuffer(picture);
        var seen = expected.Select((_, column) => (int)screen.Getpoint((int)(box[0] + (box[2] * (column + 0.5) / 4)), (int)(box[1] + (box[3] / 2)))[0]).ToArray();
        Assert.Equal(expected, seen.Select((grey, column) => Math.Abs(grey - expected[column]) <= 2 ? expected[column] : grey));
    }

    /// <summary>Which annotations are drawn: an x for each that is, a - for each that is not.</summary>
    private static Task<string> BoxesAsync(ShownPage page) => page.ReadAsync<string>("[...document.querySelectorAll('.annotations input')].map(box => box.checked ? 'x' : '-').join('')");

    private static string AlphasOf(string canvases) =>
        $"[...new Set([...document.querySelectorAll('{canvases}')].flatMap(canvas => [...new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((_, at) => at % 4 === 3))]))]";

    /// <summary>How many pixels of the screen the fill covers, once the next frames are drawn.</summary>
    private static Task<int> PaintedAsync(ShownPage page) => page.ReadAsync<int>(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done((canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((alpha, at) => at % 4 === 3 && alpha > 0).length)(document.querySelector('#stage canvas'))))))");

    /// <summary>For each tile which colours are on it.</summary>
    private static Task<string[]> InkAsync(ShownPage page) => page.ReadAsync<string[]>(
        """
        [...document.querySelectorAll("#grid canvas")].filter(canvas => !canvas.closest("[role=gridcell]").hidden).map(canvas => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let [blue, orange] = [false, false];
          for (let at = 0; at < data.length; at += 4) {
            if (data[at + 3] === 255) {
              blue ||= data[at + 2] > 150;
              orange ||= data[at] > 180;
            }
          }
          return blue && orange ? "both" : blue ? "blue" : orange ? "orange" : "none";
        })
        """);
}
