namespace CovidXray.Tests.Checks;

public sealed class MetadataRulesTests
{
    [Fact]
    public void An_image_without_row_is_found()
    {
        Assert.Equal(["b: metadata.csv has no row of 'b.jpg'"], Planted.Among("M1", "filename,patientid\na.jpg,1\n", ("a", "PatientID:1"), ("b", "PatientID:2")));
        Assert.Empty(Planted.Among("M1", "filename,patientid\nA.JPG,1\nb.jpg,\n", ("a", "PatientID:1"), ("b", "PatientID:2")));
        Assert.Equal(["a: metadata.csv has no row of 'a.jpg'"], Planted.Among("M1", "filename\nb.jpg\n", ("a", "X-ray")));
    }

    [Fact]
    public void An_image_is_gone_whose_patient_has_other_rows()
    {
        const string Table = "filename,patientid\na.jpg,1\nc.jpg,2\nd.jpg,1\n";
        (string, string)[] images = [("a", "PatientID:1"), ("b", "PatientID:1"), ("c", "PatientID:2"), ("e", "PatientID:3")];
        Assert.Equal(["b: metadata.csv has no row of 'b.jpg', but 2 rows of other images of patient 1: it was taken out or renamed since"], Planted.Among("M2", Table, images));
        Assert.Equal(["e: metadata.csv has no row of 'e.jpg'"], Planted.Among("M1", Table, images));
        Assert.Empty(Planted.Among("M2", "filename\na.jpg\nc.jpg\n", images[..3]));
    }

    [Fact]
    public void A_table_of_another_dataset_is_told_once()
    {
        (string, string)[] images = [("a", "PatientID:1"), ("b", "PatientID:1"), ("c", "PatientID:1")];
        Assert.Equal(["-: metadata.csv has rows of 1 of 3 images: is it the table of this dataset?"], Planted.Among("M1", "filename,patientid\na.jpg,1\n", images));
        Assert.Empty(Planted.Among("M2", "filename,patientid\na.jpg,1\n", images));
    }

    [Theory]
    [InlineData("COVID-19, Viral Pneumonia, X-ray", "No Finding", "COVID-19, Viral Pneumonia")]
    [InlineData("COVID-19, View/PA", "SARS", "COVID-19")]
    [InlineData("Viral Pneumonia", "COVID-19", "Viral Pneumonia")]
    [InlineData("COVID-19, CT", "\"COVID-19, ARDS\"", "COVID-19")]
    [InlineData("COVID-19, ARDS", "COVID-19", "ARDS, COVID-19")]
    [InlineData("Bacterial Pneumonia", "Pneumonia/Fungal/Pneumocystis", "Bacterial Pneumonia")]
    [InlineData("No Pneumonia (healthy)", "Streptococcus", "No Pneumonia (healthy)")]
    [InlineData("COVID-19", "Pneumonia", "COVID-19")]
    public void Another_finding_than_the_class_tags_is_found(string tags, string finding, string said) => Assert.Equal(
        [$"the finding in metadata.csv is '{finding.Trim('"')}', the tags say {said}"], Planted.In("M3", tags, metadata: $"filename,finding\n7.jpg,{finding}\n"));

    [Theory]
    [InlineData("COVID-19, Viral Pneumonia, X-ray, 19", "COVID-19")]
    [InlineData("COVID-19, ARDS, Viral Pneumonia", "\"COVID-19, ARDS\"")]
    [InlineData("COVID-19, ARDS, Viral Pneumonia", "Pneumonia/Viral/COVID-19")]
    [InlineData("Bacterial Pneumonia", "Streptococcus")]
    [InlineData("No Pneumonia (healthy)", "No Finding")]
    [InlineData("COVID-19", "todo")]
    [InlineData("COVID-19", "Unknown")]
    [InlineData("COVID-19", "?")]
    [InlineData("COVID-19", "")]
    [InlineData("X-ray, View/PA", "COVID-19")]
    [InlineData("Viral Pneumonia", "Pneumonia")]
    public void The_same_finding_in_other_words_is_left_alone(string tags, string finding) => Assert.Empty(Planted.In("M3", tags, metadata: $"filename,finding\n7.jpg,{finding}\n"));

    [Fact]
    public void Without_row_or_column_nothing_is_compared()
    {
        foreach (var code in (string[])["M3", "M4", "M5", "M6", "M7", "M8", "M9"])
        {
            Assert.Empty(Planted.In(code, "COVID-19, Sex/M", metadata: "filename,finding,sex,license\n8.jpg,No Finding,F,\n"));
        }

        Assert.Empty(Planted.In("M3", "COVID-19", metadata: "filename\n7.jpg\n"));
        Assert.Empty(Planted.In("M5", "Sex/M, Age:60", metadata: "filename\n7.jpg\n"));
    }
}
