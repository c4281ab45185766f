using CovidXray.Annotations;
using CovidXray.Config;
using CovidXray.Duplicates;
using CovidXray.Formats.Tables;
using CovidXray.Jobs.Output;
using CovidXray.Reports;

namespace CovidXray.Jobs.Duplicates;

/// <summary>Finds films of a dataset that show the same picture: encoded anew, in another size or format, with other grey levels,
/// cut, framed, mirrored, turned or negative.</summary>
/// <param name="chosen">The images of a dataset. Films are compared over the whole dataset, whichever images are chosen.</param>
/// <param name="options">How it looks.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var result = new DuplicatesJob(new ImageChoice().Choose(dataset), new DuplicatesOptions()).Run();
/// foreach (var pair in result.Pairs)
/// {
///     Console.WriteLine($"{pair.A} {pair.B} {pair.Distance}");
/// }
/// </code>
/// </example>
public sealed class DuplicatesJob(ChosenImages chosen, DuplicatesOptions options)
{
    /// <summary>Looks. A film that cannot be read is a failure of the result; the others are compared.</summary>
    /// <param name="notes">Hears which files are used.</param>
    /// <param name="progress">Hears how many films are read.</param>
    /// <param name="cancellation">Stops reading; nothing is kept.</param>
    /// <exception cref="DatasetException">The kept hashes or the judged pairs are damaged.</exception>
    /// <exception cref="JobException">A folder of films cannot be read, or the hashes cannot be kept in the file that is named.</exception>
    public DuplicatesResult Run(IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Threshold is < 0 or > DuplicatesOptions.MaxThreshold)
        {
            throw new JobException($"the threshold is {options.Threshold}; expected 0 to {DuplicatesOptions.MaxThreshold}") { IsUsage = true };
        }

        var judged = JudgedPairs(notes);
        var own = DatasetPrints.Read(chosen.Dataset, chosen.All, options.FilmFolders, options.StatePath, options, progress, cancellation);
        if (own.Films.Count == 0 && own.Missing.Count > 0)
        {
            notes.Note($"note: none of the films was found (looked in {own.LookedIn}); --images-from DIR names another folder, 'covidxr pull' gets films");
        }

        return options.Against is { } against ? CompareWith(own, against, notes, progress, cancellation) : CompareOwn(own, judged, notes, cancellation);
    }

    /// <summary>Refuses places that may not be written, before anything is read.</summary>
    /// <param name="overwrites">Whether what is there is replaced.</param>
    /// <param name="paths">The files for <see cref="WritePage"/> and <see cref="WriteTable"/>; null for none.</param>
    /// <exception cref="JobException">Something is there already, or a place cannot be written.</exception>
    public void RequirePlaces(bool overwrites, params IEnumerable<string?> paths)
    {
        OutputFile.CheckAll(paths, overwrites, chosen.Dataset, options.SavesNothing ? [] : [DatasetState.Of(chosen.Dataset, PrintFile.FileName, options.StatePath).FilePath]);
    }

    /// <summary>Writes what was found as one HTML page that needs nothing else.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="path">The page.</param>
    /// <param name="title">What the page is of.</param>
    /// <param name="hasNear">Whether near pairs that show two pictures are on it.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public void WritePage(DuplicatesResult result, string path, string title, bool hasNear, bool overwrites = false) =>
        OutputFile.Write(path, DuplicatesHtml.Write(result, title, hasNear, chosen.Origin), overwrites);

    /// <summary>Writes the pairs as a CSV table.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="path">The table.</param>
    /// <param name="hasNear">Whether near pairs that show two pictures are in it.</param>
    /// <param name="overwrites">Whether a file that is there is replaced, as a whole.</param>
    /// <param name="forExcel">Whether it begins with a byte order mark, by which Excel knows UTF-8.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WriteTable(DuplicatesResult result, string path, bool hasNear, bool overwrites = false, bool forExcel = false)
    {
        var table = DuplicatesCsv.Write(result, hasNear);
        OutputFile.Write(path, forExcel ? CsvFile.ForExcel(table) : table, overwrites);
    }

    private DuplicatesResult CompareOwn(DatasetPrints own, IReadOnlyList<JudgedPair> judged, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var found = own.Found(options.Threshold);
        if (found is null)
        {
            var copies = new CopyFinder(own.Prints, options.Threshold, options.Jobs).Find(cancellation);
            found = new PrintedPairs(options.Threshold, [.. Of(isCopy: true)], [.. Of(isCopy: false)]) { Rules = CopyFinder.Rules };

            IEnumerable<PrintedPair> Of(bool isCopy) => copies.Where(c => c.IsCopy == isCopy).Select(c => PrintedPair.Of(Pair(c, own.Films[c.One], own.Films[c.Other])));
        }

        if (!options.SavesNothing)
        {
            own.Save(found, notes);
        }

        var pairs = Pairs(found.Pairs);
        var near = Pairs(found.Near);
        Judgement.Apply(judged, own.Films, own.Prints, pairs, near, chosen.All, notes);
        return Result(own) with { Pairs = [.. pairs.Values], Near = [.. near.Values] };
    }

    private DuplicatesResult CompareWith(DatasetPrints own, Dataset against, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var other = DatasetPrints.Read(against, against.AllEntries, [], statePath: null, options with { Prints = new Dictionary<string, FilmPrint>(StringComparer.Ordinal) }, progress, cancellation);
        if (!options.SavesNothing)
        {
            own.Save(found: null, notes);
            other.Save(found: null, notes);
        }

        var copies = new CopyFinder([.. own.Prints, .. other.Prints], options.Threshold, options.Jobs) { First = own.Prints.Count }.Find(cancellation);
        return Result(own) with
        {
            Pairs = [.. Of(isCopy: true)],
            Near = [.. Of(isCopy: false)],
            Failures = [.. own.Failures, .. other.Failures],
            Against = new OtherFilms(against.Location, other.Films, other.Missing),
        };

        IEnumerable<DuplicatePair> Of(bool isCopy) => copies.Where(c => c.IsCopy == isCopy).Select(c => Pair(c, own.Films[c.One], other.Films[c.Other - own.Films.Count]));
    }

    private DuplicatesResult Result(DatasetPrints own) => new()
    {
        Pairs = [],
        Near = [],
        Films = own.Films,
        Missing = own.Missing,
        Damaged = own.Damaged,
        Failures = own.Failures,
        Threshold = options.Threshold,
        Chosen = chosen.Dataset.Entries.Select(e => e.Id).ToHashSet(StringComparer.Ordinal),
    };

    private IReadOnlyList<JudgedPair> JudgedPairs(IProgress<JobNote>? notes)
    {
        if (SavedConfig.PathOf(chosen.Dataset, options.ConfigPath) is not { } path)
        {
            return [];
        }

        var judged = DatasetConfig.Read(path).JudgedPairs;
        if (judged.Count > 0)
        {
            notes.Note($"using {path}: {Wording.Count(judged.Count, "judged pair")}");
        }

        return judged;
    }

    private static DuplicatePair Pair(JudgedCopy copy, DuplicateFilm one, DuplicateFilm other) =>
        new(one.Id, other.Id, copy.Distance, copy.Correlation, copy.Kind, copy.IsPart);

    private static SortedDictionary<(string A, string B), DuplicatePair> Pairs(IEnumerable<PrintedPair> printed)
    {
        var pairs = new SortedDictionary<(string A, string B), DuplicatePair>(Judgement.Order);
        foreach (var pair in printed)
        {
            pairs[(pair.A, pair.B)] = pair.ToPair()!;
        }

        return pairs;
    }
}
