using System.Text.Json;
using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Pull;
using CovidXray.Releases;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Tells a program what a pull did.</summary>
internal static class PullJsonPrinter
{
    /// <param name="ended">What ended the run before its end; null for what stopped the films, if anything did.</param>
    public static void Write(TextWriter output, PullResult result, FatalError? ended = null) => JsonOutput.Write(output, json =>
    {
        if ((ended ?? (result.Films?.Stopped is { } stopped ? FatalError.Of(stopped) : null)) is { } error)
        {
            error.Write(json);
        }

        json.WriteString("out", result.Folder);
        json.WriteString("folder", result.Folder);
        json.WriteString("release", result.Release.Name);
        json.WriteString("source", result.Release.Source);
        json.WriteNumber("annotation_files", result.Annotations);
        json.WriteNumber("annotations", result.Annotations);
        json.WriteNumber("bytes", result.Bytes);
        if (result.Films is { } films)
        {
            WriteFilms(json, films);
        }

        FailureJson.Write(json, [.. result.Failures, .. result.Films?.Missing.Select(m => new DatasetException(m.Film.Name, m.Reason)) ?? []]);
    });

    /// <summary>Says that there is no result, and why. The line on stderr goes its own way.</summary>
    public static void WriteStopped(Terminal terminal, PullRequest request, Exception error) => JsonOutput.Write(terminal.Output, json =>
    {
        FatalError.Of(error).Write(json);
        json.WriteString("out", request.Folder);
        json.WriteString("folder", request.Folder);
        json.WriteString("stopped", PullPrinter.Reason(error));
    });

    public static void WriteVerified(TextWriter output, PullVerification result) => JsonOutput.Write(output, json =>
    {
        json.WriteNumber("files", result.Files);
        json.WriteStartArray("damaged");
        foreach (var file in result.Damaged)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteString("problem", file.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        FailureJson.Write(json, result.Damaged.Select(f => new DatasetException(f.Path, f.Problem)));
    });

    private static void WriteFilms(Utf8JsonWriter json, FilmPullResult films)
    {
        if (films.Stopped is { } stopped)
        {
            json.WriteString("stopped", PullPrinter.Reason(stopped));
        }

        json.WriteNumber("present", films.Present);
        JsonOutput.WriteCounts(json, "fetched", films.BySource);
        JsonOutput.WriteTexts(json, "without_film", films.Missing.Select(m => m.Film.Id));
        json.WriteStartArray("missing");
        foreach (var missing in films.Missing)
        {
            json.WriteStartObject();
            json.WriteString("id", missing.Film.Id);
            json.WriteString("name", missing.Film.Name);
            json.WriteString("original_filename", missing.Film.Name);
            json.WriteString("reason", missing.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
