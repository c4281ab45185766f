namespace CovidXray.Cli;

/// <summary>One thing that is wrong with a command line.</summary>
/// <param name="Message">What, and what was likely meant.</param>
internal sealed record UsageError(string Message)
{
    /// <summary>The words that were likely meant, the nearest first; they stand in the message, too.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];

    /// <summary>The option whose value is wrong, without its dashes; null if it is none.</summary>
    public string? Option { get; init; }
}
