namespace CovidXray.Rasterization;

/// <summary>The way of points from an image to its copy of another size: each axis by a factor and an offset, and back.</summary>
/// <remarks>
/// Pixels are squares with their centre at whole numbers, so a point keeps its place among them by
/// <c>x' = (x + 0.5) ScaleX + OffsetX - 0.5</c>, and comes back by <c>x = (x' + 0.5 - OffsetX) / ScaleX - 0.5</c>; y likewise.
/// </remarks>
/// <param name="ScaleX">Columns of the new image for each of the old one.</param>
/// <param name="ScaleY">Rows of the new image for each of the old one.</param>
/// <param name="OffsetX">Where the old image's left edge lies in the new one, in pixels.</param>
/// <param name="OffsetY">Where the old image's upper edge lies in the new one, in pixels.</param>
internal readonly record struct ImageTransform(double ScaleX, double ScaleY, double OffsetX, double OffsetY)
{
    /// <summary>Everything stays where it is.</summary>
    public static ImageTransform Identity { get; } = new(1, 1, 0, 0);

    /// <summary>Whether everything stays where it is.</summary>
    public bool IsIdentity => this == Identity;

    /// <summary>The way from an image to where a geometry puts it.</summary>
    /// <param name="imageWidth">The image's width, 1 or more.</param>
    /// <param name="imageHeight">The image's height, 1 or more.</param>
    /// <param name="geometry">Where it is put.</param>
    public static ImageTransform Of(int imageWidth, int imageHeight, in MaskGeometry geometry) =>
        new((double)geometry.ContentWidth / imageWidth, (double)geometry.ContentHeight / imageHeight, -geometry.WindowX, -geometry.WindowY);

    /// <summary>This way and then another one.</summary>
    /// <param name="next">The other one.</param>
    public ImageTransform Then(in ImageTransform next) =>
        new(ScaleX * next.ScaleX, ScaleY * next.ScaleY, (OffsetX * next.ScaleX) + next.OffsetX, (OffsetY * next.ScaleY) + next.OffsetY);

    /// <summary>Where a column comes to lie.</summary>
    /// <param name="x">x in the old image.</param>
    public double X(double x) => ScaleX == 1 ? x + OffsetX : ((x + 0.5) * ScaleX) + OffsetX - 0.5;

    /// <summary>Where a row comes to lie.</summary>
    /// <param name="y">y in the old image.</param>
    public double Y(double y) => ScaleY == 1 ? y + OffsetY : ((y + 0.5) * ScaleY) + OffsetY - 0.5;

    /// <summary>Where a column came from.</summary>
    /// <param name="x">x in the new image.</param>
    public double InverseX(double x) => ((x + 0.5 - OffsetX) / ScaleX) - 0.5;

    /// <summary>Where a row came from.</summary>
    /// <param name="y">y in the new image.</param>
    public double InverseY(double y) => ((y + 0.5 - OffsetY) / ScaleY) - 0.5;
}
