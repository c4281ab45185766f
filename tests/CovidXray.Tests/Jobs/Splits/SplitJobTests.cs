using CovidXray.Formats;
using CovidXray.Jobs;
using CovidXray.Jobs.Splits;
using CovidXray.Splits;

namespace CovidXray.Tests.Jobs.Splits;

/// <summary>The job from C#, on the sample and on V7's release.</summary>
public sealed class SplitJobTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Not in the sample, which stays as it is.
    private string Hashes => Path.Combine(_folder.Location, "duplicates.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_splits_saves_and_proves()
    {
        using var dataset = Sample.Open();
        var path = Path.Combine(_folder.Location, "split.json");
        var result = new SplitJob(new ImageChoice().Choose(dataset), new SplitJobOptions { SplitPath = path, DuplicatesPath = Hashes }).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(path, result.SavedTo);
        Assert.Empty(result.Proof.Leaks);
        Assert.Equal(result.Split.Places, DatasetSplit.Load(path).Places);
        Assert.Equal(12, result.Split.Places.Count);
        Assert.Equal([["9000001", "9000002"], ["9000003", "9000004"], ["9000007", "9000008"], ["9000010", "9000011"]], result.Split.Groups);
    }

    [Fact]
    public void What_is_kept_is_kept_without_options()
    {
        using var dataset = Sample.Open();
        var path = Path.Combine(_folder.Location, "split.json");
        var chosen = new ImageChoice().Choose(dataset);
        var first = new SplitJob(chosen, new SplitJobOptions { Split = new SplitOptions { Folds = 3, Shares = new SplitShares(80, 0, 20), Seed = 9 }, SplitPath = path, DuplicatesPath = Hashes }).Run(cancellation: TestContext.Current.CancellationToken);
        var second = new SplitJob(chosen, new SplitJobOptions { KeepPath = path, SavesNothing = true }).Run(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(first.Split.Fingerprint, second.Split.Fingerprint);
        Assert.Equivalent(first.Split.Options, second.Split.Options, strict: true);
        Assert.Equal(0, second.Joined);
    }

    [Fact]
    public void A_cancelled_split_saves_nothing()
    {
        using var dataset = Sample.Open();
        var path = Path.Combine(_folder.Location, "split.json");
        Assert.ThrowsAny<OperationCanceledException>(() => new SplitJob(new ImageChoice().Choose(dataset), new SplitJobOptions { SplitPath = path, DuplicatesPath = Hashes }).Run(cancellation: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("v7", 253, 185, 6)]
    [InlineData("films", 68, 50, 1)]
    public void No_seed_leaks_on_published_data_and_sizes_are_within_one_group(string name, int images, int patients, int seeds)
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path(name, "annotations"));
        var chosen = new ImageChoice { TakesAll = true }.Choose(dataset);
        for (var seed = 0UL; seed < (ulong)seeds; seed++)
        {
            var options = new SplitOptions { Seed = seed, Folds = seed % 3 == 0 ? 5 : 0, Shares = seed % 3 == 0 ? new SplitShares(80, 0, 20) : new SplitShares(70, 15, 15) };
            var proof = new SplitJob(chosen, new SplitJobOptions { Split = options, SavesNothing = true }).Run(cancellation: TestContext.Current.CancellationToken).Proof;
            Assert.Empty(proof.Leaks);
            Assert.Equal((images, patients), (proof.Parts.Sum(p => p.Images), proof.Patients + proof.WithoutPatient));
            foreach (var part in proof.Parts)
            {
                var wanted = part.Name switch { "train" => 0.7, "val" => 0.15, "test" => options.Folds > 0 ? 0.2 : 0.15, _ => 0.16 } * images;
                Assert.InRange(part.Images - wanted, -proof.LargestGroup - 0.5, proof.LargestGroup + 0.5);
            }
        }
    }
}
