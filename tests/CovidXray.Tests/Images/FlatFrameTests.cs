using CovidXray.Images;
using CovidXray.Masks;

namespace CovidXray.Tests.Images;

public sealed class FlatFrameTests
{
    [Theory]
    [InlineData(255, 1)]
    [InlineData(255, 9)]
    [InlineData(150, 3)]
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
    [InlineData(60, 3, 4)]
    [InlineData(255, 20, 4)]
    public void Three_sides_dark_ones_and_thick_ones_are_no_frame(byte grey, int thickness, int sides) =>
        Assert.Null(FlatFrame.Of(Framed(grey, thickness, sides)));

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
