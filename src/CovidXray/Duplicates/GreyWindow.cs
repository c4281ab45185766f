namespace CovidXray.Duplicates;

/// <summary>A part of a picture, in its pixels or in shares of it; borders lie between pixels.</summary>
internal readonly record struct GreyWindow(double Left, double Top, double Right, double Bottom)
{
    /// <summary>All of a picture, in shares.</summary>
    public static GreyWindow Whole { get; } = new(0, 0, 1, 1);

    public double Width => Right - Left;

    public double Height => Bottom - Top;

    /// <summary>The same part in other units.</summary>
    public GreyWindow Scaled(double x, double y) => new(Left * x, Top * y, Right * x, Bottom * y);
}
