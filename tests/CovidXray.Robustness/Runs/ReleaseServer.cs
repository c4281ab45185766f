using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace CovidXray.Robustness.Runs;

/// <summary>A release and its films behind HTTP on this machine, with ranges and entity tags, as a good server has them.</summary>
internal static class ReleaseServer
{
    /// <summary>Starts it; dispose it when done.</summary>
    /// <param name="inputs">The folder of inputs: release.zip and dataset/images/.</param>
    public static async Task<WebApplication> StartAsync(string inputs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // The usual one keeps the process alive after Ctrl+C and SIGTERM.
        builder.Services.AddSingleton<IHostLifetime>(new NoLifetime());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async context =>
        {
            var name = Path.GetFileName(context.Request.Path.Value!);
            var path = name == "release.zip" ? Path.Combine(inputs, name) : Path.Combine(inputs, "dataset", "images", name);
            var answer = File.Exists(path)
                ? Results.File(path, "application/octet-stream", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{name}\""))
                : Results.NotFound();
            await answer.ExecuteAsync(context).ConfigureAwait(false);
        });
        await app.StartAsync().ConfigureAwait(false);
        return app;
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
