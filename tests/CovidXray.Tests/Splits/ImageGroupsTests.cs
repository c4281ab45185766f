using CovidXray.Splits;

namespace CovidXray.Tests.Splits;

public sealed class ImageGroupsTests
{
    [Fact]
    public void Keys_and_pairs_join_images_directly_and_through_others()
    {
        var groups = ImageGroups.Of(
            [["patient 1"], [], ["patient 2", "name IM-7"], ["patient 1", "item x"], ["name IM-7"], ["item x"], ["patient 1a"]],
            [(1, 4)]);
        Assert.Equal([0, 1, 1, 0, 1, 0, 2], Enumerable.Range(0, groups.Images).Select(i => groups[i]));
        Assert.Equal(3, groups.Count);
        Assert.Equal([[0, 3, 5], [1, 2, 4], [6]], groups.Members());
    }

    [Fact]
    public void No_images_are_no_groups() => Assert.Equal(0, ImageGroups.Of([], []).Count);

    [Theory]
    [InlineData("person12_bacteria_46.jpeg", "name PERSON12")]
    [InlineData("person12_virus_3.jpeg", "name PERSON12")]
    [InlineData("PERSON12_BACTERIA_1.JPEG", "name PERSON12")]
    [InlineData("IM-0115-0001.jpeg", "name IM-0115")]
    [InlineData("IM-0115-0001-0002.jpeg", "name IM-0115")]
    [InlineData("NORMAL2-IM-0381-0001.jpeg", "name NORMAL2-IM-0381")]
    [InlineData("person_bacteria_46.jpeg", null)]
    [InlineData("IM-0115.jpeg", null)]
    [InlineData("1-s2.0-IM-0115-0001.png", null)]
    [InlineData("", null)]
    public void Kermanys_names_tell_the_person(string name, string? key) => Assert.Equal(key, GroupKeys.Kermany(name));
}
