using System.CommandLine;

namespace CovidXray.Cli;

/// <summary>Whether errors are wanted as JSON: what is typed is looked at, since a command line that is wrong says no more.</summary>
internal static class JsonRequest
{
    private const string Name = "--json";

    /// <summary>Whether <c>--json</c> is among the words as they were typed.</summary>
    public static bool IsAmong(IReadOnlyList<string> args) => args.TakeWhile(a => a != "--").Any(a => a is Name or Name + "=true" or Name + ":true");

    /// <summary>Whether the command that was meant knows it, and was not told that there is to be none. Of a command that does not exist, nobody knows.</summary>
    /// <param name="result">What was made of the words; null if that failed.</param>
    public static bool IsKnownTo(ParseResult? result)
    {
        if (result is null or { CommandResult.Command: RootCommand })
        {
            return true;
        }

        var option = result.CommandResult.Command.Options.FirstOrDefault(o => o.Name == Name);
        return option is not null && result.GetResult(option)?.Tokens.Any(t => bool.TryParse(t.Value, out var value) && !value) != true;
    }
}
