using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Output;
using CovidXray.Jobs.Shards;
using CovidXray.Reports;

namespace CovidXray.Jobs.Export;

/// <summary>One export from the survey to the manifest: of a whole dataset, or of one shard's films.</summary>
/// <param name="dataset">The images of the whole export.</param>
/// <param name="options">How it is made.</param>
/// <param name="plan">The same, settled for what is written here.</param>
/// <param name="progress">Is told of every image.</param>
/// <param name="stages">Is told of every step.</param>
internal sealed class ExportRun(Dataset dataset, ExportOptions options, ExportPlan plan, IProgress<JobProgress>? progress, IProgress<ExportStage>? stages)
{
    /// <summary>Exports.</summary>
    /// <param name="held">The folder of the whole export.</param>
    /// <param name="identity">What the export says of itself.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="JobException">It cannot be written.</exception>
    public ExportResult Write(HeldFolder held, ExportIdentity identity, CancellationToken cancellation)
    {
        Tell(ExportStep.Started, NewResult(held.Location, held));
        var path = options.Shard is { } shard ? FilmShards.Prepare(held.Location, shard, options.Overwrites) : held.Location;
        var result = NewResult(path, held);
        using var folder = new ExportFolder(held, path, options.Overwrites, plan.Joined);
        try
        {
            Write(folder, identity, result, cancellation);
            return result;
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{folder.FolderPath}: the export cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    private ExportResult NewResult(string folder, HeldFolder held) => new()
    {
        Folder = folder,
        HasOwnFilms = plan.HasOwnFilms,
        UndidEarlier = held.WasMended,
        Parts = plan.Parts?.Images ?? [],
        Unplaced = plan.Parts?.Unplaced ?? 0,
        LackingParts = plan.Parts is { HasColumns: false, Folds: 0 } parts ? [.. options.Format.NeededParts.Except(parts.Parts)] : [],
        PartsHint = plan.Parts is { HasColumns: false } some ? options.Format.PartsHint(options.FormatOptions, some.Folds) : null,
    };

    private void Write(ExportFolder folder, ExportIdentity identity, ExportResult result, CancellationToken cancellation)
    {
        var settled = plan with { Classes = plan.Classes.Survey([], plan.Jobs, cancellation) };
        var survey = DatasetSurvey.Of(Entries(), settled, cancellation);
        result.Take(dataset, survey, settled);
        result.Classes = plan.Format.NumberClasses(plan.FormatOptions, survey.Contents);
        result.UnreadOthers = settled.Classes.Found.Unread;
        Tell(ExportStep.Surveyed, result);
        if (options.IsStrict && !result.Losses.IsEmpty)
        {
            throw new JobException($"--strict: {plan.Format.Name} cannot hold everything, so nothing is written");
        }

        new ImageExporter(survey, settled, folder, progress).Run(result, cancellation);
        Tell(ExportStep.Written, result);
        if (options.IsStrict && result.LeftOut > 0)
        {
            throw new JobException($"--strict: {Wording.Count(result.LeftOut, "annotation")} would be left out, so nothing is written");
        }

        WriteCompanions(folder, result);
        folder.Write(ExportFolder.ManifestFile, ExportManifest.Write(identity, result, folder.Contents()));
        folder.Commit();
        result.RemovedSelection = folder.RemovedSelection;
    }

    /// <summary>The images that are exported here. A shard has none where there are no films to make.</summary>
    private IReadOnlyList<DatasetEntry> Entries() =>
        options.Shard is not { } shard ? dataset.Entries
        : plan.HasOwnFilms ? [.. dataset.Entries.Where(e => shard.Contains(e.Id))]
        : [];

    private void WriteCompanions(ExportFolder folder, ExportResult result)
    {
        if (options.Shard is not null)
        {
            folder.Write(ShardFilmList.FileName, ShardFilmList.Write(result, name => new FileInfo(folder.PathOf($"{FilmShards.FilmFolder}/{name}")).Length));
            return;
        }

        if (result.Transforms.Count > 0)
        {
            folder.Write(TransformFile.FileName, TransformFile.Write(result.Transforms));
        }

        folder.Write(Attribution.FileName, Attribution.Write(result.Origins));
    }

    private void Tell(ExportStep step, ExportResult result) => stages?.Report(new ExportStage(step, result));
}
