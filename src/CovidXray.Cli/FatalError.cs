using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Jobs;
using CovidXray.Reports;

namespace CovidXray.Cli;

/// <summary>What ended a command before its end: a line for a person, an object for a program.</summary>
/// <param name="Kind">What kind of error: <c>usage</c>, <c>data</c>, <c>job</c>, <c>system</c>, <c>interrupted</c> or <c>internal</c>.</param>
/// <param name="ExitCode">What the process returns, see <see cref="Cli.ExitCode"/>.</param>
/// <param name="Message">What went wrong.</param>
internal sealed record FatalError(string Kind, int ExitCode, string Message)
{
    /// <summary>Where the error is in the data; null if it is not there.</summary>
    public DatasetException? Place { get; init; }

    /// <summary>The rule that cannot be understood; null if it is none.</summary>
    public FilterException? Rule { get; init; }

    /// <summary>The option that is wrong, without its dashes; null if it is none.</summary>
    public string? Option { get; init; }

    /// <summary>The words that were likely meant, the nearest first.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>All lines, where there are several; the first is the message.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    /// <summary>Where to read on; null for nowhere.</summary>
    public string? Hint { get; init; }

    /// <summary>Writes an answer that has more than the error; null if there is none.</summary>
    public Action<TextWriter, FatalError>? Answer { get; init; }

    /// <summary>What an exception means for whoever runs a command.</summary>
    public static FatalError Of(Exception error) => error switch
    {
        JobException { IsUsage: true } e => new("usage", Cli.ExitCode.Usage, e.Message) { Suggestions = e.Suggestions },
        JobException e => new("job", Cli.ExitCode.Failed, e.Message) { Place = e.InnerException as DatasetException },
        DatasetException e => new("data", Cli.ExitCode.Failed, e.Message) { Place = e },
        FilterException e => new("usage", Cli.ExitCode.Usage, $"--{e.Option}: {e.Message}") { Rule = e, Option = e.Option, Suggestions = e.Suggestions },
        InterruptedException e => new("interrupted", Cli.ExitCode.Interrupted, e.Message) { Answer = e.Answer },
        OperationCanceledException => new("interrupted", Cli.ExitCode.Interrupted, "interrupted"),
        OutOfMemoryException => new("system", Cli.ExitCode.Failed, "there is not enough memory for this; fewer threads take less (--jobs), as do smaller images and fewer of them"),
        PlatformNotSupportedException => new("system", Cli.ExitCode.Failed, error.Message),
        _ when DiskError.Is(error) => new("system", Cli.ExitCode.Failed, DiskError.Problem(error)),
        _ => new("internal", Cli.ExitCode.Failed, $"internal error, please report it: {error.GetType().Name}: {error.Message}"),
    };

    /// <summary>A command line that is wrong.</summary>
    /// <param name="problems">What is wrong with it, at least one thing.</param>
    /// <param name="hint">Where to read on.</param>
    public static FatalError Of(IReadOnlyList<UsageError> problems, string hint) => new("usage", Cli.ExitCode.Usage, problems[0].Message)
    {
        Option = problems[0].Option,
        Suggestions = problems[0].Suggestions,
        Messages = problems.Count > 1 ? [.. problems.Select(p => p.Message)] : [],
        Hint = hint,
    };

    /// <summary>Writes the answer of a command that was asked for JSON.</summary>
    public void WriteAnswer(TextWriter output)
    {
        if (Answer is not null)
        {
            Answer(output, this);
            return;
        }

        JsonOutput.Write(output, Write);
    }

    /// <summary>Writes the member <c>error</c> of an answer.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("error");
        json.WriteString("kind", Kind);
        json.WriteNumber("exit_code", ExitCode);
        json.WriteString("message", Terminal.Message(Message));
        if (Messages.Count > 0)
        {
            JsonOutput.WriteTexts(json, "messages", Messages.Select(Terminal.Message));
        }

        if (Option is not null)
        {
            json.WriteString("option", Option);
        }

        WritePlace(json);
        JsonOutput.WriteTexts(json, "suggestions", Suggestions);
        json.WriteString("hint", Hint);
        json.WriteEndObject();
    }

    private void WritePlace(Utf8JsonWriter json)
    {
        if (Place is not null)
        {
            FailureJson.WriteMembers(json, Place);
        }
        else if (Rule is not null)
        {
            json.WriteString("problem", Rule.Problem);
            if (Rule.Column > 0)
            {
                json.WriteNumber("column", Rule.Column);
            }
        }
    }
}
