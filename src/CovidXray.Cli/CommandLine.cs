using System.CommandLine;
using System.CommandLine.Invocation;
using CovidXray.Cli.Commands.Audit;
using CovidXray.Cli.Commands.Browse;
using CovidXray.Cli.Commands.Check;
using CovidXray.Cli.Commands.Completion;
using CovidXray.Cli.Commands.Duplicates;
using CovidXray.Cli.Commands.Export;
using CovidXray.Cli.Commands.Filter;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Masks;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Commands.Preview;
using CovidXray.Cli.Commands.Pull;
using CovidXray.Cli.Commands.Score;
using CovidXray.Cli.Commands.Split;
using CovidXray.Cli.Commands.Stats;
using CovidXray.Cli.Terminals;

namespace CovidXray.Cli;

/// <summary>The command tree, and the one border where errors become messages and exit codes.</summary>
internal static class CommandLine
{
    private static readonly Option<bool> Quiet = new("--quiet", "-q")
    {
        Description = "No notes and no progress, only results and errors",
        Recursive = true,
    };

    private static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "More about what is done",
        Recursive = true,
    };

    /// <summary>Makes each command, in the order of the help page.</summary>
    private static readonly OrderedDictionary<string, Func<Func<ParseResult, Terminal>, Command>> Commands = new(StringComparer.Ordinal)
    {
        ["pull"] = terminal => new PullCommand(terminal),
        ["filter"] = terminal => new FilterCommand(terminal),
        ["browse"] = terminal => new BrowseCommand(terminal),
        ["masks"] = terminal => new MasksCommand(terminal),
        ["split"] = terminal => new SplitCommand(terminal),
        ["stats"] = terminal => new StatsCommand(terminal),
        ["duplicates"] = terminal => new DuplicatesCommand(terminal),
        ["check"] = terminal => new CheckCommand(terminal),
        ["audit"] = terminal => new AuditCommand(terminal),
        ["preview"] = terminal => new PreviewCommand(terminal),
        ["score"] = terminal => new ScoreCommand(terminal),
        ["export"] = terminal => new ExportCommand(terminal),
        ["completion"] = terminal => new CompletionCommand(terminal),
    };

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For everything else.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var answer = JsonRequest.IsAmong(args) ? new AnswerWriter(output) : null;
        ParseResult? result = null;
        try
        {
            result = Parse(args, answer ?? output, error);
            var isAsked = result.Action is ParseErrorAction || result.Action == result.CommandResult.Command.Action;
            return isAsked && UsageErrors.Of(args, result) is { Count: > 0 } problems
                ? End(FatalError.Of(problems, Hint(result.CommandResult.Command)))
                : await InvokeAsync(result, configuration).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // No stack trace reaches a user who did not ask for one.
            var fatal = FatalError.Of(e);
            return End(fatal, fatal.Kind == "internal" && args.Any(a => a is "--verbose" or "-v") ? e.StackTrace : null);
        }

        int End(FatalError fatal, string? trace = null)
        {
            WriteLines(fatal, trace, new Terminal(output, error));
            if (answer is not null && JsonRequest.IsKnownTo(result))
            {
                answer.WriteLast(fatal.WriteAnswer);
            }

            return fatal.ExitCode;
        }
    }

    /// <summary>Parses with the one command that is named first, if that goes well: to make all of them takes longer than what some do.</summary>
    private static ParseResult Parse(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        return args is [var name, ..] && Commands.ContainsKey(name) && Tree(output, error, name).Parse(args, configuration) is { Errors.Count: 0 } result
            ? result
            : Tree(output, error).Parse(args, configuration);
    }

    /// <summary>All commands and their options.</summary>
    /// <param name="output">For results.</param>
    /// <param name="error">For everything else.</param>
    /// <param name="only">The command that is made, if not all.</param>
    internal static RootCommand Tree(TextWriter output, TextWriter error, string? only = null)
    {
        var root = new RootCommand("The toolkit for V7's COVID-19 chest X-ray dataset: get it, filter it, turn its polygons into masks, count it.")
        {
            Quiet,
            Verbose,
        };
        foreach (var (_, make) in Commands.Where(c => only is null || c.Key == only))
        {
            root.Add(make(Terminal));
        }

        root.SetAction(result =>
        {
            // No command: help is what is wanted, but nothing was done.
            _ = root.Parse("--help").Invoke(result.InvocationConfiguration);
            return ExitCode.Usage;
        });
        root.Add(new HelpCommand(root, CommandHelp.ReplaceIn(root)));
        VersionCommand.AddTo(root);
        root.Add(new CompletionDirective(root));
        PathOptions.RequireNamesIn(root);
        return root;

        Terminal Terminal(ParseResult result) => new(output, error)
        {
            IsQuiet = result.GetValue(Quiet),
            IsVerbose = result.GetValue(Verbose),
        };
    }

    private static async Task<int> InvokeAsync(ParseResult result, InvocationConfiguration configuration)
    {
        using var interruption = new Interruption();
        try
        {
            return await interruption.RunAsync(cancellation => result.InvokeAsync(configuration, cancellation)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (result.CommandResult.Command is BrowseCommand { IsServing: true })
        {
            // It ends by a signal; on a busy machine it is left behind while it tidies up.
            return ExitCode.Done;
        }
    }

    private static string Hint(Command command) => $"Try '{(command is RootCommand ? "covidxr" : $"covidxr {command.Name}")} --help'.";

    private static void WriteLines(FatalError fatal, string? trace, Terminal terminal)
    {
        foreach (var message in fatal.Messages.DefaultIfEmpty(fatal.Message))
        {
            terminal.WriteError(message);
        }

        if ((fatal.Hint ?? trace) is { } rest)
        {
            terminal.Error.WriteLine(rest);
        }
    }
}
