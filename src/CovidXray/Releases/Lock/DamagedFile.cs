namespace CovidXray.Releases.Lock;

/// <summary>A file that is not as the lock file has it.</summary>
/// <param name="Path">Its path below the dataset's folder, with <c>/</c>.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record DamagedFile(string Path, string Problem)
{
    /// <summary>Whether it is there and just cannot be read, so that nobody knows whether it is damaged.</summary>
    public bool IsUnreadable { get; init; }
}
