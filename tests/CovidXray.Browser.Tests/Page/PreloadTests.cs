using CovidXray.Tests;

namespace CovidXray.Browser.Tests.Page;

/// <summary>What the page asks for before it is needed.</summary>
public sealed class PreloadTests
{
    /// <summary>Modules that import each other would be asked for one after the other.</summary>
    [Fact]
    public void Every_module_is_asked_for_at_once()
    {
        var folder = Path.Combine(Repository.Root, "src", "CovidXray.Browser", "Page");
        var lines = File.ReadAllLines(Path.Combine(folder, "index.html")).Where(l => l.Contains("\"modulepreload\"", StringComparison.Ordinal)).Select(l => l.Split('"')[3]);

        // The first one is asked for anyway, and of types nothing is left in the page.
        var modules = Directory.GetFiles(folder, "*.js").Select(p => $"page/{Path.GetFileName(p)}").Where(p => p is not ("page/main.js" or "page/types.js"));
        Assert.Equal(modules.Order(StringComparer.Ordinal), lines);
    }
}
