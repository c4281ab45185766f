using CovidXray.Filters;

namespace CovidXray.Browser.Tests.Page;

/// <summary>The box for expressions, the saved selection and the rules that were typed.</summary>
public sealed class WhereTests(Chromium chromium) : PageTests(chromium)
{
    [Fact]
    public async Task An_expression_chooses_images_beside_what_is_chosen()
    {
        var page = await OpenSampleAsync();
        await page.PressValueAsync("sex", "M");
        await page.WriteAsync("#where", "age > 40 and view in (PA, AP)");
        await page.WaitForAsync("document.querySelector('#count').textContent", "3 of 12 images, 2 patients");
        Assert.Equal(["9000001", "9000002", "9000010"], await page.TilesAsync());
        Assert.Equal(["sex: M", "age > 40 and view in (PA, AP)"], await page.TextsAsync("#chips .chip span:first-child"));
        Assert.Equal("false", await page.AttributeAsync("#where", "aria-invalid"));
        await page.WriteAsync("#where", "");
        await page.WaitForAsync("document.querySelector('#count').textContent", "6 of 12 images, 4 patients");
        Assert.Equal(["sex: M"], await page.TextsAsync("#chips .chip span:first-child"));
    }

    [Theory]
    [InlineData("agee > 5")]
    [InlineData("view = PAA")]
    [InlineData("age > 40 and")]
    [InlineData("part = train")]
    [InlineData("<img src=x onerror=alert(1)> = 5")]
    public async Task A_wrong_one_is_answered_as_on_the_command_line_and_changes_nothing(string text)
    {
        var page = await OpenSampleAsync();
        await page.WriteAsync("#where", text);
        await page.WaitAsync("document.querySelector('#where-message').classList.contains('is-wrong')");
        var run = await Cli.Tests.Cli.RunAsync("filter", "-d", Cli.Tests.Cli.Sample, "--dry-run", "--where", text);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(run.ErrorLines[^1].Replace("covidxr: ", "", StringComparison.Ordinal).Replace("--where: ", "", StringComparison.Ordinal), await page.TextAsync("#where-message span"));
        Assert.Equal("true", await page.AttributeAsync("#where", "aria-invalid"));
        Assert.Equal(12, (await page.TilesAsync()).Length);

        // The command is of what is shown.
        Assert.DoesNotContain("--where", await page.CommandAsync(), StringComparison.Ordinal);
        Assert.Equal(["the expression, which is wrong"], await page.TextsAsync("#command-left-out li"));
    }

    [Fact]
    public async Task What_no_image_has_is_noted()
    {
        var page = await OpenSampleAsync();
        await page.WriteAsync("#where", "class = Lungs");
        await page.WaitForAsync("document.querySelector('#where-message').textContent", "no image has the class 'Lungs'; did you mean 'Lung'?");
        Assert.Empty(await page.TilesAsync());
    }

    [Fact]
    public async Task The_saved_selection_holds_until_it_is_left_aside()
    {
        var dataset = Hold(DatasetFolder.OfSample());
        Assert.Equal(0, (await Cli.Tests.Cli.RunAsync("filter", "-d", dataset.Location, "--exclude", "lateral,ct", "--min-size", "512")).ExitCode);
        var page = await OpenAsync(await ServeAsync(dataset.Location, new FilterOptions { Exclude = ["supine"] }));
        string[] shown = ["9000001", "9000002", "9000003", "9000005", "9000010", "9000012"];
        Assert.Equal(shown, await page.TilesAsync());
        Assert.Equal("6 of 12 images, 5 patients", await page.TextAsync("#count"));
        Assert.Equal(["--exclude supine", "saved selection: 8 of 12"], await page.TextsAsync("#chips .is-fixed"));
        await page.ClickAsync("#chips input");
        Assert.Equal(["9000001", "9000002", "9000003", "9000005", "9000006", "9000007", "9000008", "9000009", "9000010", "9000012"], await page.TilesAsync());
        Assert.Equal("#all=1", await page.ReadAsync<string>("location.hash"));
        await page.Browser.GoBackAsync();
        await page.WaitAsync("document.querySelector('#chips input').checked");
        Assert.Equal(shown, await page.TilesAsync());
    }

    [Fact]
    public async Task Slash_goes_to_the_box_and_escape_leaves_it()
    {
        var page = await OpenSampleAsync();
        await page.PressAsync("/");
        Assert.Equal("where", await page.ReadAsync<string>("document.activeElement.id"));
        await page.Browser.Keyboard.TypeAsync("age");
        await page.PressAsync("Escape");
        Assert.Equal("BODY", await page.ReadAsync<string>("document.activeElement.tagName"));
    }
}
