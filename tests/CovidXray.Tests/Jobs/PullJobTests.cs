using CovidXray.Jobs.Pull;

namespace CovidXray.Tests.Jobs;

/// <summary>Pulls called from C#, from the bundled sample's folder.</summary>
public sealed class PullJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private PullRequest FromSample => new() { Folder = Path.Combine(_folder.Location, "pulled"), Source = Sample.Location, IsOffline = true };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_pulled_and_verified()
    {
        var stages = new StageList();
        var job = new PullJob(FromSample, stages: stages);
        var result = await job.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.IsComplete);
        Assert.Equal((12, 12), (result.Annotations, result.RecordedFilms));
        var verified = await job.VerifyAsync(TestContext.Current.CancellationToken);
        Assert.Equal(24, verified.Files);
        Assert.Empty(verified.Damaged);
        Assert.Equal(["images", "-images", "verifying", "-verifying"], stages.Names);
    }

    [Fact]
    public async Task A_preview_counts_what_would_be_copied_and_writes_nothing()
    {
        var preview = await new PullJob(FromSample with { Limit = 5 }).PreviewAsync(TestContext.Current.CancellationToken);
        Assert.Equal((5, 0, 5), (preview.Films!.Wanted, preview.Films.Present, preview.Films.Local));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Location));
    }

    private sealed class StageList : IProgress<PullStage>
    {
        private readonly List<string> _names = [];

        public IReadOnlyList<string> Names => _names;

        public void Report(PullStage value) => _names.Add(value.HasEnded ? $"-{value.Name}" : value.Name);
    }
}
