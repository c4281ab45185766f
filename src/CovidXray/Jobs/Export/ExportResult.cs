using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Geometry;
using CovidXray.Images;
using CovidXray.Jobs.Films;

namespace CovidXray.Jobs.Export;

/// <summary>What an export did.</summary>
public sealed class ExportResult
{
    private readonly List<DatasetException> _failures = [];
    private readonly List<string> _missingFilms = [];
    private readonly List<string> _withoutFilm = [];
    private readonly List<string> _withoutLungs = [];
    private readonly SortedDictionary<string, int> _filmCaveats = new(StringComparer.Ordinal);

    internal ExportResult()
    {
    }

    /// <summary>Where the export is: the folder that was named, one inside if the format wants that, or a shard's own.</summary>
    public required string Folder { get; init; }

    /// <summary>Images that are in the export.</summary>
    public int Images { get; private set; }

    /// <summary>Annotations with geometry in the export.</summary>
    public long Annotations { get; private set; }

    /// <summary>Films in the export.</summary>
    public int Films { get; private set; }

    /// <summary>Whether films were made or copied for it, rather than linked or left out: only then shards have something to do.</summary>
    public required bool HasOwnFilms { get; init; }

    /// <summary>Whether no image was left out for what is wrong with it or its film.</summary>
    public bool IsComplete => _failures.Count == 0 && _missingFilms.Count == 0;

    /// <summary>Images left out because their films are missing, by the films' names.</summary>
    public IReadOnlyList<string> MissingFilms => _missingFilms;

    /// <summary>The same images, by their ids.</summary>
    public IReadOnlyList<string> WithoutFilm => _withoutFilm;

    /// <summary>Films that were looked for and not found; more than <see cref="MissingFilms"/> where the export is made without any.</summary>
    internal (int Missing, int All, string LookedIn)? FilmsNotFound { get; private set; }

    /// <summary>Images named by their ids, as another one has their original name, too.</summary>
    internal int NamedById { get; set; }

    /// <summary>Films that images of different folders have in common; null if there are none.</summary>
    internal (int Films, int Images, string Example)? SharedFilms { get; private set; }

    /// <summary>Images left out because <see cref="ConversionOptions.Pixels"/> are about lungs and they have none, by their ids.</summary>
    public IReadOnlyList<string> WithoutLungs => _withoutLungs;

    /// <summary>Images left out for other reasons, in the dataset's order.</summary>
    public IReadOnlyList<DatasetException> Failures => _failures;

    /// <summary>Images in the export of which the format says that all is background, as they have no polygons.</summary>
    public int AllBackground { get; private set; }

    /// <summary>The numbers of the categories in the export, in their order; empty in a format that has none.</summary>
    public IReadOnlyList<DatasetClass> Classes { get; internal set; } = [];

    /// <summary>Images of the dataset that were not chosen and could not be read, so that their categories are not among <see cref="Classes"/>.</summary>
    public int UnreadOthers { get; internal set; }

    /// <summary>The parts or folds that the export is in, by name, and how many images each was to have; empty if it is in none.</summary>
    public IReadOnlyList<(string Name, int Images)> Parts { get; internal init; } = [];

    /// <summary>Images left out as the split does not know them.</summary>
    public int Unplaced { get; internal init; }

    /// <summary>Parts without which the format's readers do not train, and which the export has not.</summary>
    public IReadOnlyList<DatasetPart> LackingParts { get; internal init; } = [];

    /// <summary>What is to be done with the parts before they are trained on; null if nothing.</summary>
    internal string? PartsHint { get; init; }

    /// <summary>What the format could not hold.</summary>
    public LossCounts Losses { get; private set; } = new();

    /// <summary>Addresses that lost a token or a signature, which would have let whoever has the export in.</summary>
    public int SignedAddresses { get; private set; }

    /// <summary>Images that had such addresses.</summary>
    public int SignedImages { get; private set; }

    /// <summary>Films that readers of the format may trip over: what they are, as the rest of a sentence behind their number, and how many.</summary>
    public IReadOnlyDictionary<string, int> FilmCaveats => _filmCaveats;

    /// <summary>Annotations of exported images that are not in the export, for whatever reason but the format.</summary>
    public int LeftOut => Outside + NotMovable + Edits.Repaired.Gone.Count + Edits.Cut.Gone.Count + Edits.Simplified.Gone.Count;

    /// <summary>Annotations that are left out as they lie outside the exported films.</summary>
    public int Outside => Transforms.Sum(t => t.Film.Outside);

    /// <summary>Annotations that are left out as their kinds (lines, points, ellipses, ...) cannot be scaled.</summary>
    public int NotMovable => Transforms.Sum(t => t.Film.NotMovable);

    /// <summary>Films of another size than their annotations, which were scaled.</summary>
    public int ResizedFilms => Transforms.Count(t => t.Film.IsResized);

    /// <summary>What was done to polygons.</summary>
    public PolygonEditResult Edits { get; } = new();

    /// <summary>Whether an earlier export into the folder had been interrupted on the way to its place, and what was there before it was put back.</summary>
    public bool UndidEarlier { get; internal init; }

    /// <summary>The saved choice of images that was made of the export which this one replaced, and went with it; null if there was none.</summary>
    public string? RemovedSelection { get; internal set; }

    /// <summary>What was done to films and annotations, in the dataset's order; empty where they are as they were.</summary>
    internal List<(string Id, string FileName, string? OriginalFileName, FilmTransform Film)> Transforms { get; } = [];

    /// <summary>Where the exported images come from, by id, in the dataset's order.</summary>
    internal List<(string Id, string FileName, ImageOrigin? Origin)> Origins { get; } = [];

    /// <summary>Films that something was done to in order to make them 8-bit grey.</summary>
    /// <param name="conversion">What was done.</param>
    public int ConvertedFilms(FilmConversions conversion) => Transforms.Count(t => t.Film.Conversions.HasFlag(conversion));

    /// <summary>Takes what is known before any image is exported.</summary>
    internal void Take(Dataset dataset, DatasetSurvey survey, ExportPlan plan)
    {
        Losses = survey.Losses;
        (SignedAddresses, SignedImages) = (survey.SignedAddresses, survey.SignedImages);
        SharedFilms = SharedBy(survey.Images);
        _failures.AddRange(dataset.Problems);
        _failures.AddRange(survey.Failures);
        _missingFilms.AddRange(survey.MissingFilms);
        _withoutFilm.AddRange(survey.WithoutFilm);
        FilmsNotFound = plan.FilmsNotFoundIn is { } places ? (survey.Images.Count, survey.Images.Count, places)
            : survey.MissingFilms.Count > 0 ? (survey.MissingFilms.Count, survey.Images.Count + survey.MissingFilms.Count, plan.Films!.LookedIn)
            : null;
    }

    /// <summary>Films that images of different folders would have in common, as only one of theirs is there.</summary>
    private static (int Films, int Images, string Example)? SharedBy(IReadOnlyList<SurveyedImage> images)
    {
        var shared = images.Where(i => i.FilmPath is not null).GroupBy(i => i.FilmPath!, StringComparer.Ordinal).Where(g => g.DistinctBy(i => i.Folder, StringComparer.Ordinal).Skip(1).Any()).ToList();
        return shared.Count == 0 ? null : (shared.Count, shared.Sum(g => g.Count()), shared[0].Key);
    }

    internal void Add(ExportedImage exported, ExportedFilm made, bool isBackground, string? filmCaveat)
    {
        if (filmCaveat is not null)
        {
            _filmCaveats[filmCaveat] = _filmCaveats.GetValueOrDefault(filmCaveat) + 1;
        }

        var image = exported.Image;
        Images++;
        AllBackground += isBackground ? 1 : 0;
        Films += made.Film is null ? 0 : 1;
        Annotations += image.Annotations.Count(a => DatasetContents.IsCounted(a.Kind));
        Edits.Add(made.Edits);
        Origins.Add((image.Id, exported.FileName, exported.Origin));
        if (made.Transform is { } transform)
        {
            // The document of a film that was made may name that film.
            Transforms.Add((image.Id, exported.FileName, made.Image.OriginalFileName, transform));
        }
    }

    internal void AddWithoutLungs(string id) => _withoutLungs.Add(id);

    internal void AddFailures(IEnumerable<DatasetException> failures) => _failures.AddRange(failures);
}

/// <summary>A point that an export has reached, for those who tell people of it while it runs.</summary>
/// <param name="Result">What is known there; complete once the export has returned.</param>
public sealed record ExportStage(ExportStep Step, ExportResult Result);

/// <summary>The points of an export, in their order.</summary>
public enum ExportStep
{
    /// <summary>Options and shards are in order; nothing has been read or written.</summary>
    Started,

    /// <summary>Every image was looked at, and <see cref="ExportResult.Losses"/> are known; nothing has been written.</summary>
    Surveyed,

    /// <summary>Every image is written; the export is not at its place yet, and may still be refused for what was left out.</summary>
    Written,
}
