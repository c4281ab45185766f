using CovidXray.Images;

namespace CovidXray.Releases.Transfer;

/// <summary>How files are fetched.</summary>
public sealed record DownloadSettings
{
    /// <summary>Files in flight at once.</summary>
    public int Jobs { get; init; } = 8;

    /// <summary>Further tries after a passing failure: 408, 429, 5xx, a broken connection, a stall.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>The longest time without a byte.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The fewest bytes a second of a file, over <see cref="StallTimeout"/>; fewer are a passing failure. 0 for no limit. Time that <see cref="MaxRate"/> takes does not count.</summary>
    public long MinRate { get; init; } = 300;

    /// <summary>The wait before the first further try; it doubles from try to try, give or take a random part.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait where the server asks for none.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait that a server may ask for; one that asks for more is not asked again.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Bytes a second for all files together; null for no limit.</summary>
    public long? MaxRate { get; init; }

    /// <summary>The most bytes of an image on the web; one that has more was made to harm. No film has nearly as many.</summary>
    public long MaxImageBytes { get; init; } = FilmHeader.FileLimit.Bytes;
}
