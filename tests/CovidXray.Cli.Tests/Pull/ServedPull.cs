using CovidXray.Formats;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Tests;

namespace CovidXray.Cli.Tests.Pull;

/// <summary>What tests of a pull have: a server with the sample dataset, and a folder that is not there yet.</summary>
public abstract class ServedPull : IAsyncLifetime
{
    private FilmServer? _server;

    private protected TemporaryFolder Temporary { get; } = new();

    private protected FilmServer Server => _server!;

    private protected string Folder => Path.Combine(Temporary.Location, "dataset");

    public virtual async ValueTask InitializeAsync() => _server = await FilmServer.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Fetches all images through the library, with settings that are no options.</summary>
    private protected async Task<FilmPullResult> FetchAsync(PullSettings settings, PullProgress progress)
    {
        await Server.PullAsync(Folder, "--no-images");
        using var client = new PullClient(settings.Download, Server.Address);
        using var dataset = PulledDataset.OpenForWriting(Folder, settings);
        using var annotations = AnnotationFormats.Open(dataset.Annotations);
        var films = annotations.Read().Select(FilmRequest.From).ToList();
        return await dataset.FetchImagesAsync(films, [client.FromDocuments()], progress, TestContext.Current.CancellationToken);
    }
}
