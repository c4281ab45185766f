using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NetVips;

namespace CovidXray.Benchmarks;

/// <summary>A release of many small films in memory, behind HTTP on this machine: what compare-pull.sh fetches.</summary>
internal static class FilmServer
{
    private const int Side = 160;
    private const int Variants = 50;

    /// <summary>Serves until stdin ends; writes its address to stdout.</summary>
    /// <param name="films">How many films.</param>
    public static async Task<int> RunAsync(int films)
    {
        var contents = Enumerable.Range(0, Variants).Select(Film).ToArray();
        var release = Release(films);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            var path = context.Request.Path.Value!;
            var content = path == "/annotations/all-images.zip" ? release
                : int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? contents[number % Variants]
                : [];
            context.Response.StatusCode = content.Length == 0 ? 404 : 200;
            context.Response.ContentLength = content.Length;
            await context.Response.Body.WriteAsync(content).ConfigureAwait(false);
        });
        await app.StartAsync().ConfigureAwait(false);
        Console.WriteLine(app.Urls.Single());
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
        {
        }

        return 0;
    }

    private static byte[] Film(int seed)
    {
        using var noise = Image.Gaussnoise(Side, Side, mean: 128, sigma: 40, seed: seed);
        using var grey = noise.Cast(Enums.BandFormat.Uchar);
        return grey.JpegsaveBuffer(q: 85);
    }

    private static byte[] Release(int films)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            for (var i = 0; i < films; i++)
            {
                using var entry = archive.CreateEntry($"{i + 1_000_000}.json", CompressionLevel.Fastest).Open();
                entry.Write(Encoding.UTF8.GetBytes(
                    $$$"""{"image": {"seq": {{{i}}}, "width": {{{Side}}}, "height": {{{Side}}}, "filename": "{{{i:D8}}}.jpg", "original_filename": "{{{i}}}.jpg"}, "dataset": "b", "annotations": [{"name": "View/PA", "tag": {}}]}"""));
            }
        }

        return stream.ToArray();
    }
}
