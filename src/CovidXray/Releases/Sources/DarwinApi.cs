using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CovidXray.Annotations;
using CovidXray.Releases.Transfer;

namespace CovidXray.Releases.Sources;

/// <summary>V7's protocol, as far as pulling goes: of 2024 (v2) where the server knows it, else of 2020 (v1).</summary>
/// <param name="server">The server's address, such as <c>https://darwin.v7labs.com</c>.</param>
/// <param name="key">The user's key, if any. A guest is tried first: a public dataset needs none.</param>
/// <param name="downloader">Fetches.</param>
internal sealed class DarwinApi(Uri server, ApiKey? key, Downloader downloader)
{
    private const int MaxAnswer = 32_000_000;

    /// <summary>The releases of a dataset, as the server lists them: newest first.</summary>
    /// <exception cref="DatasetException">The server does not show them.</exception>
    public async Task<IReadOnlyList<DarwinRelease>> ReleasesAsync(ReleaseName dataset, CancellationToken cancellation)
    {
        TransferException? refusal = null;
        foreach (var caller in key is null ? (ApiKey?[])[null] : [null, key])
        {
            try
            {
                return [.. (await ExportsAsync(dataset, caller, cancellation).ConfigureAwait(false)).Where(e => e.Name is not null).Select(Release)];
            }
            catch (TransferException e) when (e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                refusal = e;
            }
            catch (TransferException e)
            {
                throw new DatasetException(Shown, $"{e.Message}; the archive in the dataset's repository needs no V7: leave out --source", e);
            }
        }

        throw new DatasetException(Shown, key is null
            ? $"V7 shows {dataset.Team}/{dataset.Dataset} to no guest ({refusal!.Message}); give a key with --api-key or DARWIN_API_KEY, or leave out --source"
            : $"V7 shows {dataset.Team}/{dataset.Dataset} neither to a guest nor to this key ({refusal!.Message}); leave out --source to use the dataset's repository", refusal);
    }

    private string Shown => WebAddress.Shown(server);

    private async Task<DarwinExport[]> ExportsAsync(ReleaseName dataset, ApiKey? caller, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync($"v2/teams/{dataset.Team}/datasets/{dataset.Dataset}/exports", caller, DarwinJson.Default.DarwinExportArray, cancellation).ConfigureAwait(false);
        }
        catch (TransferException e) when (e.Status == HttpStatusCode.NotFound)
        {
            // The protocol of 2020 knows datasets by number.
            var id = await NumberAsync(dataset, caller, cancellation).ConfigureAwait(false);
            return await GetAsync($"datasets/{id}/exports", caller, DarwinJson.Default.DarwinExportArray, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<long> NumberAsync(ReleaseName dataset, ApiKey? caller, CancellationToken cancellation)
    {
        var found = caller is null
            ? await GetAsync($"{dataset.Team}/{dataset.Dataset}", caller, DarwinJson.Default.DarwinDatasetInfo, cancellation).ConfigureAwait(false)
            : (await GetAsync("datasets", caller, DarwinJson.Default.DarwinDatasetInfoArray, cancellation).ConfigureAwait(false))
                .FirstOrDefault(d => string.Equals(d.Slug, dataset.Dataset, StringComparison.OrdinalIgnoreCase));
        return found?.Id ?? throw new TransferException($"the key's team has no dataset '{dataset.Dataset}'") { Status = HttpStatusCode.NotFound };
    }

    private async Task<T> GetAsync<T>(string path, ApiKey? caller, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var address = new Uri($"{server.AbsoluteUri.TrimEnd('/')}/api/{path}");
        var answer = await downloader.GetAsync(address, caller, MaxAnswer, cancellation).ConfigureAwait(false);
        try
        {
            var value = JsonSerializer.Deserialize(answer, type);
            return value is null || (value is object?[] items && items.Contains(null)) ? throw new JsonException() : value;
        }
        catch (JsonException e)
        {
            throw new DatasetException(WebAddress.Shown(address), "the answer is not what V7's server sends; is the address right?", e);
        }
    }

    private static DarwinRelease Release(DarwinExport export) => new(export.Name!)
    {
        Format = export.Format ?? "json",
        Status = export.Status ?? "complete",
        Made = export.InsertedAt,
        IsLatest = export.Latest == true,
        Images = export.Metadata?.NumImages,
        Classes = export.Metadata?.AnnotationClasses?.Length,
        Archive = WebAddress.Parse(export.DownloadUrl),
    };
}

/// <summary>V7's answers, those members that are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DarwinExport[]))]
[JsonSerializable(typeof(DarwinDatasetInfo))]
[JsonSerializable(typeof(DarwinDatasetInfo[]))]
internal sealed partial class DarwinJson : JsonSerializerContext;

/// <summary>A release as V7's server describes it.</summary>
internal sealed record DarwinExport(string? Name, string? Status, string? Format, string? InsertedAt, bool? Latest, string? DownloadUrl, DarwinExportMetadata? Metadata);

/// <summary>What V7's server says of a release's content; empty where it is not available.</summary>
internal sealed record DarwinExportMetadata(int? NumImages, JsonElement[]? AnnotationClasses);

/// <summary>A dataset as V7's server describes it.</summary>
internal sealed record DarwinDatasetInfo(long? Id, string? Slug);
