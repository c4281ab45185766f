using CovidXray.Masks;

namespace CovidXray.Tests.Masks;

public sealed class MaskBuilderTests
{
    [Fact]
    public void Touching_runs_of_one_label_join()
    {
        var builder = new MaskBuilder(20, 2);
        builder.Add(1, 2, 1);
        builder.Add(3, 2, 1);
        builder.Add(5, 2, 2);
        builder.Add(8, 2, 2);
        builder.EndRow();
        builder.Add(10, 1, 2);
        Assert.Equal(["[1, 5) = 1", "[5, 7) = 2", "[8, 10) = 2", "[10, 11) = 2"], End(builder).Runs.ToArray().Select(r => r.ToString()));
    }

    [Fact]
    public void Background_and_empty_runs_add_nothing()
    {
        var builder = new MaskBuilder(20, 1);
        builder.Add(1, 0, 1);
        builder.Add(1, -3, 1);
        builder.Add(1, 5, 0);
        Assert.True(End(builder).Runs.IsEmpty);
    }

    [Fact]
    public void Rows_that_were_not_begun_are_empty()
    {
        var builder = new MaskBuilder(4, 3);
        builder.Add(0, 4, 1);
        builder.EndRow();
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], builder.ToMask().ToBytes());
    }

    [Fact]
    public void Runs_stay_in_the_row_and_in_order()
    {
        var builder = new MaskBuilder(8, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(-1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(7, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(int.MaxValue, int.MaxValue, 1));
        builder.Add(2, 2, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(3, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Add(0, 1, 2));
        builder.EndRow();
        Assert.Throws<InvalidOperationException>(builder.EndRow);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(Run.MaxLength + 1, 1)]
    public void Sides_are_within_their_range(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskBuilder(width, height));

    [Fact]
    public void Hostile_numbers_of_runs_end_in_an_error_rather_than_an_outage()
    {
        var builder = new MaskBuilder(1 << 20, 65);
        for (var y = 0; y < 64; y++)
        {
            for (var x = 0; x < 1 << 20; x += 2)
            {
                builder.Add(x, 1, 1);
            }

            builder.EndRow();
        }

        var error = Assert.Throws<TooManyRunsException>(() => builder.Add(0, 1, 1));
        Assert.Equal("The mask falls into more than 33554432 runs.", error.Message);
    }

    private static Mask End(MaskBuilder builder)
    {
        builder.EndRow();
        return builder.ToMask();
    }
}
