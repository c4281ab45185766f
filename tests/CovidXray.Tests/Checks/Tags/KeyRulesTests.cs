namespace CovidXray.Tests.Checks.Tags;

public sealed class KeyRulesTests
{
    [Theory]
    [InlineData("Agee:50", "Age:50")]
    [InlineData("Age=50", "Age:50")]
    [InlineData("Age 50", "Age:50")]
    [InlineData("Age50", "Age:50")]
    [InlineData("Sex-M", "Sex/M")]
    [InlineData("Veiw/PA", "View/PA")]
    [InlineData("View PA", "View/PA")]
    [InlineData("PatientID=12", "PatientID:12")]
    [InlineData("Patient ID:12", "PatientID:12")]
    [InlineData("PatientID 12a", "PatientID:12a")]
    [InlineData("locaton:Milan", "location:Milan")]
    [InlineData("Lymphocyte_count:0", "Lymphocyte_count_on_admission:0")]
    [InlineData("Lymphocyte_count_on_admision:1.2", "Lymphocyte_count_on_admission:1.2")]
    [InlineData("Lukocyte_count:6", "Leukocyte_count:6")]
    [InlineData("went_icu/Y", "ICU_admission/Y")]
    [InlineData("ICU admission/N", "ICU_admission/N")]
    [InlineData("Intubated/Y", "Intubation/Y")]
    [InlineData("Intubation_present Y", "Intubation_present/Y")]
    [InlineData("Survivall/Y", "Survival/Y")]
    public void A_key_that_is_nearly_one_of_V7s_is_found_with_the_tag_that_was_meant(string tag, string meant) =>
        Assert.Equal([$"no key of V7's is read from the tag '{tag}'; perhaps '{meant}'"], Planted.In("T25", tag));

    [Theory]
    [InlineData("Age:50")]
    [InlineData("age : 50")]
    [InlineData("Sex:M")]
    [InlineData("View:PA")]
    [InlineData("Neutrophil_count:3, Leukocyte_count:6, Temperature:38, pO2_saturation:97")]
    [InlineData("In_ICU_scan/Y, ICU_admission/Y, Intubation/Y, Intubation_present/N, Extubated/N, Survival/Y, Needed_supplemental_O2/N")]
    [InlineData("location:Milan=Milano, Italy")]
    [InlineData("Stage:3, Page:4, Ape:x, Set:train, Sext:3, Viewer:me")]
    [InlineData("Note: seen twice")]
    [InlineData("https://www.example.org/a=1")]
    [InlineData("19, COVID-19, X-ray, No Pneumonia (healthy)")]
    [InlineData("Aged, Survivalist, Viewed, Sexless, Location unknown, PatientID unknown")]
    [InlineData("=, :, /, =5")]
    public void Keys_of_V7s_and_keys_of_ones_own_are_left_alone(string tags) =>
        Assert.Empty(Planted.In("T25", tags));

    [Fact]
    public void A_key_of_ones_own_is_told_once_with_its_images() =>
        Assert.Equal(
            ["a b: the key 'Weight' in tags of 2 images is none of V7's", "b: the key 'Stage' in tags of 1 image is none of V7's"],
            Planted.Among("T26", metadata: null, ("a", "Weight:80, Age:50, 03/16/20"), ("b", "weight:70, Agee:5, Stage/3, http://x, :5, \u0410ge:5")));
}
