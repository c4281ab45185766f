using CovidXray.Filters;
using CovidXray.Filters.Rules;

namespace CovidXray.Tests.Filters.Rules;

public sealed class NameListTests
{
    [Theory]
    [InlineData("lateral,ct", "lateral|ct")]
    [InlineData(" lateral , ct ", "lateral|ct")]
    [InlineData("\"location:Milan, Italy\"", "location:Milan, Italy")]
    [InlineData("'location:Milan, Italy', ct", "location:Milan, Italy|ct")]
    [InlineData("\"say \"\"aah\"\"\"", "say \"aah\"")]
    [InlineData("location:St. Nobody's Hospital", "location:St. Nobody's Hospital")]
    [InlineData("No Pneumonia (healthy)", "No Pneumonia (healthy)")]
    public void Names_are_parted_by_commas_outside_quotes(string text, string names) =>
        Assert.Equal(names, string.Join('|', NameList.Parse("include", text)));

    [Theory]
    [InlineData("", 1)]
    [InlineData("ct,", 4)]
    [InlineData(",ct", 1)]
    [InlineData("ct, ,pa", 5)]
    [InlineData("\"\"", 1)]
    [InlineData("ct,\"open", 4)]
    [InlineData("\"ct\" pa", 6)]
    public void A_list_that_breaks_off_is_an_error_with_its_place(string text, int column)
    {
        var error = Assert.Throws<FilterException>(() => NameList.Parse("include", text));
        Assert.Equal(("include", column), (error.Option, error.Column));
    }
}
