using System.Diagnostics;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Completion;

/// <summary>Completion, as shells have it.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("covidxr fil", "filter")]
    [InlineData("covidxr filter --include la", "lateral")]
    [InlineData("covidxr filter --exclude lateral,a", "lateral,ap lateral,ards lateral,axial")]
    [InlineData("covidxr stats --by view,ic", "view,icu")]
    [InlineData("covidxr stats --field ag", "age")]
    [InlineData("covidxr filter --min", "--min-size")]
    [InlineData("covidxr filter --from dar", "darwin")]
    [InlineData("covidxr masks --style bi", "binary")]
    [InlineData("covidxr export da", "darwin")]
    [InlineData("covidxr completion fi", "fish")]
    public async Task Bash_offers_commands_options_concepts_fields_and_formats(string line, string offered)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no bash");
        var script = _folder.Write("covidxr.bash", System.Text.Encoding.UTF8.GetBytes((await Cli.RunAsync("completion", "bash")).Out));
        using var process = CovidxrProcess.StartShell($$"""
            source '{{script}}'
            complete -p covidxr >&2
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _covidxr
            printf '%s\n' "${COMPREPLY[@]}" | sort
            """);
        var run = await process.EndAsync();
        Assert.Equal("complete -o default -F _covidxr covidxr\n", run.Err);
        Assert.Equal(offered, string.Join(' ', run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("bash", "-n")]
    [InlineData("zsh", "-n")]
    [InlineData("fish", "--no-execute")]
    public async Task The_script_is_one_that_the_shell_reads(string shell, string check)
    {
        var program = Path.Combine("/usr/bin", shell);
        Assert.SkipUnless(File.Exists(program), $"{shell} is not installed");
        var script = _folder.Write("script", System.Text.Encoding.UTF8.GetBytes((await Cli.RunAsync("completion", shell)).Out));
        using var process = Process.Start(new ProcessStartInfo(program, [check, script]) { UseShellExecute = false, RedirectStandardError = true })!;
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _covidxr covidxr")]
    [InlineData("zsh", "compdef _covidxr covidxr")]
    [InlineData("fish", "complete -c covidxr")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName covidxr")]
    public async Task Each_script_registers_itself(string shell, string registration)
    {
        var run = await Cli.RunAsync("completion", shell);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Contains(registration, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Out);
    }

    [Fact]
    public async Task Another_shell_is_a_usage_error() => Assert.Equal(2, (await Cli.RunAsync("completion", "tcsh")).ExitCode);
}
