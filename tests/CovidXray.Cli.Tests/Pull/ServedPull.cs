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
}
