using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks;

public sealed class NearNameRulesTests
{
    [Theory]
    [InlineData("Lungs", "is nearly V7's 'Lung'")]
    [InlineData("lumg", "is nearly V7's 'Lung'")]
    [InlineData("L.u.n.g", "is nearly V7's 'Lung'")]
    [InlineData("Ignored", "is nearly V7's 'Ignore'")]
    [InlineData("L\u03C5ng", "looks like 'Lung', but has U+03C5")]
    [InlineData("lun\u0261", "looks like 'Lung', but has U+0261")]
    [InlineData("\uFF2Cung", "looks like 'Lung', but has U+FF2C")]
    public void A_category_that_is_nearly_one_of_V7s_is_told_once(string name, string expected)
    {
        var found = Assert.Single(CheckRules.Find("A17")!.OfDataset!(Dataset(Image("a", ["Lung"]), Image("b", [name, "Ignore"]), Image("c", [name]))));
        Assert.Equal($"the category '{name}' of 2 images {expected}", found.Text);
        Assert.Equal(("b", "c"), (found.Image, Assert.Single(found.Others)));
    }

    [Theory]
    [InlineData("COVID19", "is nearly V7's 'COVID-19'")]
    [InlineData("Covid 19", "is nearly V7's 'COVID-19'")]
    [InlineData("Xray", "is nearly V7's 'X-ray'")]
    [InlineData("Viral Pnuemonia", "is nearly V7's 'Viral Pneumonia'")]
    [InlineData("No Pneumonia, healthy", "is nearly V7's 'No Pneumonia (healthy)'")]
    [InlineData("\u0421OVID-19", "looks like 'COVID-19', but has U+0421")]
    [InlineData("COVID\u201119", "looks like 'COVID-19', but has U+2011")]
    [InlineData("View/P\u0410", "looks like 'View/PA', but has U+0410")]
    [InlineData("\u0410ge:50", "looks like 'Age:50', but has U+0410")]
    public void A_tag_that_is_nearly_one_of_V7s_is_told(string tag, string expected) =>
        Assert.Equal([$"the tag '{tag}' of 1 image {expected}"], CheckRules.Find("A17")!.OfDataset!(Dataset(Image("a", [], tag))).Select(o => o.Text));

    [Fact]
    public void Names_of_V7s_of_ones_own_and_those_that_another_rule_tells_are_left_alone() =>
        Assert.Empty(CheckRules.Find("A17")!.OfDataset!(Dataset(Image(
            "a",
            ["Lung", "Ignore", "lung", "Lung ", "Left Lung", "Right Lung", "Lung nodule", "Heart", "Opacity", "Lunge line", "L\u00E9sion", "\u5FC3", ""],
            "x-ray", "CT", "ct", "CTA", "ARDS", "AIDS", "COVID-19 ", "Viral", "Pneumonia", "Bacterial", "Tuberculosis", "location:M\u00FCnchen", "location:\u041C\u043E\u0441\u043A\u0432\u0430", "Age:50", "19"))));

    private static CheckedDataset Dataset(params ImageSummary[] images) => new("data", images);

    private static ImageSummary Image(string id, string[] names, params string[] tags) =>
        new(new ImageFacts(Facts.Named(id, id + ".jpg", [], tags)), id + ".json") { Names = names };
}
