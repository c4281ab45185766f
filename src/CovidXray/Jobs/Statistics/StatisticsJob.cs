using CovidXray.Annotations;
using CovidXray.Files;
using CovidXray.Filters;
using CovidXray.Folders;
using CovidXray.Jobs.Output;
using CovidXray.Masks;
using CovidXray.Rasterization;
using CovidXray.Reports;

namespace CovidXray.Jobs.Statistics;

/// <summary>Counts the images of a dataset and measures their areas.</summary>
/// <param name="options">What is counted.</param>
/// <example>
/// <code>
/// using var dataset = AnnotationFormats.Open("covid-19-chest-x-ray-dataset");
/// var report = new StatisticsJob(new ImageChoice().Choose(dataset), new StatisticsOptions()).Run();
/// StatisticsJob.WritePage(report, "stats.html");
/// </code>
/// </example>
public sealed class StatisticsJob(ChosenImages chosen, StatisticsOptions options)
{
    /// <summary>Counts. An image that cannot be read is a failure of the report and counts for nothing.</summary>
    /// <param name="progress">Hears how many images are read.</param>
    /// <param name="cancellation">Stops reading.</param>
    public StatisticsReport Run(IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        var failures = new List<DatasetException>(chosen.Dataset.Problems);
        var statistics = new DatasetStatistics(Measure(failures, progress, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return new StatisticsReport(statistics)
        {
            Failures = failures,
            Fields = [.. options.Fields.Distinct()],
            ListsClasses = options.ListsClasses,
            CrossTables = [.. options.CrossTables.Select(c => statistics.Cross(c.Rows, c.Columns))],
            Title = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(chosen.Dataset.Location))),
            Scope = chosen.Scope,
            Provenance = chosen.Provenance,
            Origin = chosen.Origin,
            Top = options.Top,
        };
    }

    /// <summary>Refuses places that may not be written, before anything is read.</summary>
    /// <param name="tables">The folder for <see cref="WriteTables"/>; null for none.</param>
    /// <param name="page">The file for <see cref="WritePage"/>; null for none.</param>
    /// <param name="overwrites">Whether what is there is replaced.</param>
    /// <exception cref="JobException">Something is there already, or a place cannot be written.</exception>
    public void RequirePlaces(string? tables, string? page, bool overwrites)
    {
        if (tables is not null)
        {
            OutputFile.CheckFolder(tables, StatisticsCsv.FileNames, overwrites, chosen.Dataset);
        }

        OutputFile.CheckAll([page], overwrites, chosen.Dataset, kept: tables is null ? [] : StatisticsCsv.FileNames.Select(n => Path.Combine(tables, n)));
    }

    /// <summary>Writes everything as CSV tables, and beside them covidxr.stats.json, which says what they are made of.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="overwrites">Whether tables of these names are replaced, and those of an earlier run removed that this one does not make.</param>
    /// <param name="forExcel">Whether each begins with a byte order mark, by which Excel knows UTF-8.</param>
    /// <exception cref="JobException">Some are there already, or a table cannot be written.</exception>
    public static void WriteTables(StatisticsReport report, string folder, bool overwrites = false, bool forExcel = false)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var held = HeldFolder.Take(folder, new FolderWork("stats --csv"), mends: true);
        try
        {
            // All of them at once: tables of two runs side by side would not go together.
            if (!overwrites && StatisticsCsv.FileNames.Any(n => FilePath.IsThere(Path.Combine(folder, n))))
            {
                throw new JobException($"{folder}: tables are there already; nothing is written (--overwrite replaces them)");
            }

            FolderCommit.Replace(held, StatisticsCsv.Tables(report, forExcel), StatisticsCsv.EarlierTables(folder));
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{folder}: the tables cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Writes everything as one HTML page that needs nothing else.</summary>
    /// <param name="report">What was counted.</param>
    /// <param name="path">The page.</param>
    /// <param name="overwrites">Whether one that is there is replaced, as a whole.</param>
    /// <exception cref="JobException">It is there already, or cannot be written.</exception>
    public static void WritePage(StatisticsReport report, string path, bool overwrites = false) => OutputFile.Write(path, StatisticsHtml.Write(report), overwrites);

    private IEnumerable<ImageMeasurements> Measure(List<DatasetException> failures, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        using var rasterizers = options.MeasuresAreas ? new ThreadLocal<PolygonRasterizer>(() => new PolygonRasterizer { MaxPixels = options.MaxPixels, MaxWork = options.MaxWork, Cancellation = cancellation }) : null;
        var entries = chosen.Dataset.Entries;
        var done = 0;
        foreach (var (image, problem) in EntryReader.Read(entries, entry => Measure(entry, rasterizers?.Value), failures, options.Jobs, cancellation))
        {
            if (problem is not null)
            {
                failures.Add(problem);
            }

            progress?.Report(new JobProgress(++done, entries.Count));
            yield return image;
        }
    }

    private Measured Measure(DatasetEntry entry, PolygonRasterizer? rasterizer)
    {
        var labels = LabelMap.Default;
        var image = entry.Read(rasterizer is null ? ReadDetail.WithoutCoordinates : ReadDetail.Full);
        var facts = new ImageFacts(image, chosen.Metadata);
        try
        {
            return new Measured(ImageMeasurements.From(image, facts, rasterizer?.Rasterize(image, labels, PaintOrder.IgnoreLast), labels), null);
        }
        catch (DatasetException e)
        {
            return new Measured(ImageMeasurements.From(image, facts, mask: null, labels), e);
        }
    }

    /// <param name="Image">What an image counts for.</param>
    /// <param name="Problem">Why its areas are not known; null if they are, or are not asked for.</param>
    private sealed record Measured(ImageMeasurements Image, DatasetException? Problem);
}
