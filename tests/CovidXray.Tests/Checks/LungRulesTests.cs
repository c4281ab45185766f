using CovidXray.Annotations;
using static CovidXray.Tests.Checks.CheckedImages;

namespace CovidXray.Tests.Checks;

public sealed class LungRulesTests
{
    private static readonly Annotation View = Tag("View/PA");
    private static readonly Annotation Right = Box("Lung", 20, 10, 79, 89);
    private static readonly Annotation Left = Box("Lung", 110, 10, 169, 89);
    private static readonly Annotation Ignore = Box("Ignore", 30, 20, 49, 39);

    [Theory]
    [InlineData("A7")]
    [InlineData("A8")]
    [InlineData("A9")]
    [InlineData("A10")]
    [InlineData("A11")]
    [InlineData("A12")]
    [InlineData("A13")]
    [InlineData("A14")]
    public void A_right_film_has_no_findings(string code) => Assert.Empty(Find(code, View, Right, Left, Ignore));

    [Theory]
    [InlineData("A8")]
    [InlineData("A9")]
    [InlineData("A14")]
    public void A_lateral_film_without_lungs_has_none_either(string code) => Assert.Empty(Find(code, Tag("View/Lateral"), Tag("X-ray")));

    [Fact]
    public void Lungs_that_overlap_are_found_beyond_their_outlines()
    {
        Assert.Equal(["2: Lung overlaps with annotation 2 in 1,600 pixels, 33.3 % of the smaller one"], Find("A7", View, Right, Box("Lung", 60, 10, 119, 89)));
        Assert.Empty(Find("A7", View, Right, Box("Lung", 79, 10, 138, 89)));
    }

    [Theory]
    [InlineData("View/AP_Supine", 1, "a frontal film (AP_Supine) with one lung")]
    [InlineData("View/AP", 3, "a frontal film (AP) with 3 lungs")]
    public void Other_than_two_lungs_on_a_frontal_film_is_found(string view, int lungs, string text) =>
        Assert.Equal([text], Find("A8", [Tag(view), .. Enumerable.Repeat(Right, lungs)]));

    [Fact]
    public void A_frontal_film_without_lungs_is_for_rule_T7_to_tell() => Assert.Empty(Find("A8", Tag("View/PA")));

    [Fact]
    public void Lungs_above_each_other_are_found() =>
        Assert.Equal(["2: the centroids of both lungs are 10 pixels apart sideways, less than half a lung's width (60)"], Find("A9", View, Box("Lung", 20, 10, 79, 45), Box("Lung", 30, 50, 89, 89)));

    [Fact]
    public void Lungs_side_by_side_on_one_half_are_found() =>
        Assert.Equal(["2: both lungs have their centroids on the image's left half"], Find("A9", View, Box("Lung", 10, 10, 39, 89), Box("Lung", 55, 10, 84, 89)));

    [Fact]
    public void Lungs_of_unequal_areas_are_found_from_65_percent_on()
    {
        Assert.Equal(["2: one lung has 64.2 % of the other one's area"], Find("A10", View, Right, Box("Lung", 110, 10, 149, 86)));
        Assert.Empty(Find("A10", View, Right, Box("Lung", 110, 10, 149, 87)));
    }

    [Fact]
    public void Ignore_outside_of_lungs_is_found()
    {
        Assert.Equal(["3: Ignore touches no lung"], Find("A11", View, Right, Left, Box("Ignore", 80, 20, 109, 39)));
        Assert.Equal(["1: Ignore on an image without lungs"], Find("A11", Tag("View/Axial"), Ignore));
    }

    [Fact]
    public void Ignore_over_most_of_a_lung_is_found_of_several_together()
    {
        Assert.Equal(["1: Ignore covers 51.3 % of a lung"], Find("A12", View, Right, Left, Box("Ignore", 20, 10, 79, 29), Box("Ignore", 20, 69, 79, 89)));
        Assert.Empty(Find("A12", View, Right, Left, Box("Ignore", 20, 10, 79, 29), Box("Ignore", 20, 70, 79, 89)));
    }

    [Fact]
    public void Ignore_that_V7_paints_over_is_found()
    {
        Assert.Equal(["1: V7's masks lose all 400 Ignore pixels of it"], Find("A13", View, Ignore, Right, Left));
        Assert.Equal(["1: V7's masks lose 100 of 400 Ignore pixels of it"], Find("A13", View, Box("Ignore", 75, 20, 94, 39), Right, Left));
        Assert.Equal(["1: V7's masks lose 400 of 800 Ignore pixels of it"], Find("A13", View, Ignore, Right, Left, Box("Ignore", 110, 20, 129, 39)));
    }

    [Fact]
    public void Ignore_that_a_later_Ignore_covers_again_is_not_lost() => Assert.Empty(Find("A13", View, Ignore, Right, Left, Ignore));

    [Theory]
    [InlineData("View/Lateral", "a lateral film with 2 lungs")]
    [InlineData("View/Coronal", "a CT slice with 2 lungs")]
    [InlineData("CT", "a CT slice with 2 lungs")]
    public void Lungs_on_other_images_than_frontal_films_are_found(string tag, string text) => Assert.Equal([text], Find("A14", Tag(tag), Right, Left));

    [Fact]
    public void Many_lungs_end() => Assert.Single(Find("A8", [View, .. Enumerable.Repeat(Right, 5000)]));
}
