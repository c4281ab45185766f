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
        var direction = 0;
        BeginChain();
        var chainStart = _rowCount - 1;
        var chainY = y0;
        for (var i = 0; i + 1 < vertices.Length; i += 2)
        {
            var (x1, y1) = (vertices[i], vertices[i + 1]);
            if (y0 == y1)
            {
                _rows[_rowCount - 1].Paint(Math.Min(x0, x1), Math.Max(x0, x1));
                x0 = x1;
                continue;
            }

            var down = y1 > y0 ? 1 : -1;
            if (direction != down)
            {
                if (direction != 0)
                {
                    EndChain(chainStart, chainY, y0, direction);
                    BeginChain();
                    (chainStart, chainY) = (_rowCount - 1, y0);
                }

                direction = down;
            }

            var height = Math.Abs(y1 - y0);
            if (_rowCount + height >= budget)
            {
                return false;
            }

            AddEdge(x0, x1, height, down > 0);
            (x0, y0) = (x1, y1);
        }

        EndChain(chainStart, chainY, y0, direction);
        return true;
    }

    private void BeginChain()
    {
        Reserve(1);
        _rows[_rowCount++] = ChainRow.Empty;
    }

    private void EndChain(int start, int startY, int endY, int direction)
    {
        if (_chainCount == _chains.Length)
        {
            Array.Resize(ref _chains, _chainCount * 2);
        }

        _chains[_chainCount++] = direction < 0 ? new Chain(endY, startY, _rowCount - 1, -1) : new Chain(startY, endY, start, 1);
    }

    /// <summary>An edge that is not horizontal, from the row of the last record to one <paramref name="height"/> rows on.</summary>
    private void AddEdge(int x0, int x1, int height, bool isDown)
    {
        Reserve(height);
        var dx = x1 - x0;
        var rows = _rows.AsSpan(_rowCount - 1, height + 1);
        _rowCount += height;
        if (dx == 0)
        {
            AddVertical(rows, x0, isDown);
        }
        else if (Math.Abs(dx) == height)
        {
            AddDiagonal(rows, x0, Math.Sign(dx), isDown);
        }
        else
        {
            AddSloped(rows, x0, dx, isDown);
        }
    }

    private static void AddVertical(Span<ChainRow> rows, int x, bool isDown)
    {
        rows[0].Paint(x, x);
        if (isDown)
        {
            rows[0].Toggle = x + 1;
        }

        for (var i = 1; i < rows.Length; i++)
        {
            rows[i] = new ChainRow(x, x, x + 1);
        }

        if (isDown)
        {
            rows[^1].Toggle = ChainRow.NoToggle;
        }
    }

    /// <summary>45 degrees: every crossing lies on a pixel, which is painted; the lower end is, too, if it is the left one.</summary>
    private static void AddDiagonal(Span<ChainRow> rows, int x, int step, bool isDown)
    {
        var last = rows.Length - 1;
        if (isDown)
        {
            rows[0].Paint(x, x);
            rows[0].Toggle = x + 1;
            for (var i = 1; i < last; i++)
            {
                x += step;
                rows[i] = new ChainRow(x, x, x + 1);
            }

            x += step;
            rows[last] = step < 0 ? new ChainRow(x, x, ChainRow.NoToggle) : ChainRow.Empty;
            return;
        }

        if (step > 0)
        {
            rows[0].Paint(x, x);
        }

        for (var i = 1; i < rows.Length; i++)
        {
            x += step;
            rows[i] = new ChainRow(x, x, x + 1);
        }
    }

    /// <summary>Any other edge. Row i lies i rows from its first end, and j rows from the end with the smaller x.</summary>
    private static void AddSloped(Span<ChainRow> rows, int x0, int dx, bool isDown)
    {
        long height = rows.Length - 1;
        long width = Math.Abs(dx);
        var smallerX = Math.Min(x0, x0 + dx);
        var largerX = Math.Max(x0, x0 + dx);
        var largerRow = dx > 0 ? height : 0;
        var isFlat = width > height;

        // Flat: row j has the steps k from First(j) to First(j + 1) - 1, where First(j) = ceil((2 j width - width + 1) / 2 height).
        // Steep: row j has the step floor((2 j width + height - 1) / 2 height). The larger end's step is left out.
        var first = isFlat ? (2 * height) - width : height - 1;
        var outline = dx > 0
            ? new FloorLine(first, 2 * width, 2 * height)
            : new FloorLine(first + (2 * width * (height + (isFlat ? 1 : 0))), -2 * width, 2 * height);
        var crossing = new FloorLine(0, dx, height);
        for (var i = 0; i <= height; i++)
        {
            ref var row = ref rows[i];
            if (i > 0)
            {
                row = ChainRow.Empty;
            }

            if (isFlat)
            {
                var from = outline.Value;
                outline.Next();
                var (left, right) = (Math.Max(0, Math.Min(from, outline.Value)), Math.Min(Math.Max(from, outline.Value), width) - 1);
                if (left <= right)
                {
                    row.Paint(smallerX + (int)left, smallerX + (int)right);
                }
            }
            else
            {
                if (i != largerRow)
                {
                    row.Paint(smallerX + (int)outline.Value, smallerX + (int)outline.Value);
                }

                outline.Next();
            }

            if (isDown ? i < height : i > 0)
            {
                row.Toggle = x0 + (int)crossing.Value + 1;
                if (i == largerRow)
                {
                    row.Paint(largerX, largerX);
                }
            }

            crossing.Next();
        }
    }

    private void Reserve(int count)
    {
        if (_rowCount + count > _rows.Length)
        {
            Array.Resize(ref _rows, Math.Max(_rowCount + count, _rows.Length * 2));
        }
    }

    /// <summary>Edges that go down, or up, one behind the other.</summary>
    /// <param name="Top">The uppermost row.</param>
    /// <param name="Bottom">The lowest row.</param>
    /// <param name="First">The index of the record of the uppermost row.</param>
    /// <param name="Step">From each row's record to that of the row below.</param>
    internal readonly record struct Chain(int Top, int Bottom, int First, int Step);
}
