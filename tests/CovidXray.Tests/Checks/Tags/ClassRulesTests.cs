namespace CovidXray.Tests.Checks.Tags;

public sealed class ClassRulesTests
{
    [Theory]
    [InlineData("No Pneumonia (healthy), COVID-19", "No Pneumonia (healthy)", "COVID-19")]
    [InlineData("X-ray, Bacterial Pneumonia, no finding", "no finding", "Bacterial Pneumonia")]
    [InlineData("ARDS, No Pneumonia (healthy)", "No Pneumonia (healthy)", "ARDS")]
    public void Healthy_and_ill_is_found(string tags, string healthy, string ill) =>
        Assert.Equal([$"the tags '{healthy}' and '{ill}' exclude each other"], Planted.In("T27", tags));

    [Theory]
    [InlineData("COVID-19, Viral Pneumonia, ARDS, Bacterial Pneumonia")]
    [InlineData("No Pneumonia (healthy), X-ray, View/PA, No Finding")]
    [InlineData("X-ray")]
    public void Several_illnesses_are_left_alone(string tags) => Assert.Empty(Planted.In("T27", tags));

    [Fact]
    public void An_image_without_a_class_is_found_where_most_others_have_one()
    {
        (string, string)[] images = [("a", "COVID-19"), ("b", "Tuberculosis, View/PA"), ("c", "X-ray, 19, View/PA, Age 50")];
        Assert.Equal(["c: there is no class tag, such as COVID-19; 2 of 3 images have one"], Planted.Among("T28", metadata: null, images));
        Assert.Empty(Planted.Among("T28", metadata: null, images[1..]));
        Assert.Empty(Planted.Among("T28", metadata: null, ("a", "X-ray"), ("b", "CT")));
    }
}
