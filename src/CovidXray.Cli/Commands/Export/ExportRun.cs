using CovidXray.Annotations;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Jobs.Shards;
using CovidXray.Reports;

namespace CovidXray.Cli.Commands.Export;

/// <summary>One export from the survey to the manifest: of a whole dataset, or of one shard's films.</summary>
/// <param name="chosen">The images of the whole export.</param>
/// <param name="options">How it is made.</param>
/// <param name="terminal">Takes notes and errors.</param>
internal sealed class ExportRun(ChosenImages chosen, ExportOptions options, Terminal terminal)
{
    /// <summary>The shard that is exported; null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Whether nothing is written if the format, or the exported films, cannot hold everything.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>Exports.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="identity">What the export says of itself.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="JobException">It cannot be written.</exception>
    public ExportResult Run(ExportFolder folder, ExportIdentity identity, CancellationToken cancellation)
    {
        try
        {
            var report = Export(folder, cancellation);
            WriteNotes(report);
            if (IsStrict && report.LeftOut > 0)
            {
                throw new JobException($"--strict: {Wording.Count(report.LeftOut, "annotation")} would be left out, so nothing is written");
            }

            WriteCompanions(folder, report);
            folder.Write(ExportFolder.ManifestFile, ExportManifest.Write(identity, report, folder.Contents()));
            folder.Commit();
            return report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobException($"{folder.FolderPath}: the export cannot be written: {e.Message}", e);
        }
    }

    private ExportResult Export(ExportFolder folder, CancellationToken cancellation)
    {
        var survey = DatasetSurvey.Of(Entries(), options, cancellation);
        var formatOptions = options.FormatOptions(survey.Census);
        ExportPrinter.WriteLosses(terminal, options.Format, survey.Losses);
        if (IsStrict && !survey.Losses.IsEmpty)
        {
            throw new JobException($"--strict: {options.Format.Name} cannot hold everything, so nothing is written");
        }

        var report = new ExportResult { Losses = survey.Losses };
        report.Failures.AddRange(chosen.Dataset.Problems);
        report.Failures.AddRange(survey.Failures);
        report.MissingFilms.AddRange(survey.MissingFilms);
        var job = new ExportJob(survey.Images, options, folder);
        return ProgressBar.Show(terminal, options.Format.Name, survey.Images.Count, () => job.Done, () =>
        {
            job.Run(formatOptions, report, cancellation);
            return report;
        });
    }

    private IReadOnlyList<DatasetEntry> Entries()
    {
        if (Shard is not { } shard)
        {
            return chosen.Dataset.Entries;
        }

        if (!options.HasOwnFilms)
        {
            terminal.WriteNote("note: shards share out the making and copying of films, and this export does neither: the join does all the work");
            return [];
        }

        return [.. chosen.Dataset.Entries.Where(e => shard.Contains(e.Id))];
    }

    private void WriteNotes(ExportResult report)
    {
        foreach (var failure in report.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        ExportPrinter.WriteMissing(terminal, report, options.Format);
        ExportPrinter.WriteBackground(terminal, report, options.Format);
        FilmNotesPrinter.Write(terminal, report);

        // A shard edits polygons only to choose pixels; the join exports them.
        if (Shard is null)
        {
            PolygonEditPrinter.WriteNotes(terminal, report.Edits);
        }
    }

    private void WriteCompanions(ExportFolder folder, ExportResult report)
    {
        if (Shard is not null)
        {
            folder.Write(ShardFilmList.FileName, ShardFilmList.Write(report, name => new FileInfo(folder.PathOf($"{FilmShards.FilmFolder}/{name}")).Length));
            return;
        }

        if (report.Transforms.Count > 0)
        {
            folder.Write(TransformFile.FileName, TransformFile.Write(report.Transforms));
        }

        folder.Write(Attribution.FileName, Attribution.Write(report.Origins));
    }
}
