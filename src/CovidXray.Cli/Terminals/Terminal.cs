using CovidXray.Annotations;
using CovidXray.Jobs;
using CovidXray.Texts;

namespace CovidXray.Cli.Terminals;

/// <summary>Where a command writes: results to one stream, everything else to the other.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error) : IProgress<JobNote>
{
    // A path has up to 4,096 characters.
    private const int LongestMessage = 8192;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    /// <summary>Suppresses notes and progress, not errors.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Adds details to notes.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether a progress bar would be seen: stderr is this process's own and a terminal.</summary>
    public bool ShowsProgress => !IsQuiet && ReferenceEquals(Error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>A line of the result.</summary>
    public void WriteResult(string line) => Output.WriteLine(OneLine(line));

    /// <summary>An error: what went wrong, on one line.</summary>
    public void WriteError(string message) => Error.WriteLine($"covidxr: {Message(message)}");

    /// <summary>What failed, a line each.</summary>
    public void WriteErrors(IEnumerable<DatasetException> failures)
    {
        foreach (var failure in failures)
        {
            WriteError(failure.Message);
        }
    }

    /// <summary>Something worth knowing that is no error.</summary>
    public void WriteNote(string message)
    {
        if (!IsQuiet)
        {
            Error.WriteLine(Message(message));
        }
    }

    /// <summary>What only <c>--verbose</c> asks for.</summary>
    public void WriteDetail(string message)
    {
        if (IsVerbose)
        {
            WriteNote(message);
        }
    }

    /// <summary>Writes what a job says, at once.</summary>
    public void Report(JobNote value)
    {
        switch (value.Kind)
        {
            case JobNoteKind.Error:
                WriteError(value.Text);
                break;
            case JobNoteKind.Selection:
                Error.WriteLine(Message(value.Text));
                break;
            case JobNoteKind.Detail:
                WriteDetail(value.Text);
                break;
            default:
                WriteNote(value.Text);
                break;
        }
    }

    /// <summary>A text for one line: names and texts from files must not break the line or steer the terminal.</summary>
    public static string OneLine(string text) => ForeignText.OneLine(text);

    /// <summary>The same, so that no text fills the screen.</summary>
    public static string Message(string text) => OneLine(ForeignText.Bounded(text, LongestMessage));
}
