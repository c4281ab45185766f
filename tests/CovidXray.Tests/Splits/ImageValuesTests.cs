using CovidXray.Filters;
using CovidXray.Splits;
using static CovidXray.Tests.Splits.SplitImages;

namespace CovidXray.Tests.Splits;

public sealed class ImageValuesTests
{
    [Fact]
    public void Unasked_it_is_classes_and_the_view()
    {
        var values = ImageValues.Find(Of(["COVID-19", "View/PA"], ["Sex/M"]), []);
        Assert.Equal(["class COVID-19", "view PA", "view missing"], values.Values.Select(v => $"{v.Field} {v.Value}"));
        Assert.Equal([0, 1], values.Of(0));
        Assert.Equal([2], values.Of(1));
    }

    [Fact]
    public void Ages_are_taken_by_decades_in_the_order_of_years()
    {
        var values = ImageValues.Find(Of(["Age:5"], ["Age:101"], ["Age:20"], ["Age:29.5"], [], ["Age:9"], ["Age:30"]), ["age"]);
        Assert.Equal(["0-9", "20-29", "30-39", "100-109", "missing"], values.Values.Select(v => v.Value));
        Assert.Equal([0, 3, 1, 1, 4, 0, 2], Enumerable.Range(0, 7).Select(i => values.Of(i).Single()));
    }

    [Fact]
    public void Measures_are_taken_by_fifths_of_the_images()
    {
        var images = Of([.. Enumerable.Range(0, 10).Select(i => new[] { $"Temperature:{36 + (i / 2.0)}" }), []]);
        var values = ImageValues.Find(images, ["temperature"]);
        Assert.Equal(["below 37", "37 to 38", "38 to 39", "39 to 40", "40 and more", "missing"], values.Values.Select(v => v.Value));
        Assert.All(Enumerable.Range(0, 5), bin => Assert.Equal(2, Enumerable.Range(0, 10).Count(i => values.Of(i).Single() == bin)));
    }

    [Fact]
    public void A_measure_that_is_the_same_everywhere_is_one_value() =>
        Assert.Equal(["37 and more"], ImageValues.Find(Of(["Temperature:37"], ["Temperature:37"]), ["temperature"]).Values.Select(v => v.Value));

    [Fact]
    public void Concepts_and_tags_own_names_are_understood_and_named_once()
    {
        var values = ImageValues.Find(Of(["View/PA", "ICU_admission/Y"], ["View/Axial", "CT"]), ["CT", "icu_admission", "ICU", "ct"]);
        Assert.Equal(["ct", "icu"], values.Values.Select(v => v.Field).Distinct());
    }

    [Fact]
    public void The_order_of_images_does_not_change_values()
    {
        string[][] tags = [["View/PA", "B"], ["View/AP", "A"], ["C"]];
        Assert.Equal(ImageValues.Find(Of(tags), []).Values, ImageValues.Find(Of([.. tags.Reverse()]), []).Values);
    }

    [Theory]
    [InlineData("vew", "did you mean 'view'?")]
    [InlineData("latral", "did you mean 'lateral'?")]
    [InlineData("clas", "did you mean 'class'?")]
    public void An_unknown_name_is_asked_back(string name, string question) =>
        Assert.Contains(question, Assert.Throws<FilterException>(() => ImageValues.Find(Of([]), [name])).Message, StringComparison.Ordinal);
}
