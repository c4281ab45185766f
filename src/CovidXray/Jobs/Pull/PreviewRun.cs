using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Jobs.Pull;

/// <summary>Finds out what a pull would fetch.</summary>
internal sealed class PreviewRun(PullRequest request, IProgress<JobNote>? notes)
{
    public async Task<PullPreview> RunAsync(CancellationToken cancellation)
    {
        PullRefusal.RequireArguments(request);
        using var client = request.Connect();
        using var dataset = PulledDataset.OpenReadOnly(request.Folder, request.Settings);
        var release = ReleaseSource.Find(request, dataset.Lock.Release);
        var isHere = !PullRefusal.TakesAnnotations(request, dataset, release, hasNetwork: client is not null);
        var bytes = isHere ? null : await LengthAsync(release, client, cancellation).ConfigureAwait(false);
        var annotations = isHere ? dataset.Annotations : (release as LocalRelease)?.Location;
        var failures = new List<DatasetException>();
        var films = annotations is not null && request.WantsImages ? Count(annotations, dataset, release, client, failures, cancellation) : null;
        if (films is { Remote.Count: 0, Rest: > 0 and var rest })
        {
            // As the pull itself would end.
            failures.Add(new DatasetException(request.Folder, $"{rest:N0} of {Wording.Count(films.Wanted, request.WantsThumbnails ? "thumbnail" : "image")} {(rest == 1 ? "is" : "are")} nowhere; --images-from names another place"));
        }

        notes.Errors(failures);
        return new PullPreview(release.Name, release.Shown) { HasAnnotations = isHere, AnnotationBytes = bytes, Films = films, Failures = failures };
    }

    private static async Task<long?> LengthAsync(ReleaseSource release, PullClient? client, CancellationToken cancellation) => release switch
    {
        LocalRelease local => File.Exists(local.Location) ? new FileInfo(local.Location).Length : null,
        ArchiveRelease archive => await client!.LengthAsync(archive.Address, cancellation).ConfigureAwait(false),
        DarwinServerRelease server => await client!.LengthAsync(await server.AddressAsync(client, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
        _ => null,
    };

    private FilmPreview Count(string annotations, PulledDataset dataset, ReleaseSource release, PullClient? client, List<DatasetException> failures, CancellationToken cancellation)
    {
        using var published = AnnotationFormats.Open(annotations);
        var films = PullFilms.Choose(published, request, notes, failures, cancellation);
        var (folder, locked) = request.WantsThumbnails ? (dataset.Thumbnails, dataset.Lock.Thumbnails) : (dataset.Images, dataset.Lock.Images);
        var lacking = films.Where(f => !IsHere(f, folder, locked)).ToList();
        if (request.WantsThumbnails)
        {
            return new FilmPreview(films.Count, films.Count - lacking.Count, 0, 0, client is null ? [] : ["V7"]);
        }

        using var sources = FilmSources.Open(request, release, client, dataset);
        var lengths = lacking.Select(film => sources.All.Select(s => s.LengthOf(film)).FirstOrDefault(l => l is not null)).OfType<long>().ToList();
        return new FilmPreview(films.Count, films.Count - lacking.Count, lengths.Count, lengths.Sum(), [.. sources.All.Where(s => s.IsRemote).Select(s => s.Name)]);
    }

    private static bool IsHere(FilmRequest film, string folder, IReadOnlyDictionary<string, LockedFile> locked) =>
        locked.TryGetValue(film.Name, out var known) && new FileInfo(Path.Combine(folder, film.Name)) is { Exists: true } file && file.Length == known.Bytes;
}
