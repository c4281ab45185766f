namespace CovidXray.Cli.Tests;

/// <summary>What a command line that is wrong is answered with: the one thing that is wrong, and what was likely meant.</summary>
public sealed class UsageErrorsTests
{
    private const string Commands = "pull, filter, browse, masks, split, stats, duplicates, check, audit, preview, score, export, completion";

    [Theory]
    [InlineData("mask", $"there is no command 'mask'; did you mean 'masks'? (commands are {Commands})")]
    [InlineData("exprot coco --out x", $"there is no command 'exprot'; did you mean 'export'? (commands are {Commands})")]
    [InlineData("help mask", $"there is no command 'mask'; did you mean 'masks'? (commands are {Commands}, filters, films, polygons, network)")]
    [InlineData("xyz", $"there is no command 'xyz' (commands are {Commands})")]
    [InlineData("masks --hlep", "there is no option '--hlep'; did you mean '--help'?")]
    [InlineData("masks --ouput x", "there is no option '--ouput'; did you mean '--out'?")]
    [InlineData("pull --verfy", "there is no option '--verfy'; did you mean '--verify'?")]
    [InlineData("masks --output=x", "there is no option '--output=x'; did you mean '--out'?")]
    [InlineData("masks -out m2", "'-out' is read as '-o ut'; did you mean '--out'?")]
    [InlineData("export coco -out=m2", "'-out=m2' is read as '-o ut=m2'; did you mean '--out=m2'?")]
    [InlineData("-d x masks --out y", "'-d' stands before the command that it is for; write covidxr masks -d")]
    [InlineData("export coc --out x", "there is no format 'coc'; did you mean 'coco' or 'voc'? (expected ")]
    [InlineData("masks --order ignor-last --out x", "--order: there is no 'ignor-last'; did you mean 'ignore-last'")]
    [InlineData("completion bsh", "there is no shell 'bsh'; did you mean 'bash' or 'zsh'? (expected bash, zsh, fish, pwsh)")]
    [InlineData("masks --out x extra", "'extra' is one word too many")]
    [InlineData("masks --bad\u001b[31m --out x", "there is no option '--bad\uFFFD[31m'")]
    public async Task The_likely_word_is_named_and_nothing_else_is_said(string line, string message)
    {
        var run = await Cli.RunAsync(line.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith($"covidxr: {message}", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(run.ErrorLines.Skip(1), l => !l.StartsWith("Try 'covidxr ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_path_where_a_dataset_is_meant_is_told_how_it_is_named()
    {
        var run = await Cli.RunAsync("masks", Cli.Sample, "--out", "x");
        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith($"is one word too many; a dataset is named with -d {Cli.Sample}", run.ErrorLines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letters_of_several_options_may_stand_together_and_words_behind_two_dashes_may_look_like_options()
    {
        Assert.Equal(0, (await Cli.RunAsync("filter", "-qv", "--dry-run", "-d", Cli.Sample)).ExitCode);
        var run = await Cli.RunAsync("preview", "-d", Cli.Sample, "--out", "x.png", "--", "--out");
        Assert.Contains("there is no image '--out'", run.Err, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help masks", "masks --help")]
    [InlineData("help export coco", "export coco --help")]
    [InlineData("-V", "--version")]
    [InlineData("version", "--version")]
    public async Task Other_ways_to_ask_are_understood(string line, string asked)
    {
        var run = await Cli.RunAsync(line.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal((await Cli.RunAsync(asked.Split(' '))).Out, run.Out);
    }
}
