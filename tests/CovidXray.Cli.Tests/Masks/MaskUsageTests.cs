using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Masks;

/// <summary>Wrong usage: exit code 2, one line that says what and one that points to help, nothing on stdout, nothing written.</summary>
public sealed class MaskUsageTests : IDisposable
{
    private readonly TemporaryFolder _masks = new();

    public void Dispose() => _masks.Dispose();

    [Theory]
    [InlineData("--style foo", "--style: there is no 'foo' (expected semantic, index, binary, instance, sides, rgb)")]
    [InlineData("--order first", "--order: there is no 'first'; did you mean 'ignore-first'? (expected ignore-last, v7, ignore-first)")]
    [InlineData("--name seq", "--name: there is no 'seq' (expected id, original, film)")]
    [InlineData("--size 8 --fit zoom", "--fit: there is no 'zoom' (expected stretch, pad, crop)")]
    [InlineData("--size 0", "--size: '0' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--size -5", "--size: '-5' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--size 512x", "--size: '512x' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--size 1x2x3", "--size: '1x2x3' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--size 99999999999", "--size: '99999999999' is no size; expected pixels such as 512 or 512x384, each side 1 to 1048576")]
    [InlineData("--fit pad", "--fit says how images fit --size, which is not given.")]
    [InlineData("--jobs 0", "--jobs is 0; expected a whole number, 1 or more.")]
    [InlineData("--jobs two", "--jobs is two; expected a whole number, 1 or more.")]
    [InlineData("-j 99999999999", "--jobs is 99999999999; expected a whole number, 2,147,483,647 or less.")]
    [InlineData("--max-megapixels 0", "--max-megapixels is 0; expected a whole number, 1 or more.")]
    [InlineData("--overwrite --skip-existing", "--overwrite and --skip-existing exclude each other.")]
    [InlineData("--colour", "there is no option '--colour'")]
    [InlineData("extra", "'extra' is one word too many")]
    public async Task Of_an_option(string options, string message)
    {
        var run = await RunAsync(options.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {message}", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["Try 'covidxr masks --help'."], run.ErrorLines.Skip(1));
        Assert.Empty(Directory.GetFileSystemEntries(_masks.Location));
    }

    [Fact]
    public async Task Of_a_format_that_is_not_read()
    {
        var run = await RunAsync("--from", "png");
        var read = string.Join(", ", AnnotationFormats.All.Where(f => f.CanRead).Select(f => f.Name));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal([$"covidxr: --from: there is no 'png' (expected {read})", "Try 'covidxr masks --help'."], run.ErrorLines);
    }

    [Theory]
    [InlineData("", "semantic", "it names no category")]
    [InlineData(" , ", "semantic", "it names no category")]
    [InlineData("Lung,Ignore,Lung", "semantic", "it names 'Lung' twice")]
    [InlineData("Ignore", "binary", "the style binary paints what is not Ignore")]
    [InlineData("Ignore", "sides", "the style sides tells lungs apart; name Lung, too")]
    [InlineData("Lung,Left Lung", "sides", "the style sides has the names 'Right Lung' and 'Left Lung' of its own")]
    public async Task Of_classes(string classes, string style, string problem)
    {
        var run = await RunAsync("--classes", classes, "--style", style);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Equal([$"covidxr: --classes {classes}: {problem}"], run.ErrorLines);
        Assert.Empty(Directory.GetFileSystemEntries(_masks.Location));
    }

    [Theory]
    [InlineData(250, 0)]
    [InlineData(251, 2)]
    public async Task Of_more_classes_than_values(int count, int exitCode)
    {
        foreach (var style in MaskStyle.All)
        {
            var names = string.Join(',', Enumerable.Range(1, count - 1).Select(i => $"Class {i}").Prepend("Lung"));
            var run = await RunAsync("--classes", names, "--style", style.Name, "--overwrite");
            Assert.Equal(exitCode, run.ExitCode);
            Assert.Equal(exitCode == 2, run.Err.EndsWith("it names 251 categories; masks have up to 250\n", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_a_missing_out()
    {
        var run = await Cli.RunAsync("masks", "-d", Cli.Sample);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["covidxr: Option '--out' is required.", "Try 'covidxr masks --help'."], run.ErrorLines);
        run = await Cli.RunAsync("masks", "-d", Cli.Sample, "--out", "");
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(["covidxr: --out is empty; expected DIR.", "Try 'covidxr masks --help'."], run.ErrorLines);
    }

    [Fact]
    public async Task Help_lists_every_style_and_shows_examples()
    {
        var run = await Cli.RunAsync("masks", "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.All(MaskStyle.All, style => Assert.Contains(style.Description, run.Out, StringComparison.Ordinal));
        Assert.Contains("Examples:\n  covidxr masks --out ./masks\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_help_is_shown_but_nothing_was_done()
    {
        var run = await Cli.RunAsync();
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("masks", run.Out, StringComparison.Ordinal);
    }

    private Task<Cli> RunAsync(params IReadOnlyList<string> options) =>
        Cli.RunAsync(["masks", "-d", Cli.Sample, "--out", _masks.Location, .. options]);
}
