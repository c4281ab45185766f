namespace CovidXray.Jobs;

/// <summary>What a job says while it works, in the order in which it happens. None of it is needed to understand the result.</summary>
/// <param name="Kind">How much it matters.</param>
/// <param name="Text">A sentence without a full stop. It may hold names from foreign files, control characters included.</param>
public sealed record JobNote(JobNoteKind Kind, string Text);

/// <summary>How much a note matters.</summary>
public enum JobNoteKind
{
    /// <summary>For those who want to know everything.</summary>
    Detail,

    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>A file that failed; the job goes on with the others.</summary>
    Error,
}
