namespace CovidXray.Releases.Lock;

/// <summary>Which release a pulled dataset is.</summary>
/// <param name="Name">Its name, such as <c>covid-only</c>.</param>
/// <param name="Source">Where it came from: an address without its query, or a path.</param>
public sealed record LockedRelease(string Name, string Source)
{
    /// <summary>The SHA-256 of its archive; null if it was no archive.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The day of the newest document in its archive, such as <c>2020-06-17</c>; null if it was no archive, or tells none.</summary>
    public string? Date { get; init; }

    /// <summary>True if some of its documents could not be taken: the next pull gets it anew.</summary>
    public bool? Partial { get; init; }
}
