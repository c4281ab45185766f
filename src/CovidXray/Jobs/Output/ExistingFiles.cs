namespace CovidXray.Jobs.Output;

/// <summary>What becomes of files that an output folder has already.</summary>
public enum ExistingFiles
{
    /// <summary>A <see cref="JobException"/> names them, and nothing is written.</summary>
    AreErrors,

    /// <summary>They are replaced, one by one.</summary>
    AreOverwritten,

    /// <summary>They stay, and their images are not even read: so a run that was stopped goes on.</summary>
    AreSkipped,
}
