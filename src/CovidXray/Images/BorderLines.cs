namespace CovidXray.Images;

/// <summary>Takes lines off the sides of a film, one at each side in turn: where a corner is cut tells nothing of the other sides.</summary>
/// <remarks>
/// The greys of the four outermost lines are counted, and the counts kept: when a column goes, its pixel leaves the counts of both
/// rows. So a film costs its pixels once, however long it is.
/// <code>
///        left      right
///   top  +---------+       the counts of a row are of the columns from left to right,
///        |         |       those of a column of the rows from top to bottom
/// bottom +---------+
/// </code>
/// </remarks>
internal sealed class BorderLines
{
    private readonly GreyPixels _pixels;
    private readonly int[] _ofLeft = new int[256];
    private readonly int[] _ofTop = new int[256];
    private readonly int[] _ofRight = new int[256];
    private readonly int[] _ofBottom = new int[256];
    private int _left;
    private int _top;
    private int _right;
    private int _bottom;

    private BorderLines(GreyPixels pixels) => (_pixels, _right, _bottom) = (pixels, pixels.Width, pixels.Height);

    /// <summary>Takes lines off as long as they are border.</summary>
    /// <param name="isBorder">Whether a line is.</param>
    /// <param name="leastWidth">Columns that are left at least.</param>
    /// <param name="leastHeight">Rows that are left at least.</param>
    /// <returns>What is left: the first column and row, and those behind the last.</returns>
    public static (int Left, int Top, int Right, int Bottom) Trim(GreyPixels pixels, Func<GreyLine, bool> isBorder, int leastWidth, int leastHeight)
    {
        var lines = new BorderLines(pixels);
        lines.Trim(isBorder, leastWidth, leastHeight);
        return (lines._left, lines._top, lines._right, lines._bottom);
    }

    private void Trim(Func<GreyLine, bool> isBorder, int leastWidth, int leastHeight)
    {
        CountColumn(_left, _ofLeft);
        CountColumn(_right - 1, _ofRight);
        CountRow(_top, _ofTop);
        CountRow(_bottom - 1, _ofBottom);
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            if (CanLoseColumn(leastWidth) && isBorder(GreyLine.Of(_ofLeft, _bottom - _top)))
            {
                DropColumn(_left++);
                CountColumn(_left, _ofLeft);
                hasChanged = true;
            }

            if (CanLoseColumn(leastWidth) && isBorder(GreyLine.Of(_ofRight, _bottom - _top)))
            {
                DropColumn(--_right);
                CountColumn(_right - 1, _ofRight);
                hasChanged = true;
            }

            if (CanLoseRow(leastHeight) && isBorder(GreyLine.Of(_ofTop, _right - _left)))
            {
                DropRow(_top++);
                CountRow(_top, _ofTop);
                hasChanged = true;
            }

            if (CanLoseRow(leastHeight) && isBorder(GreyLine.Of(_ofBottom, _right - _left)))
            {
                DropRow(--_bottom);
                CountRow(_bottom - 1, _ofBottom);
                hasChanged = true;
            }
        }
    }

    private bool CanLoseColumn(int least) => _right - _left > least && _bottom > _top;

    private bool CanLoseRow(int least) => _bottom - _top > least && _right > _left;

    private void DropColumn(int x)
    {
        _ofTop[_pixels.Row(_top)[x]]--;
        _ofBottom[_pixels.Row(_bottom - 1)[x]]--;
    }

    private void DropRow(int y)
    {
        var row = _pixels.Row(y);
        _ofLeft[row[_left]]--;
        _ofRight[row[_right - 1]]--;
    }

    /// <summary>Counts a column between top and bottom; nothing if none is left.</summary>
    private void CountColumn(int x, int[] counts)
    {
        Array.Clear(counts);
        for (var y = _top; y < _bottom && _left < _right; y++)
        {
            counts[_pixels.Row(y)[x]]++;
        }
    }

    /// <summary>Counts a row between left and right; nothing if none is left.</summary>
    private void CountRow(int y, int[] counts)
    {
        Array.Clear(counts);
        if (_top < _bottom)
        {
            foreach (var pixel in _pixels.Row(y)[_left.._right])
            {
                counts[pixel]++;
            }
        }
    }
}
