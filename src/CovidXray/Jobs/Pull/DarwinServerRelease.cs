using CovidXray.Annotations;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;
using CovidXray.Texts;

namespace CovidXray.Jobs.Pull;

/// <summary>A release on V7's server.</summary>
internal sealed record DarwinServerRelease(ReleaseName Release, string Server)
    : ReleaseSource(Release.Release, $"{ShownServer(Server)}{Release.Team}/{Release.Dataset}")
{
    public static string ShownServer(string server) => WebAddress.Shown(server).TrimEnd('/') + "/";

    /// <summary>Asks the server where the release's archive is.</summary>
    /// <exception cref="DatasetException">It has no such release, or not now.</exception>
    public async Task<Uri> AddressAsync(PullClient client, CancellationToken cancellation)
    {
        var releases = await client.ReleasesAsync(Release, cancellation).ConfigureAwait(false);
        var found = releases.FirstOrDefault(r => r.Name == Release.Release)
            ?? throw new DatasetException(Shown, $"there is no release '{Release.Release}'; there are: {string.Join(", ", releases.Select(r => ForeignText.Quote(r.Name)).DefaultIfEmpty("none"))}");
        return found.Format is not ("json" or "darwin_json_2")
            ? throw new DatasetException(Shown, $"the release '{found.Name}' has the form '{ForeignText.Quote(found.Format)}'; pull reads Darwin JSON")
            : found.Archive ?? throw new DatasetException(Shown, $"the release '{found.Name}' cannot be downloaded now (it is {ForeignText.Quote(found.Status)})");
    }
}
