using CovidXray.Tests;
using PuppeteerSharp;

namespace CovidXray.Browser.Tests.Page;

/// <summary>A headless browser for many tests of the page. Each page has a context of its own: no cookie, no memory of another.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Variable = "COVIDXR_CHROMIUM";

    /// <summary>The first has no windows, which would take a third of the time of these tests.</summary>
    private static readonly string[] UsualPlaces = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--disable-extensions", "--force-color-profile=srgb",
    ];

    private readonly TemporaryFolder _profile = new();
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if ((Environment.GetEnvironmentVariable(Variable) ?? UsualPlaces.FirstOrDefault(File.Exists)) is { } program)
        {
            _browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = program,
                Headless = true,
                Args = Arguments,
                UserDataDir = _profile.Location,
                DefaultViewport = new ViewPortOptions { Width = 1280, Height = 900 },
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is { } browser)
        {
            await browser.CloseAsync();
            await browser.DisposeAsync();
        }

        _profile.Dispose();
    }

    /// <summary>An empty page, in a context of its own.</summary>
    internal async Task<IPage> NewPageAsync()
    {
        Assert.SkipWhen(_browser is null, $"no Chromium is installed, and {Variable} names none");
        var context = await _browser.CreateBrowserContextAsync();
        return await context.NewPageAsync();
    }
}
