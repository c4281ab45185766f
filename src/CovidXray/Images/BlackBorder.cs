namespace CovidXray.Images;

/// <summary>The black lines at the sides of a film: padding, collimation, air beside the body. In pixels.</summary>
internal readonly record struct BlackBorder(int Left, int Top, int Right, int Bottom)
{
    /// <summary>The brightest grey that is black: what JPEG, and a decoder that shrinks, make of it.</summary>
    private const int Black = 24;

    /// <summary>Finds the black lines, from each side inwards.</summary>
    public static BlackBorder Of(GreyPixels pixels)
    {
        var (left, top, right, bottom) = BorderLines.Trim(pixels, static line => line.Brightest <= Black, leastWidth: 0, leastHeight: 0);
        return new BlackBorder(left, top, pixels.Width - right, pixels.Height - bottom);
    }

    /// <summary>Which share of a film it takes, 0 to 1.</summary>
    public double ShareOf(GreyPixels pixels) =>
        1 - ((double)(pixels.Width - Left - Right) * (pixels.Height - Top - Bottom) / ((double)pixels.Width * pixels.Height));
}
