using System.CommandLine;
using System.CommandLine.Invocation;
using CovidXray.Files;

namespace CovidXray.Cli.Commands.Help;

/// <summary><c>covidxr version</c>, <c>--version</c> and <c>-V</c>: one line with the version, and the commit it was built from.</summary>
internal sealed class VersionCommand : Command
{
    private VersionCommand(string? description)
        : base("version", description)
    {
        Hidden = true;
        SetAction(result => Write(result.InvocationConfiguration.Output));
    }

    /// <summary>Takes the place of what the built-in option says, and adds the other ways to ask for it.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<VersionOption>().Single();
        option.Aliases.Add("-V");
        option.Action = new OptionAction();
        root.Add(new VersionCommand(option.Description));
    }

    private static int Write(TextWriter output)
    {
        output.Write($"covidxr {ProductVersion.WithCommit}\n");
        return ExitCode.Done;
    }

    private sealed class OptionAction : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        public override int Invoke(ParseResult parseResult) => Write(parseResult.InvocationConfiguration.Output);
    }
}
