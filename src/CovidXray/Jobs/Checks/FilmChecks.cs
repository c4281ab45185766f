using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
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
        var films = options.FilmFolders.Count > 0
            ? new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(chosen.Dataset) }
            : FilmFolders.OwnOf(chosen.Dataset, chosen.All, out _);
        if (!HasAny(films, cancellation))
        {
            skipped.Add($"rules of films are skipped: there are no films (looked in {films.LookedIn}); 'covidxr pull' gets them, --images-from DIR names another folder");
            return;
        }

        var entries = chosen.Dataset.Entries;
        var reader = new FilmReader(films, chosen.Metadata, options.MaxPixels);
        var done = 0;
        var work = new OrderedWork<PolygonRasterizer, IReadOnlyList<Finding>>(
            entries.Count,
            options.Jobs,
            () => new PolygonRasterizer { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation },
            (rasterizer, i) => Check(entries[i], reader, rasterizer));
        foreach (var found in work.Run(cancellation))
        {
            findings.AddRange(found);
            progress?.Report(new JobProgress(++done, entries.Count));
        }
    }

    /// <summary>Whether any image of the dataset has a film: where there are none at all, none is missing.</summary>
    private bool HasAny(FilmFolders films, CancellationToken cancellation)
    {
        foreach (var entry in chosen.All)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.FilmPath is not null || Read(entry) is { } image && films.Has(entry, image))
            {
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<Finding> Check(DatasetEntry entry, FilmReader reader, PolygonRasterizer rasterizer)
    {
        if (Read(entry) is not { } image)
        {
            return [];
        }

        var film = reader.Read(entry, image, rasterizer);
        return [.. _rules.SelectMany(r => r.OfFilm!(film).Select(o => FindingList.Of(r, o, image.Id, o.File ?? film.Path ?? image.Source)))];
    }

    /// <summary>An image without its coordinates; null if its document cannot be read, which was told before.</summary>
    private static AnnotatedImage? Read(DatasetEntry entry)
    {
        try
        {
            return entry.Read(ReadDetail.WithoutCoordinates);
        }
        catch (DatasetException)
        {
            return null;
        }
    }
}
