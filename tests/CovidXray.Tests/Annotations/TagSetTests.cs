using CovidXray.Annotations;
using CovidXray.Formats;

namespace CovidXray.Tests.Annotations;

public sealed class TagSetTests
{
    private static readonly TagSet Real = new(
    [
        "X-ray", "COVID-19", "Viral Pneumonia", "View/AP_Supine", "Sex/F", "Age:55", "PatientID:311a", "Survival/Y", "ICU_admission/N",
        "In_ICU_scan/Y", "Intubation/N", "Intubation_present/Y", "Needed_supplemental_O2/Y", "Extubated/N", "Temperature:38.5", "pO2_saturation:97",
        "Leukocyte_count:4.5", "Neutrophil_count:0", "Lymphocyte_count_on_admission:131", "location:Hospital St. John's, Milan, Italy", "19",
    ]);

    [Fact]
    public void Real_tags_become_typed_values()
    {
        Assert.Equal((ImageView.APSupine, Modality.XRay, Sex.Female), (Real.View, Real.Modality, Real.Sex));
        Assert.Equal((55, "311a", "Hospital St. John's, Milan, Italy"), (Real.Age, Real.PatientId, Real.Location));
        Assert.Equal((true, false, true), (Real.Survival, Real.IcuAdmission, Real.InIcu));
        Assert.Equal((false, true), (Real.Intubation, Real.IntubationPresent));
        Assert.Equal((true, false), (Real.SupplementalOxygen, Real.Extubated));
        Assert.Equal((38.5, 97.0), (Real.Temperature, Real.OxygenSaturation));
        Assert.Equal((4.5, 0.0, 131.0), (Real.Leukocytes, Real.Neutrophils, Real.Lymphocytes));
        Assert.Equal(21, Real.All.Count);
        Assert.Equal("19", Real.All[^1]);
    }

    [Fact]
    public void What_is_not_tagged_is_null()
    {
        Assert.Null(TagSet.Empty.View);
        Assert.Null(TagSet.Empty.Modality);
        Assert.Null(TagSet.Empty.Sex);
        Assert.Null(TagSet.Empty.Age);
        Assert.Null(TagSet.Empty.PatientId);
        Assert.Null(TagSet.Empty.Location);
        Assert.Null(TagSet.Empty.Survival);
        Assert.Null(TagSet.Empty.Temperature);
        Assert.Empty(TagSet.Empty.All);
    }

    [Theory]
    [InlineData("View/PA", ImageView.PA)]
    [InlineData("View/AP", ImageView.AP)]
    [InlineData("View/AP_Supine", ImageView.APSupine)]
    [InlineData("View/AP Supine", ImageView.APSupine)]
    [InlineData("View/Lateral", ImageView.Lateral)]
    [InlineData("View/L", ImageView.Lateral)]
    [InlineData("View/Axial", ImageView.Axial)]
    [InlineData("View/Coronal", ImageView.Coronal)]
    [InlineData("View/ PA", ImageView.PA)]
    [InlineData("View/PA ", ImageView.PA)]
    [InlineData("View/ ", null)]
    [InlineData("View/Oblique", null)]
    [InlineData("View/", null)]
    [InlineData("View", null)]
    [InlineData("Review/PA", null)]
    [InlineData("ViewX/PA", null)]
    public void Views(string tag, ImageView? view) => Assert.Equal(view, new TagSet([tag]).View);

    [Theory]
    [InlineData("X-ray View/Axial", Modality.XRay, Modality.XRay)]
    [InlineData("CT View/PA", Modality.CT, Modality.CT)]
    [InlineData("View/Lateral", null, Modality.XRay)]
    [InlineData("View/Coronal", null, Modality.CT)]
    [InlineData("View/Axial", null, Modality.CT)]
    [InlineData("CT X-ray View/PA", null, Modality.XRay)]
    [InlineData("CT X-ray", null, null)]
    [InlineData("x-RAY", Modality.XRay, Modality.XRay)]
    public void The_modality_follows_from_the_view_where_it_is_not_tagged(string tags, Modality? tagged, Modality? modality)
    {
        var set = new TagSet(tags.Split(' '));
        Assert.Equal((tagged, modality), (set.TaggedModality, set.Modality));
    }

    [Theory]
    [InlineData("Age:55", 55.0)]
    [InlineData("Age: 55 ", 55.0)]
    [InlineData("age:1.5e1", 15.0)]
    [InlineData("Age/70", 70.0)]
    [InlineData("Age:0", 0.0)]
    [InlineData("Age:", null)]
    [InlineData("Age:old", null)]
    [InlineData("Age:1,5", null)]
    [InlineData("Age:NaN", null)]
    [InlineData("Age:Infinity", null)]
    [InlineData("Age:1e999", null)]
    public void Numbers(string tag, double? age) => Assert.Equal(age, new TagSet([tag]).Age);

    [Theory]
    [InlineData("Survival/Y", true)]
    [InlineData("Survival/n", false)]
    [InlineData("Survival:Y", true)]
    [InlineData("Survival/ N ", false)]
    [InlineData("Survival/yes", null)]
    [InlineData("Survival/", null)]
    public void Yes_and_no(string tag, bool? survival) => Assert.Equal(survival, new TagSet([tag]).Survival);

    [Theory]
    [InlineData("PatientID: 311a ", "311a")]
    [InlineData("PatientID:\t311a", "311a")]
    [InlineData("PatientID:3 11", "3 11")]
    [InlineData("PatientID: ", null)]
    [InlineData("PatientID:", null)]
    public void Texts_have_no_blanks_around_them(string tag, string? patient)
    {
        var tags = new TagSet([tag]);
        Assert.Equal(patient, tags.PatientId);
        Assert.Equal([tag], tags.All);
    }

    [Fact]
    public void Of_two_values_for_a_key_the_first_counts_and_both_are_kept()
    {
        var tags = new TagSet(["Sex/M", "Sex/F", "Sex/M"]);
        Assert.Equal(Sex.Male, tags.Sex);
        Assert.Equal(["Sex/M", "Sex/F", "Sex/M"], tags.All);
    }

    [Fact]
    public void A_key_that_begins_like_another_is_another()
    {
        var tags = new TagSet(["Intubation_present/Y"]);
        Assert.Null(tags.Intubation);
        Assert.True(tags.IntubationPresent);
    }

    [Fact]
    public void Contains_asks_for_whole_tags_in_any_case()
    {
        Assert.True(Real.Contains("covid-19"));
        Assert.True(Real.Contains("view/ap_supine"));
        Assert.False(Real.Contains("COVID"));
        Assert.False(Real.Contains("View/AP"));
    }

    [Fact]
    public void Only_tags_among_the_annotations_are_collected()
    {
        var tags = TagSet.From(
        [
            new Annotation { Name = "Lung", Kind = AnnotationKind.Polygon },
            new Annotation { Name = "View/PA", Kind = AnnotationKind.Tag },
            new Annotation { Name = "Sex/M", Kind = AnnotationKind.Other },
        ]);
        Assert.Equal(["View/PA"], tags.All);
    }

    [Fact]
    public void The_published_half_has_one_view_each_and_every_number_reads()
    {
        using var dataset = AnnotationFormats.Open(SharedData.Path("v7", "annotations"));
        var images = 0;
        foreach (var tags in dataset.Read(ReadDetail.WithoutCoordinates).Select(i => i.Tags))
        {
            images++;
            Assert.NotNull(tags.View);
            Assert.NotNull(tags.Modality);
            Assert.NotNull(tags.PatientId);
            Assert.Equal(tags.All.Any(t => t.StartsWith("Age:", StringComparison.Ordinal)), tags.Age is not null);
            Assert.Equal(tags.All.Any(t => t.StartsWith("Sex/", StringComparison.Ordinal)), tags.Sex is not null);
            Assert.Equal(tags.All.Any(t => t.StartsWith("Survival/", StringComparison.Ordinal)), tags.Survival is not null);
            Assert.Equal(tags.All.Any(t => t.StartsWith("Temperature:", StringComparison.Ordinal)), tags.Temperature is not null);
            Assert.Equal(tags.All.Any(t => t.StartsWith("location:", StringComparison.Ordinal)), tags.Location is not null);
        }

        Assert.Equal(253, images);
    }
}
