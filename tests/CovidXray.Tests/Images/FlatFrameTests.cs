using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Tests.Images;

public sealed class FlatFrameTests
{
    [Theory]
    [InlineData(255, 1)]
    [InlineData(255, 9)]
    [InlineData(150, 3)]
    [InlineData(60, 3)]
    public void A_flat_frame_on_four_sides_is_found_with_its_grey(byte grey, int thickness) =>
        Assert.Equal(new FlatFrame(grey), FlatFrame.Of(Framed(grey, thickness, sides: 4)));

    [Fact]
    public void Where_a_thin_frame_was_averaged_with_the_film_it_is_found_all_the_same()
    {
        var film = Framed(255, 1, sides: 4);
        for (var x = 1; x < 99; x++)
        {
            film.Row(0)[x] = (byte)(200 + (x % 40));
        }

        Assert.Equal(220, FlatFrame.Of(film)?.Grey);
    }

    [Theory]
    [InlineData(255, 3, 3)]
    [InlineData(255, 0, 4)]
    [InlineData(30, 3, 4)]
    [InlineData(60, 1, 4)]
    [InlineData(60, 3, 3)]
    [InlineData(255, 20, 4)]
    public void Three_sides_dark_ones_and_thick_ones_are_no_frame(byte grey, int thickness, int sides) =>
        Assert.Null(FlatFrame.Of(Framed(grey, thickness, sides)));

    [Theory]
    [InlineData(200, 2, 2)]
    [InlineData(60, 5, 3)]
    [InlineData(255, 1, 2)]
    public void A_frame_of_one_grey_within_the_film_is_found(byte grey, int from, int thickness)
    {
        var film = Framed(grey, from + thickness, sides: 4);
        var bare = Framed(0, 0, sides: 4);
        for (var y = 0; y < 100; y++)
        {
            for (var x = 0; x < 100; x++)
            {
                film.Row(y)[x] = Math.Min(Math.Min(x, 99 - x), Math.Min(y, 99 - y)) < from ? bare.Row(y)[x] : film.Row(y)[x];
            }
        }

        Assert.Equal(new FlatFrame(grey), FlatFrame.Of(film));
    }

    [Fact]
    public void A_frame_behind_which_the_film_is_of_its_grey_here_and_there_is_found()
    {
        var film = Framed(60, 3, sides: 4);
        for (var x = 3; x < 97; x++)
        {
            film.Row(3)[x] = film.Row(4)[x] = (byte)(50 + (x % 30));
        }

        Assert.Equal(new FlatFrame(60), FlatFrame.Of(film));
    }

    [Fact]
    public void Lines_of_one_grey_that_is_another_on_each_side_are_no_frame()
    {
        var film = Framed(60, 3, sides: 4);
        for (var y = 0; y < 3; y++)
        {
            film.Row(y).Fill(90);
        }

        Assert.Null(FlatFrame.Of(film));
    }

    [Fact]
    public void A_film_that_fades_out_has_no_frame()
    {
        var film = new GreyPixels(100, 100);
        for (var y = 0; y < 100; y++)
        {
            for (var x = 0; x < 100; x++)
            {
                film.Row(y)[x] = (byte)(255 - (4 * Math.Min(Math.Min(x, 99 - x), Math.Min(y, 99 - y))));
            }
        }

        Assert.Null(FlatFrame.Of(film));
    }

    /// <summary>100 x 100 pixels of film with a frame, of which the last side may be missing.</summary>
    private static GreyPixels Framed(byte grey, int thickness, int sides)
    {
        var film = new GreyPixels(100, 100);
        for (var y = 0; y < 100; y++)
        {
            for (var x = 0; x < 100; x++)
            {
                film.Row(y)[x] = (byte)(10 + (((x * 7) + (y * 13)) % 90));
            }
        }

        film.FillOutside(new PixelBox(thickness, thickness, 100 - (2 * thickness), sides == 4 ? 100 - (2 * thickness) : 100 - thickness), grey);
        return film;
    }
}
