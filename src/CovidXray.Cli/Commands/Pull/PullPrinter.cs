using CovidXray.Cli.Terminals;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Tells what a pull did: what came from where, what is missing and why.</summary>
internal static class PullPrinter
{
    /// <param name="terminal">Is told.</param>
    /// <param name="request">What the user wanted.</param>
    /// <param name="dataset">What is there now.</param>
    /// <param name="images">What came of the images; null if none were wanted.</param>
    /// <param name="progress">How much came.</param>
    /// <param name="listsMissing">Whether a file lists what is missing.</param>
    public static void Write(Terminal terminal, PullRequest request, PulledDataset dataset, FilmPullResult? images, PullProgress progress, bool listsMissing)
    {
        if (request.IsJson)
        {
            WriteJson(terminal.Output, dataset, images, progress);
            return;
        }

        var release = dataset.Lock.Release!;
        var output = terminal.Output;
        var what = request.Noun;
        output.WriteLine(images is null
            ? $"{release.Name} in {dataset.Location}: {Wording.Count(dataset.Lock.Annotations.Count, "annotation file")}"
            : $"{release.Name} in {dataset.Location}: {Wording.Count(dataset.Lock.Annotations.Count, "annotation file")}, {Wording.Count(images.Present + images.BySource.Values.Sum(), what)}, {images.Missing.Count:N0} missing");
        if (images is null)
        {
            return;
        }

        var table = TextTables.Plain("", what + "s");
        foreach (var (source, count) in images.BySource.Prepend(new("here already", images.Present)).Where(s => s.Value > 0))
        {
            table.Row(source, $"{count:N0}");
        }

        if (table.Rows.Count > 0)
        {
            TextTables.Write(output, table);
        }

        WriteMissing(terminal, images, what, listsMissing ? Path.Combine(dataset.Location, MissingFile.Name) : null);
    }

    /// <summary>Says what is here of a pull that did not come to its end.</summary>
    public static void WriteStopped(Terminal terminal, PullRequest request, PulledDataset dataset, FilmPullResult images, PullProgress progress)
    {
        var here = request.WantsThumbnails ? dataset.Lock.Thumbnails : dataset.Lock.Images;
        terminal.WriteError($"{Reason(images.Stopped!)}{(images.Stopped is OperationCanceledException ? ":" : ";")} {Wording.Count(here.Count, request.Noun, "is", "are")} here, each of them whole; the same command goes on from here");
        if (request.IsJson)
        {
            WriteJson(terminal.Output, dataset, images, progress);
        }
    }

    /// <summary>Says as JSON that there is no result, and why. The error itself goes its own way.</summary>
    public static void WriteStopped(Terminal terminal, PullRequest request, Exception error) => JsonOutput.Write(terminal.Output, json =>
    {
        json.WriteString("folder", request.Folder);
        json.WriteString("stopped", Reason(error));
    });

    /// <summary>Says what differs from the lock file.</summary>
    /// <returns>The exit code.</returns>
    public static int WriteVerified(Terminal terminal, PullRequest request, PulledDataset dataset, IReadOnlyList<DamagedFile> damaged)
    {
        var files = dataset.Lock.Count;
        if (request.IsJson)
        {
            JsonOutput.Write(terminal.Output, json =>
            {
                json.WriteNumber("files", files);
                json.WriteStartArray("damaged");
                foreach (var file in damaged)
                {
                    json.WriteStartObject();
                    json.WriteString("path", file.Path);
                    json.WriteString("problem", file.Problem);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
        }
        else
        {
            foreach (var file in damaged)
            {
                terminal.WriteResult($"{file.Path}: {file.Problem}");
            }

            terminal.WriteResult(damaged.Count == 0
                ? $"{Wording.Count(files, "file", "is", "are")} as {PullLock.FileName} says"
                : $"{damaged.Count:N0} of {Wording.Count(files, "file")} {(damaged.Count == 1 ? "is" : "are")} not as {PullLock.FileName} says; --verify --repair fetches them anew");
        }

        return damaged.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Reason(Exception error) => error is OperationCanceledException ? "interrupted" : error.Message;

    private static void WriteMissing(Terminal terminal, FilmPullResult images, string what, string? list)
    {
        if (images.Missing.Count == 0)
        {
            return;
        }

        var reasons = TextTables.Plain($"missing {what}", "");
        var advice = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in images.Missing.GroupBy(m => (m.Main.Source, m.Main.Reason)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Source, StringComparer.Ordinal))
        {
            reasons.Row($"{group.Key.Source}: {group.Key.Reason}", $"{group.Count():N0}");
            if (group.First().Main.Advice is { } hint)
            {
                advice.Add(hint);
            }
        }

        TextTables.Write(terminal.Output, reasons);
        if (list is not null)
        {
            terminal.WriteNote($"each missing image and its reason: {list}");
        }

        foreach (var hint in advice)
        {
            terminal.WriteNote($"note: {hint}");
        }
    }

    private static void WriteJson(TextWriter output, PulledDataset dataset, FilmPullResult? images, PullProgress progress) => JsonOutput.Write(output, json =>
    {
        json.WriteString("folder", dataset.Location);
        json.WriteString("release", dataset.Lock.Release!.Name);
        json.WriteString("source", dataset.Lock.Release.Source);
        json.WriteNumber("annotations", dataset.Lock.Annotations.Count);
        json.WriteNumber("bytes", progress.Bytes);
        if (images is null)
        {
            return;
        }

        if (images.Stopped is { } stopped)
        {
            json.WriteString("stopped", Reason(stopped));
        }

        json.WriteNumber("present", images.Present);
        json.WriteStartObject("fetched");
        foreach (var (source, count) in images.BySource)
        {
            json.WriteNumber(source, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("missing");
        foreach (var missing in images.Missing)
        {
            json.WriteStartObject();
            json.WriteString("id", missing.Film.Id);
            json.WriteString("original_filename", missing.Film.Name);
            json.WriteString("reason", missing.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
