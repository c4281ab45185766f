namespace CovidXray.Tests.Checks.Tags;

public sealed class UnitRulesTests
{
    [Theory]
    [InlineData("T8", "Age:-1", "Age is -1: expected years, 0 or more")]
    [InlineData("T8", "Age:121", "Age is 121: expected years, up to 120")]
    [InlineData("T8", "Age:1950", "Age is 1950: expected years; perhaps the year of birth")]
    [InlineData("T8", "Age:1e308", "Age is 1E+308: expected years, up to 120")]
    [InlineData("T9", "Temperature:95", "Temperature is 95: perhaps degrees Fahrenheit, which are 35 degrees Celsius")]
    [InlineData("T9", "Temperature:100.4", "Temperature is 100.4: perhaps degrees Fahrenheit, which are 38 degrees Celsius")]
    [InlineData("T9", "Temperature:310.5", "Temperature is 310.5: perhaps kelvin, which are 37.4 degrees Celsius")]
    [InlineData("T9", "Temperature:385", "Temperature is 385: perhaps 38.5, without its point")]
    [InlineData("T9", "Temperature:-38", "Temperature is -38: expected degrees Celsius, 30 to 45")]
    [InlineData("T10", "pO2_saturation:340", "pO2_saturation is 340: no percentage; perhaps a partial pressure in mmHg")]
    [InlineData("T10", "pO2_saturation:9500", "pO2_saturation is 9500: expected percent, 0 to 100")]
    [InlineData("T10", "pO2_saturation:-2", "pO2_saturation is -2: expected percent, 0 to 100")]
    [InlineData("T11", "pO2_saturation:25", "pO2_saturation is 25: so low a percentage is rare; perhaps a partial pressure in mmHg")]
    [InlineData("T11", "pO2_saturation:0.97", "pO2_saturation is 0.97: so low a percentage is not survived; perhaps a share of 1, 97 %")]
    [InlineData("T11", "pO2_saturation:0", "pO2_saturation is 0: so low a percentage is not survived")]
    [InlineData("T12", "Lymphocyte_count_on_admission:10.1", "Lymphocyte_count_on_admission is 10.1: perhaps percent of leukocytes, not 10^3 cells per microlitre")]
    [InlineData("T12", "Lymphocyte_count_on_admission:131", "Lymphocyte_count_on_admission is 131: perhaps cells per microlitre, which are 0.131 in 10^3")]
    [InlineData("T12", "Neutrophil_count:85.3", "Neutrophil_count is 85.3: perhaps percent of leukocytes, not 10^3 cells per microlitre")]
    [InlineData("T12", "Neutrophil_count:0.0", "Neutrophil_count is 0: nobody has none; perhaps it was not measured, or rounded down")]
    [InlineData("T12", "Leukocyte_count:6400", "Leukocyte_count is 6400: perhaps cells per microlitre, which are 6.4 in 10^3")]
    [InlineData("T12", "Leukocyte_count:-4", "Leukocyte_count is -4: expected 10^3 cells per microlitre, more than 0")]
    [InlineData("T12", "Leukocyte_count:5, Neutrophil_count:6, Lymphocyte_count_on_admission:1", "neutrophils and lymphocytes are 7, more than all leukocytes, 5")]
    public void A_number_in_another_unit_is_told_with_its_likely_reading(string code, string tags, string expected) => Assert.Equal([expected], Planted.In(code, tags));

    [Theory]
    [InlineData("T8", "Age:0, Sex/M")]
    [InlineData("T8", "Age:120")]
    [InlineData("T8", "Age:unknown")]
    [InlineData("T9", "Temperature:30")]
    [InlineData("T9", "Temperature:45")]
    [InlineData("T10", "pO2_saturation:100")]
    [InlineData("T10", "pO2_saturation:0")]
    [InlineData("T11", "pO2_saturation:60")]
    [InlineData("T11", "pO2_saturation:340")]
    [InlineData("T12", "Leukocyte_count:100, Neutrophil_count:30, Lymphocyte_count_on_admission:10")]
    [InlineData("T12", "Leukocyte_count:7, Neutrophil_count:6.4, Lymphocyte_count_on_admission:0.5")]
    [InlineData("T12", "Neutrophil_count:6.4, Lymphocyte_count_on_admission:0.5")]
    public void Numbers_that_patients_have_are_left_alone(string code, string tags) => Assert.Empty(Planted.In(code, tags));

    [Fact]
    public void Every_value_of_a_key_is_looked_at() => Assert.Equal(
        ["Age is 130: expected years, up to 120"], Planted.In("T8", "Age:60, Age:130"));
}
