namespace CovidXray.Images;

/// <summary>The black lines at the sides of a film: padding, collimation, air beside the body. In pixels.</summary>
internal readonly record struct BlackBorder(int Left, int Top, int Right, int Bottom)
{
    /// <summary>The brightest grey that is black: what JPEG, and a decoder that shrinks, make of it.</summary>
    private const int Black = 24;

    /// <summary>Finds the black lines, from each side inwards.</summary>
    public static BlackBorder Of(GreyPixels pixels)
    {
        var (left, top, right, bottom) = (0, 0, pixels.Width, pixels.Height);

        // One line at each side in turn: where a corner is cut tells nothing of the other sides.
        for (var hasChanged = true; hasChanged && left < right && top < bottom;)
        {
            hasChanged = false;
            if (IsBlack(GreyLine.OfColumn(pixels, left, top, bottom)))
            {
                left++;
                hasChanged = true;
            }

            if (left < right && IsBlack(GreyLine.OfColumn(pixels, right - 1, top, bottom)))
            {
                right--;
                hasChanged = true;
            }

            if (left < right && IsBlack(GreyLine.OfRow(pixels, top, left, right)))
            {
                top++;
                hasChanged = true;
            }

            if (left < right && top < bottom && IsBlack(GreyLine.OfRow(pixels, bottom - 1, left, right)))
            {
                bottom--;
                hasChanged = true;
            }
        }

        return new BlackBorder(left, top, pixels.Width - right, pixels.Height - bottom);
    }

    /// <summary>Which share of a film it takes, 0 to 1.</summary>
    public double ShareOf(GreyPixels pixels) =>
        1 - ((double)(pixels.Width - Left - Right) * (pixels.Height - Top - Bottom) / ((double)pixels.Width * pixels.Height));

    private static bool IsBlack(GreyLine line) => line.Brightest <= Black;
}
