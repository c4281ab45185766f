using System.Globalization;
using CovidXray.Cli.Tests.Masks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests;

/// <summary><c>--max-work</c>: an image that would take too long is refused by name, the others are done.</summary>
public sealed class MaxWorkTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _out = new();

    public MaxWorkTests()
    {
        _data.Write("hostile", Documents.Image(5000, 5000, Documents.Box("Ignore", 0, 0, 9, 9), Star(101)));
        _data.Write("plain", Documents.Image(5000, 5000, Documents.Box("Lung", 0, 0, 99, 99)));
    }

    public void Dispose()
    {
        _data.Dispose();
        _out.Dispose();
    }

    [Theory]
    [InlineData("masks", 1)]
    [InlineData("preview --style mask-only", 1)]
    [InlineData("stats", 1)]
    [InlineData("export voc", 1)]
    [InlineData("export masks --style instance", 1)]
    [InlineData("export csv", 1)]
    [InlineData("export darwin --repair", 100)]
    [InlineData("export coco --cut-ignore", 100)]
    [InlineData("export yolo --simplify 2", 100)]
    public async Task An_image_over_the_limit_is_named_and_the_others_are_done(string command, int limit)
    {
        var run = await RunAsync(command, "--max-work", limit.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"covidxr: hostile.json: annotation 2 of 2 (Lung) takes more than {limit} million steps of work, the limit (raise it with --max-work if that is right)"], run.ErrorLines);
        if (command == "masks")
        {
            Assert.True(File.Exists(Path.Combine(_out.Location, "plain.png")));
            Assert.False(File.Exists(Path.Combine(_out.Location, "hostile.png")));
        }
    }

    [Theory]
    [InlineData("masks")]
    [InlineData("stats")]
    [InlineData("export csv")]
    public async Task Below_the_limit_nothing_is_refused(string command) => Assert.Equal(0, (await RunAsync(command)).ExitCode);

    private Task<Cli> RunAsync(string command, params string[] more)
    {
        string[] output = command == "stats" ? ["--quiet"] : ["--out", _out.Location, "--quiet"];
        return Cli.RunAsync([.. command.Split(' '), "-d", _data.Location, .. output, .. more]);
    }

    /// <summary>Every edge crosses every other.</summary>
    internal static string Star(int points)
    {
        var path = Enumerable.Range(0, points).Select(i => 2 * Math.PI * i * (points / 2) / points)
            .Select(turn => string.Create(CultureInfo.InvariantCulture, $$"""{"x":{{2500 + (2400 * Math.Sin(turn)):0.##}},"y":{{2500 + (2400 * Math.Cos(turn)):0.##}}}"""));
        return """{"name":"Lung","polygon":{"path":[""" + string.Join(',', path) + "]}}";
    }
}
