namespace CovidXray.Tests.Checks.Tags;

public sealed class ViewRulesTests
{
    [Theory]
    [InlineData("T1", "View/PA", "there is no modality tag; its view says X-ray")]
    [InlineData("T1", "View/Axial", "there is no modality tag; its view says CT")]
    [InlineData("T1", "COVID-19", "there is no modality tag, and no view that tells it")]
    [InlineData("T2", "X-ray", "there is no view tag")]
    [InlineData("T3", "X-ray, CT", "there are the tags X-ray and CT")]
    [InlineData("T3", "CT, View/AP_Supine", "the tag CT and the view AP_Supine exclude each other: that is a view of an X-ray")]
    [InlineData("T3", "X-ray, View/Coronal", "the tag X-ray and the view Coronal exclude each other: that is a view of a CT")]
    [InlineData("T4", "View/PA, X-ray, View/Lateral", "there are several views: PA, Lateral; the first counts")]
    [InlineData("T4", "View/PA, View/sideways", "there are several views: PA, sideways; the first counts")]
    [InlineData("T5", "Sex/F, Sex/M", "there are several sexes: F, M; the first counts")]
    [InlineData("T6", "View/AP-supine", "View is 'AP-supine'; expected PA, AP, AP_Supine, Lateral, Axial or Coronal; perhaps AP_Supine")]
    [InlineData("T6", "View/sideways", "View is 'sideways'; expected PA, AP, AP_Supine, Lateral, Axial or Coronal")]
    [InlineData("T6", "View/", "View has no value; expected PA, AP, AP_Supine, Lateral, Axial or Coronal")]
    [InlineData("T6", "Sex/female", "Sex is 'female'; expected M or F; perhaps F")]
    [InlineData("T6", "PatientID:nan", "PatientID is 'nan', which programs write where there is none; expected no such tag")]
    [InlineData("T6", "location:NaN", "location is 'NaN', which programs write where there is none; expected no such tag")]
    [InlineData("T6", "Sex/Ü", "Sex is 'Ü'; expected M or F")]
    [InlineData("T6", "Survival/yes", "Survival is 'yes'; expected Y or N; perhaps Y")]
    [InlineData("T6", "Intubation_present/unknown", "Intubation_present is 'unknown'; expected Y or N")]
    public void A_fault_is_found(string code, string tags, string expected) => Assert.Equal([expected], Planted.In(code, tags));

    [Theory]
    [InlineData("T1", "x-ray")]
    [InlineData("T1", "CT, View/Axial")]
    [InlineData("T2", "View/PA")]
    [InlineData("T2", "View/sideways")]
    [InlineData("T3", "X-ray, View/Lateral")]
    [InlineData("T3", "CT, View/Coronal")]
    [InlineData("T3", "View/Coronal")]
    [InlineData("T3", "CT, View/sideways")]
    [InlineData("T4", "View/PA")]
    [InlineData("T4", "View/L, View/Lateral")]
    [InlineData("T4", "Viewer/PA, View/AP")]
    [InlineData("T5", "Sex/M, Sex/M")]
    [InlineData("T6", "View/pa, Sex/m")]
    [InlineData("T6", "View/PA, Sex/F, Survival/y, ICU_admission/N, Age:abc, location:Nan, PatientID:3")]
    public void What_is_right_is_left_alone(string code, string tags) => Assert.Empty(Planted.In(code, tags));

    [Fact]
    public void Of_many_values_the_first_are_told() => Assert.Equal(
        ["there are several views: 0, 1, 2, 3, 4 and 7 more; the first counts"], Planted.In("T4", string.Join(", ", Enumerable.Range(0, 12).Select(i => $"View/{i}"))));

    [Fact]
    public void A_frontal_film_without_lungs_is_perhaps_lateral()
    {
        Assert.Equal(["tagged AP_Supine, but there are no lungs: perhaps it is lateral, or was not outlined"], Planted.In("T7", "View/AP_Supine", "Ignore"));
        Assert.Empty(Planted.In("T7", "View/AP_Supine", "Lung"));
        Assert.Empty(Planted.In("T7", "View/Lateral, X-ray"));
        Assert.Empty(Planted.In("T7", "View/PA, CT"));
        Assert.Empty(Planted.In("T7", "X-ray"));
    }
}
