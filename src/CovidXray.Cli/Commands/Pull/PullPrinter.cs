using CovidXray.Cli.Terminals;
using CovidXray.Jobs.Pull;
using CovidXray.Releases;
using CovidXray.Releases.Lock;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Prints what a pull did: what came from where, what is missing and why.</summary>
internal static class PullPrinter
{
    /// <summary>What is pulled of each image.</summary>
    public static string Noun(PullRequest request) => request.WantsThumbnails ? "thumbnail" : "image";

    public static void WriteText(Terminal terminal, PullRequest request, PullResult result)
    {
        var what = Noun(request);
        var annotations = $"{result.Release.Name} in {result.Folder}: {Wording.Count(result.Annotations, "annotation file")}";
        if (result.Films is not { } films)
        {
            terminal.WriteResult(annotations);
            return;
        }

        terminal.WriteResult($"{annotations}, {Wording.Count(films.Present + films.BySource.Values.Sum(), what)}, {films.Missing.Count:N0} missing");
        var table = TextTables.Plain("source", what + "s");
        foreach (var (source, count) in films.BySource.Prepend(new("here already", films.Present)).Where(s => s.Value > 0))
        {
            table.Row(source, $"{count:N0}");
        }

        if (table.Rows.Count > 0)
        {
            TextTables.Write(terminal.Output, table);
        }

        WriteMissing(terminal, films, what, result.MissingList);
    }

    /// <summary>Says what is here of a pull that did not come to its end.</summary>
    public static string Stopped(PullRequest request, PullResult result, string reason) =>
        $"{reason} {Wording.Count(result.RecordedFilms, Noun(request), "is", "are")} here, each of them whole; the same command goes on from here";

    /// <summary>Says what differs from the lock file.</summary>
    public static void WriteVerified(Terminal terminal, PullVerification result)
    {
        foreach (var file in result.Damaged)
        {
            terminal.WriteResult($"{file.Path}: {file.Problem}");
        }

        terminal.WriteResult(result.Damaged.Count == 0
            ? $"{Wording.Count(result.Files, "file", "is", "are")} as {PullLock.FileName} says"
            : $"{result.Damaged.Count:N0} of {Wording.Count(result.Files, "file")} {(result.Damaged.Count == 1 ? "is" : "are")} not as {PullLock.FileName} says; --verify --repair fetches them anew");
    }

    public static string Reason(Exception error) => error is OperationCanceledException ? "interrupted" : error.Message;

    private static void WriteMissing(Terminal terminal, FilmPullResult films, string what, string? list)
    {
        if (films.Missing.Count == 0)
        {
            return;
        }

        var reasons = TextTables.Plain($"missing {what}", "");
        var advice = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in films.Missing.GroupBy(m => (m.Main.Source, m.Main.Reason)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Source, StringComparer.Ordinal))
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
}
