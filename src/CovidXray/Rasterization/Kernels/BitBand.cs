namespace CovidXray.Rasterization.Kernels;

/// <summary>Two bit planes over a band of rows: where the inside begins and ends, and which pixels the outline paints.</summary>
/// <remarks>
/// Eight rows lie side by side, so that one vector holds the same 64 pixels of several rows (here stride 2):
/// <code>
/// index     0       1            7       8            15      16
///         | row 0 | row 1 | ... | row 7 | row 0 ... | row 7 | row 8 | ...
///         |          pixels 0 to 63     | pixels 64 to 127  | pixels 0 to 63
/// </code>
/// Pixel x is bit x mod 64 of word x / 64. Both planes are all zero between two uses; the fill kernel and the run reader
/// leave them so.
/// </remarks>
internal sealed class BitBand
{
    /// <summary>Rows that lie side by side.</summary>
    public const int RowsPerGroup = 8;

    private ulong[] _toggles = [];
    private ulong[] _outline = [];

    /// <summary>The image row of the band's first row.</summary>
    public int Top { get; private set; }

    /// <summary>The number of rows, a multiple of eight.</summary>
    public int Rows { get; private set; }

    /// <summary>The image column of bit 0, a multiple of 64.</summary>
    public int Left { get; private set; }

    /// <summary>Words a row.</summary>
    public int Stride { get; private set; }

    /// <summary>An odd number of set bits up to and including a pixel means that it is inside.</summary>
    public Span<ulong> Toggles => _toggles.AsSpan(0, Rows * Stride);

    /// <summary>Pixels that are painted whether they are inside or not.</summary>
    public Span<ulong> Outline => _outline.AsSpan(0, Rows * Stride);

    /// <summary>Lays the planes over a part of the image.</summary>
    /// <param name="top">First row, a multiple of eight from the band's own first row.</param>
    /// <param name="rows">Rows, a multiple of eight.</param>
    /// <param name="minX">The leftmost pixel that will be painted.</param>
    /// <param name="maxX">The rightmost pixel that will be painted.</param>
    public void Cover(int top, int rows, int minX, int maxX)
    {
        Top = top;
        Rows = rows;
        Left = minX & ~63;

        // One column more than is painted: what ends with the last pixel is toggled off behind it.
        Stride = ((maxX + 1) >> 6) - (minX >> 6) + 1;
        if (_toggles.Length < Rows * Stride)
        {
            _toggles = new ulong[Rows * Stride];
            _outline = new ulong[Rows * Stride];
        }
    }

    /// <summary>Paints pixels x0 to x1, both included, of a row.</summary>
    /// <param name="row">Row of the band.</param>
    /// <param name="x0">First pixel, from <see cref="Left"/>.</param>
    /// <param name="x1">Last pixel, from <see cref="Left"/>, not before the first.</param>
    public void FillOutline(int row, int x0, int x1)
    {
        var (first, last) = (x0 >> 6, x1 >> 6);
        var head = ulong.MaxValue << x0;
        var tail = ulong.MaxValue >> (63 - (x1 & 63));
        var at = RowStart(row) + (first * RowsPerGroup);
        var outline = Outline;
        if (first == last)
        {
            outline[at] |= head & tail;
            return;
        }

        outline[at] |= head;
        for (var word = first + 1; word < last; word++)
        {
            at += RowsPerGroup;
            outline[at] = ulong.MaxValue;
        }

        outline[at + RowsPerGroup] |= tail;
    }

    /// <summary>The index of a row's first word.</summary>
    public int RowStart(int row) => ((row >> 3) * Stride * RowsPerGroup) + (row & 7);
}
