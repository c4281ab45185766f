using CovidXray.Annotations;
using CovidXray.Cli.Commands.Options;
using CovidXray.Cli.Terminals;
using CovidXray.Jobs;
using CovidXray.Jobs.Export;
using CovidXray.Reports;
using CovidXray.Texts;

namespace CovidXray.Cli.Commands.Export;

/// <summary>Tells what an export finds while it runs, and shows a bar between the survey and the end where a person is watching.</summary>
/// <param name="terminal">Takes notes and errors.</param>
/// <param name="entries">The images of the whole export.</param>
/// <param name="options">How it is made.</param>
internal sealed class ExportNotes(Terminal terminal, IReadOnlyList<DatasetEntry> entries, ExportOptions options) : IProgress<JobProgress>, IProgress<ExportStage>, IDisposable
{
    private ProgressBar? _bar;

    public void Report(JobProgress value) => _bar?.Report(value);

    public void Report(ExportStage value)
    {
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Step)
        {
            case ExportStep.Started:
                WriteStarted(value.Result);
                break;
            case ExportStep.Surveyed:
                WriteSurveyed(value.Result);
                _bar = ProgressBar.Start(terminal, options.Format.Name);
                break;
            case ExportStep.Written:
                EndBar();
                WriteWritten(value.Result);
                break;
        }
    }

    public void Dispose() => EndBar();

    private void WriteStarted(ExportResult result)
    {
        if (result.UndidEarlier)
        {
            terminal.WriteNote($"note: an export into {result.Folder} had been interrupted on the way to its place; it is undone");
        }

        ExportPrinter.WriteParts(terminal, result, options.Format);
        if (options.Shard is { } shard)
        {
            ShardOption.WriteNote(terminal, shard, entries);
        }
    }

    private void WriteSurveyed(ExportResult result)
    {
        if (options.Shard is null)
        {
            ExportPrinter.WriteLosses(terminal, result, options.Format, options.IsStrict);
        }
        else if (!result.HasOwnFilms)
        {
            terminal.WriteNote("note: shards share out the making and copying of films, and this export does neither: the join does all the work");
        }
    }

    private void WriteWritten(ExportResult result)
    {
        if (options.Shard is null && result.Images > 0)
        {
            ExportPrinter.WriteClasses(terminal, result);
        }

        foreach (var failure in result.Failures)
        {
            terminal.WriteError(failure.Message);
        }

        ExportPrinter.WriteMissing(terminal, result, options.Format);
        ExportPrinter.WriteBackground(terminal, result, options.Format);
        FilmNotesPrinter.Write(terminal, result);

        // A shard edits polygons only to choose pixels; the join exports them.
        if (options.Shard is null)
        {
            if (result.NamedById > 0)
            {
                terminal.WriteNote($"note: {Wording.Count(result.NamedById, "image", "is", "are")} named by id, as others have the same original name");
            }

            if (result.SharedFilms is var (films, images, example))
            {
                terminal.WriteNote($"note: {images:N0} images of different folders have {Wording.Count(films, "film")} between them, such as {ForeignText.Quote(example)}; are films missing?");
            }

            ExportPrinter.WriteFilmsNotFound(terminal, result, options.Format);
            ExportPrinter.WriteLackingParts(terminal, result, options.Format);
            PolygonEditPrinter.WriteNotes(terminal, result.Edits);
        }
    }

    private void EndBar()
    {
        _bar?.Dispose();
        _bar = null;
    }
}
