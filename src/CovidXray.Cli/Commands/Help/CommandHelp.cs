using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CovidXray.Cli.Commands.Help;

/// <summary>The built-in help with the options in groups, and a command's examples below them.</summary>
internal sealed class CommandHelp(HelpAction builtIn) : SynchronousCommandLineAction
{
    private const int MostExamples = 5;

    /// <summary>How many of a command that has more for each format.</summary>
    private const int ExamplesBesideFormats = 3;

    public override bool Terminating => true;

    /// <summary>Takes the place of the built-in help.</summary>
    public static CommandHelp ReplaceIn(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new CommandHelp((HelpAction)option.Action!);
        option.Action = help;
        return help;
    }

    /// <summary>Writes what the options of a topic say.</summary>
    /// <param name="group">The topic's group.</param>
    /// <param name="parsed">The command that has them, asked for its help.</param>
    /// <param name="output">Takes it.</param>
    public void WriteTopic(OptionGroup group, ParseResult parsed, TextWriter output) => WriteGroup(output, group.Title, Read(parsed).LinesOf(group.Names));

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        var text = Read(parseResult);
        var formats = (command as IHasFormats)?.FormatGroups ?? [];
        var format = (command as IHasFormats)?.FormatOf(parseResult);
        OptionGroup[] groups = [.. OptionGroup.All.Where(g => text.Has(g.Names[0]))];
        foreach (var line in format is null ? text.Rest.Before : WithoutOthers(text.Rest.Before, format))
        {
            output.Write($"{line}\n");
        }

        WriteGroup(output, "Options", text.LinesOf(text.NamesOutside([.. groups, .. formats])));
        if (format is not null)
        {
            WriteGroup(output, $"Options of {format}", text.LinesOf(formats.Where(f => f.Title == format).SelectMany(f => f.Names)));
        }

        var isShown = groups.ToLookup(g => g.Topic is null || g.ExpandedBy == command.Name || (format is not null && g.IsShownWithFormats));
        foreach (var group in isShown[true])
        {
            WriteGroup(output, group.Title, text.LinesOf(group.Names));
        }

        WriteGroup(output, "More options", [
            .. isShown[false].Select(g => $"  covidxr help {g.Topic,-14} {g.Hint}"),
            .. format is null && formats.Count > 0 ? [$"  covidxr {command.Name} {"FORMAT --help",-12} those of {string.Join(", ", formats.Select(f => f.Title))}"] : Array.Empty<string>(),
        ]);

        foreach (var line in text.Rest.After)
        {
            output.Write($"{line}\n");
        }

        if (command is IHasExamples { Examples: var examples })
        {
            // Of a format, those of that format, where there are any.
            string[] own = [.. examples.Where(e => format is not null && e.Contains($" {format} ", StringComparison.Ordinal))];
            WriteGroup(output, "Examples", (own.Length > 0 ? own : [.. examples.Take(formats.Count > 0 ? ExamplesBesideFormats : MostExamples)]).Select(e => $"  {e}"));
        }

        return 0;
    }

    /// <summary>Of the formats that are listed, the one that is asked about alone, in place of the description.</summary>
    private static IEnumerable<string> WithoutOthers(IReadOnlyList<string> lines, string format)
    {
        var own = lines.FirstOrDefault(l => l.Contains($" {format}: ", StringComparison.Ordinal));
        return own is null ? lines : [lines[0], $"  {own.Trim()}", .. lines.Skip(2).TakeWhile(l => l != "Arguments:")];
    }

    private HelpText Read(ParseResult parsed)
    {
        var configuration = parsed.InvocationConfiguration;
        var output = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        try
        {
            builtIn.Invoke(parsed);
        }
        finally
        {
            configuration.Output = output;
        }

        return new HelpText(text.ToString(), parsed.CommandResult.Command);
    }

    private static void WriteGroup(TextWriter output, string title, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        if (all.Length > 0)
        {
            output.Write($"{title}:\n{string.Join('\n', all)}\n\n");
        }
    }
}

/// <summary>A command whose help shows how it is used.</summary>
internal interface IHasExamples
{
    /// <summary>Command lines as one would type them.</summary>
    IReadOnlyList<string> Examples { get; }
}

/// <summary>A command with options that are for one format each.</summary>
internal interface IHasFormats
{
    /// <summary>The options of each format that has any, by its name.</summary>
    IReadOnlyList<OptionGroup> FormatGroups { get; }

    /// <summary>The format that is asked about; null if none is.</summary>
    string? FormatOf(ParseResult result);
}
