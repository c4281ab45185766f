using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Formats.Tables;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Output;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Splits;
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
        Check();
        TriedFields.Require(options.Fields);
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        try
        {
            return options switch
            {
                { Label: { } label, Compare: null } => Tell(label, failures, notes, progress, cancellation),
                { Label: null, Compare: var (a, b), ScoresPath: null } => Compare(a, b, failures, notes, progress, cancellation),
                { Compare: not null } => throw new JobException("--compare goes with neither --label nor --scores") { IsUsage = true },
                _ => throw new JobException("an audit needs a label (--label LABEL), or two sets of images (--compare A B)") { IsUsage = true },
            };
        }
        catch (Exception e) when (e is JobException or FilterException)
        {
            // What could not be read may be why there is too little.
            notes.Errors(failures);
            throw;
        }
    }

    /// <summary>Refuses places that may not be written, before anything is read.</summary>
    /// <param name="overwrites">Whether what is there is replaced.</param>
    /// <param name="paths">The files for <see cref="WritePage"/> and <see cref="WriteTable"/>; null for none.</param>
    /// <exception cref="JobException">Something is there already, or a place cannot be written.</exception>
    public void RequirePlaces(bool overwrites, params IEnumerable<string?> paths)
    {
        OutputFile.CheckAll(paths, overwrites, chosen.Dataset, kept: [], options.ScoresPath is { } scores ? [scores] : []);
    }

    /// <summary>Writes everything as one HTML page that needs nothing else.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="path">The page.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WritePage(AuditReport report, string path, bool overwrites = false) => OutputFile.Write(path, AuditHtml.Write(report), overwrites);

    /// <summary>Writes the fields as a CSV table.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="path">The table.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <param name="forExcel">Whether it begins with a byte order mark, by which Excel knows UTF-8.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WriteTable(AuditReport report, string path, bool overwrites = false, bool forExcel = false)
    {
        var table = AuditCsv.Write(report);
        OutputFile.Write(path, forExcel ? CsvFile.ForExcel(table) : table, overwrites);
    }

    private void Check()
    {
        var problem = options.Folds is < 2 or > AuditOptions.MostFolds ? $"patients are shared out in 2 to {AuditOptions.MostFolds:N0} folds"
            : options.Permutations is < AuditOptions.LeastPermutations or > AuditOptions.MostPermutations ? $"there are {AuditOptions.LeastPermutations} to {AuditOptions.MostPermutations:N0} permutations"
            : options.Resamples < 1 ? "intervals need one draw or more"
            : null;
        if (problem is not null)
        {
            throw new JobException(problem) { IsUsage = true };
        }
    }

    private AuditReport Tell(string text, List<DatasetException> failures, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var label = AuditLabel.Parse(text);
        var images = Read(chosen, failures, cancellation);
        label ??= AuditLabel.OfNames(text, [.. images.Select(i => i.Facts)]);
        TellMissing(label, images, notes);
        var labelled = LabelledImages.Of(label.Text, images, [.. images.Select(i => label.Value(i.Facts))], order: null, Hint(label));
        return Report(label.Text, label.FieldsOver(images.Select(i => i.Facts)), labelled, failures, notes, progress, cancellation);
    }

    private AuditReport Compare(string a, string b, List<DatasetException> failures, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        if (a == b)
        {
            throw new JobException($"--compare: '{Texts.ForeignText.Quote(a)}' twice; name two sets of images") { IsUsage = true };
        }

        using var one = new ComparedImages(a);
        using var other = new ComparedImages(b);
        one.Open(chosen, notes);
        other.Open(chosen, notes);
        var (images, values) = (new List<AuditImage>(), new List<string?>());
        var both = 0;
        if (one.Other is null || other.Other is null)
        {
            images.AddRange(Read(chosen, failures, cancellation));
            values.AddRange(Sides(one, other, [.. images.Select(i => i.Facts)], out both));
        }

        foreach (var side in new[] { one, other })
        {
            if (side.Other is { } dataset)
            {
                failures.AddRange(dataset.Dataset.Problems);
                both += AddOther(Read(dataset, failures, cancellation), side.Text, images, values);
            }
        }

        if (both > 0)
        {
            notes.Note($"note: {Wording.Count(both, "image", "is", "are")} in both, and left out");
        }

        var label = $"{a} or {b}";
        var labelled = LabelledImages.Of(label, images, values, [a, b], hint: "");
        var facts = images.Select(i => i.Facts).ToList();
        return Report(label, one.FieldsOver(facts).Concat(other.FieldsOver(facts)).ToHashSet(StringComparer.Ordinal), labelled, failures, notes, progress, cancellation) with { Compared = (a, b) };
    }

    /// <summary>Adds the images of another dataset on their side. One that the other side has, too, by its id and its film's name, is left out of both.</summary>
    /// <returns>How many these are.</returns>
    private static int AddOther(List<AuditImage> added, string side, List<AuditImage> images, List<string?> values)
    {
        var places = images.Index().Where(i => values[i.Index] is not null).DistinctBy(i => (i.Item.Facts.Id, i.Item.Facts.Name)).ToDictionary(i => (i.Item.Facts.Id, i.Item.Facts.Name), i => i.Index);
        var both = 0;
        foreach (var image in added)
        {
            if (places.TryGetValue((image.Facts.Id, image.Facts.Name), out var place))
            {
                values[place] = null;
                both++;
                continue;
            }

            images.Add(image);
            values.Add(side);
        }

        return both;
    }

    /// <summary>The side of each of the chosen images; null where it is on none or on both.</summary>
    /// <param name="both">How many are on both.</param>
    private static List<string?> Sides(ComparedImages one, ComparedImages other, ImageFacts[] images, out int both)
    {
        var sides = new List<string?>();
        both = 0;
        foreach (var image in images)
        {
            var (isOne, isOther) = (one.Has(image, images), other.Has(image, images));
            both += isOne && isOther ? 1 : 0;
            sides.Add((isOne, isOther) switch { (true, false) => one.Text, (false, true) => other.Text, _ => null });
        }

        return sides;
    }

    /// <summary>Refuses to say anything where nothing could be told from chance.</summary>
    private static void RequireEnough(string label, LabelledImages labelled, double least)
    {
        if (least > AuditReport.Level)
        {
            var patients = string.Join(", ", labelled.Classes.Select(c => $"{Texts.ForeignText.Quote(c.Name)} {c.Groups:N0}"));
            throw new JobException($"the label '{Texts.ForeignText.Quote(label)}' cannot be audited: {Wording.Count(labelled.Groups.Max() + 1, "patient", "is", "are")} too few ({patients}): not even a field that is the label could be told from chance (p {AuditWording.P(least)})");
        }
    }

    /// <summary>Says how many images have a value of a label only because nothing is known.</summary>
    private static void TellMissing(AuditLabel label, List<AuditImage> images, IProgress<JobNote>? notes)
    {
        FilterField[] fields = [.. label.AsksFor.Where(f => !f.IsCount)];
        var missing = images.Count(i => fields.Any(f => !f.Has(i.Facts)));
        if (missing > 0)
        {
            notes.Note($"note: {Wording.Count(missing, "image", "has", "have")} no value of {string.Join(" or ", fields.Select(f => f.Name))}; what the label asks of {(missing == 1 ? "it" : "them")} does not hold, so the label is mostly 'no' there");
        }
    }

    private static string Hint(AuditLabel label) => label.Fields.Any(f => FilterFields.Find(f) is { IsFromMetadata: true })
        ? "; it comes from a metadata table (--metadata FILE)"
        : "";

    private List<AuditImage> Read(ChosenImages from, List<DatasetException> failures, CancellationToken cancellation)
    {
        List<AuditImage> images = [.. EntryReader.Read(from.Dataset.Entries, e => new AuditImage(SplitImage.Read(e, from.Metadata), e, from), failures, options.Jobs, cancellation)];
        return images.Count > 0 ? images : throw new JobException($"{from.Dataset.Location}: no image could be read");
    }

    /// <summary>Looks at lungs and films.</summary>
    private LabelledImages Look(LabelledImages labelled, List<DatasetException> failures, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var folders = labelled.Images.Select(i => i.From).Distinct().ToDictionary(f => f, Films);
        var looks = folders.ToDictionary(f => f.Key, f => new FilmLook(f.Value, options.MaxPixels));
        var work = new OrderedWork<PolygonRasterizer, AuditImage>(
            labelled.Images.Count,
            options.Jobs,
            () => new PolygonRasterizer { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation },
            (rasterizer, i) => looks[labelled.Images[i].From].At(labelled.Images[i], rasterizer));
        var images = new List<AuditImage>();
        foreach (var image in work.Run(cancellation))
        {
            images.Add(image);
            if (image.Problem is { } problem)
            {
                failures.Add(problem);
            }

            progress?.Report(new JobProgress(images.Count, labelled.Images.Count));
        }

        var without = images.Count(i => i.Film is null);
        if (options.ReadsFilms && without > 0)
        {
            notes.Note(without == images.Count
                ? $"note: none of the films was found (looked in {string.Join(", ", folders.Values.Select(f => f!.LookedIn).Distinct(StringComparer.Ordinal))}): their grey levels are not looked at"
                : $"note: {Wording.Count(without, "image", "has", "have")} no film that can be read; fields of films are over the other {images.Count - without:N0}");
        }

        return labelled.With(images);
    }

    private FilmFolders? Films(ChosenImages from) =>
        !options.ReadsFilms ? null
        : FilmFolders.Of(from.Dataset, from.Dataset.Entries, options.FilmFolders);

    private AuditReport Report(string label, IReadOnlySet<string> made, LabelledImages labelled, List<DatasetException> failures, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var folds = AuditDesign.MakeFolds(labelled.Labels, labelled.Groups, options.Folds, RandomSeeds.Of(options.Seed, 0));
        var design = AuditDesign.Of(labelled.Labels, labelled.Groups, folds);
        var audit = new AuditFigures(design)
        {
            Permutations = options.Permutations,
            Resamples = options.Resamples,
            Seed = options.Seed,
            Jobs = options.Jobs,
        };
        RequireEnough(label, labelled, audit.LeastPValue(cancellation));
        labelled = Look(labelled, failures, notes, progress, cancellation);
        var tried = TriedFields.Of(labelled, made, options.Fields);
        if (tried.Fields.Count > 0.05 * (options.Permutations + 1))
        {
            // The least p there is times the number of fields would be above 5 %: nothing could be told from chance.
            throw new JobException($"{options.Permutations:N0} permutations are too few for {Wording.Count(tried.Fields.Count, "field")}; --permutations {20 * tried.Fields.Count} or more can tell one from chance") { IsUsage = true };
        }

        var figures = audit.Of([.. tried.Fields.Select(f => f.Values.Of(design.Order))], [.. tried.Fields.Select(f => f.Source.Kind == AuditFieldKind.Clinical ? 1 : 0)], cancellation);
        AuditField[] found = [.. tried.Fields.Select((f, i) => FieldReport.Of(f.Source, f.Values, figures[i], labelled))];
        var fields = found.OrderByDescending(f => f.IsMoreThanChance)
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
            Scores = options.ScoresPath is { } path ? ScoreReport.Of(path, labelled, [.. tried.Fields.Select((f, i) => (f.Source, f.Values, found[i]))], options, notes) : null,
            Failures = failures,
            Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(chosen.Dataset.Location))),
            Scope = chosen.Scope,
            Provenance = chosen.Provenance,
            Origin = chosen.Origin,
        };
    }
}
