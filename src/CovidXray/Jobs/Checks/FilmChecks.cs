using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Jobs.Films;
using CovidXray.Work;

namespace CovidXray.Jobs.Checks;

/// <summary>Looks at each film with the rules that look at one film.</summary>
internal sealed class FilmChecks(ChosenImages chosen, CheckOptions options)
{
    private readonly CheckRule[] _rules = [.. options.Rules.Where(r => r.OfFilm is not null)];

    /// <summary>Looks at all, shared out to threads; says why not, if there are no films.</summary>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    public void Run(FindingList findings, List<string> skipped, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var entries = chosen.Dataset.Entries;
        var hasFilms = true;
        var films = options.FilmFolders.Count > 0
            ? new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(chosen.Dataset) }
            : FilmFolders.OwnOf(chosen.Dataset, entries, out hasFilms);
        if (!hasFilms)
        {
            skipped.Add($"rules of films are skipped: there are no films (looked in {films.LookedIn}); 'covidxr pull' gets them, --images-from DIR names another folder");
            return;
        }

        var done = 0;
        foreach (var found in new OrderedWork<object?, IReadOnlyList<Finding>>(entries.Count, options.Jobs, () => null, (_, i) => Check(entries[i], films)).Run(cancellation))
        {
            findings.AddRange(found);
            progress?.Report(new JobProgress(++done, entries.Count));
        }
    }

    private IReadOnlyList<Finding> Check(DatasetEntry entry, FilmFolders films)
    {
        try
        {
            var image = entry.Read(ReadDetail.WithoutCoordinates);
            var film = new CheckedFilm(new ImageFacts(image, chosen.Metadata), films.Find(entry, image) ?? "");
            return [.. _rules.SelectMany(r => r.OfFilm!(film).Select(o => FindingList.Of(r, o, image.Id, o.File ?? film.Path)))];
        }
        catch (DatasetException)
        {
            // A document that cannot be read was told before.
            return [];
        }
    }
}
