using CovidXray.Jobs;
using CovidXray.Jobs.Statistics;

namespace CovidXray.Tests.Jobs;

/// <summary>Statistics called from C#, on the bundled sample.</summary>
public sealed class StatisticsJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dataset_is_counted_and_measured()
    {
        using var dataset = Sample.Open();
        var report = new StatisticsJob(new ImageChoice().Choose(dataset), new StatisticsOptions()).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(dataset.Entries.Count, report.Statistics.Images);
        Assert.Contains(report.Statistics.Areas, a => a is { Category: "Lung", Pixels: > 0 });
        Assert.Equal("phantom-dataset", report.Title);
    }

    [Fact]
    public void Without_areas_no_polygon_is_read()
    {
        using var dataset = Sample.Open();
        var report = new StatisticsJob(new ImageChoice().Choose(dataset), new StatisticsOptions { MeasuresAreas = false }).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(report.Statistics.Areas);
        Assert.NotEmpty(report.Statistics.Classes);
    }

    [Fact]
    public void Tables_and_page_are_written()
    {
        using var dataset = Sample.Open();
        var report = new StatisticsJob(new ImageChoice().Choose(dataset), new StatisticsOptions { MeasuresAreas = false }).Run(cancellation: TestContext.Current.CancellationToken);
        StatisticsJob.WriteTables(report, Path.Combine(_folder.Location, "tables"));
        StatisticsJob.WritePage(report, Path.Combine(_folder.Location, "stats.html"));
        Assert.StartsWith("name,value\nimages,12\n", File.ReadAllText(Path.Combine(_folder.Location, "tables", "summary.csv")), StringComparison.Ordinal);
        Assert.Contains("phantom-dataset", File.ReadAllText(Path.Combine(_folder.Location, "stats.html")), StringComparison.Ordinal);
    }
}
