using CovidXray.Masks;

namespace CovidXray.Tests.Masks;

public sealed class LabelMapTests
{
    [Theory]
    [InlineData("Lung,Ignore", "Lung,Ignore", 2)]
    [InlineData("Ignore,Lung", "Lung,Ignore", 2)]
    [InlineData("Heart,Ignore,Lung,Spine", "Heart,Lung,Spine,Ignore", 4)]
    [InlineData("Lung", "Lung", 0)]
    [InlineData("Ignore", "Ignore", 1)]
    [InlineData("ignore,Lung", "ignore,Lung", 0)]
    public void Labels_follow_the_list_and_Ignore_is_highest(string list, string byLabel, byte ignore)
    {
        var map = new LabelMap(list.Split(','));
        Assert.Equal(byLabel.Split(','), map.Categories);
        Assert.Equal(ignore, map.IgnoreLabel);
        Assert.All(map.Categories.Index(), c => Assert.Equal(c.Index + 1, map[c.Item]));
        Assert.Equal(0, map["Nothing"]);
    }

    [Fact]
    public void There_are_1_to_254_different_categories()
    {
        Assert.Throws<ArgumentException>(() => new LabelMap([]));
        Assert.Throws<ArgumentException>(() => new LabelMap(["a", "b", "a"]));
        Assert.Throws<ArgumentException>(() => new LabelMap(Enumerable.Range(0, 255).Select(i => $"{i}")));
        Assert.Equal(254, new LabelMap(Enumerable.Range(0, 254).Select(i => $"{i}"))["253"]);
    }
}
