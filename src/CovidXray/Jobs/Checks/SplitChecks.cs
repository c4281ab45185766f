using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Duplicates;
using CovidXray.Filters.Selections;
using CovidXray.Jobs.Duplicates;
using CovidXray.Jobs.Splits;
using CovidXray.Splits;

namespace CovidXray.Jobs.Checks;

/// <summary>Looks at the dataset's split, as <c>split --check</c> does, without reading films.</summary>
/// <param name="chosen">The images.</param>
/// <param name="split">The split.</param>
/// <param name="config">The file with judged pairs; null for the dataset's own.</param>
internal sealed class SplitChecks(ChosenImages chosen, DatasetSplit split, string? config)
{
    /// <summary>Looks.</summary>
    /// <param name="images">What is kept of the images that could be read.</param>
    /// <param name="pairs">Images that show one film; null if films were not compared, then what <c>duplicates.json</c> keeps.</param>
    /// <param name="skipped">Hears in a sentence what cannot be looked at.</param>
    /// <exception cref="DatasetException"><c>duplicates.json</c> or <c>covidxr.toml</c> is damaged.</exception>
    public CheckedSplit Look(IReadOnlyList<ImageSummary> images, IReadOnlyList<DuplicatePair>? pairs, List<string> skipped, CancellationToken cancellation)
    {
        var copies = pairs ?? KeptPairs.Find(chosen, config);
        if (copies is null)
        {
            skipped.Add($"copies of one film in several parts are not looked for: there is no {PrintFile.FileName}; 'covidxr duplicates' makes it");
        }

        var all = chosen.All.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        return new CheckedSplit(split, Leaks(images, copies ?? [], cancellation))
        {
            WithoutPlace = [.. images.Select(i => i.Facts).Where(f => f.Place == default).Select(f => f.Id)],
            DatasetImages = all.Count,
            Gone = split.Places.Keys.Count(id => !all.Contains(id)),
            IsOfThese = Fingerprint.Of(new EntryIds(chosen.All)) == split.DatasetFingerprint,
        };
    }

    private IReadOnlyList<SplitLeak> Leaks(IReadOnlyList<ImageSummary> images, IReadOnlyList<DuplicatePair> copies, CancellationToken cancellation)
    {
        if (!images.Any(i => i.Facts.Place != default))
        {
            return [];
        }

        // Images that are not chosen may join those that are.
        var options = new SplitOptions { GroupBy = split.Options.GroupBy };
        var dataset = chosen.All.Count == chosen.Dataset.Entries.Count
            ? SplitDataset.Of([.. images.Select(i => i.ForSplit!)], chosen, options, copies)
            : SplitDataset.Read(chosen, options, copies, notes: null, progress: null, cancellation);
        SplitPlace[] places = [.. dataset.ChosenImages.Select(i => i.Facts.Place)];
        return dataset.Prove([.. Enumerable.Range(0, places.Length).Where(i => places[i] != default)], places, [], _ => true).Leaks;
    }
}
