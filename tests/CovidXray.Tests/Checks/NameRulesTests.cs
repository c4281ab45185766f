using CovidXray.Annotations;
using CovidXray.Checks;
using CovidXray.Filters;
using static CovidXray.Tests.Checks.CheckedImages;

namespace CovidXray.Tests.Checks;

public sealed class NameRulesTests
{
    [Fact]
    public void Names_as_V7_writes_them_have_no_findings() =>
        Assert.Empty(Find("A15", Box("Lung", 1, 1, 9, 9), Box("Ignore", 1, 1, 9, 9), Box("Opacity", 1, 1, 9, 9), Tag("View/AP_Supine"), Tag("location:Milan, Italy"), Tag("Age:55"), Tag("19"), Tag("Universit\uFFFDrio"), Tag("Note: seen twice")));

    [Theory]
    [InlineData("Lung ", "Lung ", "Lung")]
    [InlineData(" lung", " lung", "Lung")]
    [InlineData("IGNORE", "IGNORE", "Ignore")]
    [InlineData("Lung\u200b", "Lung<U+200B>", "Lung")]
    [InlineData("Left\u00a0Lung", "Left<U+00A0>Lung", "Left Lung")]
    [InlineData("Left  Lung", "Left  Lung", "Left Lung")]
    public void Categories_that_are_spelled_otherwise_are_found(string name, string shown, string right) =>
        Assert.Equal([$"0: the category is '{shown}', expected '{right}'"], Find("A15", Box(name, 1, 1, 9, 9)));

    [Theory]
    [InlineData("x-ray", "X-ray")]
    [InlineData("view/pa", "View/PA")]
    [InlineData("Sex/m", "Sex/M")]
    [InlineData("COVID-19 ", "COVID-19")]
    [InlineData("age:55", "Age:55")]
    [InlineData("Age: 55", "Age:55")]
    [InlineData("Location:milan, Italy", "location:milan, Italy")]
    public void Tags_that_are_spelled_otherwise_are_found(string name, string right) =>
        Assert.Equal([$"0: the tag is '{name}', expected '{right}'"], Find("A15", Tag(name)));

    [Fact]
    public void Categories_of_ones_own_that_differ_in_case_are_found_as_the_rarer_one()
    {
        var found = Assert.Single(CheckRules.Find("A15")!.OfDataset!(Dataset([], ["Opacity"], ["Opacity", "Lung"], ["opacity"], ["lung"])));
        Assert.Equal(("category 'opacity' of 1 image is 'Opacity' in 2 images", "2"), (found.Text, found.Image));
    }

    [Fact]
    public void Categories_of_the_table_that_no_image_uses_are_found()
    {
        var dataset = Dataset([new DatasetClass(1, "Lung"), new DatasetClass(2, "Ignore "), new DatasetClass(3, "Clavicle")], ["Lung"], ["Ignore"]);
        Assert.Equal(["category 3 'Clavicle' is used by no image"], CheckRules.Find("A16")!.OfDataset!(dataset).Select(o => o.Text));
    }

    private static CheckedDataset Dataset(DatasetClass[] classes, params string[][] names) =>
        new("data", [.. names.Select((n, i) => new ImageSummary(new ImageFacts(new AnnotatedImage(i.ToString(System.Globalization.CultureInfo.InvariantCulture), 9, 9, [])), "a.json") { Names = n })]) { Classes = classes };
}
