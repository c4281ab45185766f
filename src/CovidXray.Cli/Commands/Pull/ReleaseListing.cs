using CovidXray.Releases;

namespace CovidXray.Cli.Commands.Pull;

/// <summary><c>covidxr pull --list</c>: which releases there are.</summary>
internal static class ReleaseListing
{
    // The repository is no server; these are the archives that it has had since 2020.
    private static readonly (string Name, string What)[] InRepository = [("all-images", "6,504 images"), ("covid-only", "517 images")];

    public static async Task<int> RunAsync(PullRequest request, Terminal terminal, CancellationToken cancellation)
    {
        if (string.Equals(request.Source ?? "repository", "repository", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var (name, what) in InRepository)
            {
                terminal.WriteResult($"{name}  {what}");
            }

            terminal.WriteNote("releases of the dataset's repository; --source darwin asks V7's server");
            return ExitCode.Done;
        }

        if (!string.Equals(request.Source, "darwin", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException("--list asks --source repository or darwin; a zip or a folder is one release") { ExitCode = ExitCode.Usage };
        }

        using var client = request.Connect()!;
        var releases = await client.ReleasesAsync(request.Release ?? ReleaseName.Parse(ReleaseName.DefaultRelease), cancellation).ConfigureAwait(false);
        if (request.IsJson)
        {
            WriteJson(terminal, releases);
            return ExitCode.Done;
        }

        var table = Tables.Plain("release", "images", "classes", "form", "made", "");
        foreach (var release in releases)
        {
            table.Row(release.Name, $"{release.Images}", $"{release.Classes}", release.Format, release.Made ?? "", release.IsAvailable ? (release.IsLatest ? "latest" : "") : $"not available ({release.Status})");
        }

        Tables.Write(terminal.Output, table);
        return ExitCode.Done;
    }

    private static void WriteJson(Terminal terminal, IReadOnlyList<DarwinRelease> releases) => PullReport.WriteObject(terminal.Output, json =>
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
