using System.CommandLine;
using System.CommandLine.Invocation;
using CovidXray.Annotations;
using CovidXray.Cli.Commands.Browse;
using CovidXray.Cli.Commands.Completion;
using CovidXray.Cli.Commands.Duplicates;
using CovidXray.Cli.Commands.Export;
using CovidXray.Cli.Commands.Filter;
using CovidXray.Cli.Commands.Help;
using CovidXray.Cli.Commands.Masks;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Commands.Preview;
using CovidXray.Cli.Commands.Pull;
using CovidXray.Cli.Commands.Split;
using CovidXray.Cli.Commands.Stats;
using CovidXray.Cli.Terminals;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Jobs;

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

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments, without the program's name.</param>
    /// <param name="output">For results.</param>
    /// <param name="error">For everything else.</param>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var plain = new Terminal(output, error);
        try
        {
            var result = Tree(output, error).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            var isAsked = result.Action is ParseErrorAction || result.Action == result.CommandResult.Command.Action;
            if (isAsked && UsageErrors.Of(args, result) is { Count: > 0 } problems)
            {
                return WriteUsageErrors(problems, result.CommandResult.Command, plain);
            }

            return await InvokeAsync(result, configuration).ConfigureAwait(false);
        }
        catch (JobException e)
        {
            plain.WriteError(e.Message);
            return e.IsUsage ? ExitCode.Usage : ExitCode.Failed;
        }
        catch (DatasetException e)
        {
            plain.WriteError(e.Message);
            return ExitCode.Failed;
        }
        catch (FilterException e)
        {
            plain.WriteError($"--{e.Option}: {e.Message}");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            plain.WriteError("interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (DiskError.Is(e) || e is PlatformNotSupportedException)
        {
            plain.WriteError(DiskError.Problem(e));
            return ExitCode.Failed;
        }
        catch (OutOfMemoryException)
        {
            plain.WriteError("there is not enough memory for this; fewer threads take less (--jobs), as do smaller images and fewer of them");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            // A fault of ours. No stack trace reaches a user who did not ask for one.
            var wantsTrace = args.Any(a => a is "--verbose" or "-v");
            plain.WriteError($"internal error, please report it: {e.GetType().Name}: {e.Message}");
            if (wantsTrace)
            {
                await error.WriteLineAsync(e.StackTrace).ConfigureAwait(false);
            }

            return ExitCode.Failed;
        }
    }

    /// <summary>All commands and their options.</summary>
    /// <param name="output">For results.</param>
    /// <param name="error">For everything else.</param>
    internal static RootCommand Tree(TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The toolkit for V7's COVID-19 chest X-ray dataset: get it, filter it, turn its polygons into masks, count it.")
        {
            Quiet,
            Verbose,
            new PullCommand(Terminal),
            new FilterCommand(Terminal),
            new BrowseCommand(Terminal),
            new MasksCommand(Terminal),
            new SplitCommand(Terminal),
            new StatsCommand(Terminal),
            new DuplicatesCommand(Terminal),
            new PreviewCommand(Terminal),
            new ExportCommand(Terminal),
            new CompletionCommand(Terminal),
        };
        root.SetAction(result =>
        {
            // No command: help is what is wanted, but nothing was done.
            _ = root.Parse("--help").Invoke(result.InvocationConfiguration);
            return ExitCode.Usage;
        });
        root.Add(new HelpCommand(root, CommandHelp.ReplaceIn(root)));
        VersionCommand.AddTo(root);
        root.Add(new CompletionDirective(root));
        PathOptions.RefuseEmptyIn(root);
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

    private static int WriteUsageErrors(IReadOnlyList<string> problems, Command command, Terminal terminal)
    {
        foreach (var problem in problems)
        {
            terminal.WriteError(problem);
        }

        terminal.Error.WriteLine($"Try '{(command is RootCommand ? "covidxr" : $"covidxr {command.Name}")} --help'.");
        return ExitCode.Usage;
    }
}
