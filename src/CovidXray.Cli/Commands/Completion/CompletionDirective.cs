using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using CovidXray.Cli.Commands.Help;

namespace CovidXray.Cli.Commands.Completion;

/// <summary>
/// <c>covidxr "[complete]" "LINE"</c>, which the scripts of <c>covidxr completion</c> ask: the words that may stand at the end of a line,
/// one a line, with a tab and what each is. Of a list with commas the last name is completed, behind the others.
/// </summary>
internal sealed class CompletionDirective : Directive
{
    public CompletionDirective(RootCommand root)
        : base("complete") => Action = new Suggestion(root);

    /// <summary>What may stand at the end of a line: words that begin as its last one, each with its description.</summary>
    internal static IReadOnlyList<(string Word, string Description)> Of(RootCommand root, string line)
    {
        var word = line[(line.LastIndexOf(' ') + 1)..];
        var isValueOfOption = word.StartsWith("--", StringComparison.Ordinal) && word.Contains('=', StringComparison.Ordinal);
        var kept = word.StartsWith('-') && !isValueOfOption ? "" : word[..(word.LastIndexOfAny([',', '=']) + 1)];
        var last = word[kept.Length..];
        var asked = line[..^word.Length] + (isValueOfOption ? word[..word.IndexOf('=', StringComparison.Ordinal)] + " " : "") + last;
        var parsed = root.Parse(asked);
        string[] ofOthers = parsed.CommandResult.Command is IHasFormats formats && formats.FormatOf(parsed) is { } format
            ? [.. formats.FormatGroups.SelectMany(g => g.Names).Except(formats.FormatGroups.Where(g => g.Title == format).SelectMany(g => g.Names), StringComparer.Ordinal)]
            : [];
        var found = parsed.GetCompletions(asked.Length)
            .Where(item => item.Label.StartsWith(last, StringComparison.OrdinalIgnoreCase) && IsLongOrAskedFor(item, last) && !ofOthers.Contains(item.Label))
            .ToLookup(item => item.Label.StartsWith('-'));

        // Commands and values first; options where they are begun or nothing else may stand.
        return [.. found[last.StartsWith('-') || !found[false].Any()].Select(item => (kept + item.Label, FirstSentence(item.Detail)))];
    }

    /// <summary>Each option has its long name; the short ones are offered to who types a dash.</summary>
    private static bool IsLongOrAskedFor(CompletionItem item, string last) =>
        item.Label is not ("-?" or "/?" or "/h") && (!item.Label.StartsWith('-') || item.Label.StartsWith("--", StringComparison.Ordinal) || last == "-");

    private static string FirstSentence(string? text)
    {
        var line = string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? line : line[..end]).TrimEnd('.');
    }

    private sealed class Suggestion(RootCommand root) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var line = parseResult.Tokens.LastOrDefault(t => t.Type != TokenType.Directive)?.Value ?? "";
            foreach (var (word, description) in Of(root, line))
            {
                parseResult.InvocationConfiguration.Output.Write($"{word}\t{description}\n");
            }

            return ExitCode.Done;
        }
    }
}
