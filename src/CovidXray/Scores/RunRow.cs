using CovidXray.Masks;

namespace CovidXray.Scores;

/// <summary>Runs of one row that are being put together: sets of pixels, all with label 1, sorted and apart.</summary>
internal sealed class RunRow
{
    private Run[] _runs = new Run[16];
    private int _count;

    /// <summary>The runs.</summary>
    public ReadOnlySpan<Run> Runs => _runs.AsSpan(0, _count);

    /// <summary>The number of pixels that two sets have in common.</summary>
    public static long Overlap(ReadOnlySpan<Run> first, ReadOnlySpan<Run> second)
    {
        var common = 0L;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            var (a, b) = (first[i], second[j]);
            common += Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start));
            if (a.End < b.End)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }

    /// <summary>Becomes the empty set.</summary>
    public void Clear() => _count = 0;

    /// <summary>Becomes a copy of a set.</summary>
    public void SetTo(ReadOnlySpan<Run> runs)
    {
        _count = 0;
        EnsureRoom(runs.Length);
        runs.CopyTo(_runs);
        _count = runs.Length;
    }

    /// <summary>Becomes what is left of a set if each run loses pixels at both its ends.</summary>
    /// <param name="runs">The set.</param>
    /// <param name="by">Pixels at each end, 0 or more.</param>
    public void SetToShrunk(ReadOnlySpan<Run> runs, int by)
    {
        _count = 0;
        EnsureRoom(runs.Length);
        foreach (var run in runs)
        {
            if (run.Length > 2L * by)
            {
                _runs[_count++] = new Run(run.Start + by, run.Length - (2 * by), 1);
            }
        }
    }

    /// <summary>Becomes the pixels that two other sets have in common.</summary>
    public void SetToCommon(ReadOnlySpan<Run> first, ReadOnlySpan<Run> second)
    {
        _count = 0;
        EnsureRoom(first.Length + second.Length);
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            var (a, b) = (first[i], second[j]);
            Add(Math.Max(a.Start, b.Start), Math.Min(a.End, b.End));
            if (a.End < b.End)
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    /// <summary>Becomes the pixels of one other set that a second has not.</summary>
    public void SetToDifference(ReadOnlySpan<Run> from, ReadOnlySpan<Run> less)
    {
        _count = 0;
        EnsureRoom(from.Length + less.Length);
        var next = 0;
        foreach (var run in from)
        {
            var (start, end) = (run.Start, run.End);
            while (next < less.Length && less[next].End <= start)
            {
                next++;
            }

            // The last one that reaches into this run may reach into the following one, too.
            for (var i = next; i < less.Length && less[i].Start < end; i++)
            {
                Add(start, less[i].Start);
                start = less[i].End;
            }

            Add(start, end);
        }
    }

    private void Add(int start, int end)
    {
        if (start < end)
        {
            _runs[_count++] = new Run(start, end - start, 1);
        }
    }

    private void EnsureRoom(int count)
    {
        if (count > _runs.Length)
        {
            _runs = new Run[Math.Max(count, 2 * _runs.Length)];
        }
    }
}
