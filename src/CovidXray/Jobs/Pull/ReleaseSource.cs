using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;

namespace CovidXray.Jobs.Pull;

/// <summary>Where a release's annotations come from.</summary>
/// <param name="Name">The release's name, for the lock file.</param>
/// <param name="Shown">The source, for the lock file and messages.</param>
internal abstract record ReleaseSource(string Name, string Shown)
{
    /// <summary>Where films lie beside the annotations; null if nowhere.</summary>
    public virtual string? ImageFolder => null;

    /// <summary>Whether this is the release that a folder holds.</summary>
    public virtual bool Is(LockedRelease known) => known.Name == Name && known.Source == Shown;

    /// <summary>Finds the release's source.</summary>
    /// <param name="known">What the folder holds already, which is what is meant where nothing else is said.</param>
    /// <exception cref="JobException">There is no such source.</exception>
    public static ReleaseSource Find(PullRequest request, LockedRelease? known)
    {
        if (request.Adopt is { } adopted)
        {
            return LocalRelease.OfClient(adopted, request.Release);
        }

        if (known is not null && request.Source is null && (request.Release is null || request.Release.Release == known.Name))
        {
            return Again(request, known);
        }

        var source = request.Source ?? "repository";
        var release = request.Release ?? ReleaseName.Parse(ReleaseName.DefaultRelease);
        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return new ArchiveRelease(request.Release?.Release ?? Path.GetFileNameWithoutExtension(address.AbsolutePath), address);
        }

        return source.ToLowerInvariant() switch
        {
            "repository" => OfRepository(request, release),
            "darwin" => new DarwinServerRelease(release, request.DarwinUrl),
            _ => LocalRelease.At(source, request.Release),
        };
    }

    /// <summary>A release in the dataset's repository.</summary>
    /// <exception cref="JobException">It has no such dataset, or no address.</exception>
    public static ArchiveRelease OfRepository(PullRequest request, ReleaseName release) =>
        !release.IsDefaultDataset
            ? throw new JobException($"the repository has {ReleaseName.DefaultTeam}/{ReleaseName.DefaultDataset} alone, not {release}; V7's server may have it: --source darwin") { IsUsage = true }
            : Uri.TryCreate($"{request.RepositoryUrl.TrimEnd('/')}/annotations/{release.Release}.zip", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new ArchiveRelease(release.Release, address)
            : throw new JobException($"--repository-url: '{WebAddress.Shown(request.RepositoryUrl)}' is no address") { IsUsage = true };

    /// <summary>The source that the folder was pulled from.</summary>
    private static ReleaseSource Again(PullRequest request, LockedRelease known)
    {
        if (Uri.TryCreate(known.Source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            var server = DarwinServerRelease.ShownServer(request.DarwinUrl);
            var isArchive = known.Source.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);
            return !isArchive && known.Source.StartsWith(server, StringComparison.Ordinal)
                ? new DarwinServerRelease(PullRequest.Parse("lock file", () => ReleaseName.Parse($"{known.Source[server.Length..]}:{known.Name}")), request.DarwinUrl)
                : new ArchiveRelease(known.Name, address);
        }

        return LocalRelease.Known(known);
    }
}

/// <summary>A release zip on the web.</summary>
internal sealed record ArchiveRelease(string Name, Uri Address) : ReleaseSource(Name, WebAddress.Shown(Address));
