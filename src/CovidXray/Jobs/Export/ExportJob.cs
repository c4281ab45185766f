using CovidXray.Annotations;
using CovidXray.Folders;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Shards;

namespace CovidXray.Jobs.Export;

/// <summary>Writes a dataset in a format: a survey of all images, then films, annotations, manifest; all of it comes to its place at the end.</summary>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var result = ExportJob.Run(dataset, "coco", new ExportOptions { Format = new CocoFormat() });
/// </code>
/// </example>
public static class ExportJob
{
    /// <summary>Exports a dataset, or makes the films of one shard of it.</summary>
    /// <param name="dataset">The images; those of a selection only, if it was chosen from.</param>
    /// <param name="folder">The folder for the export; made if it is not there. Some formats make a folder inside: see <see cref="ExportResult.Folder"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told of every image, one at a time, from several threads.</param>
    /// <param name="cancellation">Stops the export, which then leaves nothing behind.</param>
    /// <returns>What was done. Images that could not be exported are in it, not thrown.</returns>
    /// <exception cref="JobException">The export cannot be made or written, or is refused by <see cref="ExportOptions.IsStrict"/>; the folder is as it was.</exception>
    /// <exception cref="DatasetException">The format has no room for the dataset's categories, or an image failed that <see cref="ExportOptions.StopsAtFirstError"/> speaks of.</exception>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ExportResult Run(Dataset dataset, string folder, ExportOptions options, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(dataset, folder, options, progress, stages: null, cancellation);

    /// <summary>The same, for those who also want to know what was found before something is written, even if nothing then is.</summary>
    /// <param name="folder">The folder for the export.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told of every image.</param>
    /// <param name="stages">Is told of every <see cref="ExportStep"/>; the export goes on when it returns.</param>
    /// <param name="cancellation">Stops the export.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="JobException">The export cannot be made or written, or is refused.</exception>
    public static ExportResult Run(Dataset dataset, string folder, ExportOptions options, IProgress<JobProgress>? progress, IProgress<ExportStage>? stages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(options);
        var parts = ExportParts.Of(ref dataset, options);
        var plan = ExportPlan.Of(dataset, options, parts);
        var identity = ExportIdentity.Of(dataset, options) with { Split = parts?.Identity };
        var path = FolderOf(folder, options);
        if (options.Shard is not null || options.JoinCount is not null)
        {
            // Every shard must come to the same numbers as the others.
            plan = plan with { Classes = plan.Classes.Survey(dataset.Entries, plan.Jobs, cancellation) };
        }

        var ofShards = identity.WithFilms(plan) with { Classes = options.Format.NumberClasses(options.FormatOptions, plan.Classes.NewContents()) };
        using var held = HeldFolder.Take(path, new FolderWork($"export {options.Format.Name}", ofShards.InOneLine, options.Shard?.Name), mends: true);
        if (options.Shard is null)
        {
            plan = plan with { Joined = options.JoinCount is { } count ? new FilmShards(path, count, ofShards) : null };
            return new ExportRun(dataset, options, plan, progress, stages).Write(held, identity, cancellation);
        }

        return new ExportRun(dataset, options, plan.OfShard(), progress, stages).Write(held, ofShards, cancellation);
    }

    private static string FolderOf(string folder, ExportOptions options)
    {
        try
        {
            return options.Format.FolderName(options.FormatOptions) is { } inside ? Path.Combine(folder, inside) : folder;
        }
        catch (FormatException e)
        {
            throw new JobException(e.Message, e) { IsUsage = true };
        }
    }
}
