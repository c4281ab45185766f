namespace CovidXray.Releases.Sources;

/// <summary>A release that V7's server offers.</summary>
/// <param name="Name">Its name, such as <c>covid-only</c>.</param>
public sealed record DarwinRelease(string Name)
{
    /// <summary>The form of its documents: <c>json</c> is Darwin 1.0, <c>darwin_json_2</c> 2.0.</summary>
    public string Format { get; init; } = "json";

    /// <summary><c>complete</c>, <c>pending</c> or <c>failed</c>.</summary>
    public string Status { get; init; } = "complete";

    /// <summary>When it was made, as the server says it.</summary>
    public string? Made { get; init; }

    /// <summary>Whether V7's own client takes it if none is named.</summary>
    public bool IsLatest { get; init; }

    /// <summary>How many images it has, if the server says.</summary>
    public int? Images { get; init; }

    /// <summary>How many classes it has, if the server says.</summary>
    public int? Classes { get; init; }

    /// <summary>Whether it can be downloaded now.</summary>
    public bool IsAvailable => Archive is not null && Status == "complete";

    /// <summary>Where its archive is: an address that is a secret for a while.</summary>
    public Uri? Archive { get; init; }
}
