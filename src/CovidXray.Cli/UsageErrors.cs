using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Cli;

/// <summary>Says what is wrong with a command line, and what was likely meant. Of a wrong word, nothing is said that only follows from it.</summary>
internal static partial class UsageErrors
{
    /// <summary>What is wrong with a command line; none if nothing is.</summary>
    /// <param name="args">The words as they were typed.</param>
    /// <param name="result">What was made of them.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> args, ParseResult result)
    {
        var command = result.CommandResult.Command;
        string[] options = [.. OptionNames(result.CommandResult)];
        if (args.TakeWhile(a => a != "--").FirstOrDefault(a => OneDash().IsMatch(a) && options.Contains("-" + a.Split('=')[0], StringComparer.Ordinal)) is { } oneDash)
        {
            return [$"'{ForeignText.Quote(oneDash)}' is read as '{oneDash[..2]} {ForeignText.Quote(oneDash[2..])}'; did you mean '-{ForeignText.Quote(oneDash)}'?"];
        }

        if (command.Subcommands.Count > 0 && result.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith('-')) is { } subcommand)
        {
            return [OfWord(subcommand, command)];
        }

        // Words that were taken for what they do not look like, except those that are said to be words.
        var words = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Concat(result.UnmatchedTokens).ToList();
        foreach (var word in args.SkipWhile(a => a != "--").Skip(1))
        {
            words.Remove(word);
        }

        var unknown = words.Where(w => w.Length > 1 && w[0] == '-').ToList();
        if (unknown.Count > 0)
        {
            // What stands behind them are likely their values.
            return [.. unknown.Select(word => OfOption(word, command, options))];
        }

        return result.UnmatchedTokens.Count > 0 ? [OfWord(result.UnmatchedTokens[0], command)] : [.. result.Errors.Select(Message)];
    }

    private static string OfOption(string word, Command command, string[] options)
    {
        if (options.Contains(word, StringComparer.Ordinal))
        {
            return $"'{word}' stands before the command that it is for; write covidxr {command.Name} {word}";
        }

        // Of 'ouput', 'out' has all letters in their order.
        var near = NearestNames.Ask(word, options);
        return $"there is no option {NearestNames.Quoted(word)}{(near.Length > 0 ? near : options.FirstOrDefault(o => o.Length > 4 && IsWithin(o, word)) is { } within ? $"; did you mean '{within}'?" : "")}";
    }

    private static bool IsWithin(string letters, string word)
    {
        var found = 0;
        foreach (var letter in word)
        {
            found += found < letters.Length && letter == letters[found] ? 1 : 0;
        }

        return found == letters.Length;
    }

    private static string OfWord(string word, Command command)
    {
        if (command.Subcommands.Count > 0)
        {
            string[] names = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
            return $"there is no command {NearestNames.Quoted(word)}{NearestNames.Ask(word, names)} (commands are {string.Join(", ", names)})";
        }

        var isPath = command.Options.Any(o => o.Aliases.Contains("-d")) && (File.Exists(word) || Directory.Exists(word));
        return $"'{ForeignText.Quote(word)}' is one word too many{(isPath ? $"; a dataset is named with -d {ForeignText.Quote(word)}" : "")}";
    }

    private static string Message(ParseError problem)
    {
        // The parser's own messages have line breaks, and not all name the option.
        var message = string.Join(' ', problem.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var option = (problem.SymbolResult as OptionResult)?.Option.Name;
        if (NotAmong().Match(message) is { Success: true } wrong)
        {
            string[] values = [.. wrong.Groups["value"].Captures.Select(c => c.Value)];
            var word = wrong.Groups["word"].Value;
            var what = option is not null ? $"{option}: there is no" : $"there is no {(problem.SymbolResult as ArgumentResult)?.Argument.Name.ToLowerInvariant()}";
            return $"{what} {NearestNames.Quoted(word)}{NearestNames.Ask(word, values)} (expected {string.Join(", ", values)})";
        }

        return option is null || message.Contains(option, StringComparison.Ordinal) ? message : $"{option}: {message}";
    }

    private static IEnumerable<string> OptionNames(CommandResult command)
    {
        for (var at = command; at is not null; at = at.Parent as CommandResult)
        {
            foreach (var option in at.Command.Options.Where(o => at == command || o.Recursive))
            {
                yield return option.Name;
                foreach (var alias in option.Aliases)
                {
                    yield return alias;
                }
            }
        }
    }

    [GeneratedRegex("^-[a-zA-Z][a-zA-Z-]+(=|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneDash();

    [GeneratedRegex("^Argument '(?<word>.*)' not recognized. Must be one of:( '(?<value>[^']*)')+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex NotAmong();
}
