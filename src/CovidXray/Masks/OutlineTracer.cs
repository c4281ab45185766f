namespace CovidXray.Masks;

/// <summary>Walks around the pixels of one label, run by run.</summary>
/// <remarks>
/// The walk follows the cracks between pixels that have the label and pixels that have not, with the former on its right,
/// and notes the pixel on its right at each step. So it goes north along the left side of a run and south along the right one;
/// from one such side to the next there are few cases, told by the row ahead:
/// <code>
/// # #          . #          . . #         . . .
/// . # (r)      . # (r)      . # #         . # #
/// around the   straight     up to the     over the top,
/// corner left               next run      then south
/// </code>
/// Corners count as joined: where two pixels touch at a corner alone, the walk crosses over. Each left side belongs to one
/// ring, so those not walked yet begin the rings that are left.
/// <para>Why the rings paint the same pixels again: they are the outlines of the background's pieces (joined by sides), drawn in to
/// the centres of the pixels beside them. No other pixel's centre is passed in doing so, hence even-odd stays right for all of
/// them; and the pixels on a ring are painted as outline or as the end of a span. The one exception is the right tip of a
/// diagonal line, which V7's outlines leave out: it is repeated, as an edge of no length is painted.</para>
/// </remarks>
internal sealed class OutlineTracer
{
    private readonly byte _label;
    private readonly int _height;
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly int[] _rows;
    private readonly int[] _rowBegins;
    private readonly RingPath _path = new();

    public OutlineTracer(Mask mask, byte label)
    {
        _label = label;
        _height = mask.Height;
        var count = 0;
        foreach (var run in mask.Runs)
        {
            count += run.Label == label ? 1 : 0;
        }

        (_starts, _ends, _rows, _rowBegins) = (new int[count], new int[count], new int[count], new int[mask.Height + 1]);
        var next = 0;
        for (var y = 0; y < mask.Height; y++)
        {
            foreach (var run in mask.Row(y))
            {
                if (run.Label == label)
                {
                    (_starts[next], _ends[next], _rows[next]) = (run.Start, run.End, y);
                    next++;
                }
            }

            _rowBegins[y + 1] = next;
        }
    }

    /// <summary>All rings together; null if there are no pixels.</summary>
    public MaskOutline? TraceAll()
    {
        var rings = new RingList();
        TraceRings(_ => rings);
        return rings.IsEmpty ? null : rings.ToOutline(_label);
    }

    /// <summary>The rings of each piece.</summary>
    public IReadOnlyList<MaskOutline> TracePieces()
    {
        var pieces = FindPieces();
        var rings = new SortedDictionary<int, RingList>();
        TraceRings(run =>
        {
            if (!rings.TryGetValue(pieces[run], out var list))
            {
                rings.Add(pieces[run], list = new RingList());
            }

            return list;
        });
        return [.. rings.Values.Select(r => r.ToOutline(_label))];
    }

    private void TraceRings(Func<int, RingList> target)
    {
        var isWalked = new bool[_starts.Length];
        for (var run = 0; run < isWalked.Length; run++)
        {
            if (!isWalked[run])
            {
                Walk(run, isWalked);
                target(run).Add(_path);
            }
        }
    }

    private void Walk(int first, bool[] isWalked)
    {
        _path.Clear();
        var (run, isNorth) = (first, true);
        do
        {
            if (isNorth)
            {
                isWalked[run] = true;
                _path.MoveTo(_starts[run], _rows[run]);
                (run, isNorth) = GoNorth(run);
            }
            else
            {
                _path.MoveTo(_ends[run] - 1, _rows[run]);
                (run, isNorth) = GoSouth(run);
            }
        }
        while (!isNorth || run != first);
    }

    /// <summary>From the left side of a run to the next side.</summary>
    private (int Run, bool IsNorth) GoNorth(int run)
    {
        var (start, end, row) = (_starts[run], _ends[run], _rows[run]);
        var above = row == 0 ? -1 : FirstEndingFrom(row - 1, start);
        if (above < 0 || _starts[above] > end)
        {
            // Nothing on top: over it to the right, and down.
            return (run, false);
        }

        if (_starts[above] >= start)
        {
            // Straight on, or along the top and up where the next run begins.
            _path.MoveTo(Math.Max(start, _starts[above] - 1), row);
            return (above, true);
        }

        // The run above reaches over to the left: along its underside, until it ends or the run before is there.
        _path.MoveTo(start - 1, row - 1);
        if (run > _rowBegins[row] && _ends[run - 1] >= _starts[above])
        {
            _path.MoveTo(_ends[run - 1], row - 1);
            return (run - 1, false);
        }

        return (above, true);
    }

    /// <summary>From the right side of a run to the next side: <see cref="GoNorth"/> turned by half a turn.</summary>
    private (int Run, bool IsNorth) GoSouth(int run)
    {
        var (start, end, row) = (_starts[run], _ends[run], _rows[run]);
        var below = row == _height - 1 ? -1 : LastStartingUpTo(row + 1, end);
        if (below < 0 || _ends[below] < start)
        {
            return (run, true);
        }

        if (_ends[below] <= end)
        {
            _path.MoveTo(Math.Min(end - 1, _ends[below]), row);
            return (below, false);
        }

        _path.MoveTo(end, row + 1);
        if (run + 1 < _rowBegins[row + 1] && _starts[run + 1] <= _ends[below])
        {
            _path.MoveTo(_starts[run + 1] - 1, row + 1);
            return (run + 1, true);
        }

        return (below, false);
    }

    /// <summary>The first run of a row whose end (exclusive) is x or more; -1 if there is none.</summary>
    private int FirstEndingFrom(int row, int x)
    {
        var (low, high) = (_rowBegins[row], _rowBegins[row + 1]);
        var at = _ends.AsSpan(low, high - low).BinarySearch(x);
        at = low + (at < 0 ? ~at : at);
        return at < high ? at : -1;
    }

    /// <summary>The last run of a row that starts at x or before; -1 if there is none.</summary>
    private int LastStartingUpTo(int row, int x)
    {
        var (low, high) = (_rowBegins[row], _rowBegins[row + 1]);
        var at = _starts.AsSpan(low, high - low).BinarySearch(x);
        at = low + (at < 0 ? ~at - 1 : at);
        return at >= low ? at : -1;
    }

    /// <summary>For each run the first run of its piece.</summary>
    private int[] FindPieces()
    {
        var first = new int[_starts.Length];
        for (var run = 0; run < first.Length; run++)
        {
            first[run] = run;
            var row = _rows[run];
            var above = row == 0 ? -1 : FirstEndingFrom(row - 1, _starts[run]);
            for (; above >= 0 && above < _rowBegins[row] && _starts[above] <= _ends[run]; above++)
            {
                var (a, b) = (Find(first, above), Find(first, run));
                first[Math.Max(a, b)] = Math.Min(a, b);
            }
        }

        for (var run = 0; run < first.Length; run++)
        {
            first[run] = Find(first, run);
        }

        return first;
    }

    private static int Find(int[] first, int run)
    {
        while (first[run] != run)
        {
            run = first[run] = first[first[run]];
        }

        return run;
    }
}

/// <summary>Rings on their way into an outline.</summary>
internal sealed class RingList
{
    private readonly List<double> _coordinates = [];
    private readonly List<int> _ends = [];

    public bool IsEmpty => _ends.Count == 0;

    public void Add(RingPath path)
    {
        path.CopyTo(_coordinates);
        _ends.Add(_coordinates.Count);
    }

    public MaskOutline ToOutline(byte label) => new(label, [.. _coordinates], [.. _ends]);
}
