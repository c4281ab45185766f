using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Jobs;
using CovidXray.Jobs.Previews;
using CovidXray.Previews;

namespace CovidXray.Tests.Jobs.Previews;

/// <summary>Previews as a program makes them, without a command line.</summary>
public sealed class PreviewJobTests : IDisposable
{
    private readonly TemporaryFolder _pictures = new();
    private readonly Dataset _dataset = Sample.Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _dataset.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public void A_dataset_becomes_pictures_in_a_few_lines()
    {
        using var dataset = Sample.Open();
        PreviewResult shown = PreviewJob.Run(new ImageChoice().Choose(dataset), _pictures.Location, new PreviewOptions { Size = (64, 48) }, cancellation: Cancellation);
        Assert.Equal((12, 12, 2, 0), (shown.Images, shown.Files.Count, shown.Unpainted, shown.Failures.Count));
        Assert.Null(shown.Predictions);
        var header = FilmHeader.Read(Path.Combine(_pictures.Location, shown.Files[0]));
        Assert.Equal((48, 48, 3), (header.Width, header.Height, header.Channels));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Progress_counts_every_image_in_order(int jobs, bool onSheets)
    {
        var told = new Told();
        Run(new PreviewOptions { Style = PreviewStyle.MaskOnly, Size = (20, 20), Sheet = onSheets ? (2, 2) : null, Jobs = jobs }, told, Cancellation);
        Assert.Equal(Enumerable.Range(1, 12).Select(done => new JobProgress(done, 12)), told.All);
    }

    [Fact]
    public void A_cancelled_job_says_so_and_leaves_whole_files()
    {
        using var cancellation = new CancellationTokenSource();
        var told = new Told { OnReport = _ => cancellation.Cancel() };
        var shown = Run(new PreviewOptions { Size = (20, 20), Jobs = 1 }, told, cancellation.Token);
        Assert.True(shown.IsInterrupted);
        Assert.Equal((1, 1), (shown.Images, told.All.Count));
        Assert.Equal(shown.Files, Directory.GetFiles(_pictures.Location).Select(Path.GetFileName));
    }

    [Fact]
    public void All_categories_are_painted_if_none_is_named()
    {
        var some = Run(new PreviewOptions { Style = PreviewStyle.MaskOnly, Categories = ["Lung"], Images = ["9000004"] });
        Assert.Equal([KeyValuePair.Create("Ignore", 3)], some.UnpaintedCategories);
        var all = Run(new PreviewOptions { Style = PreviewStyle.MaskOnly, Categories = null, Images = ["9000004"], Existing = CovidXray.Jobs.Output.ExistingFiles.AreOverwritten });
        Assert.Empty(all.UnpaintedCategories);
    }

    [Fact]
    public void Categories_that_cannot_be_painted_are_wrong_usage()
    {
        Assert.True(Assert.Throws<JobException>(() => Run(new PreviewOptions { Categories = [] })).IsUsage);
        Assert.True(Assert.Throws<JobException>(() => Run(new PreviewOptions { Categories = ["Lung", "Lung"] })).IsUsage);
        Assert.Empty(Directory.GetFileSystemEntries(_pictures.Location));
    }

    [Fact]
    public void Sizes_and_sheets_of_nothing_are_wrong_usage()
    {
        Assert.All(
            (PreviewOptions[])[new() { Size = (0, 5) }, new() { Size = (5, -1) }, new() { Size = (5, 1 << 21) }, new() { Sheet = (0, 1) }, new() { Sheet = (1, -3) }],
            options => Assert.True(Assert.Throws<JobException>(() => Run(options)).IsUsage));
        Assert.Empty(Directory.GetFileSystemEntries(_pictures.Location));
    }

    private PreviewResult Run(PreviewOptions options, IProgress<JobProgress>? progress = null, CancellationToken? cancellation = null) =>
        PreviewJob.Run(new ImageChoice().Choose(_dataset), _pictures.Location, options, notes: null, progress, cancellation ?? Cancellation);

    private sealed class Told : IProgress<JobProgress>
    {
        public List<JobProgress> All { get; } = [];

        public Action<JobProgress>? OnReport { get; init; }

        public void Report(JobProgress value)
        {
            All.Add(value);
            OnReport?.Invoke(value);
        }
    }
}
