using CovidXray.Images;

namespace CovidXray.Tests.Images;

public sealed class BorderLinesTests
{
    [Fact]
    public void Lines_go_as_if_each_were_counted_anew()
    {
        var random = new Random(17);
        for (var trial = 0; trial < 400; trial++)
        {
            var film = new GreyPixels(1 + random.Next(30), 1 + random.Next(30));
            var density = random.NextDouble() * 0.12;
            for (var i = 0; i < film.Pixels.Length; i++)
            {
                film.Row(i / film.Width)[i % film.Width] = (byte)(random.NextDouble() < density ? random.Next(256) : random.Next(9));
            }

            var (width, height) = (random.Next(film.Width + 1), random.Next(film.Height + 1));
            Assert.Equal(CountedAnew(film, width, height), BorderLines.Trim(film, IsBorder, width, height));
        }
    }

    [Fact]
    public void A_film_that_is_very_long_costs_no_more_than_its_pixels()
    {
        // Columns go from both sides, and rows never do: to count these anew for each column took minutes.
        var film = new GreyPixels(1 << 18, 60);
        for (var y = 0; y < film.Height; y++)
        {
            for (var x = 100_000; x < 110_000; x++)
            {
                film.Row(y)[x] = (byte)(50 + (((x * 7) + (y * 13)) % 200));
            }
        }

        Assert.Equal((100_000, 0, 110_000, 60), BorderLines.Trim(film, IsBorder, 0, 0));
    }

    private static bool IsBorder(GreyLine line) => line.Range <= 10;

    private static (int Left, int Top, int Right, int Bottom) CountedAnew(GreyPixels film, int leastWidth, int leastHeight)
    {
        var (left, top, right, bottom) = (0, 0, film.Width, film.Height);
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            Take(() => left < right && top < bottom && right - left > leastWidth && IsBorder(GreyLine.OfColumn(film, left, top, bottom)), () => left++);
            Take(() => left < right && top < bottom && right - left > leastWidth && IsBorder(GreyLine.OfColumn(film, right - 1, top, bottom)), () => right--);
            Take(() => left < right && top < bottom && bottom - top > leastHeight && IsBorder(GreyLine.OfRow(film, top, left, right)), () => top++);
            Take(() => left < right && top < bottom && bottom - top > leastHeight && IsBorder(GreyLine.OfRow(film, bottom - 1, left, right)), () => bottom--);

            void Take(Func<bool> isBorder, Action take)
            {
                if (isBorder())
                {
                    take();
                    hasChanged = true;
                }
            }
        }

        return (left, top, right, bottom);
    }
}
