using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>The sample dataset behind a real HTTP server on this machine, which misbehaves where a test says so.</summary>
internal sealed class FilmServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly ConcurrentDictionary<string, Answer> _answers = new();
    private readonly ConcurrentQueue<ServedRequest> _requests = new();
    private readonly SortedDictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    private FilmServer(WebApplication app) => _app = app;

    /// <summary>How a request is answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="content">What lies at its path.</param>
    /// <param name="attempt">How often the path was asked for, from 1.</param>
    public delegate Task Answer(HttpContext context, byte[] content, int attempt);

    /// <summary>The server's address, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    public IReadOnlyCollection<ServedRequest> Requests => _requests;

    /// <summary>The sample's images by name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Films { get; } =
        Directory.GetFiles(Path.Combine(Cli.Sample, "images")).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);

    /// <param name="certificate">Of a server behind TLS.</param>
    public static async Task<FilmServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, listening =>
        {
            if (certificate is not null)
            {
                listening.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        var server = new FilmServer(app);
        app.Run(server.ServeAsync);
        await app.StartAsync();
        server.Address = app.Urls.Single();
        server.AddSample();
        return server;
    }

    /// <summary>Puts something at a path.</summary>
    public void Put(string path, byte[] content) => _contents[path] = content;

    /// <summary>What lies at a path.</summary>
    public byte[] At(string path) => _contents[path];

    /// <summary>Answers requests for a path in another way; null for the good way again.</summary>
    public void On(string path, Answer? answer)
    {
        _attempts.TryRemove(path, out _);
        if (answer is null)
        {
            _answers.TryRemove(path, out _);
        }
        else
        {
            _answers[path] = answer;
        }
    }

    public void ForgetRequests() => _requests.Clear();

    /// <summary>Waits until an image is asked for.</summary>
    public async Task IsAskedForAsync(string id)
    {
        for (var tries = 0; !_requests.Any(r => r.Path == PathOf(id)); tries++)
        {
            Assert.True(tries < 600, $"nobody asks for {id}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The path of a sample image's original.</summary>
    public static string PathOf(string id) => $"/api/images/{id}/original";

    /// <summary>Runs a pull from this server.</summary>
    public Task<Cli> PullAsync(string folder, params IReadOnlyList<string> more) => Cli.RunAsync(Arguments(folder, more));

    /// <summary>The command line of a pull from this server.</summary>
    public IReadOnlyList<string> Arguments(string folder, params IReadOnlyList<string> more) =>
        ["pull", "--out", folder, "--repository-url", Address + "/repository", "--darwin-url", Address, "--ieee8023-url", Address + "/ieee8023", "--retry-delay", "0.01", .. more];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>A zip of files.</summary>
    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The sample's annotation files, with this server as the one that serves their images.</summary>
    public IEnumerable<(string Name, byte[] Content)> Documents() =>
        Directory.GetFiles(Path.Combine(Cli.Sample, "annotations")).Order(StringComparer.Ordinal)
            .Select(f => (Path.GetFileName(f), Encoding.UTF8.GetBytes(File.ReadAllText(f).Replace("https://example.org", Address, StringComparison.Ordinal))));

    private void AddSample()
    {
        Put("/repository/annotations/all-images.zip", Zip(Documents()));
        Put("/repository/annotations/covid-only.zip", Zip(Documents().Take(3)));
        foreach (var (file, content) in Documents())
        {
            var name = System.Text.Json.JsonDocument.Parse(content).RootElement.GetProperty("image").GetProperty("original_filename").GetString()!;
            var id = Path.GetFileNameWithoutExtension(file);
            Put(PathOf(id), Films[name]);
            Put($"/api/images/{id}/thumbnail", Films["phantom-006-tiny.jpg"]);
            Put($"/ieee8023/{name}", Films[name]);
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var attempt = _attempts.AddOrUpdate(path, 1, (_, n) => n + 1);
        var request = new ServedRequest(context.Request.Method, path, context.Request.Headers.Range.ToString(), context.Request.Headers.Authorization.ToString())
        {
            Host = context.Request.Host.Host,
            Protocol = context.Request.Protocol,
        };
        _requests.Enqueue(request);
        var content = _contents.GetValueOrDefault(path, []);
        if (_answers.TryGetValue(path, out var answer))
        {
            await answer(context, content, attempt);
        }
        else if (content.Length == 0)
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("<html>not found</html>");
        }
        else
        {
            await Answers.WholeAsync(context, content);
        }
    }
}
