namespace CovidXray.Annotations;

/// <summary>One closed ring of a polygon. The last point joins the first, which is not repeated.</summary>
/// <remarks>x points right, y points down; pixel (x, y) is the lattice point (x, y), so pixel centres are whole numbers.</remarks>
public readonly ref struct Ring
{
    internal Ring(ReadOnlySpan<double> coordinates) => Coordinates = coordinates;

    /// <summary>x0, y0, x1, y1, ... in pixels.</summary>
    public ReadOnlySpan<double> Coordinates { get; }

    /// <summary>The number of points, 0 or more.</summary>
    public int Count => Coordinates.Length / 2;

    /// <summary>The horizontal position of point <paramref name="index"/>, in pixels.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public double X(int index) => Coordinates[2 * index];

    /// <summary>The vertical position of point <paramref name="index"/>, in pixels.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such point.</exception>
    public double Y(int index) => Coordinates[(2 * index) + 1];
}
