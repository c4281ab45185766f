using CovidXray.Annotations;
using CovidXray.Formats.Masks;
using CovidXray.Images;
using CovidXray.Jobs.Films;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Output;
using CovidXray.Masks;
using CovidXray.Previews;
using CovidXray.Rasterization;
using CovidXray.Reports;
using CovidXray.Work;

namespace CovidXray.Jobs.Previews;

/// <summary>Shows images: their films with what the masks hold, one picture an image or many on a sheet.</summary>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var chosen = new ImageChoice().Choose(dataset);
/// PreviewResult shown = PreviewJob.Run(chosen, "sheets", new PreviewOptions { Sheet = (6, 4) });
/// </code>
/// </example>
public sealed class PreviewJob
{
    private const int Quality = 92;

    private readonly PreviewOptions _options;
    private readonly PreviewOutput _output;
    private readonly PictureFormat _format;
    private readonly LabelMap _labels;
    private readonly FilmFolders? _films;
    private readonly PredictedMasks? _predictions;
    private readonly ContactSheet? _sheet;
    private readonly PreviewTally _tally;

    private PreviewJob(PreviewOptions options, PreviewOutput output, PictureFormat format, LabelMap labels, FilmFolders? films, PredictedMasks? predictions)
    {
        (_options, _output, _format, _labels, _films, _predictions) = (options, output, format, labels, films, predictions);
        _sheet = SheetOf(options);
        _tally = new PreviewTally(predictions);
    }

    /// <summary>Does the work. Images that fail are in the result; the others are shown.</summary>
    /// <param name="chosen">The images.</param>
    /// <param name="output">A file (<c>.png</c>, <c>.jpg</c>) for one image or for sheets, which are numbered if they are several; else a folder, made if it is not there. Each file is whole at any time.</param>
    /// <param name="options">How.</param>
    /// <param name="notes">Hears what is known before the end.</param>
    /// <param name="progress">Is told of each image that is done, in their order, on the calling thread.</param>
    /// <param name="cancellation">Ends the job, within an image, too; its result then says so.</param>
    /// <exception cref="DatasetException">The predictions cannot be opened.</exception>
    /// <exception cref="JobException">An image is not there, pictures would be overwritten, a file cannot be written, or options do not go together.</exception>
    public static PreviewResult Run(ChosenImages chosen, string output, PreviewOptions options, IProgress<JobNote>? notes = null, IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(options);
        var dataset = chosen.Dataset;
        var images = options.Images.Count == 0 ? dataset.Entries : NamedImages.Find(chosen, options.Images, options.Jobs, cancellation);
        var fileFormat = PreviewPlan.FormatOf(output);
        RequireSize(options, fileFormat ?? options.Format, images.Count);
        var plan = PreviewPlan.Of(images, output, fileFormat is not null, options);
        var labels = LabelsOf(dataset, options, cancellation);
        using var predictions = options.PredictionsPath is { } path ? PredictedMasks.Open(path) : null;
        var films = !new PicturePainter(options.Style).ShowsFilms ? null
            : FilmFolders.Of(dataset, images, options.FilmFolders);
        OutputFile.RefuseDataset(output, dataset);
        using var place = fileFormat is null ? PreviewOutput.OfFolder(output) : PreviewOutput.OfFile(output);
        var job = new PreviewJob(options, place, fileFormat ?? options.Format, labels, films, predictions);
        var isInterrupted = job.Run(job.LeaveThere(plan, output), progress, cancellation);
        if (!isInterrupted && options is { Sheet: not null, Existing: ExistingFiles.AreOverwritten })
        {
            job.DeleteSheetsFrom(plan.Count + 1);
        }

        foreach (var note in predictions is null ? [] : predictions.Dataset.Notes.Concat(predictions.Dataset.NotesOfImages))
        {
            notes.Note($"note: {options.PredictionsPath}: {note}");
        }

        return job._tally.Result(dataset.Problems) with { IsInterrupted = isInterrupted, LookedIn = films?.LookedIn };
    }

    private static LabelMap LabelsOf(Dataset dataset, PreviewOptions options, CancellationToken cancellation)
    {
        var categories = options.Categories ?? PaintedCategories.Of(dataset, options.Jobs, cancellation);
        return PaintedCategories.ProblemWith(categories, MaskStyle.All[0]) is { } problem
            ? throw new JobException($"{nameof(PreviewOptions.Categories)}: {problem}") { IsUsage = true }
            : new LabelMap(categories);
    }

    private static (int Width, int Height)? SizeOf(PreviewOptions options) =>
        options.Size ?? (options.Sheet is null ? null : (PreviewOptions.SheetSide, PreviewOptions.SheetSide));

    private static ContactSheet? SheetOf(PreviewOptions options) => options.Sheet is var (columns, rows) && SizeOf(options) is var (width, height)
        ? new ContactSheet(columns, rows, (int)Math.Min(int.MaxValue, new PicturePainter(options.Style).WidthOf(width)), height)
        : null;

    /// <summary>Refuses sizes that are none, and sheets that are too large, before anything is read.</summary>
    private static void RequireSize(PreviewOptions options, PictureFormat format, int images)
    {
        if (options.Size is ( < 1 or > MaskLimits.MaxSide, _) or (_, < 1 or > MaskLimits.MaxSide) || options.Sheet is ( < 1, _) or (_, < 1))
        {
            throw new JobException($"pictures have 1 to {MaskLimits.MaxSide} pixels a side, sheets 1 column and row or more") { IsUsage = true };
        }

        if (SheetOf(options) is not { } sheet)
        {
            return;
        }

        var pictures = (int)Math.Min(images, sheet.Capacity);
        var (width, height) = (sheet.WidthFor(pictures), sheet.HeightFor(pictures));
        var most = Math.Min(options.MaxPixels, RgbPixels.MaxPixels);
        if (height > most / width)
        {
            throw new JobException($"a sheet would be {width}x{height} pixels, and the limit is {most / 1e6:0.##} megapixels; take fewer columns and rows, or smaller pictures (--size)") { IsUsage = true };
        }

        if (PictureEncoder.ProblemWith(width, height, format == PictureFormat.Jpeg) is { } problem)
        {
            throw new JobException($"a sheet {problem}") { IsUsage = true };
        }
    }

    /// <summary>The pictures that are still to be made.</summary>
    /// <exception cref="JobException">Some are there, and may be neither replaced nor skipped.</exception>
    private PlannedPicture[] LeaveThere(IReadOnlyList<PlannedPicture> plan, string output)
    {
        if (_options.Existing == ExistingFiles.AreOverwritten)
        {
            return [.. plan];
        }

        var there = plan.Where(p => _output.Has(p.Name)).ToHashSet();
        if (there.Count > 0 && _options.Existing == ExistingFiles.AreErrors)
        {
            throw new JobException($"{output}: {Wording.Count(there.Count, "file", "is", "are")} there already: {Wording.Names([.. there.Select(p => p.Name).Order(StringComparer.Ordinal)])}; nothing is written (--overwrite replaces them, --skip-existing leaves them)");
        }

        _tally.Skipped = there.Count;
        return [.. plan.Where(p => !there.Contains(p))];
    }

    /// <summary>Removes sheets that an earlier run has left in the folder because it had more of them.</summary>
    private void DeleteSheetsFrom(int number)
    {
        while (PreviewPlan.SheetOf(_format, number++) is var name && _output.HasSheet(name))
        {
            _output.Delete(name);
        }
    }

    /// <returns>Whether it was cancelled.</returns>
    private bool Run(PlannedPicture[] plan, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        (PlannedPicture Picture, DatasetEntry Image)[] images = [.. plan.SelectMany(p => p.Images.Select(i => (p, i)))];
        var work = new OrderedWork<PreviewWorker, (ShownImage? Shown, DatasetException? Failure)>(
            images.Length,
            _options.Jobs,
            () => new PreviewWorker(_options, _labels, _films, _predictions, SizeOf(_options), new WorkMeter(_options.MaxWork, cancellation)),
            (worker, i) => Make(worker, images[i].Picture, images[i].Image))
        { Ahead = _sheet is null ? 32 : 4 };
        var onSheet = new List<(string Id, RgbPixels Picture)>();
        var done = 0;
        try
        {
            foreach (var (shown, failure) in work.Run(cancellation))
            {
                var picture = images[done++].Picture;
                _tally.Add(shown, failure);
                if (shown is { Picture: { } pixels })
                {
                    onSheet.Add((shown.Id, pixels));
                }
                else if (shown is not null)
                {
                    _tally.Files.Add(picture.Name);
                }

                if (onSheet.Count > 0 && (done == images.Length || images[done].Picture != picture))
                {
                    _output.Write(picture.Name, Encode(_sheet!.Make(onSheet)));
                    _tally.Files.Add(picture.Name);
                    onSheet.Clear();
                }

                progress?.Report(new JobProgress(done, images.Length));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return true;
        }

        return false;
    }

    /// <summary>Makes the picture of an image, and writes it unless it goes on a sheet.</summary>
    private (ShownImage? Shown, DatasetException? Failure) Make(PreviewWorker worker, PlannedPicture picture, DatasetEntry entry)
    {
        try
        {
            var shown = worker.Make(entry, _output.PathOf(picture.Name));
            if (_sheet is not null)
            {
                return (shown, null);
            }

            if (PictureEncoder.ProblemWith(shown.Picture!.Width, shown.Picture.Height, _format == PictureFormat.Jpeg) is { } problem)
            {
                throw new DatasetException(entry.Source, $"the picture {problem}");
            }

            _output.Write(picture.Name, Encode(shown.Picture));
            return (shown with { Picture = null }, null);
        }
        catch (DatasetException e)
        {
            return (null, e);
        }
    }

    private byte[] Encode(RgbPixels pixels) => _format == PictureFormat.Png ? PictureEncoder.ToPng(pixels) : PictureEncoder.ToJpeg(pixels, Quality);
}
