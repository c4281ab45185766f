using System.CommandLine;

namespace CovidXray.Cli.Commands.Options;

/// <summary>The options that may stand behind a command.</summary>
internal static class KnownOptions
{
    /// <summary>A command's own options, and those that it has from the commands above it.</summary>
    /// <param name="command">The command.</param>
    public static IEnumerable<Option> Of(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Of).Where(o => o.Recursive));
}
