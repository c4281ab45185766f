using CovidXray.Images;

namespace CovidXray.Duplicates;

/// <summary>Finds what of a film is left without uniform borders, such as frames: lines at its sides of nearly one grey.</summary>
internal static class BorderTrim
{
    /// <summary>How far the greys of a border may lie apart: what JPEG makes of one grey.</summary>
    private const int Tolerance = 10;

    /// <summary>One in so many pixels of a line may be of any grey: specks, letters.</summary>
    private const int Outliers = 50;

    /// <summary>The part within uniform borders; sides are cut to no less than half.</summary>
    /// <returns>The part, in pixels.</returns>
    public static GreyWindow Of(GreyPixels pixels)
    {
        var (left, top, right, bottom) = (0, 0, pixels.Width, pixels.Height);
        var (leastWidth, leastHeight) = ((pixels.Width + 1) / 2, (pixels.Height + 1) / 2);
        Span<int> counts = stackalloc int[256];

        // One line at each side in turn: where a corner is cut tells nothing of the other sides.
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            if (right - left > leastWidth && IsUniformColumn(pixels, left, top, bottom, counts))
            {
                left++;
                hasChanged = true;
            }

            if (right - left > leastWidth && IsUniformColumn(pixels, right - 1, top, bottom, counts))
            {
                right--;
                hasChanged = true;
            }

            if (bottom - top > leastHeight && IsUniform(pixels.Row(top)[left..right], counts))
            {
                top++;
                hasChanged = true;
            }

            if (bottom - top > leastHeight && IsUniform(pixels.Row(bottom - 1)[left..right], counts))
            {
                bottom--;
                hasChanged = true;
            }
        }

        return new GreyWindow(left, top, right, bottom);
    }

    private static bool IsUniform(ReadOnlySpan<byte> line, Span<int> counts)
    {
        counts.Clear();
        foreach (var pixel in line)
        {
            counts[pixel]++;
        }

        return IsNarrow(counts, line.Length);
    }

    private static bool IsUniformColumn(GreyPixels pixels, int x, int top, int bottom, Span<int> counts)
    {
        counts.Clear();
        for (var y = top; y < bottom; y++)
        {
            counts[pixels.Row(y)[x]]++;
        }

        return IsNarrow(counts, bottom - top);
    }

    /// <summary>Whether all pixels but the darkest and brightest outliers lie within the tolerance.</summary>
    private static bool IsNarrow(ReadOnlySpan<int> counts, int total)
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

        return brightest - darkest <= Tolerance;
    }
}
