using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks.Metadata;

public sealed class TagComparisonTests
{
    [Theory]
    [InlineData("X-ray", "modality", "CT", "modality is X-ray, in metadata.csv CT")]
    [InlineData("View/PA", "view", "L", "View is PA, in metadata.csv L")]
    [InlineData("Sex/M", "sex", "F", "Sex is M, in metadata.csv F")]
    [InlineData("Age:60", "age", "61", "Age is 60, in metadata.csv 61")]
    [InlineData("PatientID:311", "patientid", "311a", "PatientID is 311, in metadata.csv 311a")]
    [InlineData("location:Rome", "location", "Milan", "location is Rome, in metadata.csv Milan")]
    [InlineData("Survival/Y", "survival", "N", "Survival is Y, in metadata.csv N")]
    [InlineData("ICU_admission/N", "went_icu", "Y", "ICU_admission is N, in metadata.csv Y")]
    [InlineData("In_ICU_scan/N", "in_icu", "Y", "In_ICU_scan is N, in metadata.csv Y")]
    [InlineData("Intubation/N", "intubated", "Y", "Intubation is N, in metadata.csv Y")]
    [InlineData("Intubation_present/N", "intubation_present", "Y", "Intubation_present is N, in metadata.csv Y")]
    [InlineData("Extubated/N", "extubated", "Y", "Extubated is N, in metadata.csv Y")]
    [InlineData("Needed_supplemental_O2/N", "needed_supplemental_O2", "Y", "Needed_supplemental_O2 is N, in metadata.csv Y")]
    [InlineData("Temperature:95", "temperature", "35", "Temperature is 95, in metadata.csv 35")]
    [InlineData("pO2_saturation:97", "pO2 saturation", "79", "pO2_saturation is 97, in metadata.csv 79")]
    [InlineData("Leukocyte_count:6.4", "wbc count", "64", "Leukocyte_count is 6.4, in metadata.csv 64")]
    [InlineData("Neutrophil_count:1", "neutrophil_count", "2", "Neutrophil_count is 1, in metadata.csv 2")]
    [InlineData("Lymphocyte_count_on_admission:1", "lymphocyte count", "2", "Lymphocyte_count_on_admission is 1, in metadata.csv 2")]
    public void A_tag_that_disagrees_is_found(string tag, string column, string cell, string expected) => Assert.Equal(
        [expected], Planted.In("M4", tag, metadata: $"filename,{column}\n7.jpg,{cell}\n"));

    [Theory]
    [InlineData("View/AP_Supine", "view", "AP Supine")]
    [InlineData("View/Lateral", "view", "L")]
    [InlineData("View/PA", "view", "AP Erect")]
    [InlineData("x-ray", "modality", "X-ray")]
    [InlineData("Age:60", "age", "60.0")]
    [InlineData("Age:60", "age", "?")]
    [InlineData("Age:sixty", "age", "60")]
    [InlineData("Survival/y", "survival", "Y")]
    [InlineData("Intubation_present/N", "intubation_present", "Not visible")]
    [InlineData("location:Neuk\uFFFDlln", "location", "Neuk?lln")]
    [InlineData("location:Rome", "location", "\" rome \"")]
    [InlineData("Sex/M", "sex", "")]
    public void The_same_in_other_words_is_left_alone(string tag, string column, string cell) => Assert.Empty(Planted.In("M4", tag, metadata: $"filename,{column}\n7.jpg,{cell}\n"));

    [Fact]
    public void A_value_that_the_table_leaves_empty_is_withdrawn()
    {
        Assert.Equal(["Intubation is Y, but metadata.csv has no value of it"], Planted.In("M5", "Intubation/Y, Sex/M", metadata: "filename,intubated,sex\n7.jpg,,M\n"));
        Assert.Empty(Planted.In("M5", "Intubation/Y", metadata: "filename,intubated\n7.jpg,?\n"));
        Assert.Empty(Planted.In("M5", "Intubation/perhaps", metadata: "filename,intubated\n7.jpg,\n"));
        Assert.Empty(Planted.In("M5", "X-ray", metadata: "filename,intubated,sex,modality\n7.jpg,,,X-ray\n"));
    }

    [Fact]
    public void A_value_without_tag_is_told()
    {
        Assert.Equal(
            ["metadata.csv has modality X-ray, of which there is no tag", "metadata.csv has Neutrophil_count 11.0, of which there is no tag"],
            Planted.In("M6", "Sex/M", metadata: "filename,neutrophil_count,modality,sex\n7.jpg,11.0,X-ray,F\n"));
        Assert.Empty(Planted.In("M6", "Sex/, Age:x", metadata: "filename,sex,age,survival,view\n7.jpg,F,60,?,AP Erect\n"));
    }

    [Fact]
    public void An_observation_names_its_tag()
    {
        var image = Facts.Named("7", "7.jpg", [], ["COVID-19", "Sex/M", "X-ray"]);
        var facts = new ImageFacts(image, MetadataTable.Read("filename,sex,modality\n7.jpg,F,CT\n"u8.ToArray(), "metadata.csv"));
        Assert.Equal([2, 1], CheckRules.Find("M4")!.OfFacts!(facts).Select(o => o.Tag ?? -1));
    }
}
