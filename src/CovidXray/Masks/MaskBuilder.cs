namespace CovidXray.Masks;

/// <summary>Builds a mask row by row, from runs that come from left to right.</summary>
public sealed class MaskBuilder
{
    /// <summary>The most runs that a mask may have: 2^25, which is 256 MB. Only hostile input comes near.</summary>
    public const int MaxRuns = 1 << 25;

    private readonly int _height;
    private readonly int[] _rowEnds;
    private Run[] _runs;
    private int _count;
    private int _row;
    private int _rowStart;

    /// <summary>Begins a mask with its first row.</summary>
    /// <param name="width">Width in pixels, 1 to <see cref="Run.MaxLength"/>.</param>
    /// <param name="height">Height in pixels, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    public MaskBuilder(int width, int height)
        : this(width, height, capacity: 64)
    {
    }

    /// <summary>Begins a mask of about so many runs.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="capacity">The runs.</param>
    /// <param name="used">A mask that is not used any more, and whose memory is taken if it suffices; null for new memory.</param>
    internal MaskBuilder(int width, int height, int capacity, Mask? used = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, Run.MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, _height) = (width, height);
        var (rowEnds, runs) = used?.Release() ?? ([], []);
        _rowEnds = rowEnds.Length >= height ? rowEnds : GC.AllocateUninitializedArray<int>(height);
        _runs = runs.Length >= capacity ? runs : GC.AllocateUninitializedArray<Run>(capacity);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Adds a run to the current row; it joins the one before if they touch and have one label.</summary>
    /// <param name="start">x of its first pixel, not before the end of the run before.</param>
    /// <param name="length">Its number of pixels; nothing is added if it is 0 or less.</param>
    /// <param name="label">Its label; nothing is added if it is 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the row or overlaps the one before.</exception>
    /// <exception cref="TooManyRunsException">There are more than <see cref="MaxRuns"/> runs.</exception>
    public void Add(int start, int length, byte label)
    {
        if (length <= 0 || label == 0)
        {
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + length, Width, nameof(length));
        if (_count > _rowStart)
        {
            var last = _runs[_count - 1];
            ArgumentOutOfRangeException.ThrowIfLessThan(start, last.End);
            if (last.End == start && last.Label == label)
            {
                _runs[_count - 1] = new Run(last.Start, last.Length + length, label);
                return;
            }
        }

        ArgumentOutOfRangeException.ThrowIfNegative(start);
        if (_count == _runs.Length)
        {
            Grow(_count + 1);
        }

        _runs[_count++] = new Run(start, length, label);
    }

    /// <summary>Ends the current row and begins the next.</summary>
    /// <exception cref="InvalidOperationException">All rows have ended already.</exception>
    public void EndRow()
    {
        if (_row == _height)
        {
            throw new InvalidOperationException($"The mask has only {_height} rows.");
        }

        _rowEnds[_row++] = _count;
        _rowStart = _count;
    }

    /// <summary>Ends the current row and as many behind it as make up the count.</summary>
    internal void EndRows(int count)
    {
        _rowEnds.AsSpan(_row, count).Fill(_count);
        _row += count;
        _rowStart = _count;
    }

    /// <summary>Adds a whole row of two runs, the left one first, apart.</summary>
    internal void AddRow(Run left, Run right)
    {
        if (_count + 2 > _runs.Length)
        {
            Grow(_count + 2);
        }

        _runs[_count] = left;
        _runs[_count + 1] = right;
        _count += 2;
        _rowEnds[_row++] = _count;
        _rowStart = _count;
    }

    /// <summary>Adds a whole row of runs that are sorted, in the row and apart.</summary>
    internal void AddRow(ReadOnlySpan<Run> runs)
    {
        if (_count + runs.Length > _runs.Length)
        {
            Grow(_count + runs.Length);
        }

        runs.CopyTo(_runs.AsSpan(_count));
        _count += runs.Length;
        EndRow();
    }

    /// <summary>Adds the row above once more.</summary>
    internal void RepeatRow()
    {
        var start = _row > 1 ? _rowEnds[_row - 2] : 0;
        AddRow(_runs.AsSpan(start, _count - start));
    }

    /// <summary>The finished mask; rows that were not begun are empty. The builder must not be used afterwards.</summary>
    public Mask ToMask()
    {
        _rowEnds.AsSpan(_row, _height - _row).Fill(_count);
        return new Mask(Width, _height, _rowEnds, _runs);
    }

    private void Grow(int count)
    {
        if (count > MaxRuns)
        {
            throw new TooManyRunsException();
        }

        Array.Resize(ref _runs, Math.Max(count, Math.Min(MaxRuns, Math.Max(64, _runs.Length * 4))));
    }
}
