using System.CommandLine;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Terminals;

namespace CovidXray.Cli.Commands.Completion;

/// <summary><c>covidxr completion</c>: the script that lets a shell complete commands, options and names.</summary>
/// <remarks>The scripts ask covidxr itself, by its <see cref="CompletionDirective"/>, so they never go out of date.</remarks>
internal sealed class CompletionCommand : Command, IHasExamples
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bash"] = """
            # covidxr completion for bash:  source <(covidxr completion bash)
            _covidxr() {
                local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT}
                COMPREPLY=($("${COMP_WORDS[0]}" "[complete]" "$line" 2>/dev/null | cut -f 1))
                # A colon or an equals sign parts words for bash: it replaces what stands behind it.
                local before=${line##* }
                before=${before%"$word"}
                COMPREPLY=("${COMPREPLY[@]#"$before"}")
            }
            complete -o default -F _covidxr covidxr
            """,
        ["zsh"] = """
            #compdef covidxr
            # covidxr completion for zsh:  source <(covidxr completion zsh)
            _covidxr() {
                local -a found
                local line="${(j: :)words[1,CURRENT-1]} $PREFIX" answer
                for answer in ${(f)"$(${words[1]} "[complete]" "$line" 2>/dev/null)"}; do
                    found+=("${${answer%%$'\t'*}//:/\\:}:${answer#*$'\t'}")
                done
                if (( ${#found} )); then _describe -V 'covidxr' found; else _files; fi
            }
            # As a file in fpath it is the function itself at the first completion; sourced, it registers itself.
            if [[ "${funcstack[1]}" == _covidxr ]]; then _covidxr "$@"; else compdef _covidxr covidxr; fi
            """,
        ["fish"] = """
            # covidxr completion for fish:  covidxr completion fish | source
            function __covidxr_complete
                set -l line (commandline -cp)
                set -l found (covidxr "[complete]" "$line" 2>/dev/null)
                if set -q found[1]
                    printf '%s\n' $found
                else
                    __fish_complete_path (commandline -ct)
                end
            end
            complete -c covidxr -f -a "(__covidxr_complete)"
            """,
        ["pwsh"] = """
            # covidxr completion for PowerShell:  covidxr completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName covidxr -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $line = "$commandAst".PadRight($cursorPosition).Substring(0, $cursorPosition)
                covidxr "[complete]" $line 2>$null | ForEach-Object {
                    $word, $about = $_ -split "`t", 2
                    if ($wordToComplete -notlike '*,*') { $word = $word -replace '^.*,', '' }
                    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $(if ($about) { $about } else { $word }))
                }
            }
            """,
    };

    private readonly Argument<string> _shell = new("shell") { Description = "The shell: bash, zsh, fish or pwsh" };

    public CompletionCommand(Func<ParseResult, Terminal> terminal)
        : base("completion", "Print the script that makes a shell complete covidxr's commands, options and names.")
    {
        _shell.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, [.. Scripts.Keys]);
        Add(_shell);
        SetAction(result => terminal(result).Output.WriteLine(Scripts[result.GetRequiredValue(_shell)].ReplaceLineEndings("\n")));
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "source <(covidxr completion bash)",
        "covidxr completion fish | source",
        "covidxr completion pwsh | Out-String | Invoke-Expression",
    ];
}
