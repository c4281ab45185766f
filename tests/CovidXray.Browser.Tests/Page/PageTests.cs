using CovidXray.Filters;
using CovidXray.Jobs;

namespace CovidXray.Browser.Tests.Page;

/// <summary>Tests of the page: what a test opened is closed at its end, and must have gone without an error that it did not expect.</summary>
[Collection(BrowserTests.Name)]
public abstract class PageTests(Chromium chromium) : IAsyncDisposable
{
    private readonly List<ShownPage> _pages = [];
    private readonly Stack<IAsyncDisposable> _served = [];
    private readonly Stack<IDisposable> _folders = [];

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var page in _pages)
        {
            await page.CloseAsync();
        }

        while (_served.TryPop(out var served))
        {
            await served.DisposeAsync();
        }

        while (_folders.TryPop(out var folder))
        {
            folder.Dispose();
        }

        foreach (var page in _pages)
        {
            page.AssertNoProblem();
        }
    }

    /// <summary>Keeps something until the test ends.</summary>
    private protected T Hold<T>(T folder)
        where T : IDisposable
    {
        _folders.Push(folder);
        return folder;
    }

    /// <summary>Serves a dataset until the test ends.</summary>
    private protected async Task<Served> ServeAsync(string location, Func<BrowseOptions, BrowseOptions>? change = null)
    {
        var served = await Served.StartAsync(location, change);
        _served.Push(served);
        return served;
    }

    /// <summary>Serves a dataset under rules until the test ends.</summary>
    private protected Task<Served> ServeAsync(string location, FilterOptions rules, ImageChoice? choice = null) =>
        ServeAsync(location, o => o with { Rules = new ImageFilter(rules), Choice = choice ?? new() });

    /// <summary>Opens what is served, and waits until all of it is there.</summary>
    /// <param name="served">The server.</param>
    /// <param name="fragment">What stands behind the # of the address.</param>
    /// <param name="how">Which window.</param>
    private protected async Task<ShownPage> OpenAsync(Served served, string fragment = "", Window? how = null)
    {
        var page = await OpenAsync(new Uri($"{served.Origin}/?token={served.Token}"), how);
        if (fragment.Length > 0)
        {
            await page.GoAsync(new Uri($"{served.Origin}/#{fragment}"));
        }

        return page;
    }

    /// <summary>Opens an address, and waits until all of it is there.</summary>
    private protected async Task<ShownPage> OpenAsync(Uri address, Window? how = null)
    {
        var page = await ShownPage.MakeAsync(await chromium.NewPageAsync(), how ?? new Window());
        _pages.Add(page);
        await page.GoAsync(address);
        return page;
    }

    /// <summary>Opens the sample.</summary>
    private protected async Task<ShownPage> OpenSampleAsync(string fragment = "", Window? how = null) => await OpenAsync(await ServeAsync(Cli.Tests.Cli.Sample), fragment, how);
}
