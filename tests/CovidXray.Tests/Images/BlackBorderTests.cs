using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Tests.Images;

public sealed class BlackBorderTests
{
    [Fact]
    public void Lines_are_counted_on_each_side_and_their_share_of_the_film()
    {
        var film = Film(new PixelBox(20, 5, 70, 90));
        var border = BlackBorder.Of(film);
        Assert.Equal(new BlackBorder(20, 5, 10, 5), border);
        Assert.Equal(1 - (0.7 * 0.9), border.ShareOf(film), 10);
    }

    [Fact]
    public void A_film_that_is_black_is_all_border()
    {
        var film = new GreyPixels(30, 20);
        Assert.Equal(1, BlackBorder.Of(film).ShareOf(film));
    }

    [Fact]
    public void Few_bright_pixels_are_letters_and_more_are_film()
    {
        var film = Film(new PixelBox(20, 0, 80, 100));
        film.Row(50)[3] = 255;
        film.Row(51)[3] = 255;
        Assert.Equal(20, BlackBorder.Of(film).Left);
        film.Row(52)[3] = 255;
        Assert.Equal(3, BlackBorder.Of(film).Left);
    }

    [Theory]
    [InlineData(24, 20)]
    [InlineData(25, 0)]
    public void Nearly_black_is_black(byte grey, int left)
    {
        var film = Film(new PixelBox(20, 0, 80, 100));
        for (var y = 0; y < film.Height; y++)
        {
            film.Row(y)[..20].Fill(grey);
        }

        Assert.Equal(left, BlackBorder.Of(film).Left);
    }

    /// <summary>100 x 100 pixels, black but for a box.</summary>
    private static GreyPixels Film(PixelBox box)
    {
        var film = new GreyPixels(100, 100);
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            film.Row(y).Slice(box.X, box.Width).Fill(120);
        }

        return film;
    }
}
