using System.Net;
using CovidXray.Annotations;
using CovidXray.Releases.Sources;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases;

/// <summary>The network side of a pull. A pull without network has none.</summary>
internal sealed class PullClient : IDisposable
{
    /// <summary>V7's server.</summary>
    public const string DefaultServer = "https://darwin.v7labs.com";

    private readonly Uri _server;
    private readonly ApiKey? _key;
    private readonly DownloadSettings _settings;
    private readonly Downloader _downloader;
    private readonly ServerHealth _health;

    /// <summary>Creates a client; nothing is connected yet.</summary>
    /// <param name="settings">How it fetches.</param>
    /// <param name="server">V7's server, or a mirror of it.</param>
    /// <param name="apiKey">A key for that server, and for no other; null for a guest.</param>
    /// <exception cref="FormatException">The server is no address, or the key none.</exception>
    public PullClient(DownloadSettings settings, string server = DefaultServer, string? apiKey = null)
    {
        _server = WebAddress.Parse(server) ?? throw new FormatException($"'{WebAddress.Shown(server)}' is no address; expected such as {DefaultServer}");
        _key = apiKey is null ? null : new ApiKey(_server, apiKey);
        _settings = settings;
        _health = new ServerHealth(settings.Jobs);
        _downloader = new Downloader(settings, TimeProvider.System);
    }

    /// <summary>Lists the releases that V7's server has of a dataset, newest first.</summary>
    /// <exception cref="DatasetException">It does not show them.</exception>
    public Task<IReadOnlyList<DarwinRelease>> ReleasesAsync(ReleaseName dataset, CancellationToken cancellation = default) =>
        new DarwinApi(_server, _key, _downloader).ReleasesAsync(dataset, cancellation);

    /// <summary>The images where their documents say that V7 serves them.</summary>
    public FilmSource FromDocuments() => new WebFilmSource("V7", film => AtServer(film.Url), _downloader, _health, _settings.MaxImageBytes, _key);

    /// <summary>V7's thumbnails of the images.</summary>
    public FilmSource ThumbnailsFromDocuments() => new WebFilmSource("V7", film => AtServer(film.ThumbnailUrl), _downloader, _health, _settings.MaxImageBytes, _key);

    /// <summary>The images on a mirror.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="template">Its addresses, with <c>{original}</c>, <c>{stem}</c>, <c>{filename}</c>, <c>{id}</c> or <c>{seq}</c>; or the address of a folder.</param>
    /// <exception cref="FormatException">It makes no addresses.</exception>
    public FilmSource FromTemplate(string name, string template) => new WebFilmSource(name, new AddressTemplate(template).Of, _downloader, _health, _settings.MaxImageBytes);

    /// <summary>The images in a zip archive, which is fetched when the first of them is asked for.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it goes.</param>
    public FilmSource FromZip(Uri address, string path)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new WebZipFilmSource(WebAddress.Shown(address), async (progress, cancellation) =>
        {
            await DownloadAsync(address, path, progress, cancellation).ConfigureAwait(false);
            return path;
        });
    }

    /// <summary>How long a file is; null if its server does not say.</summary>
    /// <exception cref="DatasetException">It cannot be had.</exception>
    public async Task<long?> LengthAsync(Uri address, CancellationToken cancellation = default)
    {
        try
        {
            return await _downloader.LengthAsync(address, cancellation).ConfigureAwait(false);
        }
        catch (TransferException e) when (e.Status is HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            // It may be asked for, and not be asked about: an address that is signed for GET, for one.
            return null;
        }
        catch (TransferException e)
        {
            throw new DatasetException(WebAddress.Shown(address), e.Message, e);
        }
    }

    /// <summary>Fetches an archive; one that was cut off before goes on from there.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="path">Where it goes. If there is such a file, nothing is fetched.</param>
    /// <param name="progress">Is told of the bytes.</param>
    /// <param name="cancellation">Stops; what has come stays for the next time.</param>
    /// <exception cref="DatasetException">It does not come.</exception>
    public async Task DownloadAsync(Uri address, string path, PullProgress progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(progress);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var part = PartialFile.Open(path);
        try
        {
            await _downloader.DownloadAsync(address, part, key: null, maxLength: long.MaxValue, progress.AddBytes, cancellation).ConfigureAwait(false);
        }
        catch (TransferException e)
        {
            throw new DatasetException(WebAddress.Shown(address), Advised(e), e);
        }

        part.Write(flush: true);
        part.Publish();
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose() => _downloader.Dispose();

    private static string Advised(TransferException error) => error switch
    {
        { IsRefusal: true } => $"{error.Message}; get the release elsewhere: --source PATH or URL",
        { IsUnreachable: true } => $"{error.Message}; is there a network, is a proxy needed (HTTPS_PROXY)? A release on this machine needs none: --source PATH --offline",
        { IsPassing: true } or { IsClosed: true } => $"{error.Message}; try again later, or get the release elsewhere: --source PATH or URL",
        _ => error.Message,
    };

    /// <summary>An address of V7's, at the mirror that stands for V7.</summary>
    private Uri? AtServer(string? url)
    {
        var address = WebAddress.Parse(url);
        return address is not null && address.Authority == new Uri(DefaultServer).Authority && _server.Authority != address.Authority
            ? new Uri(_server.AbsoluteUri.TrimEnd('/') + address.PathAndQuery)
            : address;
    }
}
