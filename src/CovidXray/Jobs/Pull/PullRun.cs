using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Formats;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Jobs.Pull;

/// <summary>A pull from its beginning to its end: annotations, the choice of images, films.</summary>
internal sealed class PullRun(PullRequest request, IProgress<JobNote>? notes, IProgress<PullStage>? stages)
{
    private readonly PullProgress _progress = new();

    public async Task<PullResult> RunAsync(CancellationToken cancellation)
    {
        PullRefusal.RequireArguments(request);
        using var client = request.Connect();
        using var dataset = PulledDataset.OpenForWriting(request.Folder, request.Settings);
        var damaged = request.Repairs ? await PullVerification.FindDamageAsync(dataset, _progress, stages, cancellation).ConfigureAwait(false) : [];
        foreach (var file in damaged)
        {
            notes.Note($"{file.Path}: {file.Problem}{(file.IsUnreadable ? "" : "; it is fetched anew")}");
        }

        dataset.MarkSuspect(damaged);

        var release = ReleaseSource.Find(request, dataset.Lock.Release);
        var failures = new List<DatasetException>(await TakeAnnotationsAsync(dataset, release, client, cancellation).ConfigureAwait(false));
        if (dataset.Lock.Release is null)
        {
            notes.Errors(failures);
            throw new JobException($"{release.Shown}: there are no annotations in it that could be taken");
        }

        if (request.Settings.IsLocked)
        {
            failures.AddRange(dataset.FindStrangers().Select(s => new DatasetException(s.Path, s.Problem)));
        }

        var wanted = PullFilms.Choose(dataset, request, notes, failures, cancellation);
        notes.Errors(failures);
        var films = request.WantsImages ? await FetchAsync(dataset, release, client, wanted, cancellation).ConfigureAwait(false) : null;
        if (films is { Stopped: null, Missing.Count: > 0 })
        {
            dataset.DeleteWholeDownloads();
        }
        else if (films?.Stopped is null)
        {
            dataset.DeleteDownloads();
        }

        DatasetException[] left = [.. dataset.VerifyAgain(damaged).Select(d => new DatasetException(d.Path, $"{d.Problem}; it stays as it is"))];
        notes.Errors(left);
        return Result(dataset, films, [.. failures, .. left]) with { MissingList = UpdateMissing(dataset, wanted, films) };
    }

    private async Task<IReadOnlyList<DatasetException>> TakeAnnotationsAsync(PulledDataset dataset, ReleaseSource release, PullClient? client, CancellationToken cancellation)
    {
        if (!PullRefusal.TakesAnnotations(request, dataset, release, hasNetwork: client is not null))
        {
            dataset.MarkWhole();
            return [];
        }

        var path = release switch
        {
            LocalRelease local => local.Location,
            ArchiveRelease archive => await DownloadAsync(dataset, client!, archive.Address, cancellation).ConfigureAwait(false),
            DarwinServerRelease server => await DownloadAsync(dataset, client!, await server.AddressAsync(client!, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"{release.GetType().Name} is no source"),
        };
        try
        {
            using var published = AnnotationFormats.Open(path);
            var locked = new LockedRelease(release.Name, release.Shown) { Sha256 = File.Exists(path) ? Convert.ToHexStringLower(InputFile.Sha256(path, InputFile.ZipLimit)) : null, Date = File.Exists(path) ? DataDate.OfArchive(path) : null };
            var problems = await dataset.WriteAnnotationsAsync(locked, published, cancellation).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                dataset.DeleteDownloads();
            }

            notes.Note($"{release.Name}: {Wording.Count(published.Entries.Count, "annotation file")} from {release.Shown}");
            return problems;
        }
        catch (DatasetException) when (release is not LocalRelease)
        {
            // Half an archive, or something else under its name: the next pull must fetch it anew.
            dataset.DeleteDownloads();
            throw;
        }
    }

    private Task<string> DownloadAsync(PulledDataset dataset, PullClient client, Uri address, CancellationToken cancellation)
    {
        var path = dataset.DownloadPath(address);
        return PullStage.RunAsync(stages, new PullStage("downloading", null, _progress), async () =>
        {
            await client.DownloadAsync(address, path, _progress, cancellation).ConfigureAwait(false);
            return path;
        });
    }

    private async Task<FilmPullResult> FetchAsync(PulledDataset dataset, ReleaseSource release, PullClient? client, IReadOnlyList<FilmRequest> films, CancellationToken cancellation)
    {
        if (request.WantsThumbnails)
        {
            return await PullStage.RunAsync(stages, new PullStage("thumbnails", films.Count, _progress), () =>
                dataset.FetchThumbnailsAsync(films, client is null ? [] : [client.ThumbnailsFromDocuments()], _progress, cancellation)).ConfigureAwait(false);
        }

        using var sources = FilmSources.Open(request, release, client, dataset);
        return await PullStage.RunAsync(stages, new PullStage("images", films.Count, _progress), () =>
            dataset.FetchImagesAsync(films, sources.All, _progress, cancellation)).ConfigureAwait(false);
    }

    /// <summary>Brings the list of missing films up to date, unless the pull was stopped; null if it keeps none.</summary>
    private string? UpdateMissing(PulledDataset dataset, IReadOnlyList<FilmRequest> wanted, FilmPullResult? films)
    {
        if (films is null or { Stopped: not null } || request.WantsThumbnails || request.Settings.IsLocked)
        {
            return null;
        }

        MissingFile.Update(dataset, wanted, films.Missing);
        return Path.Combine(dataset.Location, MissingFile.Name);
    }

    private PullResult Result(PulledDataset dataset, FilmPullResult? films, IReadOnlyList<DatasetException> failures) => new(dataset.Location, dataset.Lock.Release!)
    {
        Annotations = dataset.Lock.Annotations.Count,
        RecordedFilms = (request.WantsThumbnails ? dataset.Lock.Thumbnails : dataset.Lock.Images).Count,
        Films = films,
        Bytes = _progress.Bytes,
        Failures = failures,
    };
}
