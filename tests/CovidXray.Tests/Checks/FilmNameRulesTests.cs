using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks;

public sealed class FilmNameRulesTests
{
    [Fact]
    public void Names_that_are_one_but_for_how_they_are_composed_are_found()
    {
        var found = Assert.Single(Find("M\u00FCnchen.jpg", "Koln.jpg", "Mu\u0308nchen.jpg", "K\u00F6ln.jpg"));
        Assert.Equal("the name 'M\u00FCnchen.jpg' is that of 2, too, but for how its letters are composed in Unicode (NFC, NFD)", found.Text);
        Assert.Equal(("0", "2"), (found.Image, Assert.Single(found.Others)));
    }

    [Fact]
    public void Names_that_are_one_or_others_are_left_alone() => Assert.Empty(Find("M\u00FCnchen.jpg", "M\u00FCnchen.jpg", "m\u00DCnchen.jpg", "Mu\u0308nster.jpg", "\uD800.jpg", "a.jpg"));

    private static IEnumerable<Observation> Find(params string[] names) =>
        CheckRules.Find("F19")!.OfDataset!(new CheckedDataset("data", [.. names.Select((n, i) => new ImageSummary(new ImageFacts(Facts.Named($"{i}", n, [], [])), $"{i}.json") { Names = [] })]));
}
