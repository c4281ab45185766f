using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Check;

/// <summary><c>check</c> of datasets in which not everything has a place: what a format cannot hold is no finding.</summary>
public sealed class OtherFormatsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("yolo")]
    [InlineData("masks")]
    [InlineData("voc")]
    public async Task Without_any_tag_rules_of_tags_are_skipped_in_a_line(string format)
    {
        var run = await CheckAsync(format, "T");
        Assert.Equal("nothing found in 12 images\n", run.Out);
        Assert.Contains("note: rules of tags are skipped: no image has a tag", run.ErrorLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Outlines_that_are_traced_from_pixels_are_not_judged_as_if_drawn()
    {
        var run = await CheckAsync("masks", "A2,A3,A4,A5,A11");
        Assert.Equal("nothing found in 12 images\n", run.Out);
        Assert.Contains("note: rules of drawn outlines (A2, A3, A4, A5, A11) are skipped: in masks, outlines are traced from pixels", run.ErrorLines);
    }

    private async Task<Cli> CheckAsync(string format, string rules)
    {
        var path = Path.Combine(_folder.Location, format);
        Assert.Equal(0, (await Cli.RunAsync("export", format, "-d", Cli.Sample, "--out", path)).ExitCode);
        return await Cli.RunAsync("check", "-d", path, "--rules", rules, "--dry-run");
    }
}
