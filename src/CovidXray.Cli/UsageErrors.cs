using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using CovidXray.Cli.Commands.Options;
using CovidXray.Filters;
using CovidXray.Texts;

namespace CovidXray.Cli;

/// <summary>Says what is wrong with a command line, and what was likely meant. Of a wrong word, nothing is said that only follows from it.</summary>
internal static partial class UsageErrors
{
    /// <summary>What is wrong with a command line; none if nothing is.</summary>
    /// <param name="args">The words as they were typed.</param>
    /// <param name="result">What was made of them.</param>
    public static IReadOnlyList<UsageError> Of(IReadOnlyList<string> args, ParseResult result)
    {
        var command = result.CommandResult.Command;
        string[] options = [.. KnownOptions.Of(command).SelectMany(o => o.Aliases.Prepend(o.Name))];
        if (args.TakeWhile(a => a != "--").FirstOrDefault(a => OneDash().IsMatch(a) && options.Contains("-" + a.Split('=')[0], StringComparer.Ordinal)) is { } oneDash)
        {
            return [new($"'{ForeignText.Quote(oneDash)}' is read as '{oneDash[..2]} {ForeignText.Quote(oneDash[2..])}'; did you mean '-{ForeignText.Quote(oneDash)}'?") { Suggestions = ["-" + oneDash] }];
        }

        if (OptionAsValue(args, result, options) is { } taken)
        {
            return [taken];
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

    /// <summary>A value that looks like an option of the command, which it likely is: what should stand before it was forgotten.</summary>
    private static UsageError? OptionAsValue(IReadOnlyList<string> args, ParseResult result, string[] options)
    {
        string[] typed = [.. args.TakeWhile(a => a != "--")];
        foreach (var given in result.CommandResult.Children.OfType<OptionResult>())
        {
            if (given.Tokens.Select(t => t.Value).FirstOrDefault(v => options.Contains(v, StringComparer.Ordinal) && typed.Contains(v, StringComparer.Ordinal)) is { } word)
            {
                return new($"{given.Option.Name}: its value is missing: '{word}' is an option (as a value, it is written {given.Option.Name}={word})") { Option = given.Option.Name.TrimStart('-') };
            }
        }

        return null;
    }

    private static UsageError OfOption(string word, Command command, string[] options)
    {
        if (options.Contains(word, StringComparer.Ordinal))
        {
            return new($"'{word}' stands before the command that it is for; write covidxr {command.Name} {word}");
        }

        // Of 'ouput', 'out' has all letters in their order.
        var near = NearestNames.To(word, options);
        near = near.Count > 0 ? near : [.. options.Where(o => o.Length > 4 && IsWithin(o, word)).Take(1)];
        return new($"there is no option {NearestNames.Quoted(word)}{NearestNames.Ask(near)}") { Suggestions = near };
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

    /// <summary>What is said of a word that is no command.</summary>
    /// <param name="word">The word.</param>
    /// <param name="command">The command below which it was sought.</param>
    /// <param name="topics">What else may stand there.</param>
    public static UsageError NoCommand(string word, Command command, params IEnumerable<string> topics)
    {
        string[] names = [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name), .. topics];
        var near = NearestNames.To(word, names);
        return new($"there is no command {NearestNames.Quoted(word)}{NearestNames.Ask(near)} (commands are {string.Join(", ", names)})") { Suggestions = near };
    }

    private static UsageError OfWord(string word, Command command)
    {
        if (command.Subcommands.Count > 0)
        {
            return NoCommand(word, command);
        }

        var isPath = command.Options.Any(o => o.Aliases.Contains("-d")) && (File.Exists(word) || Directory.Exists(word));
        return new($"'{ForeignText.Quote(word)}' is one word too many{(isPath ? $"; a dataset is named with -d {ForeignText.Quote(word)}" : "")}");
    }

    private static UsageError Message(ParseError problem)
    {
        // The parser's own messages have line breaks, and not all name the option.
        var message = string.Join(' ', problem.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var option = (problem.SymbolResult as OptionResult)?.Option.Name;
        if (NotAmong().Match(message) is { Success: true } wrong)
        {
            string[] values = [.. wrong.Groups["value"].Captures.Select(c => c.Value)];
            var word = wrong.Groups["word"].Value;
            var what = option is not null ? $"{option}: there is no" : $"there is no {(problem.SymbolResult as ArgumentResult)?.Argument.Name.ToLowerInvariant()}";
            var near = NearestNames.To(word, values);
            return new($"{what} {NearestNames.Quoted(word)}{NearestNames.Ask(near)} (expected {string.Join(", ", values)})") { Option = option?.TrimStart('-'), Suggestions = near };
        }

        return new(option is null || message.Contains(option, StringComparison.Ordinal) ? message : $"{option}: {message}") { Option = option?.TrimStart('-') };
    }

    [GeneratedRegex("^-[a-zA-Z][a-zA-Z-]+(=|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneDash();

    [GeneratedRegex("^Argument '(?<word>.*)' not recognized. Must be one of:( '(?<value>[^']*)')+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex NotAmong();
}
