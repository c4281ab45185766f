namespace CovidXray.Tests.Checks.Tags;

public sealed class OutcomeRulesTests
{
    [Theory]
    [InlineData("Intubation/N, Intubation_present/Y", "Intubation/N and Intubation_present/Y exclude each other")]
    [InlineData("ICU_admission/N, In_ICU_scan/Y", "ICU_admission/N and In_ICU_scan/Y exclude each other")]
    [InlineData("Intubation/N, Extubated/Y", "Intubation/N and Extubated/Y exclude each other")]
    [InlineData("Needed_supplemental_O2/N, Intubation/Y", "Needed_supplemental_O2/N and Intubation/Y exclude each other")]
    [InlineData("Needed_supplemental_O2/N, Intubation_present/Y", "Needed_supplemental_O2/N and Intubation_present/Y exclude each other")]
    public void Outcomes_that_exclude_each_other_are_found(string tags, string expected) => Assert.Equal([expected], Planted.In("T18", tags));

    [Theory]
    [InlineData("Intubation/Y, Intubation_present/N, ICU_admission/Y, In_ICU_scan/N, Extubated/N")]
    [InlineData("Extubated/Y, Intubation_present/Y, Intubation/Y")]
    [InlineData("In_ICU_scan/N, Intubation_present/Y")]
    [InlineData("In_ICU_scan/Y")]
    [InlineData("Extubated/Y")]
    public void Outcomes_that_follow_each_other_are_left_alone(string tags) => Assert.Empty(Planted.In("T18", tags));
}
