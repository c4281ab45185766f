using CovidXray.Duplicates;

namespace CovidXray.Tests.Duplicates;

public sealed class BorderTrimTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Uniform_borders_are_cut_on_each_side_by_what_they_have(byte border)
    {
        var picture = DifferenceHashTests.Picture(100, 80, (x, y) => x < 3 || x >= 96 || y < 5 || y >= 78 ? border : Texture(x, y));
        Assert.Equal(new GreyWindow(3, 5, 96, 78), BorderTrim.Of(picture));
    }

    [Fact]
    public void A_border_within_a_border_is_cut_as_well()
    {
        var picture = DifferenceHashTests.Picture(100, 80, (x, y) => Math.Min(Math.Min(x, 99 - x), Math.Min(y, 79 - y)) switch
        {
            < 4 => 255,
            < 7 => 3,
            _ => Texture(x, y),
        });
        Assert.Equal(new GreyWindow(7, 7, 93, 73), BorderTrim.Of(picture));
    }

    [Fact]
    public void A_film_without_a_border_stays_whole() =>
        Assert.Equal(new GreyWindow(0, 0, 60, 50), BorderTrim.Of(DifferenceHashTests.Picture(60, 50, Texture)));

    [Fact]
    public void Of_a_film_of_one_grey_half_stays() =>
        Assert.Equal((30.0, 25.0), BorderTrim.Of(DifferenceHashTests.Picture(60, 50, (_, _) => 9)) is var left ? (left.Width, left.Height) : default);

    private static byte Texture(int x, int y) => (byte)(40 + ((x * 37) + (y * 91)) % 160);
}
