using System.Net.Sockets;
using CovidXray.Annotations;
using CovidXray.Browser.Films;
using CovidXray.Filters;
using CovidXray.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CovidXray.Browser.Server;

/// <summary>Serves a dataset to browsers of this machine. Kestrel alone, without a host: nothing is configured from outside.</summary>
internal sealed class BrowseServer : IAsyncDisposable
{
    private const int MostConnections = 256;

    private static readonly TimeSpan PatienceWithConnections = TimeSpan.FromMilliseconds(200);

    private readonly ShownDataset _shown;
    private readonly Routes _routes;
    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _stop;

    private BrowseServer(ShownDataset shown, Routes routes, KestrelServer server, CancellationTokenSource stop) => (_shown, _routes, _server, _stop) = (shown, routes, server, stop);

    /// <summary>Where it is, without the token: <c>http://127.0.0.1:41234/</c>.</summary>
    public Uri Address { get; private init; } = new("http://127.0.0.1/");

    /// <summary>The way in, as it is printed.</summary>
    public Uri AddressWithToken { get; private init; } = new("http://127.0.0.1/");

    /// <summary>Reads the dataset, and listens.</summary>
    /// <param name="options">What is browsed.</param>
    /// <param name="settings">Where it listens.</param>
    /// <param name="notes">Hears what the user should know.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DatasetException">The dataset is damaged.</exception>
    /// <exception cref="FilterException">A rule names what no image has.</exception>
    /// <exception cref="JobException">The port is taken, or the dataset cannot be shown.</exception>
    public static async Task<BrowseServer> StartAsync(BrowseOptions options, ServerSettings settings, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var secrets = new SessionSecrets();
        var gate = new Gate();
        KestrelServer server;
        try
        {
            // A port that is taken is better known before everything is read. Until then requests wait.
            server = await ListenAsync(settings, gate, cancellation).ConfigureAwait(false);
        }
        catch
        {
            stop.Dispose();
            throw;
        }

        try
        {
            var port = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
            var shown = await Task.Run(() => ShownDataset.Open(options, notes, stop.Token), cancellation).ConfigureAwait(false);
            var guard = new RequestGuard(settings.Address, port, settings.HostName, secrets);
            var routes = new Routes(shown, settings.Thumbnails ?? ThumbnailCache.OfUser, stop.Token);
            gate.Open(new RequestApplication(guard, secrets, new PageFiles(settings.PageFolder), routes));
            var address = new UriBuilder(Uri.UriSchemeHttp, settings.ShownHost, port).Uri;
            return new BrowseServer(shown, routes, server, stop) { Address = address, AddressWithToken = new Uri(address, $"?token={secrets.Token}") };
        }
        catch
        {
            await StopAsync(server).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends it at once, whatever is being answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await StopAsync(_server).ConfigureAwait(false);
        _routes.Dispose();
        _shown.Dispose();
        _stop.Dispose();
    }

    private static async Task<KestrelServer> ListenAsync(ServerSettings settings, Gate gate, CancellationToken cancellation)
    {
        var server = Kestrel(settings);
        try
        {
            await server.StartAsync(gate, cancellation).ConfigureAwait(false);
            return server;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            server.Dispose();
            return settings.TakesFreePort
                ? await ListenAsync(settings with { Port = 0, TakesFreePort = false }, gate, cancellation).ConfigureAwait(false)
                : throw new JobException($"cannot listen on {settings.HostName}, port {settings.Port}: {e.GetBaseException().Message} (--port N takes another one, --port 0 a free one)", e);
        }
    }

    private static async Task StopAsync(KestrelServer server)
    {
        // A token that is cancelled has open connections cut off, not waited for; but the server waits up to a second for what is at work on them.
        _ = await Task.WhenAny(server.StopAsync(new CancellationToken(canceled: true)), Task.Delay(PatienceWithConnections)).ConfigureAwait(false);
    }

    private static KestrelServer Kestrel(ServerSettings settings)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = RequestGuard.LongestBody;
        options.Limits.MaxRequestLineSize = RequestGuard.LongestTarget + 1024;
        options.Limits.MaxRequestBufferSize = 2 * RequestGuard.LongestTarget;
        options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        options.Listen(settings.Address, settings.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }

    /// <summary>Lets requests wait until there is something to answer them with.</summary>
    private sealed class Gate : IHttpApplication<HttpContext>
    {
        private readonly TaskCompletionSource<RequestApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open(RequestApplication application) => _application.SetResult(application);

        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        public async Task ProcessRequestAsync(HttpContext context)
        {
            var application = await _application.Task.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            await application.ProcessRequestAsync(context).ConfigureAwait(false);
        }
    }
}
