using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>Erosion by a square: the pixels of a mask that are further than a radius from all that is not the mask's, in rows and in columns. Beyond the film nothing is.</summary>
/// <remarks>
/// What (2 r + 1) rows have in common is found with three intersections a row, whatever r is (van Herk 1992, Gil and Werman 1993):
/// of rows in blocks of 2 r + 1, each window is the end of one block and the beginning of the next.
/// <code>
/// rows      | . . . s . | . e . . . |
/// window          [ tail | head ]
/// </code>
/// </remarks>
internal sealed class SquareErosion
{
    private readonly Mask _mask;
    private readonly int _radius;
    private readonly int _window;

    // What rows from each of the block to its last have in common.
    private readonly RunRow[] _tails;
    private readonly RunRow _shrunk = new();

    private SquareErosion(Mask mask, int radius)
    {
        _mask = mask;
        _radius = radius;
        _window = (2 * radius) + 1;
        _tails = new RunRow[_window];
    }

    /// <summary>Erodes a mask.</summary>
    /// <param name="mask">A mask of label 1.</param>
    /// <param name="radius">The radius in pixels, 1 or more.</param>
    public static Mask Erode(Mask mask, int radius)
    {
        var box = mask.BoundingBox(1);
        return box is null || box.Value.Height <= 2L * radius || box.Value.Width <= 2L * radius
            ? new MaskBuilder(mask.Width, mask.Height).ToMask()
            : new SquareErosion(mask, radius).Erode();
    }

    private Mask Erode()
    {
        var eroded = new MaskBuilder(_mask.Width, _mask.Height);
        eroded.EndRows(_radius);
        var (head, both) = (new RunRow(), new RunRow());
        for (var block = 0; block + _window <= _mask.Height; block += _window)
        {
            FindTails(block);
            eroded.AddRow(_tails[0].Runs);
            var last = Math.Min(_window - 1, _mask.Height - block - _window);
            for (var i = 1; i <= last; i++)
            {
                var runs = _mask.Row(block + _window + i - 1);
                _shrunk.SetToShrunk(runs, _radius);
                both.SetToCommon(_shrunk.Runs, i == 1 ? _shrunk.Runs : head.Runs);
                (head, both) = (both, head);
                both.SetToCommon(_tails[i].Runs, head.Runs);
                eroded.AddRow(both.Runs);
            }
        }

        return eroded.ToMask();
    }

    private void FindTails(int block)
    {
        for (var i = _window - 1; i >= 0; i--)
        {
            _tails[i] ??= new RunRow();
            _shrunk.SetToShrunk(_mask.Row(block + i), _radius);
            _tails[i].SetToCommon(_shrunk.Runs, i == _window - 1 ? _shrunk.Runs : _tails[i + 1].Runs);
        }
    }
}
