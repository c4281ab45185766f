using System.Text;
using CovidXray.Filters;
using CovidXray.Tests.Images;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The view of one image: how one comes there and away, moves, and what is told of it.</summary>
public sealed class ViewerTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task Click_enter_and_space_open_it_escape_and_space_lead_back_to_its_tile()
    {
        var page = await OpenSampleAsync();
        await page.ClickAsync("#grid [role=gridcell]:nth-child(2) .frame");
        await page.WaitForImageAsync("9000002");
        Assert.Equal("9000002 – phantom-dataset – covidxr", await page.Browser.GetTitleAsync());
        Assert.Equal(("stage", "2 of 12", "phantom-001-pa-day3.jpeg"), (await page.ReadAsync<string>("document.activeElement.id"), await page.TextAsync("#image-place"), await page.TextAsync("#image-name")));
        await page.PressAsync("Escape");
        await AssertAtTileAsync(page, "9000002");
        await page.PressAsync("Enter");
        await page.WaitForImageAsync("9000002");
        await page.PressAsync("Space");
        await AssertAtTileAsync(page, "9000002");
        await page.PressAsync("ArrowRight", "Space");
        await page.WaitForImageAsync("9000003");
        await page.ClickAsync("#close");
        await AssertAtTileAsync(page, "9000003");
        Assert.Equal("phantom-dataset – covidxr", await page.Browser.GetTitleAsync());
    }

    [Fact]
    public async Task Arrows_move_in_the_grid()
    {
        var page = await OpenSampleAsync();
        var columns = int.Parse((await page.AttributeAsync("#grid", "aria-colcount"))!, System.Globalization.CultureInfo.InvariantCulture);
        await page.Browser.FocusAsync("#grid .tile");
        await page.PressAsync("ArrowRight", "ArrowDown", "ArrowLeft");
        Assert.Equal($"{9000001 + columns}", await page.ReadAsync<string>("document.activeElement.querySelector('.id').textContent"));
        await page.PressAsync("End");
        Assert.Equal("9000012", await page.ReadAsync<string>("document.activeElement.querySelector('.id').textContent"));
        await page.PressAsync("ArrowRight", "ArrowDown", "Home", "ArrowUp", "ArrowLeft");
        Assert.Equal("9000001", await page.ReadAsync<string>("document.activeElement.querySelector('.id').textContent"));
        Assert.Equal(["9000001"], await page.TextsAsync("#grid .tile[tabindex='0'] .id"));
    }

    [Fact]
    public async Task Arrows_go_among_the_chosen_in_their_order()
    {
        var page = await OpenSampleAsync("f.view=%3DPA&sort=-id");
        await page.OpenImageAsync("9000006");
        Assert.Equal("3 of 5", await page.TextAsync("#image-place"));
        await page.PressAsync("ArrowRight");
        await page.WaitForImageAsync("9000002");
        await page.ClickAsync("#next");
        await page.WaitForImageAsync("9000001");
        Assert.Equal("true", await page.AttributeAsync("#next", "aria-disabled"));
        await page.PressAsync("ArrowRight");
        await page.PressAsync("ArrowLeft");
        await page.WaitForImageAsync("9000002");
        await page.PressAsync("Escape");
        await AssertAtTileAsync(page, "9000002");
    }

    [Fact]
    public async Task An_image_that_is_not_chosen_is_shown_and_said_to_be_so()
    {
        var page = await OpenSampleAsync("f.view=%3DPA&image=9000008");
        await page.WaitForImageAsync("9000008");
        Assert.Equal("not among the chosen", await page.TextAsync("#image-place"));
        Assert.Equal(("true", "true"), (await page.AttributeAsync("#next", "aria-disabled"), await page.AttributeAsync("#previous", "aria-disabled")));
        await page.PressAsync("Escape");
        await page.WaitAsync("document.querySelector('#viewer').hidden");
        Assert.Equal(5, (await page.TilesAsync()).Length);
    }

    [Fact]
    public async Task The_panel_tells_all_that_is_known()
    {
        var dataset = Hold(new DatasetFolder());
        var film = TestFilms.GreyPng(40, 30);
        dataset.Add("a", film: film, name: "a.png", annotations: [DatasetFolder.Box("Lung", 1, 1, 10, 10), Tag("PatientID:7"), Tag("12"), Tag("Age:61"), Tag("View/AP_Supine"), Tag("odd  text")]);
        dataset.Add("b", film: film, name: "b.png", annotations: [Tag("PatientID:7"), Tag("-3")]);
        dataset.Add("c", name: "c.png", annotations: [Tag("PatientID:7")]);
        dataset.Add("d", film: film, name: "d.png", annotations: [Tag("PatientID:7"), Tag("4.5")]);
        dataset.Add("e", film: film, name: "e.png", annotations: [Tag("PatientID:8")]);
        dataset.Write("metadata.csv", Encoding.UTF8.GetBytes("filename,license,doi,url,date,clinical_notes\na.png,CC BY 4.0,10.1/x,https://www.example.org/a?b=1&c,2020,A case.\n"));
        dataset.Write("covidxr.toml", Encoding.UTF8.GetBytes("[[duplicates]]\nsame = [\"a\", \"e\"]\nreason = \"by eye\"\n"));
        await Cli.Tests.Cli.RunAsync("duplicates", "-d", dataset.Location);
        var page = await OpenAsync(await ServeAsync(dataset.Location, new FilterOptions { Exclude = ["supine"], MinSize = "20" }), "f.patient=%3D7");
        Assert.Equal(["b", "c", "d"], await page.TilesAsync());
        await page.Browser.EvaluateExpressionAsync("location.hash += '&image=a'");
        await page.WaitForImageAsync("a");

        Assert.Equal(["Annotations", "Image", "Fields", "Tags as they stand", "Source", "The patient's other films", "The same picture", "Why it is not selected"], await page.TextsAsync("#panel h3"));
        Assert.Equal(["Lung 100 pixels, 4 points"], await page.ReadAsync<string[]>("[...document.querySelectorAll('.annotations li')].map(item => item.innerText.replaceAll('\\n', ' '))"));
        Assert.Equal(["PatientID:7", "12", "Age:61", "View/AP_Supine", "odd  text"], await page.TextsAsync("#panel .tags li"));
        var facts = await FactsAsync(page);
        Assert.Contains("age|61|Age:61", facts);
        Assert.Contains("view|AP_Supine|View/AP_Supine", facts);
        Assert.Contains("offset|12", facts);
        Assert.Contains("size|40 × 30", facts);
        Assert.Contains("film|a.png", facts);
        Assert.Contains("kind|PNG, 8 bit, 2 KB", facts);
        Assert.Contains("license|CC BY 4.0", facts);
        Assert.Contains("doi|10.1/x", facts);
        Assert.Equal(("https://www.example.org/a?b=1&c", "noopener noreferrer"), (await page.AttributeAsync("#panel dd a", "href"), await page.AttributeAsync("#panel dd a", "rel")));
        Assert.Equal(["bday -3", "dday 4.5", "c"], await FilmsAsync(page, "The patient's other films"));
        Assert.Contains("esame", await FilmsAsync(page, "The same picture"));
        Assert.Equal(["min-size 20 keeps: 40 x 30 pixels"], (await page.TextsAsync("#panel .rules .keeps")));
        Assert.StartsWith("exclude supine drops: ", (await page.TextsAsync("#panel .rules .drops")).Single(), StringComparison.Ordinal);

        await page.ClickAsync("#panel .films a");
        await page.WaitForImageAsync("b");
        Assert.Equal("Why it is selected", (await page.TextsAsync("#panel h3"))[^1]);

        string Tag(string text) => DatasetFolder.Tag(text);
    }

    [Fact]
    public async Task Without_a_film_the_outlines_stand_on_grey()
    {
        var dataset = Hold(new DatasetFolder());
        dataset.Add("a", annotations: [DatasetFolder.Box("Lung", 1, 1, 10, 10)]);
        var page = await OpenAsync(await ServeAsync(dataset.Location), "image=a");
        await page.WaitForImageAsync("a");
        Assert.Contains("film|missing (a.png)", await FactsAsync(page));
        Assert.Equal(("block", "none", 1), (
            await page.ReadAsync<string>("getComputedStyle(document.querySelector('#stage .blank')).display"),
            await page.ReadAsync<string>("getComputedStyle(document.querySelector('#stage img')).display"),
            await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length")));
        Assert.DoesNotContain(page.Requests, r => r.StartsWith("/films", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_film_and_an_unreadable_document_are_said_to_be_so()
    {
        var dataset = Hold(new DatasetFolder());
        dataset.Add("a", film: TestFilms.GreyPng(40, 30)[..200]);
        dataset.Add("b", film: TestFilms.GreyPng(40, 30), annotations: [DatasetFolder.Box("Lung", 1, 1, 10, 10)]);
        dataset.Write("annotations/c.json", "{\"image\": {"u8.ToArray());
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        page.Expect("answer: 422");
        page.Expect("422 (Unprocessable Entity)");
        await page.WaitForAsync("document.querySelector('#grid .frame').dataset.problem", "film cannot be read");
        Assert.Equal(["a", "b", "c"], await page.TilesAsync());
        await page.WaitForAsync("[...document.querySelectorAll('#grid [role=gridcell]:not([hidden]) canvas')].map(canvas => canvas.hidden).join()", "false,false,true");
        await page.OpenImageAsync("b");
        await page.PressAsync("ArrowRight");
        await page.WaitAsync("document.querySelector('#panel .is-wrong')?.textContent.includes('c.json')");
        Assert.Equal(("c", 0), (await page.TextAsync("#image-id"), await page.ReadAsync<int>("document.querySelectorAll('#stage .outlines path').length")));
        await page.PressAsync("ArrowLeft", "ArrowLeft");
        await page.WaitForImageAsync("a");
        await page.WaitAsync("document.querySelector('#stage').classList.contains('is-missing')");
        Assert.Contains(await FactsAsync(page), f => f.StartsWith("problem|", StringComparison.Ordinal));
    }

    private static async Task AssertAtTileAsync(ShownPage page, string id)
    {
        await page.WaitAsync("document.querySelector('#viewer').hidden");
        await page.WaitForAsync("document.activeElement.querySelector('.id')?.textContent", id);
    }

    /// <summary>Names, values and what stands in the data, of all that the panel lists.</summary>
    private static Task<string[]> FactsAsync(ShownPage page) =>
        page.ReadAsync<string[]>("[...document.querySelectorAll('#panel dl > div')].map(row => [row.querySelector('dt'), ...row.querySelectorAll('dd > *')].map(part => part.textContent).join('|'))");

    private static Task<string[]> FilmsAsync(ShownPage page, string title) =>
        page.ReadAsync<string[]>($"[...document.querySelectorAll('#panel section')].filter(section => section.querySelector('h3').textContent === {System.Text.Json.JsonSerializer.Serialize(title)}).flatMap(section => [...section.querySelectorAll('li')].map(item => item.textContent))");
}
