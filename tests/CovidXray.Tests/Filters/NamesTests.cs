using CovidXray.Annotations;
using CovidXray.Filters;

namespace CovidXray.Tests.Filters;

/// <summary>The lists of names that users type from.</summary>
public sealed class NamesTests
{
    [Fact]
    public void Every_field_of_the_contract_is_there() => Assert.All(
        "id name width height minside megapixels view modality sex age patient offset temperature po2 location icu in_icu intubated intubation_present survival extubated oxygen leukocytes neutrophils lymphocytes lungs ignores license source date doi url".Split(' '),
        name => Assert.Equal(name, FilterFields.Find(name)?.Name));

    [Fact]
    public void Every_concept_of_the_contract_is_there() => Assert.All(
        "ct xray pa ap supine lateral axial coronal frontal covid viral bacterial fungal healthy ards lungs ignore male female icu intubated survived died".Split(' '),
        name => Assert.Equal(name, Concepts.Find(name)?.Name));

    [Theory]
    [InlineData("ICU_admission", "icu")]
    [InlineData("PatientID", "patient")]
    [InlineData("licence", "license")]
    [InlineData("Needed_supplemental_O2", "oxygen")]
    public void The_tags_own_names_find_their_fields(string name, string field) => Assert.Equal(field, FilterFields.Find(name)?.Name);

    [Fact]
    public void A_closed_list_of_values_is_complete()
    {
        string[] tags = ["View/PA", "View/AP", "View/AP_Supine", "View/Lateral", "View/Axial", "View/Coronal", "X-ray", "CT", "Sex/F", "Sex/M"];
        foreach (var field in FilterFields.All.Where(f => f.Values.Count > 0))
        {
            var images = tags.Select(t => Facts.Of(t)).Concat(Enum.GetValues<DatasetPart>().Select(In));
            Assert.Equal(field.Values.Order(), images.Select(field.Format).OfType<string>().Distinct().Order());
        }
    }

    private static ImageFacts In(DatasetPart part)
    {
        var image = Facts.Image("7", 8, 6, [], []);
        image.Place = new SplitPlace(part, null);
        return new ImageFacts(image);
    }

    [Theory]
    [InlineData("latral", "lateral")]
    [InlineData("xary", "xray")]
    [InlineData("icu_admision", "icu")]
    [InlineData("qqqqq", "")]
    [InlineData("intubat", "intubated,intubation_present")]
    [InlineData("", "")]
    public void The_nearest_names_are_near(string typed, string near) =>
        Assert.Equal(near, string.Join(',', NearestNames.To(typed, Concepts.All.Select(c => c.Name))));

    [Fact]
    public void Each_name_counts_an_image_once_whatever_the_case_of_a_tag()
    {
        var names = new NameCounts();
        names.Add(Facts.Of("COVID-19", "covid-19", "Age:5"));
        names.Add(Facts.Of("COVID-19", "CT"));
        Assert.Equal(2, names.Images);
        Assert.Equal([("Age:5", 1), ("COVID-19", 2), ("CT", 1)], names.Tags.Select(t => (t.Name, t.Images)));
        Assert.Equal(2, names.Concepts.Single(c => c.Name == "covid").Images);
        Assert.Equal(1, names.Fields.Single(f => f.Name == "age").Images);
    }

    [Fact]
    public void A_bare_number_is_the_offset() => Assert.Equal(19, Facts.Of("X-ray", "19").Offset);
}
