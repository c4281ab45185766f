using CovidXray.Annotations;
using CovidXray.Splits;
using FsCheck.Xunit;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class SplitMakerTests
{
    [Property(MaxTest = 40)]
    public void Parts_and_folds_are_whole_groups_and_none_is_empty(int seed)
    {
        var random = new Random(seed);
        var folds = random.Next(3) == 0 ? 0 : 2 + random.Next(4);
        var images = Of([.. Enumerable.Range(0, 8 + random.Next(40)).Select(i => new[] { $"PatientID:{(i >= 8 && random.Next(3) == 0 ? random.Next(6) : 100 + i)}", random.Next(2) == 0 ? "View/PA" : "View/AP" })]);
        var groups = Group(images).Groups;
        var options = new SplitOptions { Folds = folds, Shares = folds > 0 ? new SplitShares(80, 0, 20) : new SplitShares(60, 20, 20), Seed = (ulong)seed };
        var places = new SplitMaker(options, groups).Make(kept: null, heldOut: null, values: null);
        Assert.Equal(groups.Count, places.Length);
        string[] expected = folds > 0 ? [.. Enumerable.Range(0, folds).Select(f => $"fold {f}"), "test"] : ["test", "train", "val"];
        Assert.Equal(expected, places.Select(SplitProver.NameOf).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Test_leaves_a_group_for_each_fold()
    {
        // Test asks for three of fifteen images; three small groups would leave three groups for five folds.
        var images = Of([.. Enumerable.Repeat(new[] { "PatientID:1" }, 10), .. Enumerable.Range(2, 5).Select(p => new[] { $"PatientID:{p}" })]);
        var groups = Group(images).Groups;
        for (var seed = 0UL; seed < 10; seed++)
        {
            var places = new SplitMaker(new SplitOptions { Folds = 5, Shares = new SplitShares(80, 0, 20), Seed = seed }, groups).Make(null, null, null);
            Assert.Equal(6, places.Distinct().Count());
        }
    }

    [Fact]
    public void What_is_held_out_is_test_and_nothing_else_is()
    {
        var groups = Group(Of([.. Enumerable.Range(0, 20).Select(i => new[] { $"PatientID:{i}" })])).Groups;
        bool[] heldOut = [.. Enumerable.Range(0, 20).Select(g => g % 5 == 0)];
        var places = new SplitMaker(new SplitOptions { TestWhere = "x" }, groups).Make(null, heldOut, null);
        Assert.Equal(heldOut, places.Select(p => p.Part == DatasetPart.Test));
        Assert.InRange(places.Count(p => p.Part == DatasetPart.Train), 12, 14);
    }

    [Fact]
    public void Kept_groups_stay_and_new_ones_fill_what_is_short()
    {
        var groups = Group(Of([.. Enumerable.Range(0, 40).Select(i => new[] { $"PatientID:{i}" })])).Groups;
        SplitPlace?[] kept = [.. Enumerable.Range(0, 40).Select(g => g < 20 ? In(DatasetPart.Train) : (SplitPlace?)null)];
        var places = new SplitMaker(new SplitOptions { Shares = new SplitShares(50, 25, 25) }, groups).Make(kept, null, null);
        Assert.All(places.Take(20), p => Assert.Equal(DatasetPart.Train, p.Part));
        Assert.Equal((20, 10, 10), (places.Count(p => p.Part == DatasetPart.Train), places.Count(p => p.Part == DatasetPart.Val), places.Count(p => p.Part == DatasetPart.Test)));
    }
}
