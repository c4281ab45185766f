using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Filters.Selections;
using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Filter;

namespace CovidXray.Browser.Contents;

/// <summary>Keeps a choice as <c>covidxr filter</c> does: the same job, the same file.</summary>
internal static class SelectionKeeper
{
    /// <summary>Chooses and saves; where the dataset cannot be written, the file's content is in the result.</summary>
    /// <param name="dataset">What is shown.</param>
    /// <param name="request">The rules on top of those that hold anyway.</param>
    /// <param name="notes">Hears what the user should know.</param>
    /// <param name="cancellation">Stops reading; nothing is saved.</param>
    /// <exception cref="FilterException">A rule cannot be understood, or names what no image has.</exception>
    /// <exception cref="DatasetException">The selection cannot be written.</exception>
    /// <exception cref="JobException">No image would be left, a document cannot be read, or another run has the dataset.</exception>
    public static KeptSelection Keep(BrowsedDataset dataset, SelectionRequest request, IProgress<JobNote>? notes, CancellationToken cancellation)
    {
        var rules = CombinedRules.Of([dataset.RulesThatHold(withSaved: !request.All), request.ToRules()]);
        var filter = new ImageFilter(rules);
        if (filter.Apply(dataset.Images.Select(i => i.Facts).OfType<ImageFacts>()).Kept.Count == 0)
        {
            throw new JobException("no image is left: nothing is saved");
        }

        // Opened anew: what filter reads is what is there now.
        using var opened = AnnotationFormats.Open(dataset.Options.Location, dataset.Options.Reading);
        var isKeptHere = dataset.CanSave;
        var path = isKeptHere ? null : Path.Combine(Path.GetTempPath(), $"covidxr-{Guid.NewGuid():N}.json");
        try
        {
            var isReplaced = isKeptHere && File.Exists(Selection.PathIn(opened));
            var result = new FilterJob(opened, new FilterJobOptions
            {
                Filter = filter,
                MetadataPath = dataset.Options.Choice.MetadataPath,
                SplitPath = dataset.Options.Choice.SplitPath,
                SelectionPath = path,
            }).Run(notes, progress: null, cancellation);
            if (result.SavedTo is not { } savedTo)
            {
                throw new JobException($"nothing is saved, as files could not be read: {result.Failures[0].Message}");
            }

            return new KeptSelection(savedTo, result.Result.Kept.Count, result.Result.Total, isReplaced)
            {
                Download = path is null ? null : WholeFile.ReadText(path, path, SelectionFile.Limit),
            };
        }
        finally
        {
            if (path is not null)
            {
                FilePath.TryDelete(path);
            }
        }
    }
}

/// <summary>A choice that was kept.</summary>
/// <param name="SavedTo">The file.</param>
/// <param name="Kept">How many images it chose.</param>
/// <param name="Total">Of how many.</param>
/// <param name="IsReplaced">Whether there was one before.</param>
internal sealed record KeptSelection(string SavedTo, int Kept, int Total, bool IsReplaced)
{
    /// <summary>The file's content, where it could not be kept; null where it was.</summary>
    public string? Download { get; init; }
}
