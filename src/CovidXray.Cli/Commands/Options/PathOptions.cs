using System.CommandLine;

namespace CovidXray.Cli.Commands.Options;

/// <summary>For options that name files and folders: an empty one is the slip of a script, which must not fall back to another place.</summary>
internal static class PathOptions
{
    private static readonly string[] Kinds = ["PATH", "DIR", "FILE"];

    /// <summary>Makes an empty name an error, in every option of a command and of those below it that takes one, by its help.</summary>
    public static void RefuseEmptyIn(Command command)
    {
        foreach (var option in command.Options.Where(o => o.HelpName is { } name && name.Split('|').Any(Kinds.Contains)))
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                {
                    result.AddError($"{option.Name} is empty; expected {option.HelpName}.");
                }
            });
        }

        foreach (var below in command.Subcommands)
        {
            RefuseEmptyIn(below);
        }
    }
}
