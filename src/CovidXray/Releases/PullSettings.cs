using CovidXray.Releases.Transfer;

namespace CovidXray.Releases;

/// <summary>What a pull accepts, and how it fetches.</summary>
public sealed record PullSettings
{
    /// <summary>How files are fetched.</summary>
    public DownloadSettings Download { get; init; } = new();

    /// <summary>Takes images of another size than their annotation; the lock file says which.</summary>
    public bool AcceptsResized { get; init; }

    /// <summary>Decodes every pixel of what comes. Costs some ten milliseconds a megapixel.</summary>
    public bool VerifiesPixels { get; init; }

    /// <summary>Takes only files that are as the lock file has them, and leaves the lock file as it is.</summary>
    public bool IsLocked { get; init; }
}
