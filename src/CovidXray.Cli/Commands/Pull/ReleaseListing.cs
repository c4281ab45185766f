using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull --list</c>: which releases there are.</summary>
internal static class ReleaseListing
{
    // The repository is no server; these are the archives that it has had since 2020.
    private static readonly (string Name, int Images)[] InRepository = [("all-images", 6504), ("covid-only", 517)];

    public static async Task<int> RunAsync(PullRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (string.Equals(request.Source ?? "repository", "repository", StringComparison.OrdinalIgnoreCase))
        {
            ListRepository(request, terminal);
            return ExitCode.Done;
        }

        if (!string.Equals(request.Source, "darwin", StringComparison.OrdinalIgnoreCase))
        {
            throw new JobException("--list asks --source repository or darwin; a zip or a folder is one release") { IsUsage = true };
        }

        using var client = request.Connect()!;
        var releases = await client.ReleasesAsync(request.Release ?? ReleaseName.Parse(ReleaseName.DefaultRelease), cancellation).ConfigureAwait(false);
        if (request.IsJson)
        {
            WriteJson(terminal, releases);
            return ExitCode.Done;
        }

        var table = TextTables.Plain("release", "images", "classes", "form", "made", "");
        foreach (var release in releases)
        {
            table.Row(release.Name, $"{release.Images}", $"{release.Classes}", release.Format, release.Made ?? "", release.IsAvailable ? (release.IsLatest ? "latest" : "") : $"not available ({release.Status})");
        }

        TextTables.Write(terminal.Output, table);
        return ExitCode.Done;
    }

    private static void ListRepository(PullRequest request, Terminal terminal)
    {
        if (request.IsJson)
        {
            WriteJson(terminal, [.. InRepository.Select(r => new DarwinRelease(r.Name) { Images = r.Images, Archive = ReleaseSource.OfRepository(request, ReleaseName.Parse(r.Name)).Address })]);
            return;
        }

        foreach (var (name, images) in InRepository)
        {
            terminal.WriteResult($"{name}  {images:N0} images");
        }

        terminal.WriteNote("releases of the dataset's repository; --source darwin asks V7's server");
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<DarwinRelease> releases) => JsonOutput.Write(terminal.Output, json =>
    {
        json.WriteStartArray("releases");
        foreach (var release in releases)
        {
            json.WriteStartObject();
            json.WriteString("name", release.Name);
            json.WriteString("format", release.Format);
            json.WriteString("status", release.Status);
            json.WriteString("made", release.Made);
            json.WriteBoolean("latest", release.IsLatest);
            json.WriteBoolean("available", release.IsAvailable);
            if (release.Images is { } images)
            {
                json.WriteNumber("images", images);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
