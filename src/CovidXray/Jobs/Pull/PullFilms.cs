using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Formats;
using CovidXray.Releases;
using CovidXray.Releases.Sources;
using CovidXray.Reports;

namespace CovidXray.Jobs.Pull;

/// <summary>Which films of a dataset a pull wants.</summary>
internal static class PullFilms
{
    /// <param name="dataset">Its annotations are there.</param>
    /// <param name="notes">Hears what rules dropped.</param>
    /// <param name="failures">Takes documents that cannot be read.</param>
    public static IReadOnlyList<FilmRequest> Choose(PulledDataset dataset, PullRequest request, IProgress<JobNote>? notes, List<DatasetException> failures, CancellationToken cancellation)
    {
        using var annotations = AnnotationFormats.Open(dataset.Annotations);
        var films = Choose(annotations, request, notes, failures, cancellation);
        var known = request.WantsThumbnails ? dataset.Lock.Thumbnails : dataset.Lock.Images;
        return request.Settings.IsLocked ? [.. films.Where(f => known.ContainsKey(f.Name))] : films;
    }

    /// <summary>The same of annotations that lie anywhere.</summary>
    public static IReadOnlyList<FilmRequest> Choose(Dataset annotations, PullRequest request, IProgress<JobNote>? notes, List<DatasetException> failures, CancellationToken cancellation)
    {
        failures.AddRange(annotations.Problems);
        var metadata = notes.ReadMetadata(request.MetadataPath, annotations);
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
        if (request.Filter is { } filter)
        {
            var result = filter.Apply(read.Select(c => c.Facts));
            notes.Filtered(result, metadata);
            notes.Note($"filtered: {result.Kept.Count:N0} of {Wording.Count(read.Count, "image")}");
            if (result.Kept.Count == 0 && read.Count > 0)
            {
                throw new JobException(result.WhyNone);
            }

            var kept = result.Kept.ToHashSet(StringComparer.Ordinal);
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
