using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks;

public sealed class MojibakeRulesTests
{
    [Fact]
    public void A_tag_in_a_wrong_encoding_is_found_with_what_was_meant() =>
        Assert.Equal(
            ["the tag 'location:M\u00C3\u00BCnchen' was read in a wrong encoding; perhaps 'location:M\u00FCnchen'"],
            Planted.In("T29", "X-ray, location:M\u00C3\u00BCnchen, location:K\u00F6ln, location:Universit\uFFFDrio"));

    [Fact]
    public void Names_of_categories_and_films_in_a_wrong_encoding_are_found()
    {
        var facts = new ImageFacts(Facts.Named("7", "Gr\u00C3\u00B6\u00C3\u0178e.jpg", [], []));
        var right = new ImageFacts(Facts.Named("8", "Gr\u00F6\u00DFe.jpg", [], []));
        var dataset = new CheckedDataset("data", [new ImageSummary(facts, "7.json") { Names = ["Lung", "L\u00C3\u00A9sion"] }, new ImageSummary(right, "8.json") { Names = ["L\u00E9sion"] }]);
        Assert.Equal(
            [
                "the category 'L\u00C3\u00A9sion' was read in a wrong encoding; perhaps 'L\u00E9sion'",
                "the film's name 'Gr\u00C3\u00B6\u00C3\u0178e.jpg' was read in a wrong encoding; perhaps 'Gr\u00F6\u00DFe.jpg'",
            ],
            CheckRules.Find("A18")!.OfDataset!(dataset).Select(o => o.Text));
    }
}
