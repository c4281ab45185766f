namespace CovidXray.Browser.Tests.Page;

/// <summary>The dialogs: keys and command.</summary>
public sealed class DialogTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task Question_mark_lists_all_keys()
    {
        var page = await OpenSampleAsync();
        await page.PressAsync("?");
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#keys-dialog').open"));
        Assert.Equal(["Everywhere", "In the grid", "In an image"], await page.TextsAsync("#keys-list h3"));
        Assert.Contains("hide every overlay", await page.TextsAsync("#keys-list dd"));

        // Keys do nothing behind it.
        await page.PressAsync("i");
        Assert.Equal("", await page.ReadAsync<string>("location.hash"));
        await page.PressAsync("Escape");
        Assert.False(await page.ReadAsync<bool>("document.querySelector('#keys-dialog').open"));
        await page.OpenImageAsync("9000001");
        await page.PressAsync("?");
        Assert.True(await page.ReadAsync<bool>("document.querySelector('#keys-dialog').open"));
        await page.ClickAsync("#keys-dialog [data-close]");
        Assert.Equal((false, false), (await page.ReadAsync<bool>("document.querySelector('#keys-dialog').open"), await page.ReadAsync<bool>("document.querySelector('#viewer').hidden")));
    }

    [Fact]
    public async Task C_shows_the_command_and_it_can_be_copied()
    {
        var page = await OpenSampleAsync("f.view=%3DPA");
        await AllowAsync("denied");
        await page.PressAsync("c");
        Assert.Equal("command-text", await page.ReadAsync<string>("document.activeElement.id"));
        await page.ClickAsync("#command-copy");
        await page.WaitForAsync("document.querySelector('#command-says').textContent", "The browser does not let a page copy: the command is marked, press Ctrl+C.");
        Assert.Equal(await page.ReadAsync<string>("document.querySelector('#command-text').value"), await page.ReadAsync<string>("getSelection().toString()"));
        await page.PressAsync("Escape");

        // The text that has gone has the focus, and takes keys, until the next frame.
        await page.WaitAsync("!document.querySelector('#command-dialog').open && document.activeElement === document.body");

        await AllowAsync("granted");
        await page.PressAsync("c");
        await page.WaitForAsync("document.querySelector('#command-dialog').open && document.activeElement.id", "command-text");
        await page.ClickAsync("#command-copy");
        await page.WaitForAsync("document.querySelector('#command-says').textContent", "Copied.");
        Assert.Equal($"covidxr filter -d {Cli.Tests.Cli.Sample} --where 'view = PA'", await page.ReadAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal("9000001\n9000002\n9000006\n9000007\n9000012", await page.ReadAsync<string>("document.querySelector('#command-ids').value"));
        await page.PressAsync("Escape");
        Assert.False(await page.ReadAsync<bool>("document.querySelector('#command-dialog').open"));

        async Task AllowAsync(string setting)
        {
            foreach (var permission in (string[])["clipboard-write", "clipboard-read"])
            {
                await page.Browser.Client.SendAsync("Browser.setPermission", new Dictionary<string, object?>
                {
                    ["permission"] = new Dictionary<string, string> { ["name"] = permission },
                    ["setting"] = setting,
                    ["origin"] = await page.ReadAsync<string>("location.origin"),
                    ["browserContextId"] = page.Browser.BrowserContext.Id,
                });
            }
        }
    }
}
