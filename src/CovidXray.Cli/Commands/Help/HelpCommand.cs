using System.CommandLine;
using CovidXray.Jobs;

namespace CovidXray.Cli.Commands.Help;

/// <summary><c>covidxr help COMMAND</c>: what <c>COMMAND --help</c> says.</summary>
internal sealed class HelpCommand : Command
{
    private readonly Argument<string[]> _words = new("COMMAND") { Description = "The command; none for all of them", Arity = ArgumentArity.ZeroOrMore };

    /// <param name="root">All commands.</param>
    /// <param name="help">What they say.</param>
    public HelpCommand(RootCommand root, CommandHelp help)
        : base("help", "Say what commands and options there are.")
    {
        Hidden = true;
        _words.CompletionSources.Add(_ => root.Subcommands.Where(c => !c.Hidden).Select(c => new System.CommandLine.Completions.CompletionItem(c.Name, detail: c.Description)));
        Add(_words);
        SetAction(result =>
        {
            Command command = root;
            string[] words = result.GetValue(_words) ?? [];
            if (words is [var topic] && OptionGroup.All.FirstOrDefault(g => g.Topic == topic) is { } group)
            {
                help.WriteTopic(group, root.Parse([group.ShownBy, "--help"]), result.InvocationConfiguration.Output);
                return ExitCode.Done;
            }

            foreach (var word in words)
            {
                // What stands behind a command that has none of its own is one of its words: 'help export coco'.
                command = command.Subcommands.Count == 0 ? command
                    : command.Subcommands.FirstOrDefault(c => c.Name == word) ?? throw new JobException(UsageErrors.NoCommand(word, command, OptionGroup.All.Select(g => g.Topic).OfType<string>()).Message) { IsUsage = true };
            }

            return root.Parse([.. words, "--help"]).Invoke(result.InvocationConfiguration);
        });
    }
}
