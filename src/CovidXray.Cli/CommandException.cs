namespace CovidXray.Cli;

/// <summary>A command cannot do its work, for a reason that the user can mend; the message says which and how.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The exit code: failed, unless the command line itself was wrong.</summary>
    public int ExitCode { get; init; } = Cli.ExitCode.Failed;
}
