using CovidXray.Duplicates;
using CovidXray.Duplicates.Kernels;
using CovidXray.Tests.Duplicates.Kernels;

namespace CovidXray.Tests.Duplicates;

public sealed class PairSearchTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(63, true)]
    [InlineData(65, false)]
    [InlineData(300, true)]
    [InlineData(300, false)]
    public void All_pairs_within_the_limit_are_found_in_order(int count, bool isOneWay)
    {
        const int Limit = 495;
        var random = new Random(count);
        DifferenceHash[] hashes = [.. Enumerable.Range(0, count).Select(_ => NearHashesTests.Hash(random))];
        var expected = from one in Enumerable.Range(0, count)
                       from other in Enumerable.Range(0, count)
                       where isOneWay ? other > one : other != one
                       let distance = hashes[one].DistanceTo(hashes[other])
                       where distance <= Limit
                       select new HashPair(one, other, distance);

        var found = PairSearch.Find(hashes, new HashTable(hashes), Limit, isOneWay, threads: 3, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(expected, found);
        Assert.Equal(count > 1, found.Count > 0);
    }

    [Fact]
    public void Every_width_finds_the_same_pairs()
    {
        var random = new Random(5);
        DifferenceHash[] hashes = [.. Enumerable.Range(0, 60).Select(_ => NearHashesTests.Hash(random))];
        var scalar = PairSearch.FindOf(hashes, 0, new HashTable(hashes), 500, isOneWay: true, HashWidth.Scalar);
        Assert.NotEmpty(scalar);
        Assert.All(Enum.GetValues<HashWidth>(), width => Assert.Equal(scalar, PairSearch.FindOf(hashes, 0, new HashTable(hashes), 500, isOneWay: true, width)));
    }
}
