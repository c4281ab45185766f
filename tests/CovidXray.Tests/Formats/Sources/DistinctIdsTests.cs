using CovidXray.Formats.Sources;

namespace CovidXray.Tests.Formats.Sources;

public sealed class DistinctIdsTests
{
    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a b a a", "a b a-2 a-3")]
    [InlineData("a A a-2 a", "a A-3 a-2 a-4")]
    [InlineData("a a a-2 a-2", "a a-3 a-2 a-2-2")]
    public void The_first_keeps_its_name_and_others_get_a_number_that_no_other_has(string names, string ids) =>
        Assert.Equal(ids.Split(' '), DistinctIds.Of(names.Split(' ')));

    [Fact]
    public void Many_of_one_name_take_no_long_time() =>
        Assert.Equal(200_000, DistinctIds.Of([.. Enumerable.Repeat("a", 200_000)]).Distinct().Count());
}
