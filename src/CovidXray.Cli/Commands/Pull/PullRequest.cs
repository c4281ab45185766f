using CovidXray.Filters;
using CovidXray.Releases;
using CovidXray.Releases.Sources;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>What the user wants of a pull.</summary>
internal sealed record PullRequest
{
    public required string Folder { get; init; }

    /// <summary>The release, if one was named.</summary>
    public ReleaseName? Release { get; init; }

    public string? Source { get; init; }

    public IReadOnlyList<string> ImagesFrom { get; init; } = [];

    public FilmSourceOrder FilmSourceOrder { get; init; }

    public string? Adopt { get; init; }

    public bool IsOffline { get; init; }

    public bool WantsImages { get; init; }

    public bool WantsThumbnails { get; init; }

    public int? Limit { get; init; }

    /// <summary>Which images are wanted; null for all of them.</summary>
    public FilterOptions? Rules { get; init; }

    /// <summary>The table that rules may ask; null for the one in the dataset, if there is one.</summary>
    public string? Metadata { get; init; }

    public bool IsDryRun { get; init; }

    public bool ListsReleases { get; init; }

    public bool IsJson { get; init; }

    public bool Verifies { get; init; }

    public bool Repairs { get; init; }

    public bool RetriesMissing { get; init; }

    public bool Replaces { get; init; }

    public string? ApiKey { get; init; }

    public required string DarwinUrl { get; init; }

    public required string RepositoryUrl { get; init; }

    public required string Ieee8023Url { get; init; }

    public required PullSettings Settings { get; init; }

    /// <summary>What is wanted of each image.</summary>
    public string Noun => WantsThumbnails ? "thumbnail" : "image";

    /// <summary>The network; null if none may be used.</summary>
    public PullClient? Connect() => IsOffline ? null : PullOptions.Parse("--darwin-url or --api-key", () => new PullClient(Settings.Download, DarwinUrl, ApiKey));

    // The generated text of a record would show the key.
    public override string ToString() => $"pull {Release} into {Folder}";
}
