using System.CommandLine;

namespace CovidXray.Cli.Commands.Options;

/// <summary>
/// For options that name files and folders: an empty one is the slip of a script, which must not fall back to another place; <c>-</c> is
/// elsewhere standard input or output, and must not become a file of that name.
/// </summary>
internal static class PathOptions
{
    private static readonly string[] Kinds = ["PATH", "DIR", "FILE"];

    /// <summary>Makes an empty name and <c>-</c> errors, in every option of a command and of those below it that takes a name, by its help.</summary>
    public static void RequireNamesIn(Command command)
    {
        foreach (var option in command.Options.Where(o => o.HelpName is { } name && name.Split('|').Any(Kinds.Contains)))
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
                {
                    result.AddError($"{option.Name} is empty; expected {option.HelpName}.");
                }
                else if (result.Tokens.Any(t => t.Value == "-"))
                {
                    result.AddError($"{option.Name} is '-', which stands for neither standard input nor output here; expected {option.HelpName} ('./-' is one of that name{(command.Options.Any(o => o.Name == "--json") ? "; --json prints on standard output" : "")}).");
                }
            });
        }

        foreach (var below in command.Subcommands)
        {
            RequireNamesIn(below);
        }
    }
}
