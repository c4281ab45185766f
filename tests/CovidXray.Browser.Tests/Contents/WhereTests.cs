using System.Text.Json;

namespace CovidXray.Browser.Tests.Contents;

/// <summary>The page's box for expressions says what the command line says.</summary>
public sealed class WhereTests
{
    [Theory]
    [InlineData("age >= 60 and view in (PA, AP) and not ignore")]
    [InlineData("tag = 'view/pa'")]
    [InlineData("class = Ignore")]
    [InlineData("tag not like 'location:*' or has(patient)")]
    [InlineData("tag in ('CT', \"X-ray\") and class != ignore")]
    public async Task It_finds_the_images_of_the_command_line(string text)
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        var ids = (await served.JsonAsync("/data")).GetProperty("ids").EnumerateArray().Select(i => i.GetString()!).ToArray();
        var answer = await served.JsonAsync("/where?text=" + Uri.EscapeDataString(text));
        var run = await Cli.Tests.Cli.RunAsync("filter", "-d", Cli.Tests.Cli.Sample, "--where", text, "--json", "--dry-run");
        Assert.Equal(0, run.ExitCode);
        var expected = JsonDocument.Parse(run.Out).RootElement;
        Assert.NotEmpty(expected.GetProperty("ids").EnumerateArray());
        Assert.Equal(expected.GetProperty("ids").EnumerateArray().Select(i => i.GetString()), answer.GetProperty("images").EnumerateArray().Select(n => ids[n.GetInt32()]));
        Assert.Equal(expected.GetProperty("notes").GetRawText(), answer.GetProperty("notes").GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("agee > 5", 1)]
    [InlineData("age > 5 and (", 14)]
    [InlineData("age like 'x'", 5)]
    [InlineData("tag > 5", 5)]
    [InlineData("", 1)]
    [InlineData("view = sideways", 8)]
    [InlineData("part = train", 0)]
    public async Task Errors_are_those_of_the_command_line(string text, int column)
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        var answer = await served.JsonAsync("/where?text=" + Uri.EscapeDataString(text));
        var run = await Cli.Tests.Cli.RunAsync("filter", "-d", Cli.Tests.Cli.Sample, "--where", text, "--dry-run");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(column, answer.GetProperty("column").GetInt32());
        var error = answer.GetProperty("error").GetString();
        Assert.Equal(run.ErrorLines[^1], column > 0 ? $"covidxr: --where: {error}" : $"covidxr: {error}");
    }

    [Fact]
    public async Task A_text_that_no_image_has_is_noted()
    {
        await using var served = await Served.StartAsync(Cli.Tests.Cli.Sample);
        var answer = await served.JsonAsync("/where?text=" + Uri.EscapeDataString("class = Lungs"));
        Assert.Equal(["no image has the class 'Lungs'; did you mean 'Lung'?"], answer.GetProperty("notes").EnumerateArray().Select(n => n.GetString()));
    }
}
