using CovidXray.Annotations;
using CovidXray.Cli.Commands.Images;
using CovidXray.Formats;
using CovidXray.Releases;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull --dry-run</c>: what would be fetched, as far as that is known without fetching it.</summary>
internal sealed class PullPreview(PullRequest request, RuleOptions rules, System.CommandLine.ParseResult arguments, Terminal terminal)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        using var client = request.Connect();
        using var record = PullLock.Load(request.Folder);
        var release = ReleaseSource.Find(request, record.Release);
        var isHere = record.Release is { } known && known.Name == release.Name && known.Source == release.Shown;
        if (!isHere)
        {
            terminal.WriteResult($"annotations: {release.Name} from {release.Shown}{await SizeAsync(release, client, cancellation).ConfigureAwait(false)}");
        }

        var annotations = isHere ? Path.Combine(request.Folder, "annotations") : (release as LocalRelease)?.Location;
        if (annotations is null)
        {
            terminal.WriteResult("images: known when the annotations are here");
            return ExitCode.Done;
        }

        if (request.WantsImages)
        {
            await WriteImagesAsync(annotations, record, release, client, cancellation).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static async Task<string> SizeAsync(ReleaseSource release, PullClient? client, CancellationToken cancellation)
    {
        var bytes = release switch
        {
            LocalRelease local => File.Exists(local.Location) ? new FileInfo(local.Location).Length : null,
            _ when client is null => null,
            ArchiveRelease archive => await client.LengthAsync(archive.Address, cancellation).ConfigureAwait(false),
            DarwinServerRelease server => await client.LengthAsync(await server.AddressAsync(client, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false),
            _ => null,
        };
        return bytes is { } known ? $", {ByteSize.Show(known)}" : "";
    }

    private async Task WriteImagesAsync(string annotations, PullLock record, ReleaseSource release, PullClient? client, CancellationToken cancellation)
    {
        using var dataset = AnnotationFormats.Open(annotations);
        var failures = new List<DatasetException>();
        var films = PullFilms.Choose(dataset, request, rules, arguments, terminal, failures, cancellation);
        var wanted = films.Where(f => !IsHere(f, record)).ToList();
        using var sources = await ImageSources.OpenAsync(request, release, client, (_, address) => throw new CommandException($"--images-from {address}: a zip on the web is not looked into by --dry-run")).ConfigureAwait(false);
        var (local, bytes) = (0, 0L);
        foreach (var film in wanted)
        {
            if (sources.All.Select(s => s.LengthOf(film)).FirstOrDefault(l => l is not null) is { } length)
            {
                local++;
                bytes += length;
            }
        }

        var rest = sources.All.Any(s => s.IsRemote)
            ? $"{wanted.Count - local:N0} to ask {string.Join(", ", sources.All.Where(s => s.IsRemote).Select(s => s.Name))} for, of unknown length"
            : $"{wanted.Count - local:N0} are nowhere";
        terminal.WriteResult($"images: {films.Count:N0}; {films.Count - wanted.Count:N0} are here; {local:N0} to copy, {ByteSize.Show(bytes)}; {rest}");
    }

    private bool IsHere(WantedFilm film, PullLock record) =>
        record.Images.TryGetValue(film.Name, out var known) && new FileInfo(Path.Combine(request.Folder, "images", film.Name)) is { Exists: true } file && file.Length == known.Bytes;
}
