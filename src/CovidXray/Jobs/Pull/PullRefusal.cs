using CovidXray.Releases;

namespace CovidXray.Jobs.Pull;

/// <summary>What a pull refuses before it fetches anything; a dry run says the same.</summary>
internal static class PullRefusal
{
    /// <summary>Refuses places of films that are none, and what asks for a lock file where there is none.</summary>
    /// <exception cref="JobException">There is no such place, or no lock file.</exception>
    public static void RequireArguments(PullRequest request)
    {
        if (request is { WantsImages: true, WantsThumbnails: false })
        {
            FilmSources.Require(request, hasNetwork: !request.IsOffline);
        }

        if (request.Repairs || request.Settings.IsLocked)
        {
            PullVerification.RequireLock(request, request.Repairs ? "--verify" : "--locked");
        }
    }

    /// <summary>Whether the annotations are to be taken: they are of another release, or not all here.</summary>
    /// <exception cref="JobException">The folder holds another release, or a network is needed that may not be used.</exception>
    public static bool TakesAnnotations(PullRequest request, PulledDataset dataset, ReleaseSource release, bool hasNetwork)
    {
        var known = dataset.Lock.Release;

        // With --locked the lock file decides, and where the bytes come from does not matter; but another release by name has others.
        var isOther = known is not null && (request.Settings.IsLocked ? request.Release is { } named && named.Release != known.Name : !release.Is(known));
        if (isOther && !request.Replaces)
        {
            throw new JobException($"{dataset.Location} holds {known!.Name} from {known.Source}; pull {release.Name} into another folder with --out, or replace its annotations with --replace");
        }

        if (!isOther && dataset.HasAnnotations)
        {
            return false;
        }

        return release is LocalRelease || hasNetwork
            ? true
            : throw new JobException($"{release.Shown} needs a network, which --offline forbids; name a zip or a folder with --source") { IsUsage = true };
    }
}
