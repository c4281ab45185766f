using System.IO.Compression;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests.Page;

/// <summary>"Save as selection" writes what the command beside it writes.</summary>
public sealed class SaveTests(Chromium chromium) : PageTests(chromium)
{
    private const string State = "f.-view=%3DLateral&f.~width=400..&where=age+%3E+30";

    [Fact]
    public async Task The_file_has_the_bytes_of_the_command()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        var page = await OpenAsync(await ServeAsync(dataset.Location));
        await page.ShowAsync(State);
        await page.ClickAsync("[data-open=command]");
        Assert.Equal("Save as selection", await page.TextAsync("#command-save"));
        var command = await page.ReadAsync<string>("document.querySelector('#command-text').value");
        await page.ClickAsync("#command-save");
        await page.WaitAsync("document.querySelector('#command-says').textContent.includes('saved to')");
        Assert.Equal($"9 images of 12: saved to {dataset.Selection}, which other commands use now.", await page.TextAsync("#command-says"));
        var saved = File.ReadAllBytes(dataset.Selection);
        File.Delete(dataset.Selection);
        using var process = Cli.Tests.CovidxrProcess.StartShell(command);
        Assert.Equal(0, (await process.EndAsync()).ExitCode);
        Assert.Equal(File.ReadAllBytes(dataset.Selection), saved);
    }

    [Fact]
    public async Task What_was_saved_is_the_selection_from_then_on()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        var page = await OpenAsync(await ServeAsync(dataset.Location), "f.view=%3DPA");
        await page.ClickAsync("[data-open=command]");
        await page.ClickAsync("#command-save");
        await page.WaitAsync("document.querySelector('#command-says').textContent.includes('saved to')");
        await page.PressAsync("Escape");
        await page.ReloadAsync();
        Assert.Equal(["saved selection: 5 of 12", "view: PA"], await page.TextsAsync("#chips .chip.is-fixed, #chips .chip span:first-child"));
    }

    [Fact]
    public async Task An_empty_choice_is_not_saved()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        var page = await OpenAsync(await ServeAsync(dataset.Location), "f.view=%3DPA&f.-view=%3DPA");
        page.Expect("409");
        await page.ClickAsync("[data-open=command]");
        await page.ClickAsync("#command-save");
        await page.WaitAsync("document.querySelector('#command-says').textContent.includes('no image is left')");
        Assert.False(File.Exists(dataset.Selection));
    }

    [Fact]
    public async Task Of_a_zip_it_is_a_download()
    {
        var folder = Hold(new TemporaryFolder());
        var zip = Path.Combine(folder.Location, "sample.zip");
        var downloads = Directory.CreateDirectory(Path.Combine(folder.Location, "downloads")).FullName;
        ZipFile.CreateFromDirectory(Cli.Tests.Cli.Sample, zip);
        var page = await OpenAsync(await ServeAsync(zip));
        await page.Browser.Client.SendAsync("Page.setDownloadBehavior", new Dictionary<string, object> { ["behavior"] = "allow", ["downloadPath"] = downloads });
        await page.ShowAsync(State);
        await page.ClickAsync("[data-open=command]");
        Assert.Equal("Download as selection", await page.TextAsync("#command-save"));
        await page.ClickAsync("#command-save");
        await page.WaitForAsync("document.querySelector('#command-says').textContent", "9 images: use the file with --selection FILE.");
        var file = Path.Combine(downloads, "selection.json");
        for (var i = 0; i < 2000 && !File.Exists(file); i++)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var expected = Path.Combine(folder.Location, "expected.json");
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", zip, "--where", "not view = Lateral", "--where", "width >= 400", "--where", "age > 30", "--out", expected)).ExitCode);
        Assert.Equal(File.ReadAllText(expected), File.ReadAllText(file));
    }
}
