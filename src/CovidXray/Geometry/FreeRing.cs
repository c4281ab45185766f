using System.Buffers;
using CovidXray.Annotations;

namespace CovidXray.Geometry;

/// <summary>Sees quickly that a ring nowhere meets itself: nearly every ring does not, and the exact search takes much longer.</summary>
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
        var tops = ArrayPool<double>.Shared.Rent(count);
        var edges = ArrayPool<int>.Shared.Rent(count);
        var active = ArrayPool<int>.Shared.Rent(count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                (tops[i], edges[i]) = (Math.Min(ring.Y(i), ring.Y(Next(i, count))), i);
            }

            Array.Sort(tops, edges, 0, count);
            return IsCertain(ring, edges.AsSpan(0, count), active);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(tops);
            ArrayPool<int>.Shared.Return(edges);
            ArrayPool<int>.Shared.Return(active);
        }
    }

    /// <summary>Goes down the ring: an edge can only meet those that are not yet left behind.</summary>
    /// <param name="edges">The edges by their upper ends; an edge has the number of the point that it begins at.</param>
    /// <param name="active">Room for all edges.</param>
    private static bool IsCertain(Ring ring, ReadOnlySpan<int> edges, Span<int> active)
    {
        var (activeCount, pairs, most) = (0, 0L, (long)edges.Length * MostPairs);
        foreach (var edge in edges)
        {
            var top = Math.Min(ring.Y(edge), ring.Y(Next(edge, edges.Length)));
            var kept = 0;
            for (var i = 0; i < activeCount; i++)
            {
                var other = active[i];
                if (Math.Max(ring.Y(other), ring.Y(Next(other, edges.Length))) < top)
                {
                    continue;
                }

                active[kept++] = other;
                if (++pairs > most || !AreApart(ring, edge, other))
                {
                    return false;
                }
            }

            active[kept] = edge;
            activeCount = kept + 1;
        }

        return true;
    }

    private static bool AreApart(Ring ring, int one, int other)
    {
        var count = ring.Count;
        var (oneEnd, otherEnd) = (Next(one, count), Next(other, count));
        if (oneEnd == other || otherEnd == one)
        {
            return oneEnd == other ? GoesOn(ring, one, other, otherEnd) : GoesOn(ring, other, one, oneEnd);
        }

        var (left, right) = (Math.Min(ring.X(one), ring.X(oneEnd)), Math.Max(ring.X(one), ring.X(oneEnd)));
        var (otherLeft, otherRight) = (Math.Min(ring.X(other), ring.X(otherEnd)), Math.Max(ring.X(other), ring.X(otherEnd)));
        return right < otherLeft || otherRight < left || AreOnOneSide(ring, one, oneEnd, other, otherEnd) || AreOnOneSide(ring, other, otherEnd, one, oneEnd);
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
}
