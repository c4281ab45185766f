using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Formats;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull --dry-run</c>: what would be fetched, as far as that is known without fetching it.</summary>
internal sealed class PullPreview(PullRequest request, Terminal terminal)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var client = request.Connect();
        using var dataset = PulledDataset.OpenReadOnly(request.Folder, request.Settings);
        var release = ReleaseSource.Find(request, dataset.Lock.Release);
        var isHere = dataset.Lock.Release is { } known && release.Is(known) && dataset.HasAnnotations;
        var bytes = isHere ? null : await LengthAsync(release, client, cancellation).ConfigureAwait(false);
        var annotations = isHere ? dataset.Annotations : (release as LocalRelease)?.Location;
        var failures = new List<DatasetException>();
        var images = annotations is not null && request.WantsImages ? Count(annotations, dataset, release, client, failures, cancellation) : null;
        foreach (var failure in failures)
        {
            terminal.WriteError(failure.Message);
        }

        if (request.IsJson)
        {
            WriteJson(release, isHere, bytes, images);
        }
        else
        {
            Write(release, isHere, bytes, images);
        }

        return failures.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<long?> LengthAsync(ReleaseSource release, PullClient? client, CancellationToken cancellation) => release switch
    {
        LocalRelease local => File.Exists(local.Location) ? new FileInfo(local.Location).Length : null,
        _ when client is null => null,
        ArchiveRelease archive => await client.LengthAsync(archive.Address, cancellation).ConfigureAwait(false),
        DarwinServerRelease server => await client.LengthAsync(await server.AddressAsync(client, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
        _ => null,
    };

    private FilmPreview Count(string annotations, PulledDataset dataset, ReleaseSource release, PullClient? client, List<DatasetException> failures, CancellationToken cancellation)
    {
        using var published = AnnotationFormats.Open(annotations);
        var films = PullFilms.Choose(published, request, terminal, failures, cancellation);
        var (folder, record) = request.WantsThumbnails ? (dataset.Thumbnails, dataset.Lock.Thumbnails) : (dataset.Images, dataset.Lock.Images);
        var lacking = films.Where(f => !IsHere(f, folder, record)).ToList();
        if (request.WantsThumbnails)
        {
            return new FilmPreview(films.Count, films.Count - lacking.Count, 0, 0, client is null ? [] : ["V7"]);
        }

        using var sources = FilmSources.Open(request, release, client, dataset);
        var lengths = lacking.Select(film => sources.All.Select(s => s.LengthOf(film)).FirstOrDefault(l => l is not null)).OfType<long>().ToList();
        return new FilmPreview(films.Count, films.Count - lacking.Count, lengths.Count, lengths.Sum(), [.. sources.All.Where(s => s.IsRemote).Select(s => s.Name)]);
    }

    private static bool IsHere(FilmRequest film, string folder, IReadOnlyDictionary<string, LockedFile> record) =>
        record.TryGetValue(film.Name, out var known) && new FileInfo(Path.Combine(folder, film.Name)) is { Exists: true } file && file.Length == known.Bytes;

    private void Write(ReleaseSource release, bool isHere, long? bytes, FilmPreview? images)
    {
        if (!isHere)
        {
            terminal.WriteResult($"annotations: {release.Name} from {release.Shown}{(bytes is { } length ? $", {ByteSize.Show(length)}" : "")}");
        }

        if (images is not null)
        {
            var rest = images.Remote.Count > 0 ? $"{images.Rest:N0} to ask {string.Join(", ", images.Remote)} for, of unknown length" : $"{images.Rest:N0} are nowhere";
            terminal.WriteResult($"{request.Noun}s: {images.Wanted:N0}; {images.Present:N0} are here; {images.Local:N0} to copy, {ByteSize.Show(images.LocalBytes)}; {rest}");
        }
        else if (request.WantsImages)
        {
            terminal.WriteResult($"{request.Noun}s: known when the annotations are here");
        }
    }

    private void WriteJson(ReleaseSource release, bool isHere, long? bytes, FilmPreview? images) => JsonOutput.Write(terminal.Output, json =>
    {
        json.WriteString("folder", request.Folder);
        json.WriteString("release", release.Name);
        json.WriteString("source", release.Shown);
        json.WriteBoolean("annotations_present", isHere);
        if (bytes is { } length)
        {
            json.WriteNumber("annotations_bytes", length);
        }

        if (images is null)
        {
            return;
        }

        json.WriteNumber("wanted", images.Wanted);
        json.WriteNumber("present", images.Present);
        json.WriteNumber("local", images.Local);
        json.WriteNumber("local_bytes", images.LocalBytes);
        json.WriteNumber(images.Remote.Count > 0 ? "to_ask_for" : "nowhere", images.Rest);
        JsonOutput.WriteTexts(json, "sources", images.Remote);
    });
}
