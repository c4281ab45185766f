namespace CovidXray.Images;

/// <summary>The greys of a row or column of a film, without the few pixels that stand out: specks, letters.</summary>
/// <param name="Darkest">The darkest grey that is left.</param>
/// <param name="Brightest">The brightest grey that is left.</param>
internal readonly record struct GreyLine(int Darkest, int Brightest)
{
    /// <summary>One in so many pixels may be darker, and one in so many brighter.</summary>
    private const int Outliers = 50;

    /// <summary>How far the greys lie apart.</summary>
    public int Range => Brightest - Darkest;

    /// <summary>The grey in the middle between both.</summary>
    public int Middle => (Darkest + Brightest) / 2;

    /// <summary>A part of a row.</summary>
    /// <param name="left">Its first pixel.</param>
    /// <param name="right">Behind its last pixel.</param>
    public static GreyLine OfRow(GreyPixels pixels, int y, int left, int right)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var pixel in pixels.Row(y)[left..right])
        {
            counts[pixel]++;
        }

        return Of(counts, right - left);
    }

    /// <summary>A part of a column.</summary>
    /// <param name="top">Its first pixel.</param>
    /// <param name="bottom">Behind its last pixel.</param>
    public static GreyLine OfColumn(GreyPixels pixels, int x, int top, int bottom)
    {
        Span<int> counts = stackalloc int[256];
        for (var y = top; y < bottom; y++)
        {
            counts[pixels.Row(y)[x]]++;
        }

        return Of(counts, bottom - top);
    }

    /// <summary>All pixels of a film.</summary>
    public static GreyLine OfAll(GreyPixels pixels)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var pixel in pixels.Pixels)
        {
            counts[pixel]++;
        }

        return Of(counts, pixels.Pixels.Length);
    }

    /// <summary>A line whose greys were counted.</summary>
    /// <param name="counts">How many pixels have each of 256 greys.</param>
    /// <param name="total">How many pixels there are, 1 or more.</param>
    public static GreyLine Of(ReadOnlySpan<int> counts, int total)
    {
        var darkest = 0;
        for (var left = total / Outliers; (left -= counts[darkest]) >= 0;)
        {
            darkest++;
        }

        var brightest = 255;
        for (var left = total / Outliers; (left -= counts[brightest]) >= 0;)
        {
            brightest--;
        }

        return new GreyLine(darkest, brightest);
    }
}
