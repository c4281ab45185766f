using CovidXray.Filters;
using CovidXray.Releases;
using CovidXray.Releases.Sources;

namespace CovidXray.Jobs.Pull;

/// <summary>What <see cref="PullJob"/> gets, from where, and where it puts it.</summary>
public sealed record PullRequest
{
    internal const string DefaultRepository = "https://raw.githubusercontent.com/v7labs/covid-19-xray-dataset/HEAD/";
    internal const string DefaultIeee8023 = "https://raw.githubusercontent.com/ieee8023/covid-chestxray-dataset/HEAD/images/";

    /// <summary>The dataset's folder; made if it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>The release; null for the one that the folder holds, else <c>all-images</c>.</summary>
    public ReleaseName? Release { get; init; }

    /// <summary>
    /// Where the annotations come from: <c>repository</c>, <c>darwin</c>, a release zip, a folder, or a zip's address; null for
    /// where the folder was pulled from before, else the repository.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Where films come from, too, in the order in which they are asked: folders, zips, <c>ieee8023</c>, addresses with <c>{original}</c> and the like.</summary>
    public IReadOnlyList<string> ImagesFrom { get; init; } = [];

    /// <summary>When <see cref="ImagesFrom"/> is asked, beside the addresses in the documents.</summary>
    public FilmSourceOrder FilmSourceOrder { get; init; }

    /// <summary>A dataset that V7's client has downloaded, which is taken over; null for none.</summary>
    public string? Adopt { get; init; }

    /// <summary>Uses no network at all.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Gets films, or thumbnails, not the annotations alone.</summary>
    public bool WantsImages { get; init; } = true;

    /// <summary>Gets V7's thumbnails in the place of the films.</summary>
    public bool WantsThumbnails { get; init; }

    /// <summary>At most this many images, the first by id; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Which images are wanted; null for all of them.</summary>
    public ImageFilter? Filter { get; init; }

    /// <summary>The table that rules may ask; null for the one in the dataset, if there is one.</summary>
    public string? MetadataPath { get; init; }

    /// <summary>Compares every file with the lock file first, and gets anew what is damaged or gone.</summary>
    public bool Repairs { get; init; }

    /// <summary>Tries only the images that <c>missing.csv</c> lists.</summary>
    public bool RetriesMissing { get; init; }

    /// <summary>Replaces the annotations of another release that is in the folder; films stay.</summary>
    public bool Replaces { get; init; }

    /// <summary>A key for V7's server, and for no other; null for a guest.</summary>
    public string? ApiKey { get; init; }

    /// <summary>V7's server, or a mirror of it.</summary>
    public string DarwinUrl { get; init; } = PullClient.DefaultServer;

    /// <summary>The dataset's public repository, or a mirror of it.</summary>
    public string RepositoryUrl { get; init; } = DefaultRepository;

    /// <summary>What <c>ieee8023</c> means in <see cref="ImagesFrom"/>.</summary>
    public string Ieee8023Url { get; init; } = DefaultIeee8023;

    /// <summary>What is accepted, and how files are fetched.</summary>
    public PullSettings Settings { get; init; } = new();

    /// <summary>The network; null if none may be used.</summary>
    internal PullClient? Connect() => IsOffline ? null : Parse("--darwin-url or --api-key", () => new PullClient(Settings.Download, DarwinUrl, ApiKey));

    /// <summary>Turns a value that cannot be read into a usage error.</summary>
    internal static T Parse<T>(string option, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException e)
        {
            throw new JobException($"{option}: {e.Message}", e) { IsUsage = true };
        }
    }

    /// <summary>Release and folder; the generated text of a record would show the key.</summary>
    public override string ToString() => $"pull {Release} into {Folder}";
}

/// <summary>When the sources that the user names are asked for films, beside the addresses in the documents.</summary>
public enum FilmSourceOrder
{
    /// <summary>First.</summary>
    Before,

    /// <summary>For what V7 does not give.</summary>
    After,

    /// <summary>V7 is not asked.</summary>
    Only,
}
