using CovidXray.Filters;
using CovidXray.Reports;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CovidXray.Tests.Reports;

public sealed class CrossTableTests
{
    [Theory]
    [InlineData("aX aX bY bY", 1.0)] // one determines the other
    [InlineData("aX aY bX bY", 0.0)] // independent
    [InlineData("aX aX aY bX bY bY", 1.0 / 3)] // 2x2: |ad - bc| / sqrt of the margins' product = (4 - 1) / 9
    [InlineData("aX aX aX aX aX aX aX aX aX aX aY aY bX bY bY bY bY bY bY bY bY bY", 0.7302967)] // scipy.stats.contingency.association([[10, 2], [1, 9]])
    public void Cramers_v_is_as_in_the_textbook(string pairs, double expected) =>
        Assert.Equal(expected, Of(pairs).CramersV!.Value, 6);

    [Fact]
    public void Missing_values_are_counted_and_do_not_count_for_v()
    {
        var table = Of("aX aX bY bY a- -Y --");
        Assert.Equal(["a", "b", "missing"], table.Rows);
        Assert.Equal(["X", "Y", "missing"], table.Columns);
        Assert.Equal((2, 1, 1, 1), (table[0, 0], table[0, 2], table[2, 1], table[2, 2]));
        Assert.Equal(1, table.CramersV!.Value, 9);
    }

    [Theory]
    [InlineData("aX aX")]
    [InlineData("aX aY")]
    [InlineData("a- -X")]
    [InlineData("")]
    public void Fewer_than_two_values_have_no_v(string pairs) => Assert.Null(Of(pairs).CramersV);

    [Property]
    public Property V_lies_between_0_and_1_and_the_cells_add_up()
    {
        var value = Gen.Elements(null, "a", "b", "c", "missing");
        return Prop.ForAll(value.Two().ArrayOf().ToArbitrary(), pairs =>
        {
            var table = CrossTable.Of("r", "c", pairs.Select(p => ((string?)p.Item1, (string?)p.Item2)));
            var sum = Enumerable.Range(0, table.Rows.Count).Sum(r => Enumerable.Range(0, table.Columns.Count).Sum(c => table[r, c]));
            return sum == pairs.Length
                && table.CramersV is null or (>= 0 and <= 1.000001)
                && table.Rows.Distinct().Count() == table.Rows.Count;
        });
    }

    [Fact]
    public void Numbers_are_in_bins_and_bins_in_order()
    {
        var statistics = new DatasetStatistics(new[] { 100, 300, 600, 1100, 4000 }.Select(s => Observed.Of($"{s}", s, s, [], "View/PA")));
        Assert.Equal(["0-255", "256-511", "512-767", "1024-1535", "3072+"], statistics.Cross(FilterFields.Find("minside")!, FilterFields.Find("view")!).Rows);
    }

    [Property]
    public Property What_is_shown_adds_up_to_the_whole()
    {
        var value = Gen.Elements(null, "a", "b", "c", "d", "e", "missing");
        return Prop.ForAll(value.Two().ArrayOf().ToArbitrary(), pairs =>
        {
            var table = CrossTable.Of("r", "c", pairs.Select(p => ((string?)p.Item1, (string?)p.Item2)));
            var (top, turned) = (table.Top(2, 3), table.Transposed());
            return top.Rows.Count <= 4 && top.Columns.Count <= 5
                && top.Cells.Sum(c => c.Images) == pairs.Length
                && top.CramersV == table.CramersV
                && turned.Cells.All(c => c.Images == table[c.Column, c.Row]);
        });
    }

    [Fact]
    public void The_most_frequent_values_are_shown_in_their_order()
    {
        var top = Of("cX aX aX bY dY dX -X").Top(2, 1);
        Assert.Equal(["a", "d", "2 others", "missing"], top.Rows);
        Assert.Equal(["X", "1 others"], top.Columns);
        Assert.Equal((2, 0, 1, 1, 1, 1), (top[0, 0], top[0, 1], top[1, 0], top[1, 1], top[2, 0], top[3, 0]));
    }

    private static CrossTable Of(string pairs) => CrossTable.Of("r", "c", pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => (p[0] == '-' ? null : p[..1], p[1] == '-' ? null : p[1..])));
}
