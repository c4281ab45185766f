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
    [InlineData("covidxr fil", "filter\tChoose images by size, names and expressions")]
    [InlineData("covidxr filter --exclude lateral,a", "lateral,ap\tview AP alone: from the front, not AP_Supine|lateral,ards\ttag ARDS|lateral,axial\tview Axial: a horizontal slice")]
    [InlineData("covidxr export vo", "voc\tPASCAL VOC: boxes as XML, class and object masks with Ignore as void, image sets")]
    [InlineData("covidxr masks --order=v", "--order=v7\t")]
    [InlineData("covidxr masks --out ", "")]
    [InlineData("covidxr export coco --task", "")]
    [InlineData("covidxr help mas", "masks\tTurn the polygons into masks: one PNG an image, and class_mapping.csv beside them")]
    public async Task What_may_stand_there_is_told_with_what_it_is(string line, string offered)
    {
        var run = await Cli.RunAsync("[complete]", line);
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.Equal(offered, run.Out.TrimEnd('\n').Replace('\n', '|'));
    }

    [Fact]
    public async Task Commands_are_offered_before_options_and_options_without_those_of_other_formats()
    {
        Assert.DoesNotContain("--", (await Cli.RunAsync("[complete]", "covidxr ")).Out, StringComparison.Ordinal);
        var all = (await Cli.RunAsync("[complete]", "covidxr export yolo --")).Out;
        Assert.Contains("\n--task\t", all, StringComparison.Ordinal);
        Assert.DoesNotContain("--dataset-name", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("covidxr fil", "filter\tChoose images by size, names and expressions")]
    [InlineData("covidxr stats --by ct,ag", "ct,age\t")]
    [InlineData("cd /; covidxr completion ba", "bash")]
    [InlineData("covidxr masks --out READ", "README.md")]
    public async Task Fish_offers_words_with_what_they_are_and_files(string line, string offered)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "fish is not installed");
        using var process = CovidxrProcess.StartShell($"""
            {await ProgramAsync("fish")}
            PATH="$FOLDER:$PATH" fish --no-config -c 'source $FOLDER/script; complete -C "{line}"'
            """);
        var run = await process.EndAsync();
        Assert.Equal((0, ""), (run.ExitCode, run.Err));
        Assert.StartsWith(offered, run.Out, StringComparison.Ordinal);
    }

    /// <summary>In a terminal of its own, since zsh completes nowhere else.</summary>
    [Theory]
    [InlineData("covidxr fil", "covidxr filter")]
    [InlineData("true; covidxr export co", "export coco")]
    [InlineData("covidxr filter --exclude lateral,a", "lateral,axial  -- view Axial: a horizontal slice")]
    [InlineData("covidxr masks --out READ", "README.md")]
    public async Task Zsh_offers_words_with_what_they_are_and_files(string line, string shown)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh"), "zsh is not installed");
        using var process = CovidxrProcess.StartShell($$"""
            {{await ProgramAsync("zsh")}}
            cat > "$FOLDER/keys" <<'END'
            zmodload zsh/zpty
            zpty t 'zsh -f -i'
            seen=""
            until_seen() { local part end=$((SECONDS + 50)); while (( SECONDS < end )) && [[ $seen != *$1* ]]; do zpty -r -t t part && seen+=$part || sleep 0.05; done }
            zpty -w t "PS1=''; stty columns 200; autoload -Uz compinit; compinit -u -D; source '$FOLDER/script'; print is-\\ready"
            until_seen "is-ready"
            zpty -w -n t "$LINE"$'\t'
            until_seen "$SHOWN"
            print -rn -- "$seen"
            zpty -d t
            END
            PATH="$FOLDER:$PATH" LINE='{{line}}' SHOWN='{{shown}}' zsh -f "$FOLDER/keys"
            """);
        Assert.Contains(shown, (await process.EndAsync()).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("covidxr fil", "filter|Choose images by size, names and expressions")]
    [InlineData("covidxr filter --exclude lateral,ax", "axial|view Axial: a horizontal slice")]
    public async Task PowerShell_offers_words_with_what_they_are(string line, string offered)
    {
        using var process = CovidxrProcess.StartShell($"""
            command -v pwsh > /dev/null || exit 77
            {await ProgramAsync("pwsh")}
            PATH="$FOLDER:$PATH" pwsh -NoProfile -Command "Get-Content -Raw '$FOLDER/script' | Invoke-Expression; (TabExpansion2 '{line}' {line.Length}).CompletionMatches | ForEach-Object [ \$_.CompletionText + '|' + \$_.ToolTip ]"
            """.Replace('[', '{').Replace(']', '}'));
        var run = await process.EndAsync();
        Assert.SkipWhen(run.ExitCode == 77, "PowerShell is not installed");
        Assert.Equal(offered, run.Out.Trim());
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

    /// <summary>Shell lines that put the program and a shell's script into the folder FOLDER.</summary>
    private async Task<string> ProgramAsync(string shell)
    {
        _folder.Write("script", System.Text.Encoding.UTF8.GetBytes((await Cli.RunAsync("completion", shell)).Out));
        return $"""
            FOLDER='{_folder.Location}'
            export FOLDER
            printf '#!/bin/sh\nexec %s "$@"\n' "{CovidxrProcess.Command}" > "$FOLDER/covidxr"
            chmod +x "$FOLDER/covidxr"
            """;
    }
}
