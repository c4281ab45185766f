namespace CovidXray.Jobs;

/// <summary>A command cannot do its work, for a reason that the user can mend; the message says which and how.</summary>
public sealed class JobException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the command line itself is wrong, not what it works on.</summary>
    public bool IsUsage { get; init; }
}
