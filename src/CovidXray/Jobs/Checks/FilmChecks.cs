using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Duplicates;
using CovidXray.Jobs.Duplicates;
using CovidXray.Jobs.Films;
using CovidXray.Rasterization;
using CovidXray.Work;

namespace CovidXray.Jobs.Checks;

/// <summary>Looks at films: at each one, then at all of them together.</summary>
internal sealed class FilmChecks(ChosenImages chosen, CheckOptions options)
{
    private readonly CheckRule[] _ofOne = [.. options.Rules.Where(r => r.OfFilm is not null)];
    private readonly CheckRule[] _ofAll = [.. options.Rules.Where(r => r.OfFilms is not null)];

    /// <summary>Whether any of the rules needs this.</summary>
    public static bool AreNeeded(IReadOnlyList<CheckRule> rules) => rules.Any(r => r.OfFilm is not null || r.OfFilms is not null);

    /// <summary>Images of the whole dataset that show one film; null as long as no rule asked for them.</summary>
    public IReadOnlyList<DuplicatePair>? Pairs { get; private set; }

    /// <summary>Looks at all, shared out to threads; says why not, if there are no films.</summary>
    /// <param name="images">What is kept of the chosen images.</param>
    /// <exception cref="JobException">A folder of films cannot be read.</exception>
    /// <exception cref="DatasetException">The kept hashes or the judged pairs are damaged.</exception>
    public void Run(FindingList findings, List<string> skipped, IReadOnlyList<ImageSummary> images, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var films = FilmFolders.Of(chosen.Dataset, chosen.All, options.FilmFolders);
        if (!HasAny(films, cancellation))
        {
            skipped.Add($"rules of films are skipped: there are no films (looked in {films.LookedIn}); 'covidxr pull' gets them, --images-from DIR names another folder");
            return;
        }

        var places = new List<FilmPlace>();
        var prints = new Dictionary<string, FilmPrint>(StringComparer.Ordinal);
        var done = 0;
        foreach (var looked in LookAtEach(films, cancellation))
        {
            findings.AddRange(looked.Findings);
            if (looked.Place is { } place)
            {
                places.Add(place);
            }

            if (looked is { Place: { } of, Print: { } print })
            {
                prints[of.Facts.Id] = print;
            }

            progress?.Report(new JobProgress(++done, chosen.Dataset.Entries.Count));
        }

        if (_ofAll.Length > 0)
        {
            var all = new CheckedFilms(places, Copies(prints, notes, cancellation));
            foreach (var rule in _ofAll)
            {
                findings.Add(rule, rule.OfFilms!(all), images);
            }
        }
    }

    /// <summary>Whether any image of the dataset has a film: where there are none at all, none is missing.</summary>
    private bool HasAny(FilmFolders films, CancellationToken cancellation)
    {
        foreach (var entry in chosen.All)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.FilmPath is not null || (Read(entry) is { } image && films.Has(entry, image)))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<Looked> LookAtEach(FilmFolders films, CancellationToken cancellation)
    {
        var entries = chosen.Dataset.Entries;
        var reader = new FilmReader(films, chosen.Metadata, options.MaxPixels);
        return new OrderedWork<PolygonRasterizer, Looked>(
            entries.Count,
            options.Jobs,
            () => new PolygonRasterizer { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation },
            (rasterizer, i) => Look(entries[i], reader, rasterizer)).Run(cancellation);
    }

    private Looked Look(DatasetEntry entry, FilmReader reader, PolygonRasterizer rasterizer)
    {
        if (Read(entry) is not { } image)
        {
            return new Looked([], null, null);
        }

        var film = reader.Find(entry, image);
        if (_ofOne.Length > 0)
        {
            film = reader.Read(film, entry, rasterizer);
        }

        return new Looked(
            [.. _ofOne.SelectMany(r => r.OfFilm!(film).Select(o => FindingList.Of(r, o, image.Id, o.File ?? film.Path ?? image.Source)))],
            new FilmPlace(film.Facts, film.Path),
            film is { Pixels: { } pixels, Header: { } header } ? FilmPrint.Of(pixels, header) : null);
    }

    /// <summary>The films of the whole dataset that show one picture, if a rule asks for them. What is kept of films is read, and none is written.</summary>
    private IReadOnlyList<DuplicateGroup> Copies(Dictionary<string, FilmPrint> prints, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        if (!Array.Exists(_ofAll, r => r.Needs.HasFlag(CheckNeeds.Copies)))
        {
            return [];
        }

        var job = new DuplicatesJob(chosen, new DuplicatesOptions
        {
            FilmFolders = options.FilmFolders,
            ConfigPath = options.ConfigPath,
            MaxPixels = options.MaxPixels,
            Jobs = options.Jobs,
            Prints = prints,
            SavesNothing = true,
        });
        var found = job.Run(notes, cancellation: cancellation);
        Pairs = found.Pairs;
        return DuplicateGroup.Of(found);
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

    /// <param name="Findings">What the rules found in a film.</param>
    /// <param name="Place">Where it lies; null if the document could not be read.</param>
    /// <param name="Print">What finds its copies; null if it was not decoded.</param>
    private sealed record Looked(IReadOnlyList<Finding> Findings, FilmPlace? Place, FilmPrint? Print);
}
