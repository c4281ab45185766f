using CovidXray.Checks.Tags;

namespace CovidXray.Tests.Checks.Tags;

public sealed class PatientRulesTests
{
    private const string Header = "filename,offset,date,doi,url\n";

    [Fact]
    public void An_image_without_patient_is_found()
    {
        Assert.Equal(["there is no PatientID tag"], Planted.In("T19", "X-ray"));
        Assert.Empty(Planted.In("T19", "PatientID:311a"));
    }

    [Theory]
    [InlineData("T20", "PatientID:1, Sex/F", "PatientID:1, Sex/M", "patient 1 has two sexes: Sex F (a); Sex M (b)")]
    [InlineData("T21", "PatientID:1, Age:40", "PatientID:1, Age:42", "patient 1 has ages 2 years apart, and nothing tells how far apart the images are: Age 40 (a); Age 42 (b)")]
    [InlineData("T22", "PatientID:1, Survival/Y", "PatientID:1, Survival/N", "patient 1 has two outcomes: Survival Y (a); Survival N (b)")]
    [InlineData("T22", "PatientID:1, Needed_supplemental_O2/N", "PatientID:1, Needed_supplemental_O2/Y", "patient 1 has two outcomes: Needed_supplemental_O2 N (a); Needed_supplemental_O2 Y (b)")]
    [InlineData("T23", "PatientID:1, location:Rome", "PatientID:1, location:Milan", "patient 1 has several locations: location Rome (a); location Milan (b)")]
    public void What_one_patient_cannot_have_is_found(string code, string a, string b, string expected) => Assert.Equal(
        [$"a b: {expected}"], Planted.Among(code, metadata: null, ("a", a), ("b", b), ("c", "PatientID:2, Sex/M, Age:1, Survival/N, location:Berlin")));

    [Theory]
    [InlineData("T20", "PatientID:1, Sex/F", "PatientID:1")]
    [InlineData("T20", "PatientID:1, Sex/F", "PatientID:1a, Sex/M")]
    [InlineData("T20", "Sex/F", "Sex/M")]
    [InlineData("T21", "PatientID:1, Age:40", "PatientID:1, Age:41")]
    [InlineData("T21", "PatientID:1, Age:40", "PatientID:2, Age:80")]
    [InlineData("T22", "PatientID:1, In_ICU_scan/Y", "PatientID:1, In_ICU_scan/N")]
    [InlineData("T22", "PatientID:1, Survival/Y", "PatientID:1")]
    [InlineData("T23", "PatientID:1, location:Rome", "PatientID:1, location:rome")]
    public void What_one_patient_may_have_is_left_alone(string code, string a, string b) => Assert.Empty(Planted.Among(code, metadata: null, ("a", a), ("b", b)));

    [Theory]
    [InlineData("0,,,", "900,,,", true)]
    [InlineData("0,,,", "300,,,", false)]
    [InlineData(",2015,,", ",\"March 3, 2018\",,", true)]
    [InlineData(",12/31/19,,", ",01/05/20,,", true)]
    [InlineData(",2020,,", ",2020,,", false)]
    [InlineData("0,,,", ",,,", false)]
    public void Ages_may_be_as_far_apart_as_the_images(string a, string b, bool isExplained)
    {
        var found = Planted.Among("T21", $"{Header}a.jpg,{a}\nb.jpg,{b}\n", ("a", "PatientID:1, Age:40"), ("b", "PatientID:1, Age:42"));
        Assert.Equal(isExplained ? 0 : 1, found.Count);
    }

    [Theory]
    [InlineData("0,,,", "300,,,", "the images are at most 0.8 years apart")]
    [InlineData(",2020,,", ",2020,,", "the images are at most 0 years apart")]
    [InlineData("0,,,", ",,,", "nothing tells how far apart the images are")]
    [InlineData(",,,", ",,,", "nothing tells how far apart the images are")]
    [InlineData("0,2020,,", ",,,", "nothing tells how far apart the images are")]
    public void What_is_known_of_the_time_between_them_is_told(string a, string b, string time) => Assert.Equal(
        [$"a b: patient 1 has ages 2 years apart, and {time}: Age 40 (a); Age 42 (b)"],
        Planted.Among("T21", $"{Header}a.jpg,{a}\nb.jpg,{b}\n", ("a", "PatientID:1, Age:40"), ("b", "PatientID:1, Age:42")));

    [Theory]
    [InlineData("2020", 2020)]
    [InlineData("January 22, 2020", 2020)]
    [InlineData("03/16/19", 2019)]
    [InlineData("2/29/2020", 2020)]
    [InlineData("2020-03-11", 2020)]
    [InlineData("March", null)]
    [InlineData("?", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Years_are_read_of_dates_of_all_forms(string? date, int? year) => Assert.Equal(year, PatientRules.YearOf(date));

    [Fact]
    public void Many_images_are_named_up_to_three() => Assert.Equal(
        ["a b c d e: patient 1 has two sexes: Sex F (a, b, c and 1 more); Sex M (e)"],
        Planted.Among("T20", metadata: null, ("a", "PatientID:1, Sex/F"), ("b", "PatientID:1, Sex/F"), ("c", "PatientID:1, Sex/F"), ("d", "PatientID:1, Sex/F"), ("e", "PatientID:1, Sex/M")));

    [Theory]
    [InlineData("10.1/x,https://a.org/1", "10.1/y,https://a.org/1", "is in several articles: 10.1/x (a); 10.1/y (b)")]
    [InlineData(",https://a.org/case/1", ",https://www.a.org/case/2", "is on several pages: a.org/case/1 (a); a.org/case/2 (b)")]
    [InlineData(",https://a.org/1", ",https://b.org/1", "is on several pages: a.org/1 (a); b.org/1 (b)")]
    [InlineData("10.1/x,https://a.org/1", "10.1/x,https://a.org/2", "is on several pages: a.org/1 (a); a.org/2 (b)")]
    public void Images_of_several_articles_are_found(string a, string b, string expected) => Assert.Equal(
        [$"a b: patient 1 {expected}"], Articles(a, b));

    [Theory]
    [InlineData("10.1/X,https://a.org/1", "\"10.1/x \",https://b.org/2")]
    [InlineData(",https://www.a.org/1/?lang=us", ",http://A.org/1#fig2")]
    [InlineData("10.1/x,", ",")]
    [InlineData("?,?", "?,?")]
    public void Images_of_one_article_are_left_alone(string a, string b) => Assert.Empty(Articles(a, b));

    private static IReadOnlyList<string> Articles(string a, string b) =>
        Planted.Among("T24", $"{Header}a.jpg,,,{a}\nb.jpg,,,{b}\n", ("a", "PatientID:1"), ("b", "PatientID:1"));
}
