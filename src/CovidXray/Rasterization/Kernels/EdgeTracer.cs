namespace CovidXray.Rasterization.Kernels;

/// <summary>Sets the bits of polygon edges in a band, by V7's rule (steps 2 and 3 of the pixel rule).</summary>
/// <remarks>
/// Vertices are whole numbers, so every position is an exact fraction and all arithmetic is in integers.
/// <para>Inside: row y meets an edge if ymin &lt;= y &lt; ymax. A crossing at x toggles pixel floor(x) + 1, so that after the
/// prefix XOR the pixels ceil(left) to floor(right) of a pair are set, but for a left crossing on a whole number, whose own
/// pixel must be set beside. The outline already paints it, except at the edge's end with the larger x.</para>
/// <para>Outline: from the end with the smaller x, step k of n = max(dx, dy) moves k along the longer axis and
/// floor((2 k m + n - 1) / 2n) along the other, with m = min(dx, dy); the last pixel, k = n, is left out. Horizontal and
/// vertical edges paint both ends.</para>
/// </remarks>
internal static class EdgeTracer
{
    /// <summary>Sets the bits of a closed ring, as far as they lie in the band.</summary>
    /// <param name="vertices">x0, y0, x1, y1, ... snapped to pixels of the image; all x lie in the band's columns.</param>
    public static void TraceRing(BitBand band, ReadOnlySpan<int> vertices)
    {
        if (vertices.IsEmpty)
        {
            return;
        }

        var (top, left) = (band.Top, band.Left);
        var x0 = vertices[^2] - left;
        var y0 = vertices[^1] - top;
        for (var i = 0; i + 1 < vertices.Length; i += 2)
        {
            var x1 = vertices[i] - left;
            var y1 = vertices[i + 1] - top;
            if (Math.Max(y0, y1) >= 0 && Math.Min(y0, y1) < band.Rows)
            {
                TraceEdge(band, x0, y0, x1, y1);
            }

            (x0, y0) = (x1, y1);
        }
    }

    private static void TraceEdge(BitBand band, int x0, int y0, int x1, int y1)
    {
        if (y0 == y1)
        {
            band.FillOutline(y0, Math.Min(x0, x1), Math.Max(x0, x1));
        }
        else if (x0 == x1)
        {
            TraceVertical(band, x0, Math.Min(y0, y1), Math.Max(y0, y1));
        }
        else if (x0 < x1)
        {
            TraceSloped(band, x0, y0, x1, y1);
        }
        else
        {
            TraceSloped(band, x1, y1, x0, y0);
        }
    }

    private static void TraceVertical(BitBand band, int x, int ymin, int ymax)
    {
        var toggles = band.Toggles;
        var outline = band.Outline;
        var pixel = 1ul << x;
        var toggle = 1ul << (x + 1);
        var pixelWord = (x >> 6) * BitBand.RowsPerGroup;
        var toggleWord = ((x + 1) >> 6) * BitBand.RowsPerGroup;
        var end = Math.Min(ymax, band.Rows);
        for (var y = Math.Max(ymin, 0); y < end; y++)
        {
            var row = band.RowStart(y);
            outline[row + pixelWord] |= pixel;
            toggles[row + toggleWord] ^= toggle;
        }

        if (ymax < band.Rows)
        {
            outline[band.RowStart(ymax) + pixelWord] |= pixel;
        }
    }

    /// <summary>An edge with x0 &lt; x1 and y0 != y1.</summary>
    private static void TraceSloped(BitBand band, int x0, int y0, int x1, int y1)
    {
        var dx = x1 - x0;
        var dy = Math.Abs(y1 - y0);
        if (dx == dy)
        {
            TraceDiagonal(band, x0, y0, y1);
            return;
        }

        ToggleCrossings(band, x0, y0, x1, y1);
        if (dx > dy)
        {
            OutlineFlat(band, x0, y0, dx, dy, Math.Sign(y1 - y0));
        }
        else
        {
            OutlineSteep(band, x0, y0, dx, dy, Math.Sign(y1 - y0));
        }

        if (y1 < y0 && y1 >= 0)
        {
            band.FillOutline(y1, x1, x1);
        }
    }

    /// <summary>45 degrees: row y0 + k or y0 - k crosses at x0 + k exactly.</summary>
    private static void TraceDiagonal(BitBand band, int x0, int y0, int y1)
    {
        var toggles = band.Toggles;
        var outline = band.Outline;
        var down = y1 > y0;

        // Rows ymin to ymax - 1 are crossed. Going up, the lower end (x0, y0) is not crossed but painted.
        var (first, end) = (Math.Max(down ? y0 : y1, 0), Math.Min(down ? y1 : y0, band.Rows));
        for (var y = first; y < end; y++)
        {
            var x = x0 + (down ? y - y0 : y0 - y);
            var row = band.RowStart(y);
            outline[row + ((x >> 6) * BitBand.RowsPerGroup)] |= 1ul << x;
            toggles[row + (((x + 1) >> 6) * BitBand.RowsPerGroup)] ^= 1ul << (x + 1);
        }

        if (!down && y0 < band.Rows)
        {
            band.FillOutline(y0, x0, x0);
        }
    }

    private static void ToggleCrossings(BitBand band, int x0, int y0, int x1, int y1)
    {
        // Downwards from the upper end: row yt + t crosses at xt + t dx / dy.
        var (xt, yt, dx, dy) = y0 < y1 ? (x0, y0, x1 - x0, y1 - y0) : (x1, y1, x0 - x1, y0 - y1);
        var first = Math.Max(yt, 0);
        var end = Math.Min(yt + dy, band.Rows);
        var crossing = new FloorLine((long)(first - yt) * dx, dx, dy);
        var toggles = band.Toggles;
        for (var y = first; y < end; y++, crossing.Next())
        {
            var toggle = xt + (int)crossing.Value + 1;
            toggles[band.RowStart(y) + ((toggle >> 6) * BitBand.RowsPerGroup)] ^= 1ul << toggle;
        }
    }

    /// <summary>dx > dy: the steps k go along x; row j takes those with floor((2 k dy + dx - 1) / 2dx) = j.</summary>
    private static void OutlineFlat(BitBand band, int x0, int y0, int dx, int dy, int down)
    {
        var (firstRow, endRow) = RowsInside(band, y0, dy + 1, down);
        var k = FirstStep(firstRow, dx, dy);
        for (var j = firstRow; j < endRow && k < dx; j++)
        {
            var next = Math.Min(FirstStep(j + 1, dx, dy), dx);
            if (next > k)
            {
                band.FillOutline(y0 + (down * j), x0 + (int)k, x0 + (int)next - 1);
            }

            k = next;
        }
    }

    /// <summary>The smallest k with (2 k dy + dx - 1) / 2dx >= j.</summary>
    private static long FirstStep(long j, long dx, long dy)
    {
        var numerator = (2 * dx * j) - dx + 1;
        return numerator <= 0 ? 0 : (numerator + (2 * dy) - 1) / (2 * dy);
    }

    /// <summary>dy > dx: the steps k go along y.</summary>
    private static void OutlineSteep(BitBand band, int x0, int y0, int dx, int dy, int down)
    {
        var (first, end) = RowsInside(band, y0, dy, down);
        var step = new FloorLine((2L * first * dx) + dy - 1, 2L * dx, 2L * dy);
        var outline = band.Outline;
        for (var k = first; k < end; k++, step.Next())
        {
            var x = x0 + (int)step.Value;
            outline[band.RowStart(y0 + (down * k)) + ((x >> 6) * BitBand.RowsPerGroup)] |= 1ul << x;
        }
    }

    /// <summary>The steps j of 0 .. count - 1 whose row y0 + j or y0 - j lies in the band: first, and behind the last.</summary>
    private static (int First, int End) RowsInside(BitBand band, int y0, int count, int down) => down > 0
        ? (Math.Max(0, -y0), Math.Min(count, band.Rows - y0))
        : (Math.Max(0, y0 - band.Rows + 1), Math.Min(count, y0 + 1));
}
