using CovidXray.Filters;
using CovidXray.Filters.Where;

namespace CovidXray.Tests.Filters.Where;

/// <summary>Fields that have several values: tags and painted categories.</summary>
public sealed class WhereListTests
{
    private static readonly ImageFacts Image = new(Facts.Image("7", 8, 6, ["Lung", "Ignore", "Lung"], ["View/PA", "COVID-19", "location:Milan, Italy"]));

    private static readonly ImageFacts Bare = new(Facts.Image("8", 8, 6, [], []));

    [Theory]
    [InlineData("tag = 'View/PA'", true)]
    [InlineData("tag = view/pa", true)]
    [InlineData("tag = View", false)]
    [InlineData("TAG in (CT, COVID-19)", true)]
    [InlineData("tag in (CT, X-ray)", false)]
    [InlineData("tag like 'location:*'", true)]
    [InlineData("tag like 'View/?A'", true)]
    [InlineData("tag like 'Sex/*'", false)]
    [InlineData("tag != 'CT'", true)]
    [InlineData("tag != 'covid-19'", false)]
    [InlineData("tag not in (CT, X-ray)", true)]
    [InlineData("tag not in (CT, COVID-19)", false)]
    [InlineData("tag not like 'Sex/*'", true)]
    [InlineData("tag not like 'V*'", false)]
    [InlineData("class = lung", true)]
    [InlineData("class = Nodule", false)]
    [InlineData("class in (Nodule, Ignore)", true)]
    [InlineData("class not in (Nodule)", true)]
    [InlineData("class like 'Ign*' and class like 'L*'", true)]
    [InlineData("has(class) and has(tag)", true)]
    public void One_value_is_enough_and_a_denial_is_for_all(string expression, bool holds) => Assert.Equal(holds, WhereExpression.Parse(expression).Matches(Image));

    [Theory]
    [InlineData("tag = x")]
    [InlineData("tag != x")]
    [InlineData("tag in (x)")]
    [InlineData("tag not in (x)")]
    [InlineData("tag like '*'")]
    [InlineData("tag not like x")]
    [InlineData("class != x")]
    [InlineData("has(class)")]
    [InlineData("has(tag)")]
    public void Of_no_values_nothing_holds(string expression) => Assert.False(WhereExpression.Parse(expression).Matches(Bare));

    [Theory]
    [InlineData("tag > 5", "column 5: tag is a list of texts; compare it with =, !=, in or like")]
    [InlineData("class", "column 1: class is a list of texts, no condition; compare it, or ask has(class)")]
    [InlineData("tags = x", "column 1: there is no field or concept 'tags'; did you mean 'tag'? (filter --names lists them all)")]
    [InlineData("tag like 'a%'", "column 10: the wildcards of 'like' are * and ?, not %")]
    public void Errors_say_what_it_is(string expression, string message) => Assert.Equal(message, Assert.Throws<FilterException>(() => WhereExpression.Parse(expression)).Message);

    [Fact]
    public void A_value_that_no_image_has_is_noted() => Assert.Equal(
        ["no image has the class 'Lungs'; did you mean 'Lung'?", "no image has a tag like 'View/X*'; did you mean 'View/PA'?"],
        new ImageFilter(new FilterOptions { Where = ["class = Lungs", "tag like 'View/X*'", "class = ignore"] }).Apply([Image, Bare]).Notes);

    [Fact]
    public void A_rule_is_explained_by_the_values() =>
        Assert.Equal("it holds: class Lung, Ignore", Assert.Single(new ImageFilter(new FilterOptions { Where = ["class = lung"] }).Explain(Image)).Why);

    [Fact]
    public void Names_are_counted_and_are_no_columns()
    {
        var counts = new NameCounts();
        counts.Add(Image);
        counts.Add(Bare);
        Assert.Equal(["tag 1", "class 1"], counts.Fields.TakeLast(2).Select(f => $"{f.Name} {f.Images}"));
        Assert.Equal(["tag", "class"], FilterFields.Lists.Select(f => f.Name));
        Assert.Empty(FilterFields.All.Intersect(FilterFields.Lists));
        Assert.Null(FilterFields.Find("tag"));
        Assert.Equal("class", FilterFields.FindList("CLASS")?.Name);
        Assert.Equal("Lung, Ignore", FilterFields.FindList("class")!.Format(Image));
        Assert.Null(FilterFields.FindList("class")!.Format(Bare));
    }
}
