using System.Text;

namespace CovidXray.Browser.Tests.Page;

/// <summary>Names and tags are texts, whatever stands in them.</summary>
public sealed class HostileTests(Chromium chromium) : PageTests(chromium)
{
    private const string Script = "<img src=x onerror=window.hacked=1>";

    private static readonly string Long = new('i', 200);

    [Fact]
    public async Task Nothing_of_them_is_run_and_the_layout_stays()
    {
        var dataset = Hold(Make());
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await AssertCalmAsync(page);
        Assert.Equal(["a", Long, "rtl", "z"], await page.TilesAsync());
        foreach (var field in (string[])["tag", "location", "patient"])
        {
            Assert.Contains(Script, (await page.CountsAsync(field)).Keys);
            await page.PressValueAsync(field, Script);
        }

        await page.PressValueAsync("location", new string('W', 10_000));
        await AssertCalmAsync(page);
        Assert.Equal(["a"], await page.TilesAsync());
        await page.CommandAsync();
        foreach (var id in (string[])["a", Long, "rtl"])
        {
            await page.ShowAsync($"image={Uri.EscapeDataString(id)}");
            await page.WaitForImageAsync(id);
            await AssertCalmAsync(page);
        }

        // A document that is no text cannot be read, and is said to be so.
        await page.PressAsync("Escape");
        await page.ShowAsync("image=z");
        await page.WaitAsync("document.querySelector('#panel .is-wrong')?.textContent.includes('not valid UTF-8')");
        await page.PressAsync("Escape", "c");
        await AssertCalmAsync(page);
    }

    [Fact]
    public async Task A_wrong_expression_is_no_markup()
    {
        var page = await OpenSampleAsync();
        await page.WriteAsync("#where", $"view = \"{Script}\"");
        await page.WaitAsync("document.querySelector('#where-message').textContent.includes('onerror')");
        Assert.Equal(0, await page.ReadAsync<int>("document.querySelectorAll('#where-message img').length"));
        await AssertCalmAsync(page);
    }

    /// <summary>Names that are markup, turn the writing round, are long, have line breaks, or are no text at all.</summary>
    internal static DatasetFolder Make()
    {
        var dataset = new DatasetFolder();
        dataset.Add("a", name: Script + ".png", annotations: [DatasetFolder.Box(Script, 1, 1, 9, 9), DatasetFolder.Tag(Script), DatasetFolder.Tag($"location:{Script}"), DatasetFolder.Tag($"PatientID:{Script}")]);
        dataset.Add(Long, name: new string('n', 10_000), annotations: [DatasetFolder.Box(new string('C', 10_000), 1, 1, 9, 9), DatasetFolder.Tag(new string('t', 10_000)), DatasetFolder.Tag("location:" + new string('W', 10_000)), DatasetFolder.Tag($"PatientID:{Script}")]);
        dataset.Add("rtl", name: "a\nb\u202E.png", annotations: [DatasetFolder.Tag("</script><script>window.hacked=1</script>"), DatasetFolder.Tag("location:a\n\n\n\nb\u202E"), DatasetFolder.Tag("\u0000\u0001\u2028")]);
        dataset.Write("annotations/z.json", Encoding.UTF8.GetBytes("""{"image": {"width": 40, "height": 30, "original_filename": "z\ud800.png"}, "annotations": [{"name": "lone \udc00 surrogate", "tag": {}}, {"name": "location:\ud83d", "tag": {}}]}"""));
        return dataset;
    }

    /// <summary>No script ran, no picture was asked for elsewhere, nothing is wider than the window, and bars are bars.</summary>
    internal static async Task AssertCalmAsync(ShownPage page)
    {
        Assert.False(await page.ReadAsync<bool>("'hacked' in window"));
        Assert.DoesNotContain(page.Requests, r => r.EndsWith("/x", StringComparison.Ordinal));
        Assert.Equal(0, await page.ReadAsync<int>("document.querySelectorAll('[onerror]').length"));
        Assert.InRange(await page.ReadAsync<int>("document.documentElement.scrollWidth"), 1, 1280);
        Assert.Empty(await page.ReadAsync<string[]>(
            """
            [...document.querySelectorAll(".bar, #sidebar, .panel, .chips, .tile, .value, dialog[open]")].filter(node => node.checkVisibility()).filter(node => {
              const box = node.getBoundingClientRect();
              const limit = node.matches(".bar") ? 120 : node.matches(".tile") ? 400 : node.matches(".chips") ? 200 : node.matches(".value") ? 60 : 900;
              return box.height > limit || box.right > innerWidth + 1;
            }).map(node => `${node.tagName} ${node.id} ${node.className} ${JSON.stringify(node.getBoundingClientRect())}`)
            """));
    }
}
