using CovidXray.Tests.Images;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The film itself: zoomed, moved, pointed at.</summary>
public sealed class StageTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task The_wheel_zooms_to_the_pointer()
    {
        var page = await OpenFilmAsync();
        var (left, top) = await StageAsync(page);
        foreach (var (x, y, turn) in ((decimal, decimal, decimal)[])[(500, 400, -300), (200, 610, -500), (333, 222, 250)])
        {
            var before = await PlaceAsync(page);
            await page.Browser.Mouse.MoveAsync((decimal)left + x, (decimal)top + y);
            await page.Browser.Mouse.WheelAsync(0, turn);
            await page.WaitAsync($"document.querySelector('#stage img').style.transform !== {System.Text.Json.JsonSerializer.Serialize(before.Text)}");
            var after = await PlaceAsync(page);
            Assert.Equal(before.Zoom * Math.Exp(-(double)turn / 500), after.Zoom, 1e-3);
            Assert.Equal(((double)x - before.Left) / before.Zoom, ((double)x - after.Left) / after.Zoom, 0.02);
            Assert.Equal(((double)y - before.Top) / before.Zoom, ((double)y - after.Top) / after.Zoom, 0.02);
            Assert.Equal($"{Math.Round(after.Zoom * 100)} %", await page.TextAsync("#zoom"));
        }
    }

    [Fact]
    public async Task Dragging_moves_it()
    {
        var page = await OpenFilmAsync();
        var (left, top) = await StageAsync(page);
        var before = await PlaceAsync(page);
        await page.Browser.Mouse.MoveAsync((decimal)left + 100, (decimal)top + 100);
        await page.Browser.Mouse.DownAsync();
        await page.Browser.Mouse.MoveAsync((decimal)left + 130, (decimal)top + 60);
        await page.Browser.Mouse.UpAsync();
        await page.Browser.Mouse.MoveAsync((decimal)left + 300, (decimal)top + 300);
        var after = await PlaceAsync(page);
        Assert.Equal((before.Left + 30, before.Top - 40, before.Zoom), (after.Left, after.Top, after.Zoom));
    }

    [Fact]
    public async Task Fit_shows_all_of_it_and_1_a_pixel_for_a_pixel()
    {
        var page = await OpenFilmAsync();
        var (width, height) = (await page.ReadAsync<double>("document.querySelector('#stage').clientWidth"), await page.ReadAsync<double>("document.querySelector('#stage').clientHeight"));
        var fitted = await PlaceAsync(page);
        Assert.Equal(Math.Min(width / 400, height / 300), fitted.Zoom, 1e-4);
        Assert.Equal((width - (400 * fitted.Zoom)) / 2, fitted.Left, 0.01);

        await page.PressAsync("1");
        var actual = await PlaceAsync(page);
        Assert.Equal((1.0, "100 %"), (actual.Zoom, await page.TextAsync("#zoom")));
        Assert.Equal((Math.Round(actual.Left), Math.Round(actual.Top)), (actual.Left, actual.Top));
        await page.PressAsync("+");
        Assert.Equal(1.25, (await PlaceAsync(page)).Zoom);
        await page.PressAsync("-", "-");
        Assert.Equal(0.8, (await PlaceAsync(page)).Zoom, 1e-9);
        await page.ClickAsync("#fit");
        Assert.Equal(fitted, await PlaceAsync(page));
        await page.ClickAsync("#actual-size");
        Assert.Equal(actual, await PlaceAsync(page));
        await page.PressAsync("f");
        Assert.Equal(fitted, await PlaceAsync(page));

        // The next film of this size is seen at the same place, unless all of it is seen.
        await page.PressAsync("1", "ArrowRight");
        await page.WaitForImageAsync("b");
        Assert.Equal(actual, await PlaceAsync(page));
        await page.PressAsync("ArrowRight");
        await page.WaitForImageAsync("c");
        Assert.Equal(Math.Min(width / 40, height / 30), (await PlaceAsync(page)).Zoom, 1e-4);
    }

    [Fact]
    public async Task Pixels_of_the_film_are_seen_as_squares_when_they_are_large()
    {
        var page = await OpenFilmAsync();
        Assert.Equal("auto", await page.ReadAsync<string>("getComputedStyle(document.querySelector('#stage img')).imageRendering"));
        await page.PressAsync("+", "+");
        await PlaceAsync(page);
        Assert.Equal("pixelated", await page.ReadAsync<string>("getComputedStyle(document.querySelector('#stage img')).imageRendering"));
    }

    [Fact]
    public async Task The_pixel_under_the_pointer_and_its_labels_are_told()
    {
        var page = await OpenFilmAsync();
        await page.PressAsync("1", "+", "+", "+");
        var (left, top) = await StageAsync(page);
        foreach (var (x, y, text) in ((double, double, string)[])[
            (50, 40, "50, 40 Lung"), (49.97, 40, "49, 40"), (50, 39.97, "50, 39"), (120.98, 140.98, "120, 140 Ignore over Lung"), (121, 140, "121, 140 Lung"), (150.9, 160.9, "150, 160 Lung"), (151, 160, "151, 160"), (200, 100, "200, 100")])
        {
            var place = await PlaceAsync(page);
            await page.Browser.Mouse.MoveAsync((decimal)(left + place.Left + ((x + 0.01) * place.Zoom)), (decimal)(top + place.Top + ((y + 0.01) * place.Zoom)));
            await page.WaitForAsync("document.querySelector('#pointed').textContent", text);
        }

        await page.Browser.Mouse.MoveAsync(5, 5);
        await page.WaitForAsync("document.querySelector('#pointed').textContent", "");
    }

    [Fact]
    public async Task Points_of_polygons_are_shown_on_demand()
    {
        var page = await OpenFilmAsync();
        Assert.Equal(0, await page.ReadAsync<int>("document.querySelectorAll('#stage .points').length"));
        await page.PressAsync("p");
        Assert.Equal("M50 40h0M150 40h0M150 160h0M50 160h0", await page.AttributeAsync("#stage .points", "d"));
        Assert.Equal(("true", 2), (await page.AttributeAsync("#points", "aria-pressed"), await page.ReadAsync<int>("document.querySelectorAll('#stage .points').length")));
        await page.ClickAsync("#points");
        Assert.Equal(0, await page.ReadAsync<int>("document.querySelectorAll('#stage .points').length"));
    }

    [Fact]
    public async Task The_outline_goes_through_the_middles_of_its_pixels_and_stays_thin()
    {
        var page = await OpenFilmAsync();
        Assert.Equal("M50 40L150 40L150 160L50 160Z", await page.AttributeAsync("#stage .outlines path", "d"));
        await page.PressAsync("1");
        var place = await PlaceAsync(page);
        Assert.Equal($"translate({place.Left} {place.Top}) scale(1) translate(0.5 0.5)", await page.AttributeAsync("#stage .outlines g", "transform"));
        Assert.Equal("non-scaling-stroke", await page.AttributeAsync("#stage .outlines path", "vector-effect"));
    }

    /// <summary>Films of 400 x 300 pixels, a and b, and a small one; on the first a Lung with an Ignore upon it.</summary>
    private async Task<ShownPage> OpenFilmAsync()
    {
        var dataset = Hold(new DatasetFolder());
        dataset.Add("a", 400, 300, TestFilms.GreyPng(400, 300), annotations: [DatasetFolder.Box("Lung", 50, 40, 150, 160), DatasetFolder.Box("Ignore", 100, 130, 120, 140)]);
        dataset.Add("b", 400, 300, TestFilms.GreyPng(400, 300, seed: 2));
        dataset.Add("c", 40, 30, TestFilms.GreyPng(40, 30));
        var page = await OpenAsync(await ServeAsync(dataset.Location), "image=a");
        await page.WaitForImageAsync("a");
        return page;
    }

    private static async Task<(double Left, double Top)> StageAsync(ShownPage page)
    {
        var box = await page.ReadAsync<double[]>("(box => [box.left, box.top])(document.querySelector('#stage').getBoundingClientRect())");
        return (box[0], box[1]);
    }

    /// <summary>Where the film lies, once the next frames are drawn.</summary>
    private static async Task<Place> PlaceAsync(ShownPage page)
    {
        var text = await page.ReadAsync<string>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector('#stage img').style.transform))))");
        var numbers = System.Text.RegularExpressions.Regex.Matches(text, @"-?[\d.]+(e-\d+)?").Select(m => double.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new Place(numbers[0], numbers[1], numbers[2], text);
    }

    private sealed record Place(double Left, double Top, double Zoom, string Text);
}
