using CovidXray.Annotations;
using CovidXray.Formats;
using CovidXray.Formats.Masks;
using CovidXray.Images;
using CovidXray.Jobs;
using CovidXray.Jobs.Masks;
using CovidXray.Jobs.Output;

namespace CovidXray.Tests.Jobs;

/// <summary>Masks as a program makes them, without a command line.</summary>
public sealed class MasksJobTests : IDisposable
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "phantom-dataset");

    private readonly TemporaryFolder _masks = new();
    private readonly Dataset _dataset = AnnotationFormats.Open(Sample);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _dataset.Dispose();
        _masks.Dispose();
    }

    [Fact]
    public void A_dataset_becomes_masks_in_a_few_lines()
    {
        using var dataset = AnnotationFormats.Open(Sample);
        var masks = MasksJob.Run(dataset, _masks.Location, new MasksOptions { Style = MaskStyle.Parse("index"), Size = (256, 256) }, cancellation: Cancellation);

        Assert.Equal((dataset.Entries.Count, dataset.Entries.Count, 0), (masks.Images, masks.Files, masks.Failures.Count));
        Assert.Equal([.. dataset.Entries.Select(e => e.Id + ".png"), "class_mapping.csv", "covidxr.masks.json"], Names());
        Assert.Equal(["Ignore", "Lung"], masks.Areas.Keys);
        Assert.InRange(masks.Areas[Category.Lung].Pixels, 1, 256 * 256 * dataset.Entries.Count);
        var header = FilmHeader.Read(Path.Combine(_masks.Location, dataset.Entries[0].Id + ".png"));
        Assert.Equal((256, 256, true), (header.Width, header.Height, header.HasPalette));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Progress_counts_every_image_in_order(int jobs)
    {
        var told = new Told();
        MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Jobs = jobs }, told, TestContext.Current.CancellationToken);
        var total = _dataset.Entries.Count;
        Assert.Equal(Enumerable.Range(1, total).Select(done => new JobProgress(done, total)), told.All);
    }

    [Fact]
    public void A_shard_makes_its_part_and_all_of_them_make_everything()
    {
        var whole = MasksJob.Run(_dataset, _masks.Location, new MasksOptions(), cancellation: Cancellation);
        using var parts = new TemporaryFolder();
        var told = new Told();
        var results = Enumerable.Range(1, 2).Select(number => MasksJob.Run(_dataset, parts.Location, new MasksOptions { Shard = new Shard(number, 2) }, told, cancellation: Cancellation)).ToArray();
        Assert.All(results, part => Assert.InRange(part.Images, 1, whole.Images - 1));
        Assert.Equal(whole.Images, results.Sum(part => part.Images));
        Assert.Equal(whole.Images, told.All.Count);
        Assert.All(Names(), name => Assert.Equal(File.ReadAllBytes(Path.Combine(_masks.Location, name)), File.ReadAllBytes(Path.Combine(parts.Location, name))));
    }

    [Fact]
    public void Masks_that_are_there_are_refused_and_stay_as_they_are()
    {
        var first = _masks.Write(_dataset.Entries[0].Id + ".png", "mine"u8);
        var refusal = Assert.Throws<JobException>(() => MasksJob.Run(_dataset, _masks.Location, new MasksOptions(), cancellation: Cancellation));
        Assert.Equal(
            $"{_masks.Location}: is no folder of masks: it holds {_dataset.Entries[0].Id}.png, and neither covidxr.masks.json nor class_mapping.csv; nothing is written (take another folder)",
            refusal.Message);
        Assert.Equal("mine", File.ReadAllText(first));
        Assert.Single(Names());
    }

    [Fact]
    public void Masks_that_are_there_can_be_left_or_replaced()
    {
        MasksJob.Run(_dataset, _masks.Location, new MasksOptions(), cancellation: Cancellation);
        var again = MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Existing = ExistingFiles.AreSkipped }, cancellation: Cancellation);
        Assert.Equal((0, _dataset.Entries.Count), (again.Files, again.Skipped));
        var anew = MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Existing = ExistingFiles.AreOverwritten, Style = MaskStyle.Parse("rgb") }, cancellation: Cancellation);
        Assert.Equal((_dataset.Entries.Count, 0), (anew.Files, anew.Skipped));
    }

    [Fact]
    public void Without_a_list_all_categories_of_the_dataset_are_painted()
    {
        var masks = MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Categories = null }, cancellation: Cancellation);
        Assert.Empty(masks.UnseenCategories);
        Assert.Empty(masks.UnpaintedCategories);
        Assert.Contains(Category.Lung, masks.Areas.Keys);
    }

    [Fact]
    public void Categories_that_no_image_has_are_named()
    {
        var masks = MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Categories = [Category.Lung, "lung"] }, cancellation: Cancellation);
        Assert.Equal(["lung"], masks.UnseenCategories);
        Assert.Equal([Category.Ignore], masks.UnpaintedCategories.Keys);
    }

    [Theory]
    [InlineData("it names no category")]
    [InlineData("it names 'Lung' twice", "Lung", "Lung")]
    [InlineData("the style binary paints what is not Ignore", "Ignore")]
    public void Categories_that_cannot_be_painted_are_refused_before_anything_is_made(string problem, params string[] categories)
    {
        var folder = Path.Combine(_masks.Location, "masks");
        var refusal = Assert.Throws<JobException>(() => MasksJob.Run(_dataset, folder, new MasksOptions { Style = MaskStyle.Parse("binary"), Categories = categories }, cancellation: Cancellation));
        Assert.Equal(($"Categories: {problem}", true), (refusal.Message, refusal.IsUsage));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_job_that_is_cancelled_says_so_and_counts_what_it_wrote()
    {
        using var stop = new CancellationTokenSource();
        var masks = MasksJob.Run(_dataset, _masks.Location, new MasksOptions { Jobs = 1 }, new Told { OnReport = stop.Cancel }, stop.Token);
        Assert.Equal((true, 1), (masks.IsInterrupted, masks.Files));
        Assert.Single(Names(), name => name.EndsWith(".png", StringComparison.Ordinal));
    }

    private string[] Names() => [.. Directory.GetFileSystemEntries(_masks.Location).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal)];

    /// <summary>What a job says of its progress.</summary>
    private sealed class Told : IProgress<JobProgress>
    {
        public List<JobProgress> All { get; } = [];

        public Action? OnReport { get; init; }

        public void Report(JobProgress value)
        {
            All.Add(value);
            OnReport?.Invoke();
        }
    }
}
