using CovidXray.Annotations;
using CovidXray.Images;
using CovidXray.Rasterization;

namespace CovidXray.Tests.Images;

/// <summary>Simple properties of a film as a whole.</summary>
public sealed class FilmMeasuresTests
{
    [Fact]
    public void Greys_are_counted_in_eight_steps()
    {
        var film = Film(8, 4, (x, _) => (byte)((x * 32) + 5));
        var measures = FilmMeasures.Of(film, lungs: null, factor: 1);
        Assert.Equal(Enumerable.Repeat(0.125, 8), measures.Histogram);
        Assert.Equal(117, measures.MeanGrey);
        Assert.Null(measures.GreyOutside);
    }

    [Fact]
    public void A_black_border_is_told_by_its_share_whatever_letters_are_in_it()
    {
        // Ten rows above, twenty columns at the right, of 100 x 100.
        var framed = Film(100, 100, (x, y) => y < 10 || x >= 80 ? (byte)3 : (byte)120);
        framed.Row(4)[7] = 255;
        Assert.Equal(1 - (0.9 * 0.8), FilmMeasures.Of(framed, null, 1).BlackBorder, 12);
        Assert.Equal(0, FilmMeasures.Of(Film(100, 100, (_, _) => 17), null, 1).BlackBorder);
        Assert.Equal(1, FilmMeasures.Of(Film(100, 100, (_, _) => 2), null, 1).BlackBorder);

        // Black in the middle is none.
        Assert.Equal(0, FilmMeasures.Of(Film(100, 100, (x, y) => x is > 20 and < 80 && y is > 20 and < 80 ? (byte)0 : (byte)90), null, 1).BlackBorder);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void What_is_outside_the_lungs_is_told_of_smaller_films_too(int factor)
    {
        // The left half is lung, of grey 40; the rest has grey 200.
        const int Side = 64;
        var lungs = PolygonRasterizer.Rasterize(Rectangle(Side / 2, Side), Side, Side);
        var film = Film(Side / factor, Side / factor, (x, _) => x < Side / factor / 2 ? (byte)40 : (byte)200);
        var measures = FilmMeasures.Of(film, lungs, factor);
        Assert.Equal(200, measures.GreyOutside!.Value);
        Assert.Equal(120, measures.MeanGrey);
        var all = PolygonRasterizer.Rasterize(Rectangle(Side, Side), Side, Side);
        Assert.Null(FilmMeasures.Of(film, all, factor).GreyOutside);
    }

    private static Polygon Rectangle(int width, int height) => new(new double[] { 0, 0, width - 1, 0, width - 1, height - 1, 0, height - 1 }, [8]);

    private static GreyPixels Film(int width, int height, Func<int, int, byte> grey)
    {
        var film = new GreyPixels(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                film.Row(y)[x] = grey(x, y);
            }
        }

        return film;
    }
}
