using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PuppeteerSharp;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The page in a browser: what a user does, and what a user sees. It remembers what went wrong.</summary>
internal sealed class ShownPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Reports what the browser itself keeps quiet about.</summary>
    private const string Listener = """addEventListener("securitypolicyviolation", event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));""";

    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<string> _expected = [];

    private ShownPage(IPage browser) => Browser = browser;

    /// <summary>The browser's own view of it.</summary>
    public IPage Browser { get; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>What was asked for, path and query.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    public static async Task<ShownPage> MakeAsync(IPage browser, Window window)
    {
        var page = new ShownPage(browser);
        browser.Console += (_, e) => page.Note(e.Message.Type == ConsoleType.Error, $"console: {e.Message.Text} {e.Message.Location?.URL}");
        browser.PageError += (_, e) => page.Note(isWrong: true, $"error: {e.Message}");
        browser.Error += (_, e) => page.Note(isWrong: true, $"crash: {e.Error}");
        browser.Request += (_, e) => page._requests.Enqueue(new Uri(e.Request.Url).PathAndQuery);

        // A picture that is no longer wanted is given up.
        browser.RequestFailed += (_, e) => page.Note(e.Request.FailureText != "net::ERR_ABORTED", $"request: {e.Request.FailureText} {e.Request.Url}");
        browser.Response += (_, e) => page.Note((int)e.Response.Status >= 400, $"answer: {(int)e.Response.Status} {e.Response.Url}");
        browser.Dialog += (_, e) =>
        {
            page.Note(isWrong: true, $"dialog: {e.Dialog.Message}");
            _ = e.Dialog.Dismiss();
        };
        await browser.SetViewportAsync(new ViewPortOptions { Width = window.Width, Height = window.Height, DeviceScaleFactor = window.Scale });
        await browser.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = window.IsLight ? "light" : "dark" }]);
        await browser.EvaluateExpressionOnNewDocumentAsync(Listener);
        return page;
    }

    /// <summary>Says that a problem with this in its text is right.</summary>
    public void Expect(string problem) => _expected.Add(problem);

    public void AssertNoProblem()
    {
        var unexpected = string.Join('\n', _problems.Where(p => !_expected.Exists(e => p.Contains(e, StringComparison.Ordinal))));
        Assert.True(unexpected.Length == 0, unexpected);
        Assert.All(_expected, e => Assert.Contains(_problems, p => p.Contains(e, StringComparison.Ordinal)));
    }

    public Task CloseAsync() => Browser.BrowserContext.CloseAsync();

    /// <summary>Goes to an address, and waits until all of it is there.</summary>
    /// <param name="address">The address.</param>
    /// <param name="settles">Whether it is one of this page.</param>
    public async Task GoAsync(Uri address, bool settles = true)
    {
        await Browser.GoToAsync(address.AbsoluteUri, WaitUntilNavigation.DOMContentLoaded);
        if (settles)
        {
            await SettleAsync();
        }
    }

    /// <summary>Shows another state, by what stands behind the # of the address.</summary>
    public async Task ShowAsync(string fragment)
    {
        await Browser.EvaluateFunctionAsync("fragment => { location.hash = fragment; }", fragment);
        var where = System.Text.RegularExpressions.Regex.Match(fragment, "(?<=where=)[^&]*").Value;
        if (where.Length > 0)
        {
            await WaitAsync($"[...document.querySelectorAll('#chips .chip')].some(chip => chip.textContent.includes({Quoted(Uri.UnescapeDataString(where.Replace('+', ' ')))}))");
        }
    }

    /// <summary>Loads it anew, and waits until all of it is there.</summary>
    public async Task ReloadAsync()
    {
        await Browser.ReloadAsync(new ReloadOptions { WaitUntil = [WaitUntilNavigation.DOMContentLoaded] });
        await SettleAsync();
    }

    /// <summary>Waits until the dataset and its measures are there.</summary>
    public Task SettleAsync() => WaitAsync("""!document.querySelector("#page")?.hidden && document.querySelector("#sort option[value=lung_area]") !== null""");

    /// <summary>Waits until a condition holds.</summary>
    public async Task WaitAsync(string condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await Browser.EvaluateExpressionAsync<bool>($"!!({condition})"))
        {
            if (watch.Elapsed > Patience)
            {
                Assert.Fail($"{condition}: not within {Patience}; {string.Join("; ", _problems)}; {await Browser.EvaluateExpressionAsync<string>("document.body.innerText.replaceAll('\\n', ' ').slice(0, 200)")}");
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until so many things went wrong.</summary>
    public async Task WaitForProblemsAsync(int count)
    {
        for (var watch = Stopwatch.StartNew(); _problems.Count < count && watch.Elapsed < Patience;)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until an expression has a value.</summary>
    public Task WaitForAsync(string expression, object value) => WaitAsync($"({expression}) === {JsonSerializer.Serialize(value)}");

    public Task<T> ReadAsync<T>(string expression) => Browser.EvaluateExpressionAsync<T>(expression);

    public Task<string> TextAsync(string selector) => ReadAsync<string>($"document.querySelector({Quoted(selector)}).textContent");

    public Task<string?> AttributeAsync(string selector, string name) => ReadAsync<string?>($"document.querySelector({Quoted(selector)}).getAttribute({Quoted(name)})");

    public Task<string[]> TextsAsync(string selector) => ReadAsync<string[]>($"[...document.querySelectorAll({Quoted(selector)})].map(node => node.textContent)");

    public Task ClickAsync(string selector) => Browser.ClickAsync(selector);

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            await Browser.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Writes into a field as a user does: all that stood there is gone, and its change is told.</summary>
    public async Task WriteAsync(string selector, string text)
    {
        await Browser.EvaluateFunctionAsync("selector => { const field = document.querySelector(selector); field.focus(); field.select(); }", selector);
        if (text.Length == 0)
        {
            await PressAsync("Backspace");
        }

        await Browser.Keyboard.TypeAsync(text);
        await PressAsync("Enter");
    }

    /// <summary>Moves a slider.</summary>
    public Task SlideAsync(string selector, int value) => Browser.EvaluateFunctionAsync(
        "(selector, value) => { const slider = document.querySelector(selector); slider.value = value; slider.dispatchEvent(new Event('input', { bubbles: true })); }",
        selector,
        value);

    /// <summary>The ids of all images that are shown, in their order, as the page tells them beside the command.</summary>
    public async Task<string[]> IdsAsync()
    {
        var ids = await CommandAsync("command-ids");
        return ids.Length == 0 ? [] : ids.Split('\n');
    }

    /// <summary>The command that the page tells.</summary>
    public Task<string> CommandAsync() => CommandAsync("command-text");

    /// <summary>The ids of the tiles that are there, in the order in which they are read.</summary>
    public Task<string[]> TilesAsync() => TextsAsync("#grid [role=gridcell]:not([hidden]) .id");

    /// <summary>Opens the section of a field.</summary>
    public async Task OpenFacetAsync(string field)
    {
        if (await AttributeAsync($"[aria-controls=facet-{field}]", "aria-expanded") == "false")
        {
            await ClickAsync($"[aria-controls=facet-{field}]");
        }
    }

    /// <summary>The values of a field that are listed, with their counts.</summary>
    public async Task<Dictionary<string, int>> CountsAsync(string field)
    {
        await OpenFacetAsync(field);
        var texts = await ReadAsync<string[][]>($"[...document.querySelectorAll('#facet-{field} button.value')].map(button => [...button.querySelectorAll('.text, .count')].map(part => part.textContent))");
        return texts.ToDictionary(t => t[0], t => int.Parse(t[1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Presses a value of a field; null for missing values.</summary>
    public async Task PressValueAsync(string field, string? value)
    {
        await OpenFacetAsync(field);
        await Browser.EvaluateFunctionAsync(
            "(field, key) => document.querySelector(`#facet-${field} button.value[data-key=\"${CSS.escape(key)}\"]`).click()",
            field,
            value is null ? "missing" : "=" + value);
    }

    /// <summary>Opens an image by its tile, and waits until it is there.</summary>
    public async Task OpenImageAsync(string id)
    {
        await Browser.EvaluateFunctionAsync("id => [...document.querySelectorAll('#grid .tile')].find(tile => tile.querySelector('.id').textContent === id).click()", id);
        await WaitForImageAsync(id);
    }

    /// <summary>Waits until an image is looked at, and its panel and its film are there.</summary>
    public Task WaitForImageAsync(string id) => WaitAsync(
        $$"""
        !document.querySelector("#viewer").hidden && document.querySelector("#image-id").textContent === {{Quoted(id)}}
          && document.querySelector("#panel").getAttribute("aria-busy") === "false" && !document.querySelector("#stage").classList.contains("is-loading") && (film => !film.hasAttribute("src") || film.complete)(document.querySelector("#stage img"))
        """);

    public async Task<string[]> FragmentAsync() => [.. (await ReadAsync<string>("location.hash.slice(1)")).Split('&', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>A picture of it, for a developer's eyes.</summary>
    public Task PictureAsync(string path) => Browser.ScreenshotAsync(path);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private Task<string> CommandAsync(string part) => Browser.EvaluateFunctionAsync<string>(
        "part => { document.querySelector('[data-open=command]').click(); const text = document.getElementById(part).value; document.getElementById('command-dialog').close(); return text; }",
        part);

    private void Note(bool isWrong, string problem)
    {
        if (isWrong)
        {
            _problems.Enqueue(problem);
        }
    }
}
