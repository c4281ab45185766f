using System.Diagnostics;
using System.Text.Json;
using PuppeteerSharp;

namespace CovidXray.Benchmarks;

/// <summary>What the page of <c>covidxr browse</c> costs, in Chromium without a screen.</summary>
internal static class BrowseReport
{
    /// <summary>A click on a value, and the time until counts, chips and films are others, and laid out.</summary>
    private const string Click = """
        async key => {
          const changed = new Promise(done => new MutationObserver(done).observe(document.getElementById("count"), { childList: true }));
          const start = performance.now();
          document.querySelector(`[data-key="${key}"]`).click();
          await changed;
          return document.body.offsetHeight && performance.now() - start;
        }
        """;

    /// <summary>How long areas of very many images may take, in milliseconds.</summary>
    private const int Patience = 120_000;

    private static readonly string[] Flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<int> RunAsync(string program, string dataset, int runs)
    {
        Console.WriteLine(Machine.Description);
        Console.WriteLine();
        await using var browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = Environment.GetEnvironmentVariable("COVIDXR_CHROMIUM") ?? "/usr/bin/chromium", Args = Flags, DefaultViewport = new ViewPortOptions { Width = 1440, Height = 900 } }).ConfigureAwait(false);
        var (first, filters, script, layout) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (images, nodes, memory) = ("", 0, 0.0);
        for (var run = 0; run <= runs; run++)
        {
            using var served = ServedDataset.Start(program, dataset);
            await using var page = await browser.NewPageAsync().ConfigureAwait(false);
            await page.GoToAsync(served.Address).ConfigureAwait(false);
            await page.WaitForSelectorAsync(".tile img.is-there").ConfigureAwait(false);
            var seen = Stopwatch.GetElapsedTime(served.Started).TotalMilliseconds;

            // Of the areas there is nothing to wait for, but they would be measured meanwhile.
            await page.WaitForSelectorAsync("[aria-controls=facet-lung_area]", new WaitForSelectorOptions { Timeout = Patience }).ConfigureAwait(false);
            if (run == 0)
            {
                // The first run fills the cache of thumbnails.
                images = await page.EvaluateExpressionAsync<string>("document.getElementById('count').textContent").ConfigureAwait(false);
                continue;
            }

            first.Add(seen);
            foreach (var key in (string[])["=PA", "=M", "=M", "=Lung", "=AP"])
            {
                filters.Add(await page.EvaluateFunctionAsync<double>(Click, key).ConfigureAwait(false));
            }

            await page.ClickAsync("#chips > .quiet").ConfigureAwait(false);
            var (scripts, layouts) = await ScrollAsync(page).ConfigureAwait(false);
            script.AddRange(scripts);
            layout.AddRange(layouts);
            nodes = Math.Max(nodes, await page.EvaluateExpressionAsync<int>("document.querySelectorAll('*').length").ConfigureAwait(false));
            memory = Math.Max(memory, served.PeakMegabytes);
        }

        Console.WriteLine($"{images}; {runs} runs on a warm cache");
        Console.WriteLine();
        Console.WriteLine("| | median | worst |");
        Console.WriteLine("| --- | ---: | ---: |");
        Console.WriteLine(FormattableString.Invariant($"| from the command to the first films, ms | {Median(first):0} | {first.Max():0} |"));
        Console.WriteLine(FormattableString.Invariant($"| answer to a filter, ms | {Median(filters):0} | {filters.Max():0} |"));
        Console.WriteLine(FormattableString.Invariant($"| script of a frame of scrolling, ms | {Median(script):0.0} | {script.Max():0.0} |"));
        Console.WriteLine(FormattableString.Invariant($"| style and layout of a frame, ms | {Median(layout):0.0} | {layout.Max():0.0} |"));
        Console.WriteLine(FormattableString.Invariant($"| nodes of the page | | {nodes} |"));
        Console.WriteLine(FormattableString.Invariant($"| peak memory of the server, MB | | {memory:0} |"));
        return 0;
    }

    /// <summary>Turns the wheel a hundred times, and reads from the trace what frames took.</summary>
    private static async Task<(IEnumerable<double> Script, IEnumerable<double> Layout)> ScrollAsync(IPage page)
    {
        await page.Mouse.MoveAsync(800, 400).ConfigureAwait(false);
        await page.Tracing.StartAsync(new TracingOptions { Categories = ["devtools.timeline"] }).ConfigureAwait(false);
        for (var turn = 0; turn < 100; turn++)
        {
            await page.Mouse.WheelAsync(0, 300).ConfigureAwait(false);
            await Task.Delay(16).ConfigureAwait(false);
        }

        using var trace = JsonDocument.Parse(await page.Tracing.StopAsync().ConfigureAwait(false));
        var events = trace.RootElement.GetProperty("traceEvents").EnumerateArray().Where(e => e.GetProperty("ph").ValueEquals("X")).Select(e => (Name: e.GetProperty("name").GetString(), Took: e.TryGetProperty("dur", out var took) ? took.GetDouble() / 1000 : 0)).ToList();
        return (events.Where(e => e.Name == "FireAnimationFrame").Select(e => e.Took).ToList(), events.Where(e => e.Name is "Layout" or "UpdateLayoutTree").Select(e => e.Took).ToList());
    }

    private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
