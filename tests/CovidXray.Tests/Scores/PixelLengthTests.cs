using CovidXray.Scores;

namespace CovidXray.Tests.Scores;

public sealed class PixelLengthTests
{
    [Theory]
    [InlineData("2", 2)]
    [InlineData("1.5", 1.5)]
    [InlineData("0.2%", 0.01)]
    [InlineData("100%", 5)]
    public void Lengths_are_pixels_or_percent_of_the_diagonal(string text, double onFilm)
    {
        Assert.True(PixelLength.TryParse(text, out var length));
        Assert.Equal(onFilm, length.On(3, 4), 15);
        Assert.Equal(text, length.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("2 px")]
    public void Anything_else_is_no_length(string text) => Assert.False(PixelLength.TryParse(text, out _));

    [Fact]
    public void Lengths_are_0_or_more()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelLength.Pixels(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PixelLength.OfDiagonal(double.PositiveInfinity));
    }
}
