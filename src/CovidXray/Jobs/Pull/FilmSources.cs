using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;

namespace CovidXray.Jobs.Pull;

/// <summary>The sources of films, in the order in which they are asked.</summary>
internal sealed class FilmSources : IDisposable
{
    private FilmSources(IReadOnlyList<FilmSource> all) => All = all;

    public IReadOnlyList<FilmSource> All { get; }

    /// <param name="release">May have films beside its annotations.</param>
    /// <param name="client">The network, if there is one.</param>
    /// <param name="dataset">Its folder takes zips of the web.</param>
    /// <exception cref="JobException">One of them is no source.</exception>
    public static FilmSources Open(PullRequest request, ReleaseSource release, PullClient? client, PulledDataset dataset)
    {
        var sources = new List<FilmSource>();
        try
        {
            foreach (var text in request.ImagesFrom)
            {
                sources.Add(Source(text, request, client, dataset));
            }

            if (release.ImageFolder is { } beside)
            {
                sources.Add(FilmSource.FromFolder(beside));
            }

            if (client is not null && request.FilmSourceOrder != FilmSourceOrder.Only)
            {
                sources.Insert(request.FilmSourceOrder == FilmSourceOrder.Before ? sources.Count : 0, client.FromDocuments());
            }

            return new FilmSources(sources);
        }
        catch
        {
            sources.ForEach(s => s.Dispose());
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var source in All)
        {
            source.Dispose();
        }
    }

    /// <summary>Refuses what is no source of films, before anything is fetched: it would be found out behind the annotations.</summary>
    /// <exception cref="JobException">There is no such folder or zip, and it is no address; or it needs a network that may not be used.</exception>
    public static void Require(PullRequest request, bool hasNetwork)
    {
        foreach (var text in request.ImagesFrom.Where(t => !Path.Exists(t)))
        {
            RequireAddress(text, hasNetwork);
        }
    }

    private static void RequireAddress(string text, bool hasNetwork)
    {
        var shown = WebAddress.Shown(text);
        if (!IsIeee8023(text) && !text.Contains("://", StringComparison.Ordinal))
        {
            throw new JobException($"--images-from {shown}: there is no such folder or zip, and it is no address; 'ieee8023' is known by name") { IsUsage = true };
        }

        if (!hasNetwork)
        {
            throw new JobException($"--images-from {shown}: needs a network, which --offline forbids") { IsUsage = true };
        }
    }

    private static bool IsIeee8023(string text) => string.Equals(text, "ieee8023", StringComparison.OrdinalIgnoreCase);

    private static FilmSource Source(string text, PullRequest request, PullClient? client, PulledDataset dataset)
    {
        if (Directory.Exists(text))
        {
            return FilmSource.FromFolder(text);
        }

        if (File.Exists(text))
        {
            return FilmSource.FromZip(text);
        }

        var shown = WebAddress.Shown(text);
        RequireAddress(text, hasNetwork: client is not null);

        // A signature may come behind the archive's name, and the name may itself be in the query.
        var isZip = new[] { shown, text }.Any(name => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase));
        if (isZip && !text.Contains('{', StringComparison.Ordinal) && WebAddress.Parse(text) is { } archive)
        {
            return client!.FromZip(archive, dataset.DownloadPath(archive));
        }

        return PullRequest.Parse("--images-from", () => client!.FromTemplate(IsIeee8023(text) ? "ieee8023" : shown, IsIeee8023(text) ? request.Ieee8023Url : text));
    }
}
