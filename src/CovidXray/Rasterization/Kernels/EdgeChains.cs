using System.Runtime.CompilerServices;

namespace CovidXray.Rasterization.Kernels;

/// <summary>The edges of a polygon as chains that go down or up without turning: one small record a row, no pixels.</summary>
/// <remarks>
/// A chain's rows lie behind one another in the order of the ring, so an upward chain is read backwards:
/// <code>
/// rows     | down chain: y 3 4 5 6 | up chain: y 6 5 4 3 2 | ...
///            ^ First, Step = 1                         ^ First, Step = -1
/// </code>
/// By the pixel rule (see <see cref="EdgeTracer"/>) row y meets an edge if ymin &lt;= y &lt; ymax. So the edges of a chain cross
/// each of its rows once, but for the lowest, which holds outline alone. Horizontal edges cross nothing and belong to
/// whatever chain they touch.
/// <para>Every vertex is painted. An edge leaves out its end with the larger x, but that end is a crossing, too, unless the
/// edge comes down to it; and the next edge paints it unless that, too, comes down to it from the left: see
/// <see cref="IsSpike"/>. So a vertex's record does not depend on its edges' kinds, and a row within a vertical edge or one of
/// 45 degrees is as the row of a vertex. Those are nearly all edges of a real outline.</para>
/// <para>The records number as many as all edges' heights together. That is little for an outline that somebody drew and
/// without bound for noise, so <see cref="TryAddRing"/> gives up beyond a budget; bit planes are the better way there.</para>
/// </remarks>
internal sealed class EdgeChains
{
    private ChainRow[] _rows = new ChainRow[4096];
    private Chain[] _chains = new Chain[64];
    private int _rowCount;
    private int _chainCount;

    public ReadOnlySpan<ChainRow> Rows => _rows.AsSpan(0, _rowCount);

    public ReadOnlySpan<Chain> Chains => _chains.AsSpan(0, _chainCount);

    public void Clear() => (_rowCount, _chainCount) = (0, 0);

    /// <summary>Adds a closed ring.</summary>
    /// <param name="vertices">x0, y0, x1, y1, ... in pixels, 0 or more.</param>
    /// <param name="budget">The most records of all rings together.</param>
    /// <returns>False if the budget does not suffice; what was added is of no use then.</returns>
    public bool TryAddRing(ReadOnlySpan<int> vertices, int budget)
    {
        if (vertices.IsEmpty)
        {
            return true;
        }

        var (x0, y0) = (vertices[^2], vertices[^1]);
        var ringStart = _rowCount;
        var direction = FirstDirection(vertices);
        var (chainStart, chainY, lastDx) = (ringStart, y0, 0);
        var row = ChainRow.Vertex(x0, crosses: direction > 0);
        for (var i = 0; i + 1 < vertices.Length; i += 2)
        {
            var (dx, dy) = (vertices[i] - x0, vertices[i + 1] - y0);
            if (dy == 0)
            {
                row = row.PaintedTo(x0, dx, direction);
                (x0, lastDx) = (x0 + dx, 0);
                continue;
            }

            if (dy * direction < 0)
            {
                var isSpike = IsSpike(direction, lastDx, dx);
                EndChain(isSpike ? row.UpTo(x0 - 1) : row, chainStart, chainY, y0, direction);
                (chainStart, chainY, direction) = (_rowCount, y0, -direction);
                row = ChainRow.Vertex(x0, crosses: direction > 0);
                row = isSpike ? row.UpTo(x0 - 1) : row;
            }

            var height = dy * direction;
            if (_rowCount + height >= budget)
            {
                return false;
            }

            row = AddEdge(row, x0, dx, height);
            (x0, y0, lastDx) = (x0 + dx, y0 + dy, dx);
        }

        // The ring closes at its first vertex, whose two records are the chains' ends.
        var closesInSpike = vertices[1] < y0 && IsSpike(direction, lastDx, vertices[0] - x0);
        EndChain(closesInSpike ? row.UpTo(x0 - 1) : row, chainStart, chainY, y0, direction);
        if (closesInSpike)
        {
            _rows[ringStart] = _rows[ringStart].UpTo(x0 - 1);
        }

        return true;
    }

    /// <summary>Whether an edge down to a vertex and one up from it both lie to its left: the only vertex that is not painted.</summary>
    private static bool IsSpike(int direction, int dxDown, int dxUp) => direction > 0 && dxDown > 0 && dxUp < 0;

    /// <summary>1 if the ring's first edge that is not horizontal goes down, or if there is none; -1 if it goes up.</summary>
    private static int FirstDirection(ReadOnlySpan<int> vertices)
    {
        for (var i = 1; i < vertices.Length; i += 2)
        {
            if (vertices[i] != vertices[^1])
            {
                return vertices[i] > vertices[^1] ? 1 : -1;
            }
        }

        return 1;
    }

    private void EndChain(ChainRow row, int start, int startY, int endY, int direction)
    {
        if (_chainCount == _chains.Length)
        {
            Array.Resize(ref _chains, _chainCount * 2);
        }

        Reserve(1);
        _rows[_rowCount++] = direction < 0 ? row : row.WithoutToggle();
        _chains[_chainCount++] = direction < 0 ? new Chain(endY, startY, _rowCount - 1, -1) : new Chain(startY, endY, start, 1);
    }

    /// <summary>Adds the rows of an edge that is not horizontal: from what is known of its first row up to the last, which is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ChainRow AddEdge(ChainRow row, int x0, int dx, int height)
    {
        Reserve(height);
        var rows = _rows.AsSpan(_rowCount, height);
        _rowCount += height;
        rows[0] = row;
        if (dx != 0 && Math.Abs(dx) != height)
        {
            return AddSloped(rows, x0, dx);
        }

        // Vertical, or 45 degrees: each row has one pixel, which is crossed exactly.
        var vertex = ChainRow.Vertex(x0);
        var step = Math.Sign(dx);
        for (var i = 1; i < rows.Length; i++)
        {
            vertex = vertex.Moved(step);
            rows[i] = vertex;
        }

        return vertex.Moved(step);
    }

    /// <summary>Any other edge. Row i lies i rows from its first end, and j rows from the end with the smaller x.</summary>
    private static ChainRow AddSloped(Span<ChainRow> rows, int x0, int dx)
    {
        long height = rows.Length;
        long width = Math.Abs(dx);
        var smallerX = Math.Min(x0, x0 + dx);
        var largerRow = dx > 0 ? height : 0;
        var isFlat = width > height;

        // Flat: row j has the steps k from First(j) to First(j + 1) - 1, where First(j) = ceil((2 j width - width + 1) / 2 height).
        // Steep: row j has the step floor((2 j width + height - 1) / 2 height). The larger end's step is left out.
        var first = isFlat ? (2 * height) - width : height - 1;
        var outline = dx > 0
            ? new FloorLine(first, 2 * width, 2 * height)
            : new FloorLine(first + (2 * width * (height + (isFlat ? 1 : 0))), -2 * width, 2 * height);
        var crossing = new FloorLine(0, dx, height);
        var last = ChainRow.Vertex(x0 + dx);
        for (var i = 0; i <= height; i++)
        {
            var row = i == 0 ? rows[0] : i < height ? ChainRow.Empty(x0 + (int)crossing.Value + 1) : last;

            if (isFlat)
            {
                var from = outline.Value;
                outline.Next();
                var (left, right) = (Math.Max(0, Math.Min(from, outline.Value)), Math.Min(Math.Max(from, outline.Value), width) - 1);
                if (left <= right)
                {
                    row = row.Painted(smallerX + (int)left, smallerX + (int)right);
                }
            }
            else
            {
                if (i != largerRow)
                {
                    row = row.Painted(smallerX + (int)outline.Value, smallerX + (int)outline.Value);
                }

                outline.Next();
            }

            crossing.Next();
            if (i < height)
            {
                rows[i] = row;
            }
            else
            {
                last = row;
            }
        }

        return last;
    }

    private void Reserve(int count)
    {
        if (_rowCount + count > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(_rowCount + count, _rows.Length * 2));
        }
    }

    /// <summary>Edges that go down, or up, one behind the other.</summary>
    /// <param name="First">The index of the record of the uppermost row.</param>
    /// <param name="Step">From each row's record to that of the row below.</param>
    internal readonly record struct Chain(int Top, int Bottom, int First, int Step);
}
