using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Filters;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Pull;

/// <summary>Which images of a dataset a pull wants.</summary>
internal static class PullFilms
{
    /// <param name="dataset">Its annotations are there.</param>
    /// <param name="request">What the user wants.</param>
    /// <param name="terminal">Is told what rules dropped.</param>
    /// <param name="failures">Takes documents that cannot be read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static IReadOnlyList<FilmRequest> Choose(PulledDataset dataset, PullRequest request, Terminal terminal, List<DatasetException> failures, CancellationToken cancellation)
    {
        using var annotations = AnnotationFormats.Open(dataset.Annotations);
        var films = Choose(annotations, request, terminal, failures, cancellation);
        var known = request.WantsThumbnails ? dataset.Lock.Thumbnails : dataset.Lock.Images;
        return request.Settings.IsLocked ? [.. films.Where(f => known.ContainsKey(f.Name))] : films;
    }

    /// <summary>The same of annotations that lie anywhere.</summary>
    public static IReadOnlyList<FilmRequest> Choose(Dataset annotations, PullRequest request, Terminal terminal, List<DatasetException> failures, CancellationToken cancellation)
    {
        failures.AddRange(annotations.Problems);
        var metadata = RuleOptions.ReadMetadata(request.Metadata, annotations, terminal);
        List<Candidate> read = [.. EntryReader.Read(
            annotations.Entries,
            entry =>
            {
                var image = entry.Read(ReadDetail.WithoutCoordinates);
                return new Candidate(FilmRequest.From(image), new ImageFacts(image, metadata));
            },
            failures,
            Environment.ProcessorCount,
            cancellation)];
        IEnumerable<FilmRequest> films = read.Select(c => c.Film);
        if (request.Rules is { } rules)
        {
            var outcome = new ImageFilter(rules).Apply(read.Select(c => c.Facts));
            RuleOptions.WriteNotes(outcome, metadata, terminal);
            terminal.WriteNote($"filtered: {outcome.Kept.Count:N0} of {Wording.Count(read.Count, "image")}");
            var kept = outcome.Kept.ToHashSet(StringComparer.Ordinal);
            films = films.Where(f => kept.Contains(f.Id));
        }

        if (request.RetriesMissing)
        {
            var missing = MissingFile.ReadIds(request.Folder);
            films = films.Where(f => missing.Contains(f.Id));
        }

        return [.. request.Limit is { } limit ? films.Take(limit) : films];
    }

    private sealed record Candidate(FilmRequest Film, ImageFacts Facts);
}
