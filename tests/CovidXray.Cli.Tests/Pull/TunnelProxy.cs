using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>A proxy that makes tunnels (CONNECT), as companies have them for https. All tunnels lead to one server on this machine.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly Uri _server;

    private TunnelProxy(WebApplication app, Uri server) => (_app, _server) = (app, server);

    /// <summary>The proxy's address.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The first lines of what the proxy was asked for, such as <c>CONNECT films.invalid:443 HTTP/1.1</c>.</summary>
    public IReadOnlyCollection<string> Asked => _heads;

    /// <param name="server">Where all tunnels lead.</param>
    public static async Task<TunnelProxy> StartAsync(string server)
    {
        TunnelProxy? proxy = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listening => listening.Run(connection => proxy!.ServeAsync(connection))));
        var app = builder.Build();
        proxy = new TunnelProxy(app, new Uri(server));
        await app.StartAsync();
        proxy.Address = app.Urls.Single();
        return proxy;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ServeAsync(ConnectionContext client)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _server.Port);
        _heads.Enqueue(await ReadHeadAsync(client.Transport.Input));
        await client.Transport.Output.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        var stream = server.GetStream();
        await Task.WhenAny(client.Transport.Input.CopyToAsync(stream), stream.CopyToAsync(client.Transport.Output));
    }

    private static async Task<string> ReadHeadAsync(PipeReader input)
    {
        while (true)
        {
            var read = await input.ReadAsync();
            var text = Encoding.ASCII.GetString(read.Buffer);
            if (text.EndsWith("\r\n\r\n", StringComparison.Ordinal) || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.End);
                return text.Split("\r\n")[0];
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
