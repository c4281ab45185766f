using CovidXray.Annotations;
using CovidXray.Duplicates;
using CovidXray.Jobs.Duplicates;
using CovidXray.Reports;

namespace CovidXray.Jobs.Splits;

/// <summary>Images that show one film, as a split needs them: what is known of them, and what cannot be.</summary>
internal static class SplitCopies
{
    /// <summary>Looks for them in the whole dataset, or takes what <c>duplicates.json</c> keeps.</summary>
    /// <param name="chosen">The chosen images.</param>
    /// <param name="options">Where films, hashes and judged pairs are.</param>
    /// <param name="notes">Hears of films that are missing or damaged: copies of them are not known.</param>
    /// <param name="progress">Hears how many films are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="DatasetException">The kept hashes or the judged pairs are damaged.</exception>
    public static IReadOnlyList<DuplicatePair> Find(ChosenImages chosen, SplitJobOptions options, IProgress<JobNote>? notes, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var found = new DuplicatesJob(chosen, new DuplicatesOptions
        {
            FilmFolders = options.FilmFolders,
            StatePath = options.DuplicatesPath,
            ConfigPath = options.ConfigPath,
            SavesNothing = options.SavesNothing,
        }).Run(notes, progress, cancellation);
        if (found.Films.Count == 0)
        {
            notes.Note("note: without films nobody knows which images show one film under two names; such images may be in two parts");
        }
        else if (found.Missing.Count + found.Damaged.Count > 0)
        {
            notes.Note($"note: {Wording.Count(found.Missing.Count, "film", "is", "are")} missing and {Wording.Count(found.Damaged.Count, "film", "is", "are")} damaged: copies of them are not known");
        }

        return found.Pairs;
    }
}
