using System.Text;
using System.Text.Json;
using CovidXray.Browser.Films;
using CovidXray.Browser.Server;
using CovidXray.Filters;
using CovidXray.Jobs;
using CovidXray.Tests;

namespace CovidXray.Browser.Tests;

/// <summary>A server of this process, with a cache of its own, and who has been let in.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly BrowseServer _server;
    private readonly TemporaryFolder _cache = new();

    private Served(BrowseServer server, TemporaryFolder cache, string cookie) => (_server, _cache, Cookie) = (server, cache, cookie);

    public int Port => _server.Address.Port;

    /// <summary>Name and value of the cookie.</summary>
    public string Cookie { get; }

    public string Token => _server.AddressWithToken.Query["?token=".Length..];

    public string CacheFolder => _cache.Location;

    public string Origin => $"http://127.0.0.1:{Port}";

    /// <summary>Serves a dataset.</summary>
    /// <param name="location">The dataset.</param>
    /// <param name="change">Changes what is browsed.</param>
    public static async Task<Served> StartAsync(string location, Func<BrowseOptions, BrowseOptions>? change = null)
    {
        var cache = new TemporaryFolder();
        var options = new BrowseOptions { Location = location, DataArguments = ["-d", location] };
        var server = await BrowseServer.StartAsync(change?.Invoke(options) ?? options, new ServerSettings { Thumbnails = new ThumbnailCache(cache.Location) }, notes: null, TestContext.Current.CancellationToken);
        var entry = await SendAsync(server.Address.Port, "GET", server.AddressWithToken.PathAndQuery);
        return new Served(server, cache, entry.Headers["set-cookie"].Split(';')[0]);
    }

    /// <summary>Serves a dataset under rules.</summary>
    public static Task<Served> StartAsync(string location, FilterOptions rules, ImageChoice? choice = null) =>
        StartAsync(location, o => o with { Rules = new ImageFilter(rules), Choice = choice ?? new() });

    /// <summary>Asks as the page does.</summary>
    public Task<RawAnswer> GetAsync(string target, params IReadOnlyList<string> headers) => SendAsync(Port, "GET", target, [$"Cookie: {Cookie}", .. headers]);

    /// <summary>The JSON of a path.</summary>
    public async Task<JsonElement> JsonAsync(string target)
    {
        var answer = await GetAsync(target);
        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["content-type"]));
        return answer.Json;
    }

    /// <summary>Posts as the page does.</summary>
    public Task<RawAnswer> PostAsync(string body) => SendAsync(Port, "POST", "/selection", [$"Cookie: {Cookie}", $"Origin: {Origin}", "Content-Type: application/json"], body);

    /// <summary>Sends a request as it stands.</summary>
    /// <param name="headers">Headers beside those that every request needs; one of them may be Host.</param>
    public static Task<RawAnswer> SendAsync(int port, string method, string target, IReadOnlyList<string>? headers = null, string? body = null)
    {
        List<string> lines = [$"{method} {target} HTTP/1.1", .. headers ?? [], "Connection: close"];
        if (!lines.Exists(l => l.StartsWith("Host:", StringComparison.Ordinal)))
        {
            lines.Add($"Host: 127.0.0.1:{port}");
        }

        if (body is not null && !lines.Exists(l => l.StartsWith("Transfer-Encoding:", StringComparison.Ordinal)))
        {
            lines.Add($"Content-Length: {Encoding.UTF8.GetByteCount(body)}");
        }

        return RawAnswer.OfAsync(port, Encoding.UTF8.GetBytes($"{string.Join("\r\n", lines)}\r\n\r\n{body}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _cache.Dispose();
    }
}
