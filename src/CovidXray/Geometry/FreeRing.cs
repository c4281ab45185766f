using System.Buffers;
using CovidXray.Annotations;

namespace CovidXray.Geometry;

/// <summary>Sees quickly that a ring nowhere meets itself: nearly every ring does not, and the exact search takes much longer.</summary>
/// <remarks>
/// Edges are shared out to as many bands of one height as there are edges, by their upper ends, and gone through band by band. An edge
/// can only meet those that reach into its band and are not yet left behind: of an outline, those at its height.
/// </remarks>
internal static class FreeRing
{
    /// <summary>How many pairs are looked at for each edge, on average: outlines of lungs have two to ten edges at one height.</summary>
    private const int MostPairs = 32;

    /// <summary>What rounding may do to a product, with room: three roundings are 4e-16 of it.</summary>
    private const double Slack = 1e-14;

    /// <summary>Below this, products lose digits.</summary>
    private const double Smallest = 1e-290;

    /// <summary>Whether it is certain that edges of a ring share no point but the one between neighbours. If not, nobody knows.</summary>
    /// <param name="ring">A ring of three points or more.</param>
    public static bool IsCertain(Ring ring)
    {
        var count = ring.Count;
        var ends = ArrayPool<int>.Shared.Rent(count + 1);
        var edges = ArrayPool<int>.Shared.Rent(count);
        var active = ArrayPool<Edge>.Shared.Rent(count);
        try
        {
            var bands = new Bands(ring);
            bands.Share(ring, ends.AsSpan(0, count + 1), edges.AsSpan(0, count));
            return IsCertain(ring, bands, edges.AsSpan(0, count), active);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(ends);
            ArrayPool<int>.Shared.Return(edges);
            ArrayPool<Edge>.Shared.Return(active);
        }
    }

    /// <param name="bands">The bands that edges were shared out to.</param>
    /// <param name="edges">The edges by their bands; an edge has the number of the point that it begins at.</param>
    /// <param name="active">Room for all edges.</param>
    private static bool IsCertain(Ring ring, Bands bands, ReadOnlySpan<int> edges, Span<Edge> active)
    {
        var (activeCount, pairs, most) = (0, 0L, (long)edges.Length * MostPairs);
        foreach (var number in edges)
        {
            var edge = new Edge(ring, number);
            var start = bands.StartOf(edge.Top);
            for (var i = 0; i < activeCount; i++)
            {
                ref readonly var other = ref active[i];
                if (other.Bottom < start)
                {
                    active[i--] = active[--activeCount];
                    continue;
                }

                if (++pairs > most)
                {
                    return false;
                }

                var isNear = other.Left <= edge.Right && edge.Left <= other.Right && other.Bottom >= edge.Top && edge.Bottom >= other.Top;
                if (isNear && !AreApart(ring, number, other.Number))
                {
                    return false;
                }
            }

            active[activeCount++] = edge;
        }

        return true;
    }

    private static bool AreApart(Ring ring, int one, int other)
    {
        var count = ring.Count;
        var (oneEnd, otherEnd) = (Next(one, count), Next(other, count));
        return oneEnd == other ? GoesOn(ring, one, other, otherEnd)
            : otherEnd == one ? GoesOn(ring, other, one, oneEnd)
            : AreOnOneSide(ring, one, oneEnd, other, otherEnd) || AreOnOneSide(ring, other, otherEnd, one, oneEnd);
    }

    /// <summary>Whether two edges that follow one another share the point between them alone: the second goes on, or turns aside.</summary>
    private static bool GoesOn(Ring ring, int from, int at, int to)
    {
        var (x1, y1, x2, y2) = (ring.X(at) - ring.X(from), ring.Y(at) - ring.Y(from), ring.X(to) - ring.X(at), ring.Y(to) - ring.Y(at));
        return SignOf(x1 * y2, x2 * y1) != 0 || SignOf(x1 * x2, -(y1 * y2)) > 0;
    }

    /// <summary>Whether two points lie on the same side of a line.</summary>
    private static bool AreOnOneSide(Ring ring, int from, int to, int a, int b) =>
        SideOf(ring, from, to, a) * SideOf(ring, from, to, b) > 0;

    private static int SideOf(Ring ring, int from, int to, int point) => SignOf(
        (ring.X(to) - ring.X(from)) * (ring.Y(point) - ring.Y(from)),
        (ring.X(point) - ring.X(from)) * (ring.Y(to) - ring.Y(from)));

    /// <summary>The sign of a difference of two products of differences; 0 if it is not certain.</summary>
    private static int SignOf(double one, double other)
    {
        var difference = one - other;
        var error = (Slack * (Math.Abs(one) + Math.Abs(other))) + Smallest;
        return difference > error ? 1 : difference < -error ? -1 : 0;
    }

    private static int Next(int point, int count) => point + 1 == count ? 0 : point + 1;

    /// <summary>The box of an edge.</summary>
    private readonly struct Edge
    {
        public Edge(Ring ring, int number)
        {
            var end = Next(number, ring.Count);
            var (x1, y1, x2, y2) = (ring.X(number), ring.Y(number), ring.X(end), ring.Y(end));
            (Number, Left, Right, Top, Bottom) = (number, Math.Min(x1, x2), Math.Max(x1, x2), Math.Min(y1, y2), Math.Max(y1, y2));
        }

        /// <summary>The point that it begins at.</summary>
        public int Number { get; }

        public double Left { get; }

        public double Right { get; }

        public double Top { get; }

        public double Bottom { get; }
    }

    /// <summary>As many bands of one height as a ring has edges.</summary>
    private readonly struct Bands
    {
        private readonly double _top;
        private readonly double _perPixel;
        private readonly int _last;

        public Bands(Ring ring)
        {
            var (top, bottom) = (double.MaxValue, double.MinValue);
            for (var i = 0; i < ring.Count; i++)
            {
                (top, bottom) = (Math.Min(top, ring.Y(i)), Math.Max(bottom, ring.Y(i)));
            }

            (_top, _last) = (top, ring.Count - 1);
            _perPixel = bottom > top ? _last / (bottom - top) : 0;
        }

        /// <summary>Nothing in the band of a height, or in one below it, begins above this.</summary>
        /// <remarks>What rounding may do is far less than the half of a band that is taken off.</remarks>
        public double StartOf(double height) => _perPixel == 0 ? _top : _top + ((Of(height) - 0.5) / _perPixel);

        /// <summary>Sorts the edges by their bands, in as many steps as there are edges.</summary>
        /// <param name="ends">Room for a number of each band, and one more.</param>
        /// <param name="edges">Takes the edges.</param>
        public void Share(Ring ring, Span<int> ends, Span<int> edges)
        {
            ends.Clear();
            for (var i = 0; i < edges.Length; i++)
            {
                ends[Of(TopOf(ring, i)) + 1]++;
            }

            for (var i = 1; i < ends.Length; i++)
            {
                ends[i] += ends[i - 1];
            }

            for (var i = 0; i < edges.Length; i++)
            {
                edges[ends[Of(TopOf(ring, i))]++] = i;
            }
        }

        private int Of(double height) => Math.Clamp((int)((height - _top) * _perPixel), 0, _last);

        private static double TopOf(Ring ring, int edge) => Math.Min(ring.Y(edge), ring.Y(Next(edge, ring.Count)));
    }
}
