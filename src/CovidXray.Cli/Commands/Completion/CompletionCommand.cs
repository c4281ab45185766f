using System.CommandLine;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Terminals;

namespace CovidXray.Cli.Commands.Completion;

/// <summary><c>covidxr completion</c>: the script that lets a shell complete commands, options and names.</summary>
/// <remarks>The scripts ask covidxr itself, by its <c>[suggest]</c> directive, so they never go out of date.</remarks>
internal sealed class CompletionCommand : Command, IHasExamples
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bash"] = """
            # covidxr completion for bash:  source <(covidxr completion bash)
            _covidxr() {
                local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} prefix="" last
                last=$word
                if [[ $word == *,* && $word != -* ]]; then prefix="${word%,*},"; last="${word##*,}"; fi
                local line=${COMP_LINE:0:COMP_POINT}
                line="${line%"$word"}$last"
                COMPREPLY=($(compgen -P "$prefix" -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null | grep -vE '^(/|-\?)')" -- "$last"))
            }
            complete -o default -F _covidxr covidxr
            """,
        ["zsh"] = """
            # covidxr completion for zsh:  source <(covidxr completion zsh)
            _covidxr() {
                local -a found
                local line="${LBUFFER%"$PREFIX"}${PREFIX##*,}"
                found=(${(f)"$(${words[1]} "[suggest:${#line}]" "$line" 2>/dev/null | grep -vE '^(/|-\?)')"})
                compset -P '*,'
                compadd -a found || _files
            }
            compdef _covidxr covidxr
            """,
        ["fish"] = """
            # covidxr completion for fish:  covidxr completion fish | source
            function __covidxr_complete
                set -l word (commandline -ct)
                set -l before (string replace -r -- (string escape --style=regex -- "$word")'$' '' (commandline -cp))
                set -l line "$before"(string replace -r '^.*,' '' -- "$word")
                set -l prefix (string match -r '^.*,' -- "$word")
                for found in (covidxr "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -rv '^(/|-\?)')
                    echo "$prefix$found"
                end
            end
            complete -c covidxr -a "(__covidxr_complete)"
            """,
        ["pwsh"] = """
            # covidxr completion for PowerShell:  covidxr completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName covidxr -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                covidxr "[suggest:$cursorPosition]" "$commandAst".PadRight($cursorPosition) 2>$null |
                    Where-Object { $_ -notmatch '^(/|-\?)' -and $_ -like "$wordToComplete*" } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
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
