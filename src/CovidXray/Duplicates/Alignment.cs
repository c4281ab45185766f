namespace CovidXray.Duplicates;

/// <summary>Where a picture lies in another one: shares of the one, from its middle, to shares of the other one, from its middle.</summary>
/// <param name="ScaleX">How many widths of the other one a width is.</param>
/// <param name="ScaleY">How many heights of the other one a height is.</param>
/// <param name="ShiftX">Where the middle comes to lie.</param>
/// <param name="ShiftY">Where the middle comes to lie.</param>
internal readonly record struct Alignment(double ScaleX, double ScaleY, double ShiftX, double ShiftY)
{
    /// <summary>Each pixel on the same one.</summary>
    public static Alignment None { get; } = new(1, 1, 0, 0);

    /// <summary>Lays a window over another one: where two pictures are parts of one, and where these are is known.</summary>
    /// <param name="one">Where the one picture lies, in shares of the whole.</param>
    /// <param name="other">Where the other picture lies.</param>
    public static Alignment Of(GreyWindow one, GreyWindow other) => new(
        one.Width / other.Width,
        one.Height / other.Height,
        (((one.Left + one.Right) / 2) - ((other.Left + other.Right) / 2)) / other.Width,
        (((one.Top + one.Bottom) / 2) - ((other.Top + other.Bottom) / 2)) / other.Height);

    /// <summary>A share of the width to one of the other picture's.</summary>
    public double X(double x) => ((x - 0.5) * ScaleX) + ShiftX + 0.5;

    /// <summary>A share of the height to one of the other picture's.</summary>
    public double Y(double y) => ((y - 0.5) * ScaleY) + ShiftY + 0.5;

    /// <summary>What both pictures show, in shares of the one.</summary>
    public GreyWindow Common => new(
        Math.Max(0, Back(0, ScaleX, ShiftX)),
        Math.Max(0, Back(0, ScaleY, ShiftY)),
        Math.Min(1, Back(1, ScaleX, ShiftX)),
        Math.Min(1, Back(1, ScaleY, ShiftY)));

    /// <summary>A window of the one in shares of the other, cut where that ends.</summary>
    public GreyWindow Of(GreyWindow window) => new(
        Math.Clamp(X(window.Left), 0, 1),
        Math.Clamp(Y(window.Top), 0, 1),
        Math.Clamp(X(window.Right), 0, 1),
        Math.Clamp(Y(window.Bottom), 0, 1));

    private static double Back(double share, double scale, double shift) => ((share - 0.5 - shift) / scale) + 0.5;
}
