namespace CovidXray.Annotations;

/// <summary>Rings that are filled together by the even-odd rule, so that a ring inside another is a hole; or each for itself, as COCO has it: see <see cref="IsUnion"/>.</summary>
/// <remarks>
/// All points of all rings lie in one flat array:
/// <code>
/// coordinates  x0 y0 x1 y1 x2 y2 | x3 y3 x4 y4 x5 y5 x6 y6
/// ringEnds                       6                         14     (in coordinates, exclusive)
/// </code>
/// </remarks>
public sealed class Polygon
{
    private readonly ReadOnlyMemory<double> _coordinates;
    private readonly int[] _ringEnds;

    /// <summary>Creates a polygon over flat coordinates, which are not copied.</summary>
    /// <param name="coordinates">x0, y0, x1, y1, ... of all rings, in pixels, all finite.</param>
    /// <param name="ringEnds">Where each ring ends in <paramref name="coordinates"/>: even, ascending, the last its length.</param>
    /// <exception cref="ArgumentException">The ends do not describe the coordinates.</exception>
    public Polygon(ReadOnlyMemory<double> coordinates, params int[] ringEnds)
    {
        ArgumentNullException.ThrowIfNull(ringEnds);
        var previous = 0;
        foreach (var end in ringEnds)
        {
            if (end < previous || (end & 1) != 0)
            {
                throw new ArgumentException("Ring ends must be even and ascending.", nameof(ringEnds));
            }

            previous = end;
        }

        if (previous != coordinates.Length)
        {
            throw new ArgumentException($"The rings end at {previous}, the coordinates at {coordinates.Length}.", nameof(ringEnds));
        }

        _coordinates = coordinates;
        _ringEnds = ringEnds;
    }

    /// <summary>
    /// Whether each ring is filled for itself and all of them are united, so that a ring inside another makes no hole. Only COCO has such
    /// polygons; false where the even-odd rule gives the same.
    /// </summary>
    public bool IsUnion { get; init; }

    /// <summary>The number of rings, 0 or more.</summary>
    public int RingCount => _ringEnds.Length;

    /// <summary>The number of points in all rings.</summary>
    public int PointCount => _coordinates.Length / 2;

    /// <summary>x0, y0, x1, y1, ... of all rings, in pixels.</summary>
    public ReadOnlySpan<double> Coordinates => _coordinates.Span;

    /// <summary>Where each ring ends in <see cref="Coordinates"/>, exclusive.</summary>
    public ReadOnlySpan<int> RingEnds => _ringEnds;

    /// <summary>The box around all points; null if there are none.</summary>
    public BoundingBox? BoundingBox
    {
        get
        {
            if (PointCount == 0)
            {
                return null;
            }

            var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
            var points = Coordinates;
            for (var i = 0; i < points.Length; i += 2)
            {
                (left, right) = (Math.Min(left, points[i]), Math.Max(right, points[i]));
                (top, bottom) = (Math.Min(top, points[i + 1]), Math.Max(bottom, points[i + 1]));
            }

            return new BoundingBox(left, top, right - left, bottom - top);
        }
    }

    /// <summary>Ring <paramref name="index"/>, in file order.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such ring.</exception>
    public Ring this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ringEnds[index - 1];
            return new Ring(_coordinates.Span[start.._ringEnds[index]]);
        }
    }

    /// <summary>The same rings, each filled for itself and united, or all together by the even-odd rule.</summary>
    internal Polygon Filled(bool asUnion) => new(_coordinates, _ringEnds) { IsUnion = asUnion };

    /// <summary>A ring as a polygon of its own, over the same coordinates.</summary>
    internal Polygon Part(int index)
    {
        var start = index == 0 ? 0 : _ringEnds[index - 1];
        return new Polygon(_coordinates[start.._ringEnds[index]], _ringEnds[index] - start);
    }

    /// <summary>A polygon of one ring.</summary>
    /// <param name="coordinates">x0, y0, x1, y1, ... in pixels.</param>
    public static Polygon FromRing(params double[] coordinates) => new(coordinates, coordinates.Length);
}
