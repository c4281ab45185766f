using CovidXray.Annotations;
using CovidXray.Filters;
using CovidXray.Formats.Tables;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Score.Predictions;
using CovidXray.Reports;
using CovidXray.Scores;
using CovidXray.Work;

namespace CovidXray.Jobs.Score;

/// <summary>Measures predicted masks against the true ones: film by film, by category and side, and over films.</summary>
/// <param name="chosen">The images that are scored.</param>
/// <param name="options">What is measured.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var report = new ScoreJob(new ImageChoice().Choose(dataset), new ScoreOptions { Predictions = ["predictions"] }).Run();
/// Console.WriteLine(report.Predictions[0].Groups[0].Summary.Figures[0].Mean);
/// </code>
/// </example>
public sealed class ScoreJob(ChosenImages chosen, ScoreOptions options)
{
    /// <summary>Measures. A prediction that cannot be read is a failure of the report; the others are scored.</summary>
    /// <param name="notes">Hears how predictions are read.</param>
    /// <param name="progress">Hears how many films are scored.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DatasetException">Predictions cannot be opened.</exception>
    /// <exception cref="JobException">Options do not go together.</exception>
    public ScoreReport Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        Check();
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var reading = PredictionReading.Of(chosen, options, cancellation);
        RequireCategories(reading.Images);
        var sets = new List<(PredictionSet Set, FilmSize Size)>();
        try
        {
            foreach (var path in options.Predictions)
            {
                var set = PredictionSets.Open(path, reading);
                sets.Add((set, new FilmSize(options.TransformPath ?? set.TransformPath, options.AcceptsResized)));
                if (reading.Images.Count > 0)
                {
                    PredictionSets.RequireAny(set, path, chosen.Dataset);
                    failures.AddRange(set.Problems);
                }
            }

            var tallies = sets.Select((s, i) => new PredictionTally(options.Predictions[i], s.Set, options)).ToList();
            Score(sets, tallies, failures, progress, cancellation);
            ScoredPredictions[] scored = [.. tallies.Select(t => t.ToResult(notes))];
            return Report(scored, failures) with { Pictures = options.HasPictures ? new WorstFilms(chosen.Dataset, options, sets).Draw(scored, cancellation) : [] };
        }
        finally
        {
            sets.ForEach(s => s.Set.Dispose());
        }
    }

    /// <summary>Refuses places that may not be written, before anything is read.</summary>
    /// <param name="overwrites">Whether what is there is replaced.</param>
    /// <param name="paths">The files for <see cref="WriteTable"/> and <see cref="WritePage"/>; null for none.</param>
    /// <exception cref="JobException">Something is there already, or a place cannot be written.</exception>
    public void RequirePlaces(bool overwrites, params IEnumerable<string?> paths)
    {
        OutputFile.CheckAll(paths, overwrites, chosen.Dataset, kept: [], [.. options.Predictions]);
    }

    /// <summary>Writes the films as a CSV table, a row a film, category and side.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="path">The table.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <param name="forExcel">Whether it begins with a byte order mark, by which Excel knows UTF-8.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WriteTable(ScoreReport report, string path, bool overwrites = false, bool forExcel = false)
    {
        var table = ScoreCsv.Write(report);
        OutputFile.Write(path, forExcel ? CsvFile.ForExcel(table) : table, overwrites);
    }

    /// <summary>Writes everything as one HTML page that needs nothing else.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="path">The page.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WritePage(ScoreReport report, string path, bool overwrites = false) => OutputFile.Write(path, ScoreHtml.Write(report), overwrites);

    private void Check()
    {
        var problem = options.Predictions.Count is 0 or > 2 ? "one or two predictions are scored"
            : options.Categories.Count is 0 or > 200 ? "1 to 200 categories are scored"
            : options.Categories.Contains(Category.Ignore, StringComparer.Ordinal) ? "Ignore is not scored: it says what is left out"
            : options.Categories.Distinct(StringComparer.Ordinal).Count() < options.Categories.Count ? "a category is named twice"
            : options.Threshold is not (null or >= 0 and <= 1) ? "the threshold is 0 to 1"
            : !options.Tolerance.IsOnFilms ? "the tolerance is longer than any film"
            : options.Band.Value == 0 || !options.Band.IsOnFilms ? "the band of the boundary IoU is more than 0, and no longer than a film"
            : options.Largest < 1 ? "1 or more of the largest pieces are scored"
            : null;
        if (problem is not null)
        {
            throw new JobException(problem) { IsUsage = true };
        }
    }

    /// <summary>A name that no image has is a slip: everything would score 0.</summary>
    private void RequireCategories(IReadOnlyList<AnnotatedImage> images)
    {
        var known = images.SelectMany(i => i.Annotations.Where(a => a.IsPainted).Select(a => a.Name)).Concat(chosen.Dataset.Classes.Select(c => c.Name.Trim())).ToHashSet(StringComparer.Ordinal);
        if (images.Count > 0 && options.Categories.FirstOrDefault(c => c != Category.Lung && !known.Contains(c)) is { } unknown)
        {
            throw new JobException($"no image of the dataset has the category {NearestNames.Quoted(unknown)}{NearestNames.Ask(unknown, known)} (letter case counts)") { IsUsage = true };
        }
    }

    private void Score(List<(PredictionSet Set, FilmSize Size)> sets, List<PredictionTally> tallies, List<DatasetException> failures, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var entries = chosen.Dataset.Entries;
        var work = new OrderedWork<FilmScorer, (ScoredFilm? Film, DatasetException? Failure)>(entries.Count, options.Jobs, () => new FilmScorer(options, sets, chosen.Metadata, cancellation), (scorer, i) => Try(scorer, entries[i]));
        var done = 0;
        foreach (var (film, failure) in work.Run(cancellation))
        {
            if (failure is not null)
            {
                failures.Add(failure);
            }

            for (var i = 0; i < (film?.Predictions.Count ?? 0); i++)
            {
                tallies[i].Add(entries[done].Id, film!.Predictions[i]);
                failures.AddRange(film.Predictions[i].Failure is { } one ? [one] : []);
            }

            done++;
            progress?.Report(new JobProgress(done, entries.Count));
        }
    }

    private static (ScoredFilm? Film, DatasetException? Failure) Try(FilmScorer scorer, DatasetEntry entry)
    {
        try
        {
            return (scorer.Score(entry), null);
        }
        catch (DatasetException e)
        {
            return (null, e);
        }
    }

    private ScoreReport Report(ScoredPredictions[] scored, IReadOnlyList<DatasetException> failures) => new()
    {
        Predictions = scored,
        Comparisons = scored.Length == 2 ? Compare(scored[0], scored[1]) : [],
        Settings = Settings(),
        Summary = options.Summary,
        IsPooled = options.IsPooled,
        Threshold = PredictionReading.ScoreThresholdOf(options),
        By = [.. options.By.Select(f => f.Name)],
        Failures = failures,
        MissingFail = !options.SkipsMissing,
        Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(chosen.Dataset.Location))),
        Scope = chosen.Scope,
        Provenance = chosen.Provenance,
        Origin = chosen.Origin,
    };

    private List<ScoreComparison> Compare(ScoredPredictions first, ScoredPredictions second) =>
    [
        .. first.Groups.Where(g => g.Field is null).Select(g => new ScoreComparison(
            g.Category,
            g.Side,
            g.Largest,
            PairedComparison.Of(FilmsOf(first, g), FilmsOf(second, g), options.Summary))),
    ];

    private static IEnumerable<FilmScore> FilmsOf(ScoredPredictions scored, ScoreGroup group) =>
        scored.Rows.Where(r => r.Category == group.Category && r.Side == group.Side && r.Largest == group.Largest).Select(r => new FilmScore(r.Id, r.Figures) { Patient = r.Patient });

    private List<(string Name, string Value)> Settings()
    {
        List<(string, string)> settings =
        [
            ("classes", string.Join(",", options.Categories)),
            ("order", PaintOrders.Name(options.Order)),
            ("ignored", options.CountsIgnored ? "count" : "exclude"),
            ("tolerance", options.Tolerance.ToString()),
            ("boundary", options.Band.ToString()),
            ("distances", options.Summary.IsRelative ? "percent of the diagonal" : "pixels"),
            ("missing", options.SkipsMissing ? "skip" : "zero"),
            ("empty", options.Summary.CountsBothEmpty ? "one" : "none"),
        ];
        if (options.Threshold is { } threshold)
        {
            settings.Add(("threshold", threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return settings;
    }
}
