using CovidXray.Masks;

namespace CovidXray.Rasterization;

/// <summary>The runs of each annotation, row by row, and what of them remains visible.</summary>
/// <remarks>
/// All runs lie in one array, and so do the ends of all rows:
/// <code>
/// layers     | label, top, bottom, first row | ...
/// row ends   | layer 0: top ... bottom | layer 1: top ... bottom | ...
/// runs       | layer 0, row top | row top + 1 | ...
/// </code>
/// </remarks>
internal sealed class AnnotationRuns
{
    private readonly List<AnnotationRows> _layers = [];
    private readonly List<AnnotationRows> _active = [];
    private readonly RunOverlay _overlay = new();
    private Run[] _runs = new Run[4096];
    private int[] _rowEnds = new int[4096];
    private int _runCount;
    private int _rowCount;
    private byte _label;
    private int _top;
    private int _firstRow;

    /// <summary>How many runs there are.</summary>
    public int Count => _runCount;

    public void Clear()
    {
        (_runCount, _rowCount) = (0, 0);
        _layers.Clear();
    }

    /// <summary>Begins the next annotation; the front one comes first.</summary>
    public void BeginAnnotation(byte label, int top) => (_label, _top, _firstRow) = (label, top, _rowCount);

    public void EndAnnotation()
    {
        if (_rowCount > _firstRow)
        {
            _layers.Add(new AnnotationRows(_layers.Count, _label, _top, _top + _rowCount - _firstRow, _firstRow));
        }
    }

    /// <summary>A run of the current layer, pixels left to right, both included.</summary>
    public Run NewRun(int left, int right) => new(left, right - left + 1, _label);

    /// <summary>Adds a run to the current row.</summary>
    public void AddRun(int left, int right)
    {
        Reserve(1, 0);
        _runs[_runCount++] = NewRun(left, right);
    }

    public void EndRow()
    {
        Reserve(0, 1);
        _rowEnds[_rowCount++] = _runCount;
    }

    /// <summary>Adds rows of one run each.</summary>
    /// <returns>Where the runs go.</returns>
    public Span<Run> AddRowsOfOne(int count)
    {
        Reserve(count, count);
        foreach (ref var end in _rowEnds.AsSpan(_rowCount, count))
        {
            end = ++_runCount;
        }

        _rowCount += count;
        return _runs.AsSpan(_runCount - count, count);
    }

    /// <summary>The visible runs of all layers.</summary>
    /// <param name="width">Width of the mask.</param>
    /// <param name="height">Height of the mask.</param>
    /// <param name="used">A mask whose memory it may take; null for new memory.</param>
    public Mask ToMask(int width, int height, Mask? used)
    {
        var mask = new MaskBuilder(width, height, _runCount, used);
        _layers.Sort((a, b) => a.Top != b.Top ? a.Top.CompareTo(b.Top) : a.Depth.CompareTo(b.Depth));
        _active.Clear();
        var next = 0;
        for (var y = 0; y < height;)
        {
            while (next < _layers.Count && _layers[next].Top == y)
            {
                _active.Add(_layers[next++]);
            }

            // Up to there no layer begins and none ends.
            var change = next < _layers.Count ? _layers[next].Top : height;
            foreach (var layer in _active)
            {
                change = Math.Min(change, layer.End);
            }

            AddRows(mask, y, change);
            y = change;
            for (var i = _active.Count - 1; i >= 0; i--)
            {
                if (_active[i].End == y)
                {
                    _active.RemoveAt(i);
                }
            }
        }

        return mask.ToMask();
    }

    private void AddRows(MaskBuilder mask, int y, int end)
    {
        if (_active.Count == 0)
        {
            mask.EndRows(end - y);
            return;
        }

        if (_active.Count == 1)
        {
            for (; y < end; y++)
            {
                mask.AddRow(Row(_active[0], y));
            }

            return;
        }

        for (; y < end; y++)
        {
            y = _active.Count == 2 ? AddRowsOfTwo(mask, y, end) : y;
            if (y < end)
            {
                AddOverlaidRow(mask, y);
            }
        }
    }

    /// <summary>Two lungs: one run each, side by side.</summary>
    /// <returns>The first row that is another.</returns>
    private int AddRowsOfTwo(MaskBuilder mask, int y, int end)
    {
        var (a, b) = (RowRange(_active[0], y).Start, RowRange(_active[1], y).Start);
        var endsOfOne = RowEnds(_active[0], y, end);
        var endsOfOther = RowEnds(_active[1], y, end)[..endsOfOne.Length];
        for (var i = 0; i < endsOfOne.Length; i++)
        {
            if (endsOfOne[i] != a + 1 || endsOfOther[i] != b + 1)
            {
                return y + i;
            }

            var (left, right) = (_runs[a++], _runs[b++]);
            if (right < left)
            {
                (left, right) = (right, left);
            }

            if (left.End >= right.Start)
            {
                return y + i;
            }

            mask.AddRow(left, right);
        }

        return end;
    }

    private void AddOverlaidRow(MaskBuilder mask, int y)
    {
        _overlay.Clear();
        foreach (var layer in _active)
        {
            _overlay.Add(Row(layer, y), layer.Depth);
        }

        _overlay.MoveTo(mask);
    }

    private (int Start, int End) RowRange(in AnnotationRows layer, int y)
    {
        var row = layer.FirstRow + y - layer.Top;
        return (row == 0 ? 0 : _rowEnds[row - 1], _rowEnds[row]);
    }

    private ReadOnlySpan<int> RowEnds(in AnnotationRows layer, int y, int end) => _rowEnds.AsSpan(layer.FirstRow + y - layer.Top, end - y);

    private ReadOnlySpan<Run> Row(AnnotationRows layer, int y)
    {
        var (start, end) = RowRange(layer, y);
        return _runs.AsSpan(start, end - start);
    }

    private void Reserve(int runs, int rows)
    {
        if (_runCount + runs > _runs.Length)
        {
            Array.Resize(ref _runs, Math.Max(_runCount + runs, _runs.Length * 2));
        }

        if (_rowCount + rows > _rowEnds.Length)
        {
            Array.Resize(ref _rowEnds, Math.Max(_rowCount + rows, _rowEnds.Length * 2));
        }
    }

    /// <summary>One annotation's rows.</summary>
    /// <param name="Depth">0 is in front.</param>
    /// <param name="End">The row behind its lowest.</param>
    /// <param name="FirstRow">Where its row ends begin.</param>
    private readonly record struct AnnotationRows(int Depth, byte Label, int Top, int End, int FirstRow);
}
