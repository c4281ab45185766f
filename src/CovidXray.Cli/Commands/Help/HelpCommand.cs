using System.CommandLine;
using CovidXray.Filters;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Help;

/// <summary><c>covidxr help COMMAND</c>: what <c>COMMAND --help</c> says.</summary>
internal sealed class HelpCommand : Command
{
    private readonly Argument<string[]> _words = new("COMMAND") { Description = "The command; none for all of them", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand(RootCommand root)
        : base("help", "Say what commands and options there are.")
    {
        Hidden = true;
        _words.CompletionSources.Add(_ => root.Subcommands.Where(c => !c.Hidden).Select(c => new System.CommandLine.Completions.CompletionItem(c.Name)));
        Add(_words);
        SetAction(result =>
        {
            Command command = root;
            foreach (var word in result.GetValue(_words) ?? [])
            {
                // What stands behind a command that has none of its own is one of its words: 'help export coco'.
                command = command.Subcommands.Count == 0 ? command
                    : command.Subcommands.FirstOrDefault(c => c.Name == word) ?? throw Unknown(command, word);
            }

            return root.Parse(command is RootCommand ? ["--help"] : [command.Name, "--help"]).Invoke(result.InvocationConfiguration);
        });
    }

    private static JobException Unknown(Command command, string word)
    {
        string[] names = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
        return new JobException($"there is no command {NearestNames.Quoted(word)}{NearestNames.Ask(word, names)} (commands are {string.Join(", ", names)})") { IsUsage = true };
    }
}
