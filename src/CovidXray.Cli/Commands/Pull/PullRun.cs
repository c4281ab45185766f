using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>A pull from its beginning to its end: annotations, the choice of images, images.</summary>
internal sealed class PullRun(PullRequest request, Terminal terminal)
{
    private readonly PullProgress _progress = new();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var verification = new PullVerification(request, terminal);
        if (request.Repairs || request.Settings.IsLocked)
        {
            verification.RequireLock();
        }

        using var client = request.Connect();
        using var dataset = PulledDataset.OpenForWriting(request.Folder, request.Settings);
        var damaged = request.Repairs ? await verification.FindDamageAsync(dataset, cancellation).ConfigureAwait(false) : [];
        foreach (var file in damaged)
        {
            terminal.WriteNote($"{file.Path}: {file.Problem}{(file.IsUnreadable ? "" : "; it is fetched anew")}");
        }

        dataset.MarkSuspect(damaged);

        var release = ReleaseSource.Find(request, dataset.Lock.Release);
        var failures = new List<DatasetException>(await TakeAnnotationsAsync(dataset, release, client, cancellation).ConfigureAwait(false));
        if (dataset.Lock.Release is null)
        {
            WriteErrors(failures);
            throw new JobException($"{release.Shown}: there are no annotations in it that could be taken");
        }

        if (request.Settings.IsLocked)
        {
            failures.AddRange(dataset.FindStrangers().Select(s => new DatasetException(s.Path, s.Problem)));
        }

        var films = PullFilms.Choose(dataset, request, terminal, failures, cancellation);
        WriteErrors(failures);
        var images = request.WantsImages ? await FetchAsync(dataset, release, client, films, cancellation).ConfigureAwait(false) : null;
        if (images is { Stopped: null, Missing.Count: > 0 })
        {
            dataset.DeleteWholeDownloads();
        }
        else if (images?.Stopped is null)
        {
            dataset.DeleteDownloads();
        }

        var left = dataset.VerifyAgain(damaged);
        WriteErrors(left.Select(d => new DatasetException(d.Path, $"{d.Problem}; it stays as it is")));
        return Finish(dataset, films, images, failures.Count + left.Count);
    }

    private async Task<IReadOnlyList<DatasetException>> TakeAnnotationsAsync(PulledDataset dataset, ReleaseSource release, PullClient? client, CancellationToken cancellation)
    {
        var known = dataset.Lock.Release;

        // Where the lock file is law, it does not matter whence its bytes come; but another release by name has others.
        var isOther = known is not null && (request.Settings.IsLocked ? request.Release is { } named && named.Release != known.Name : !release.Is(known));
        if (isOther && !request.Replaces)
        {
            throw new JobException($"{dataset.Location} holds {known!.Name} from {known.Source}; pull {release.Name} into another folder with --out, or replace its annotations with --replace");
        }

        if (!isOther && dataset.HasAnnotations)
        {
            return [];
        }

        var path = release switch
        {
            LocalRelease local => local.Location,
            _ when client is null => throw new JobException($"{release.Shown} needs a network, which --offline forbids; name a zip or a folder with --source") { IsUsage = true },
            ArchiveRelease archive => await DownloadAsync(dataset, client, archive.Address, cancellation).ConfigureAwait(false),
            DarwinServerRelease server => await DownloadAsync(dataset, client, await server.AddressAsync(client, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"{release.GetType().Name} is no source"),
        };
        try
        {
            using var published = AnnotationFormats.Open(path);
            var record = new LockedRelease(release.Name, release.Shown) { Sha256 = File.Exists(path) ? FileHash.Of(path) : null };
            var problems = await dataset.WriteAnnotationsAsync(record, published, cancellation).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                dataset.DeleteDownloads();
            }

            terminal.WriteNote($"{release.Name}: {Wording.Count(published.Entries.Count, "annotation file")} from {release.Shown}");
            return problems;
        }
        catch (DatasetException) when (release is not LocalRelease)
        {
            // Half an archive, or something else under its name: the next pull must fetch it anew.
            dataset.DeleteDownloads();
            throw;
        }
    }

    private async Task<string> DownloadAsync(PulledDataset dataset, PullClient client, Uri address, CancellationToken cancellation)
    {
        var path = dataset.DownloadPath(address);
        await PullProgressBar.ShowAsync(terminal, "downloading", _progress, total: null, async () =>
        {
            await client.DownloadAsync(address, path, _progress, cancellation).ConfigureAwait(false);
            return path;
        }).ConfigureAwait(false);
        return path;
    }

    private async Task<FilmPullResult> FetchAsync(PulledDataset dataset, ReleaseSource release, PullClient? client, IReadOnlyList<FilmRequest> films, CancellationToken cancellation)
    {
        if (request.WantsThumbnails)
        {
            return await PullProgressBar.ShowAsync(terminal, "thumbnails", _progress, films.Count, () =>
                dataset.FetchThumbnailsAsync(films, client is null ? [] : [client.ThumbnailsFromDocuments()], _progress, cancellation)).ConfigureAwait(false);
        }

        using var sources = FilmSources.Open(request, release, client, dataset);
        return await PullProgressBar.ShowAsync(terminal, "images", _progress, films.Count, () => dataset.FetchImagesAsync(films, sources.All, _progress, cancellation)).ConfigureAwait(false);
    }

    private int Finish(PulledDataset dataset, IReadOnlyList<FilmRequest> films, FilmPullResult? images, int failures)
    {
        if (images?.Stopped is { } stopped)
        {
            PullPrinter.WriteStopped(terminal, request, dataset, images, _progress);
            return stopped is OperationCanceledException ? ExitCode.Interrupted : ExitCode.Failed;
        }

        var listsMissing = images is not null && !request.WantsThumbnails && !request.Settings.IsLocked;
        if (listsMissing)
        {
            MissingFile.Update(dataset, films, images!.Missing);
        }

        PullPrinter.Write(terminal, request, dataset, images, _progress, listsMissing);
        return failures == 0 && images is null or { Missing.Count: 0 } ? ExitCode.Done : ExitCode.Failed;
    }

    private void WriteErrors(IEnumerable<DatasetException> failures)
    {
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }
    }
}
