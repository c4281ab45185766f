namespace PhantomGenerator.Drawing;

/// <summary>
/// Where the body lies on the film. Body coordinates have (0, 0) between the lungs, u to the image's right, v down, and 1
/// (1000 thousandths) is about half the film. Integers all the way to the pixel, because outlines pass through here.
/// </summary>
internal sealed class Frame
{
    /// <summary>Outlines are computed in 64ths of a pixel.</summary>
    public const int SubPixels = 64;

    private readonly int _centreX;
    private readonly int _centreY;
    private readonly int _lean;

    /// <param name="width">The film's width in pixels.</param>
    /// <param name="height">The film's height in pixels.</param>
    /// <param name="zoom">Size of the body in thousandths; 1000 fills the film.</param>
    /// <param name="shiftX">Thousandths of the width by which the body is off centre.</param>
    /// <param name="shiftY">Thousandths of the height by which the body is off centre.</param>
    /// <param name="lean">How far the body leans to the image's right as it goes down, in thousandths.</param>
    public Frame(int width, int height, int zoom, int shiftX, int shiftY, int lean)
    {
        var mean = (width + height) / 2;
        ScaleX = (width + mean) * zoom / 4000;   // half way between filling the film and keeping the body's shape
        ScaleY = (height + mean) * zoom / 4000;
        _centreX = (width * (500 + shiftX)) / 1000;
        _centreY = (height * (500 + shiftY)) / 1000;
        _lean = lean;
    }

    /// <summary>Pixels for one unit of u.</summary>
    public int ScaleX { get; }

    /// <summary>Pixels for one unit of v.</summary>
    public int ScaleY { get; }

    /// <summary>From thousandths of the body to 64ths of a pixel.</summary>
    public GridPoint ToSubPixels(int u, int v)
    {
        var leaning = (u * 1000) + (_lean * v);
        return new(
            (_centreX * SubPixels) + (int)((long)leaning * ScaleX * SubPixels / 1_000_000),
            (_centreY * SubPixels) + (int)((long)v * ScaleY * SubPixels / 1000));
    }

    /// <summary>From a pixel to the body.</summary>
    public (double U, double V) ToBody(int x, int y)
    {
        var v = (y - _centreY) / (double)ScaleY;
        return (((x - _centreX) / (double)ScaleX) - (_lean / 1000.0 * v), v);
    }

    /// <summary>From the body to pixels, for strokes.</summary>
    public (double X, double Y) ToPixels(double u, double v) =>
        (_centreX + ((u + (_lean / 1000.0 * v)) * ScaleX), _centreY + (v * ScaleY));
}
