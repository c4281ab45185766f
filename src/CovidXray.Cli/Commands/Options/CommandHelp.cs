using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CovidXray.Cli.Commands.Options;

/// <summary>The built-in help with a command's examples below it.</summary>
internal sealed class CommandHelp(HelpAction builtIn) : SynchronousCommandLineAction
{
    public override bool Terminating => true;

    public static void AddExamplesTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new CommandHelp((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = builtIn.Invoke(parseResult);
        if (parseResult.CommandResult.Command is IHasExamples command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return result;
    }
}

/// <summary>A command whose help shows how it is used.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines as one would type them.</summary>
    IReadOnlyList<string> Examples { get; }
}
