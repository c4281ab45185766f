using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Pull;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Prints the answer of <c>covidxr pull --list</c>: which releases there are.</summary>
internal static class ReleasePrinter
{
    public static void WriteText(Terminal terminal, IReadOnlyList<DarwinRelease> releases)
    {
        var table = TextTables.Plain("release", "images", "classes", "form", "made", "");
        foreach (var release in releases)
        {
            table.Row(release.Name, $"{release.Images}", $"{release.Classes}", release.Format, release.Made ?? "", release.IsAvailable ? (release.IsLatest ? "latest" : "") : $"not available ({release.Status})");
        }

        TextTables.Write(terminal.Output, table);
    }

    /// <summary>The releases of the dataset's repository, of which nothing but name and size is known.</summary>
    public static void WriteRepository(Terminal terminal)
    {
        foreach (var (name, images) in ReleaseListing.InRepository)
        {
            terminal.WriteResult($"{name}  {images:N0} images");
        }

        terminal.WriteNote("releases of the dataset's repository; --source darwin asks V7's server");
    }

    public static void WriteJson(Terminal terminal, IReadOnlyList<DarwinRelease> releases) => JsonOutput.Write(terminal.Output, json =>
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
