namespace CovidXray.Releases.Lock;

/// <summary><c>covidxr.lock.json</c> as it stands on disk; files by name, sorted.</summary>
internal sealed record LockDocument(
    int Version,
    SortedDictionary<string, LockedFile> Annotations,
    SortedDictionary<string, LockedFile> Images)
{
    public const int CurrentVersion = 1;

    /// <summary>Null before there are annotations.</summary>
    public LockedRelease? Release { get; init; }

    public SortedDictionary<string, LockedFile>? Thumbnails { get; init; }
}
