namespace CovidXray.Jobs.Output;

/// <summary>What becomes of files that are there already.</summary>
internal enum ExistingFiles
{
    /// <summary>Nothing is done at all, and they are named.</summary>
    AreErrors,

    /// <summary>They are replaced.</summary>
    AreOverwritten,

    /// <summary>They are left, and their images not even read.</summary>
    AreSkipped,
}
