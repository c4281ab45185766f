using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Output;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Statistics;
using CovidXray.Work;

namespace CovidXray.Jobs.Audit;

/// <summary>Says how well everything but the lungs predicts a label: what a model could learn instead of the disease.</summary>
/// <param name="chosen">The images.</param>
/// <param name="options">The label, and how it is looked for.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var report = new AuditJob(new ImageChoice().Choose(dataset), new AuditOptions { Label = "icu" }).Run();
/// foreach (var field in report.Dangerous)
/// {
///     Console.WriteLine($"{field.Name} {field.Figures.Auc:0.00}");
/// }
/// </code>
/// </example>
public sealed class AuditJob(ChosenImages chosen, AuditOptions options)
{
    /// <summary>Looks. An image that cannot be read is a failure of the report, and counts for nothing.</summary>
    /// <param name="notes">Hears what was left out.</param>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="FilterException">The label cannot be understood.</exception>
    /// <exception cref="DatasetException">The scores are damaged.</exception>
    /// <exception cref="JobException">The label has no two values to be told apart.</exception>
    public AuditReport Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var text = options.Label ?? throw new JobException("an audit needs a label (--label FIELD), or two sets of images (--compare A B)") { IsUsage = true };
        var label = AuditLabel.Parse(text);
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var images = Read(chosen, failures, notes, progress, cancellation);
        label ??= AuditLabel.OfNames(text, [.. images.Select(i => i.Facts)]);
        var labelled = LabelledImages.Of(label.Text, images, [.. images.Select(i => label.Value(i.Facts))], hint: Hint(label));
        return Report(label.Text, label.Fields, labelled, failures, cancellation);
    }

    private static string Hint(AuditLabel label) => label.Fields.Any(f => FilterFields.Find(f) is { IsFromMetadata: true })
        ? "; it comes from a metadata table (--metadata FILE)"
        : "";

    private List<AuditImage> Read(ChosenImages from, List<DatasetException> failures, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var entries = from.Dataset.Entries;
        var films = Films(from.Dataset, entries, notes);
        var reader = new AuditReader(films, from.Metadata, options);
        var images = new List<AuditImage>();
        var done = 0;
        using var rasterizers = new ThreadLocal<PolygonRasterizer>(() => new PolygonRasterizer { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation });
        foreach (var image in EntryReader.Read(entries, e => reader.Read(rasterizers.Value!, e), failures, options.Jobs, cancellation))
        {
            images.Add(image);
            if (image.Problem is { } problem)
            {
                failures.Add(problem);
            }

            progress?.Report(new JobProgress(++done, entries.Count));
        }

        if (images.Count == 0)
        {
            throw new JobException($"{from.Dataset.Location}: no image could be read");
        }

        var count = images.Count(i => i.Film is not null);
        if (films is not null && count < images.Count)
        {
            notes.Note(count == 0
                ? $"note: none of the films was found (looked in {films.LookedIn}): their grey levels are not looked at"
                : $"note: {Wording.Count(images.Count - count, "image")} of {images.Count:N0} {(images.Count - count == 1 ? "has" : "have")} no film that can be read; fields of films are over the others");
        }

        return images;
    }

    private FilmFolders? Films(Dataset dataset, IReadOnlyList<DatasetEntry> entries, IProgress<JobNote>? notes)
    {
        if (!options.ReadsFilms)
        {
            return null;
        }

        var films = options.FilmFolders.Count > 0
            ? new FilmFolders(options.FilmFolders) { PrefersItemNames = FilmFolders.HasItems(dataset) }
            : FilmFolders.OwnOf(dataset, entries, out _);
        return films;
    }

    private AuditReport Report(string label, IReadOnlySet<string> made, LabelledImages labelled, List<DatasetException> failures, CancellationToken cancellation)
    {
        var folds = AuditDesign.MakeFolds(labelled.Groups, options.Folds, RandomSeeds.Of(options.Seed, 0));
        var design = AuditDesign.Of(labelled.Labels, labelled.Groups, folds);
        var tried = TriedFields.Of(labelled, made);
        var figures = new AuditFigures(design)
        {
            Permutations = options.Permutations,
            Resamples = options.Resamples,
            Seed = options.Seed,
            Jobs = options.Jobs,
        }.Of([.. tried.Fields.Select(f => f.Values.Of(design.Order))], [.. tried.Fields.Select(f => f.Source.Kind == AuditFieldKind.Clinical ? 1 : 0)], cancellation);
        var fields = tried.Fields.Select((f, i) => FieldReport.Of(f.Source, f.Values, figures[i], labelled))
            .OrderByDescending(f => f.IsMoreThanChance)
            .ThenByDescending(f => f.Figures.Auc)
            .ThenBy(f => f.Name, StringComparer.Ordinal);
        return new AuditReport
        {
            Label = label,
            Classes = labelled.Classes,
            Images = labelled.Images.Count,
            Groups = design.GroupCount,
            WithoutLabel = labelled.Without,
            RareLabel = labelled.Rare,
            Films = labelled.Images.Count(i => i.Film is not null),
            Folds = design.Folds,
            Permutations = options.Permutations,
            Resamples = options.Resamples,
            Seed = options.Seed,
            Fields = [.. fields],
            SameAsLabel = tried.SameAsLabel,
            Constant = tried.Constant,
            Failures = failures,
            Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(chosen.Dataset.Location))),
            Scope = chosen.Scope,
            Provenance = chosen.Provenance,
            Origin = chosen.Origin,
        };
    }
}
