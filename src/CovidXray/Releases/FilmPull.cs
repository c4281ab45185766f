using CovidXray.Annotations;
using CovidXray.Releases.Sources;

namespace CovidXray.Releases;

/// <summary>Gets images: each from the first source that has it, several at once.</summary>
internal sealed class FilmPull(FilmStore store, IReadOnlyList<FilmSource> sources, PullSettings settings)
{
    public async Task<FilmPullResult> RunAsync(IReadOnlyList<FilmRequest> films, PullProgress progress, CancellationToken cancellation)
    {
        var report = new FilmPullResult();
        store.Enter();
        try
        {
            // Not OrderedWork: downloads wait for servers and need no threads for that, and come in any order.
            await Parallel.ForEachAsync(
                Unique(films, report),
                new ParallelOptions { MaxDegreeOfParallelism = settings.Download.Jobs, CancellationToken = cancellation },
                async (film, token) =>
                {
                    await GetAsync(film, report, progress, token).ConfigureAwait(false);
                    progress.AddImage();
                }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or UnauthorizedAccessException or DatasetException)
        {
            report.Stopped = e;
        }

        store.DeleteLeftovers();
        report.Sort();
        return report;
    }

    /// <summary>Two images of one name would overwrite each other; letter case does not count.</summary>
    private static List<FilmRequest> Unique(IReadOnlyList<FilmRequest> films, FilmPullResult report)
    {
        var first = new Dictionary<string, FilmRequest>(StringComparer.OrdinalIgnoreCase);
        var unique = new List<FilmRequest>(films.Count);
        foreach (var film in films)
        {
            if (first.TryAdd(film.Name, film))
            {
                unique.Add(film);
            }
            else
            {
                report.AddMissing(new MissingFilm(film, [new FilmProblem("annotations", "another image has the same name") { Detail = $"{film.Name} of {first[film.Name].Id}" }]));
            }
        }

        return unique;
    }

    private async Task GetAsync(FilmRequest film, FilmPullResult report, PullProgress progress, CancellationToken cancellation)
    {
        if (store.Has(film) || store.Adopt(film) is not { } damage)
        {
            report.AddPresent();
            return;
        }

        var problems = new List<FilmProblem>();
        if (!damage.IsAbsence)
        {
            problems.Add(damage);
        }

        foreach (var source in damage.IsUnreadable ? [] : sources)
        {
            if (await source.FetchAsync(film, store, progress, cancellation).ConfigureAwait(false) is not { } problem)
            {
                report.AddFrom(source.Name);
                return;
            }

            problems.Add(problem);
        }

        store.Forget(film);
        report.AddMissing(new MissingFilm(film, problems.Count > 0 ? problems : [new FilmProblem("images", "no source to ask")]));
    }
}
