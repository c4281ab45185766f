namespace CovidXray.Jobs;

/// <summary>
/// A job cannot begin, or not finish, for a reason that the user can mend: files are in the way, a disk is full, options do not go
/// together. The message says which and how. It is the one exception of jobs for that; what is wrong with single images is in their results.
/// </summary>
public sealed class JobException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether what was asked for is wrong, rather than what the job works on.</summary>
    public bool IsUsage { get; init; }

    /// <summary>The names that were likely meant, the nearest first; the message asks for them, too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}
