using CovidXray.Filters;
using CovidXray.Filters.Where;

namespace CovidXray.Tests.Filters.Where;

/// <summary>What expressions mean.</summary>
public sealed class WhereExpressionTests
{
    private static readonly string[] Tags =
        ["View/AP_Supine", "X-ray", "COVID-19", "Sex/F", "Age:61.5", "PatientID:311a", "Survival/N", "ICU_admission/Y", "location:Milan, Italy"];

    [Theory]
    [InlineData("age >= 61.5", true)]
    [InlineData("age > 61.5", false)]
    [InlineData("age = 61.50", true)]
    [InlineData("age == 6.15e1", true)]
    [InlineData("age <> 61", true)]
    [InlineData("age < -1", false)]
    [InlineData("age in (1, 61.5)", true)]
    [InlineData("age not in (1, 61.5)", false)]
    [InlineData("AGE>=60 AND View IN (pa, ap_supine)", true)]
    [InlineData("view = 'AP Supine'", true)]
    [InlineData("view = AP", false)]
    [InlineData("view like AP*", true)]
    [InlineData("view like 'AP?Supine'", true)]
    [InlineData("view not like AP", true)]
    [InlineData("modality = xray", true)]
    [InlineData("modality = X-ray", true)]
    [InlineData("sex = f", true)]
    [InlineData("patient = 311", false)]
    [InlineData("patient = 311A", true)]
    [InlineData("location = \"Milan, Italy\"", true)]
    [InlineData("location like 'Mil*'", true)]
    [InlineData("icu", true)]
    [InlineData("icu = yes", true)]
    [InlineData("icu_admission = Y", true)]
    [InlineData("survival = no", true)]
    [InlineData("not survival", true)]
    [InlineData("died and not survived", true)]
    [InlineData("supine and covid and frontal", true)]
    [InlineData("covid = yes", true)]
    [InlineData("has(age) and has(location)", true)]
    [InlineData("has(temperature)", false)]
    [InlineData("has(lungs)", false)]
    [InlineData("lungs = 0", true)]
    [InlineData("not lungs and not ignore", true)]
    [InlineData("width = 8 and height = 6 and minside = 6 and megapixels < 0.001", true)]
    [InlineData("id = 7 and name = '7'", true)]
    public void It_holds_or_not(string expression, bool holds) => Assert.Equal(holds, Facts.Holds(expression, Tags));

    [Theory]
    [InlineData("age < 50")]
    [InlineData("age >= 50")]
    [InlineData("age = 50")]
    [InlineData("age != 50")]
    [InlineData("age in (50)")]
    [InlineData("age not in (50)")]
    [InlineData("sex = M")]
    [InlineData("sex != M")]
    [InlineData("location like '*'")]
    [InlineData("location not like 'x'")]
    [InlineData("survival = yes")]
    [InlineData("survival != yes")]
    [InlineData("survival = no")]
    [InlineData("has(age)")]
    public void Nothing_holds_of_a_missing_value_and_its_negation_does(string expression)
    {
        Assert.False(Facts.Holds(expression, "COVID-19"));
        Assert.True(Facts.Holds($"not ({expression})", "COVID-19"));
    }

    [Theory]
    [InlineData("covid or ct and pa", true)] // and binds before or
    [InlineData("(covid or ct) and pa", false)]
    [InlineData("not ct or covid", true)] // not binds before or
    [InlineData("not (ct or covid)", false)]
    [InlineData("not not covid", true)]
    [InlineData("not ct and not pa", true)]
    public void Not_binds_before_and_before_or(string expression, bool holds) => Assert.Equal(holds, Facts.Holds(expression, "COVID-19"));

    [Fact]
    public void A_quote_that_stands_twice_is_a_letter() => Assert.True(Facts.Holds("location = 'St. Nobody''s'", "location:St. Nobody's"));

    [Fact]
    public void It_names_the_fields_that_it_reads() =>
        Assert.Equal(["age", "view", "ignore"], WhereExpression.Parse("age > 1 and (view = PA or age < 9) and not ignore").Fields.Select(f => f.Name));

    [Fact]
    public void Matching_allocates_nothing()
    {
        var filter = new ImageFilter(new FilterOptions
        {
            MinSize = "4",
            MaxSize = "9000x8000",
            Include = ["covid,View/*"],
            Exclude = ["lateral,ct,location:Par*"],
            Where = ["age >= 60 and view in (PA, AP_Supine) and not ignore and has(location) and location like 'Mil*' and (icu or sex != M) and patient != 1 and lungs < 9"],
        });
        var image = Facts.Of(Tags);
        Assert.True(filter.Keeps(image));

        // The runtime itself may allocate something while it compiles a method anew: not three times.
        var (kept, allocated) = (0, long.MaxValue);
        for (var round = 0; round < 3 && allocated > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            kept = 0;
            for (var i = 0; i < 10_000; i++)
            {
                kept += filter.Keeps(image) ? 1 : 0;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal((10_000, 0L), (kept, allocated));
    }
}
