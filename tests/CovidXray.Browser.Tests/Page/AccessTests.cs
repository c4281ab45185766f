using Deque.AxeCore.Commons;

namespace CovidXray.Browser.Tests.Page;

/// <summary>axe finds nothing that keeps a user out, light or dark, wide or narrow.</summary>
[Collection(SecondBrowserTests.Name)]
public sealed class AccessTests(Chromium chromium) : PageTests(chromium)
{
    private const string Run =
        """
        new Promise(done => setTimeout(() => done(axe.run(document, { resultTypes: ["violations"] }).then(found => found.violations.flatMap(violation =>
          violation.nodes.map(node => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\n", " ").slice(0, 300)}`))))))
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_found(bool isLight)
    {
        var dataset = Hold(DatasetFolder.OfSample());
        dataset.Add("9000013", 99, 98);
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", dataset.Location, "--exclude", "lateral")).ExitCode);
        File.AppendAllText(Path.Combine(dataset.Location, "covidxr.toml"), "\n[[accepted]]\nrule = \"A13\"\nimages = \"all\"\nreason = \"known\"\n");
        Assert.Equal(1, (await Cli.Tests.Cli.RunAsync("check", "-d", dataset.Location, "--all", "--rules", "A")).ExitCode);
        var page = await OpenAsync(await ServeAsync(dataset.Location), how: new Window(IsLight: isLight));
        await page.Browser.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        await page.WaitAsync("document.querySelectorAll('#grid canvas:not([hidden])').length > 10");
        var found = new List<string>();
        await LookAsync("grid");

        foreach (var field in (string[])["tag", "width", "patient", "location", "icu"])
        {
            await page.OpenFacetAsync(field);
        }

        await page.PressValueAsync("view", "PA");
        await page.PressValueAsync("sex", "F");
        await page.PressValueAsync("sex", "F");
        await page.WriteAsync("#where", "agee > 5");
        await page.WaitAsync("document.querySelector('#where-message').classList.contains('is-wrong')");
        await LookAsync("sidebar");

        await page.ClickAsync("#look summary");
        await LookAsync("look");
        await page.ClickAsync("#look summary");

        await page.PressAsync("Escape");
        await page.ShowAsync("f.view=%3DPA&f.-view=%3DPA");
        await LookAsync("empty");

        await page.ShowAsync("f.view=%3DPA&sort=-age");
        await page.PressAsync("Escape", "c");
        await LookAsync("command");
        await page.PressAsync("Escape", "?");
        await LookAsync("keys");
        await page.PressAsync("Escape");

        await page.OpenImageAsync("9000002");
        await LookAsync("image");
        await page.ShowAsync("image=9000007");
        await page.WaitForImageAsync("9000007");
        await page.WaitAsync("document.querySelector('#panel .findings')");
        await LookAsync("findings");
        await page.ShowAsync("f.view=%3DPA&sort=-age&image=9000002");
        await page.WaitForImageAsync("9000002");
        await page.PressAsync("p", "ArrowRight", "ArrowRight", "ArrowRight");
        await page.WaitForImageAsync("9000006");
        await LookAsync("last image");

        await page.Browser.SetViewportAsync(new PuppeteerSharp.ViewPortOptions { Width = 360, Height = 740 });
        await LookAsync("narrow image");
        await page.PressAsync("Escape");
        await page.WaitAsync("document.querySelector('#viewer').hidden");
        await LookAsync("narrow grid");
        await page.ClickAsync("#menu");
        Assert.Equal("true", await page.AttributeAsync("#menu", "aria-expanded"));
        await LookAsync("drawer");

        Assert.True(found.Count == 0, string.Join('\n', found));

        async Task LookAsync(string what) => found.AddRange((await page.ReadAsync<string[]>(Run)).Select(f => $"{what}: {f}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_found_beside_predictions(bool isLight)
    {
        var folder = Hold(new PredictedFolder());
        var page = await OpenAsync(await ServeAsync(folder.Location, folder.Browse), "sort=dice", new Window(IsLight: isLight));
        await page.Browser.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        Assert.Empty(await page.ReadAsync<string[]>(Run));
        foreach (var id in (string[])["b", "c", "e"])
        {
            await page.ShowAsync($"image={id}");
            await page.WaitForImageAsync(id);
            Assert.Empty(await page.ReadAsync<string[]>(Run));
        }
    }

    [Theory]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(820)]
    [InlineData(1280)]
    public async Task Nothing_stands_beyond_the_window(int width)
    {
        var page = await OpenSampleAsync(how: new Window(width, 700));
        await AssertInsideAsync();
        if (width <= 820)
        {
            await page.ClickAsync("#menu");
            await AssertInsideAsync();
            await page.ClickAsync("#menu");
        }

        await page.PressAsync("c");
        await AssertInsideAsync();
        await page.PressAsync("Escape");
        await page.ClickAsync("#look summary");
        await AssertInsideAsync();
        await page.ClickAsync("#look summary");
        await page.OpenImageAsync("9000003");
        await AssertInsideAsync();

        async Task AssertInsideAsync() => Assert.Empty(await page.ReadAsync<string[]>(
            """
            [...document.querySelectorAll("button, a, input, select, summary, h1, h2, textarea, output")].filter(node => {
              const box = node.getBoundingClientRect();
              return box.width > 0 && node.checkVisibility({ visibilityProperty: true }) && !node.closest(".hidden-text") && (box.left < -0.5 || box.right > innerWidth + 0.5);
            }).map(node => `${node.tagName} ${node.id} ${node.className} ${JSON.stringify(node.getBoundingClientRect())}`)
            """));
    }
}
