using CovidXray.Releases.Sources;

namespace CovidXray.Jobs.Pull;

/// <summary>Which releases a source has.</summary>
internal static class ReleaseListing
{
    /// <summary>The repository is no server; these are the archives that it has had since 2020.</summary>
    public static IReadOnlyList<(string Name, int Images)> InRepository { get; } = [("all-images", 6504), ("covid-only", 517)];

    public static bool IsOfRepository(PullRequest request) => string.Equals(request.Source ?? "repository", "repository", StringComparison.OrdinalIgnoreCase);

    public static async Task<IReadOnlyList<DarwinRelease>> OfAsync(PullRequest request, CancellationToken cancellation)
    {
        if (IsOfRepository(request))
        {
            return [.. InRepository.Select(r => new DarwinRelease(r.Name) { Images = r.Images, Archive = ReleaseSource.OfRepository(request, ReleaseName.Parse(r.Name)).Address })];
        }

        if (!string.Equals(request.Source, "darwin", StringComparison.OrdinalIgnoreCase))
        {
            throw new JobException("--list asks --source repository or darwin; a zip or a folder is one release") { IsUsage = true };
        }

        using var client = request.Connect() ?? throw new JobException("--list asks V7's server, which --offline forbids") { IsUsage = true };
        return await client.ReleasesAsync(request.Release ?? ReleaseName.Parse(ReleaseName.DefaultRelease), cancellation).ConfigureAwait(false);
    }
}
