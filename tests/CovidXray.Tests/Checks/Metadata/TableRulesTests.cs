using System.Text;
using CovidXray.Checks;
using CovidXray.Filters;
using CovidXray.Filters.Metadata;
using CovidXray.Tests.Filters;

namespace CovidXray.Tests.Checks.Metadata;

public sealed class TableRulesTests
{
    [Fact]
    public void Two_rows_of_one_file_name_that_disagree_are_found_with_their_lines() =>
        Assert.Equal(
            ["a: metadata.csv has rows of 'a.jpg' in lines 2 and 4 that disagree: license 'CC0' and 'CC BY', sex 'M' and 'F'; the first counts"],
            Planted.Among("M10", "filename,sex,license,age\na.jpg,M,CC0,50\nb.jpg,M,CC0,5\nA.JPG,F,CC BY,\n", ("a", "X-ray"), ("b", "X-ray")));

    [Theory]
    [InlineData("filename,sex\na.jpg,M\na.jpg,m\n")]
    [InlineData("filename,sex,age\na.jpg,M,\na.jpg,,50\n")]
    [InlineData("filename,sex\nz.jpg,M\nz.jpg,F\n")]
    public void Rows_that_say_the_same_leave_cells_empty_or_are_of_no_image_are_left_alone(string table) =>
        Assert.Empty(Planted.Among("M10", table, ("a", "X-ray")));

    [Fact]
    public void Cells_that_say_nan_are_found_by_column() =>
        Assert.Equal(
            ["-: metadata.csv has 'nan' as the date of 2 rows, first in line 2; expected an empty cell", "-: metadata.csv has 'NaN' as the patientid of 1 row, first in line 3; expected an empty cell"],
            Planted.Among("M11", "filename,patientid,date,location\na.jpg,1,nan,Nantes\nb.jpg,NaN,NaN,Nan\n", ("a", "X-ray")));

    [Fact]
    public void Cells_in_a_wrong_encoding_are_found_by_column_with_the_first_word() =>
        Assert.Equal(
            ["-: metadata.csv has the location of 2 rows in a wrong encoding, first in line 2: 'M\u00C3\u00BCnchen', perhaps 'M\u00FCnchen'"],
            Planted.Among("M12", "filename,location\na.jpg,Klinikum M\u00C3\u00BCnchen\nb.jpg,Li\u00C3\u00A8ge\nc.jpg,Li\u00E8ge\n", ("a", "X-ray")));

    [Theory]
    [InlineData("M2", "b: rows-2020.csv has no row of 'b.jpg', but 1 row of other images of patient 1: it was taken out or renamed since")]
    [InlineData("M4", "Sex is M, in rows-2020.csv F")]
    [InlineData("M5", "Age is 50, but rows-2020.csv has no value of it")]
    [InlineData("M6", "rows-2020.csv has location Milan, of which there is no tag")]
    [InlineData("M10", "a: rows-2020.csv has rows of 'a.jpg' in lines 2 and 3 that disagree: sex 'F' and 'M'; the first counts")]
    [InlineData("M11", "-: rows-2020.csv has 'nan' as the date of 1 row, first in line 2; expected an empty cell")]
    [InlineData("T16", "the tag '19' is a number without a key; the offset in rows-2020.csv is 3")]
    public void A_table_is_called_by_its_own_name(string code, string expected)
    {
        var table = MetadataTable.Read(Encoding.UTF8.GetBytes("filename,sex,age,location,patientid,date,offset\na.jpg,F,,Milan,1,nan,3\na.jpg,M,,Milan,1,,3\n"), "set.zip/rows-2020.csv");
        ImageFacts[] images = [new(Facts.Named("a", "a.jpg", [], ["Sex/M", "Age:50", "PatientID:1", "19"]), table), new(Facts.Named("b", "b.jpg", [], ["PatientID:1"]), table)];
        var rule = CheckRules.Find(code)!;
        var dataset = new CheckedDataset("planted", [.. images.Select(i => new ImageSummary(i, i.Id + ".json") { Names = [] })]) { Metadata = table };
        Assert.Equal([expected], rule.OfFacts?.Invoke(images[0]).Select(o => o.Text) ?? rule.OfDataset!(dataset).Select(o => $"{o.Image ?? "-"}: {o.Text}"));
    }
}
