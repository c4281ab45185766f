namespace CovidXray.Masks;

/// <summary>Walks two rows of runs side by side and gives the stretches in which their labels differ, or all stretches, from left to right.</summary>
internal ref struct RowChanges
{
    private readonly ReadOnlySpan<Run> _before;
    private readonly ReadOnlySpan<Run> _after;
    private readonly int _width;
    private int _nextBefore;
    private int _nextAfter;
    private int _x;

    public RowChanges(ReadOnlySpan<Run> before, ReadOnlySpan<Run> after, int width)
    {
        _before = before;
        _after = after;
        _width = width;
    }

    /// <summary>Whether stretches in which the labels are the same are given, too.</summary>
    public bool GivesAll { get; init; }

    public Change Current { get; private set; }

    public readonly RowChanges GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_x < _width)
        {
            var from = _x;
            var (before, beforeEnd) = At(_before, ref _nextBefore, from);
            var (after, afterEnd) = At(_after, ref _nextAfter, from);
            _x = Math.Min(beforeEnd, afterEnd);
            if (before != after || GivesAll)
            {
                Current = new Change(from, _x - from, before, after);
                return true;
            }
        }

        return false;
    }

    /// <summary>The label at x, and where the next one begins.</summary>
    private readonly (byte Label, int End) At(ReadOnlySpan<Run> runs, ref int next, int x)
    {
        while (next < runs.Length && runs[next].End <= x)
        {
            next++;
        }

        if (next == runs.Length)
        {
            return (0, _width);
        }

        var run = runs[next];
        return run.Start <= x ? (run.Label, run.End) : ((byte)0, run.Start);
    }

    /// <summary>A stretch with one label before and another after.</summary>
    internal readonly record struct Change(int Start, int Length, byte Before, byte After);
}
