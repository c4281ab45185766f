using CovidXray.Checks;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks.Tags;

public sealed class ValueRulesTests
{
    private const string Hospital = "location:Klinikum Neuk\uFFFDlln Berlin";

    [Theory]
    [InlineData("T13", "Age:60s", "Age is '60s'; expected a number")]
    [InlineData("T13", "Temperature:38,5", "Temperature is '38,5'; expected a number; perhaps 38.5")]
    [InlineData("T13", "Leukocyte_count:1,234,5", "Leukocyte_count is '1,234,5'; expected a number")]
    [InlineData("T13", "Age:", "Age has no value; expected a number")]
    [InlineData("T13", "pO2_saturation:NaN", "pO2_saturation is 'NaN'; expected a number")]
    [InlineData("T13", "Neutrophil_count:1e999", "Neutrophil_count is '1e999'; expected a number")]
    [InlineData("T14", "Age:60, Age:61", "Age is '60' and '61'; the first counts")]
    [InlineData("T14", "Survival/Y, X-ray, Survival/N", "Survival is 'Y' and 'N'; the first counts")]
    [InlineData("T14", "PatientID:311, PatientID:311a", "PatientID is '311' and '311a'; the first counts")]
    [InlineData("T15", "X-ray, COVID-19, x-ray", "the tag 'x-ray' stands twice")]
    [InlineData("T16", "19", "the tag '19' is a number without a key")]
    [InlineData("T16", "-2.5", "the tag '-2.5' is a number without a key")]
    public void A_slip_is_found(string code, string tags, string expected) => Assert.Equal([expected], Planted.In(code, tags));

    [Theory]
    [InlineData("T13", "Age:60, Temperature:3.85e1, location:nowhere")]
    [InlineData("T14", "Age:60, Age:60.0")]
    [InlineData("T14", "View/PA, View/AP")]
    [InlineData("T14", "note:one, note:two")]
    [InlineData("T15", "Sex/M, Sex/F")]
    [InlineData("T16", "NaN")]
    [InlineData("T16", "COVID-19, Age:19, 19a")]
    [InlineData("T17", "location:Neukölln?")]
    public void What_is_right_is_left_alone(string code, string tags) => Assert.Empty(Planted.In(code, tags));

    [Theory]
    [InlineData("19", "; metadata.csv has this number as its offset")]
    [InlineData("28", "; the offset in metadata.csv is 28")]
    [InlineData("", "")]
    public void A_bare_number_is_compared_with_the_offset(string offset, string expected) => Assert.Equal(
        ["the tag '19' is a number without a key" + expected], Planted.In("T16", "19", metadata: $"filename,offset\n7.jpg,{offset}\n"));

    [Theory]
    [InlineData("\"Klinikum Neuk\u00F6lln Berlin\"", "; metadata.csv has 'Klinikum Neuk\u00F6lln Berlin'")]
    [InlineData("\"Klinikum Neuk?lln Berlin\"", "; metadata.csv has lost it, too")]
    [InlineData("\"Klinikum Neuk\uFFFDlln Berlin\"", "; metadata.csv has lost it, too")]
    [InlineData("Berlin", "; metadata.csv has 'Berlin'")]
    [InlineData("", "")]
    public void A_lost_character_is_told_with_what_the_table_has(string location, string expected) => Assert.Equal(
        [$"the tag '{Hospital}' has lost a character (U+FFFD){expected}"], Planted.In("T17", Hospital, metadata: $"filename,location\n7.jpg,{location}\n"));

    [Fact]
    public void Of_other_tags_and_without_a_table_nothing_is_invented()
    {
        Assert.Equal([$"the tag '{Hospital}' has lost a character (U+FFFD)"], Planted.In("T17", Hospital));
        Assert.Equal(["the tag 'Gr\uFFFD\uFFFDe' has lost characters (U+FFFD)"], Planted.In("T17", "Gr\uFFFD\uFFFDe", metadata: "filename,location\n7.jpg,Berlin\n"));
    }

    [Fact]
    public void An_observation_names_its_tag() => Assert.Equal(
        [2, 0],
        CheckRules.Find("T16")!.OfFacts!(Facts.Of("X-ray", "View/PA", "19")).Concat(CheckRules.Find("T17")!.OfFacts!(Facts.Of("\uFFFD"))).Select(o => o.Tag ?? -1));
}
