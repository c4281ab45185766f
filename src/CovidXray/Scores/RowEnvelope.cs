namespace CovidXray.Scores;

/// <summary>The nearest pixels of a boundary for all pixels of one row, with a bounded number of steps a column.</summary>
/// <remarks>
/// Each column c with a pixel v rows away is a parabola v² + (x - c)². The lower envelope of all (Felzenszwalb and Huttenlocher 2012) is
/// built from left to right, in whole numbers: a column is the best from the first x on where its parabola is at most that of the
/// column before.
/// </remarks>
internal sealed class RowEnvelope
{
    private readonly int[] _columns;
    private readonly long[] _heights;
    private readonly long[] _starts;
    private int _count;
    private int _next;

    /// <summary>Room for an envelope.</summary>
    /// <param name="columns">The most columns.</param>
    public RowEnvelope(int columns)
    {
        _columns = new int[columns];
        _heights = new long[columns];
        _starts = new long[columns];
    }

    /// <summary>Builds the envelope of a row.</summary>
    /// <param name="above">Each column's nearest row above, or on the row.</param>
    /// <param name="below">Each column's nearest row below.</param>
    /// <param name="y">The row.</param>
    /// <param name="far">A column whose pixel is this many rows away or more has none.</param>
    public void Build(ReadOnlySpan<int> above, ReadOnlySpan<int> below, int y, int far)
    {
        (_count, _next) = (0, 0);
        for (var column = 0; column < above.Length; column++)
        {
            var rows = Math.Min(y - above[column], below[column] - y);
            if (rows < far)
            {
                Add(column, (long)rows * rows);
            }
        }
    }

    /// <summary>The squared distance of a pixel from the nearest one.</summary>
    /// <param name="x">The pixel, counted from the first of the columns; not to the left of the one asked for before.</param>
    public int At(int x)
    {
        while (_next + 1 < _count && _starts[_next + 1] <= x)
        {
            _next++;
        }

        long columns = x - _columns[_next];
        return (int)((columns * columns) + _heights[_next]);
    }

    private void Add(int column, long height)
    {
        var start = long.MinValue;
        while (_count > 0)
        {
            start = FirstWhereBest(column, height, _columns[_count - 1], _heights[_count - 1]);
            if (start > _starts[_count - 1])
            {
                break;
            }

            _count--;
            start = long.MinValue;
        }

        (_columns[_count], _heights[_count], _starts[_count]) = (column, height, start);
        _count++;
    }

    /// <summary>The first x where (x - right)² + height is at most (x - left)² + leftHeight.</summary>
    private static long FirstWhereBest(long right, long height, long left, long leftHeight)
    {
        var numerator = (right * right) - (left * left) + height - leftHeight;
        var (quotient, remainder) = Math.DivRem(numerator, 2 * (right - left));
        return remainder > 0 ? quotient + 1 : quotient;
    }
}
