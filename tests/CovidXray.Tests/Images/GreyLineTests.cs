using CovidXray.Images;

namespace CovidXray.Tests.Images;

public sealed class GreyLineTests
{
    [Fact]
    public void One_in_fifty_pixels_at_each_end_does_not_count()
    {
        var film = new GreyPixels(100, 2);
        film.Row(0).Fill(70);
        ((ReadOnlySpan<byte>)[0, 1, 60, 80, 250, 255]).CopyTo(film.Row(0));
        Assert.Equal(new GreyLine(60, 80), GreyLine.OfRow(film, 0, 0, 100));
        Assert.Equal((20, 70), (GreyLine.OfRow(film, 0, 0, 100).Range, GreyLine.OfRow(film, 0, 0, 100).Middle));

        // Of fewer pixels, each counts.
        Assert.Equal(new GreyLine(0, 255), GreyLine.OfRow(film, 0, 0, 49));
        Assert.Equal(new GreyLine(0, 60), GreyLine.OfColumn(film, 2, 0, 2));
        Assert.Equal(new GreyLine(0, 70), GreyLine.OfAll(film));
    }
}
