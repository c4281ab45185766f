using CovidXray.Masks;

namespace CovidXray.Images;

/// <summary>Simple properties of a film as a whole, which have nothing to do with what is wrong with the lungs.</summary>
/// <param name="MeanGrey">The mean grey, 0 to 255.</param>
/// <param name="BlackBorder">The share of the film in black rows and columns at its sides, 0 to 1.</param>
/// <param name="Histogram">The shares of its pixels in eight steps of 32 greys, dark to bright.</param>
/// <param name="GreyOutside">The mean grey outside the lungs; null without lungs, or where all is lung.</param>
internal sealed record FilmMeasures(double MeanGrey, double BlackBorder, IReadOnlyList<double> Histogram, double? GreyOutside)
{
    /// <summary>How many steps the histogram has.</summary>
    public const int Steps = 8;

    private const int Black = 16;

    // One in so many pixels of a black row may be bright: letters, specks.
    private const int Outliers = 50;

    /// <summary>Measures a film.</summary>
    /// <param name="pixels">The film, perhaps smaller by a whole factor.</param>
    /// <param name="lungs">Its lungs, of the film's own size; null without.</param>
    /// <param name="factor">How much smaller the pixels are.</param>
    public static FilmMeasures Of(GreyPixels pixels, Mask? lungs, int factor)
    {
        var counts = new long[256];
        foreach (var pixel in pixels.Pixels)
        {
            counts[pixel]++;
        }

        var all = (double)pixels.Pixels.Length;
        var sum = 0L;
        for (var grey = 0; grey < counts.Length; grey++)
        {
            sum += grey * counts[grey];
        }

        double[] steps = [.. Enumerable.Range(0, Steps).Select(s => counts.AsSpan(s * 256 / Steps, 256 / Steps).ToArray().Sum() / all)];
        return new FilmMeasures(sum / all, BorderOf(pixels), steps, lungs is null ? null : Outside(pixels, lungs, factor, sum));
    }

    /// <summary>The mean of the pixels whose middle lies in no lung.</summary>
    private static double? Outside(GreyPixels pixels, Mask lungs, int factor, long sum)
    {
        var (inside, insideSum) = (0L, 0L);
        for (var y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            foreach (var run in lungs.Row((y * factor) + (factor / 2)))
            {
                // Pixel x has its middle at x * factor + factor / 2.
                var start = Math.Max(0, (run.Start - (factor / 2) + factor - 1) / factor);
                var end = Math.Min(row.Length, (run.End - (factor / 2) + factor - 1) / factor);
                for (var x = start; x < end; x++)
                {
                    inside++;
                    insideSum += row[x];
                }
            }
        }

        var outside = pixels.Pixels.Length - inside;
        return inside == 0 || outside == 0 ? null : (double)(sum - insideSum) / outside;
    }

    private static double BorderOf(GreyPixels pixels)
    {
        var (top, bottom) = (0, pixels.Height);
        while (top < bottom && IsBlackRow(pixels, top))
        {
            top++;
        }

        while (bottom > top && IsBlackRow(pixels, bottom - 1))
        {
            bottom--;
        }

        var (left, right) = (0, pixels.Width);
        while (left < right && bottom > top && IsBlackColumn(pixels, left, top, bottom))
        {
            left++;
        }

        while (right > left && bottom > top && IsBlackColumn(pixels, right - 1, top, bottom))
        {
            right--;
        }

        return 1 - ((double)(right - left) * (bottom - top) / pixels.Pixels.Length);
    }

    private static bool IsBlackRow(GreyPixels pixels, int y)
    {
        var bright = 0;
        foreach (var pixel in pixels.Row(y))
        {
            bright += pixel >= Black ? 1 : 0;
        }

        return bright <= pixels.Width / Outliers;
    }

    private static bool IsBlackColumn(GreyPixels pixels, int x, int top, int bottom)
    {
        var bright = 0;
        for (var y = top; y < bottom; y++)
        {
            bright += pixels.Row(y)[x] >= Black ? 1 : 0;
        }

        return bright <= (bottom - top) / Outliers;
    }
}
