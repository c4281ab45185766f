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
            Top = options.Top,
        };
    }

    /// <summary>Writes everything as CSV tables; tables of that name are replaced.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <exception cref="JobException">A table cannot be written.</exception>
    public static void WriteTables(StatisticsReport report, string folder)
    {
        using var held = HeldFolder.Take(folder, new FolderWork("stats --csv"), mends: true);
        try
        {
            // All of them at once: tables of two runs side by side would not go together.
            FolderCommit.Replace(held, StatisticsCsv.Tables(report));
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{folder}: the tables cannot be written: {DiskError.Problem(e)}", e);
        }
    }

    /// <summary>Writes everything as one HTML page that needs nothing else.</summary>
    /// <param name="path">The page; replaced as a whole if it is there.</param>
    /// <exception cref="JobException">It cannot be written.</exception>
    public static void WritePage(StatisticsReport report, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".");
            AtomicFile.WriteShared(path, StatisticsHtml.Write(report));
        }
        catch (Exception e) when (DiskError.Is(e))
        {
            throw new JobException($"{path}: cannot be written: {DiskError.Problem(e)}", e);
        }
    }

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
