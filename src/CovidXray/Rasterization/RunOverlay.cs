using CovidXray.Masks;

namespace CovidXray.Rasterization;

/// <summary>One row's runs of several annotations, and which of them is seen where.</summary>
internal sealed class RunOverlay
{
    private readonly PriorityQueue<Run, int> _open = new();
    private (Run Run, int Depth)[] _items = new (Run, int)[16];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Adds the runs of one annotation.</summary>
    /// <param name="runs">Its runs, disjoint.</param>
    /// <param name="depth">0 is in front; different for each annotation.</param>
    public void Add(ReadOnlySpan<Run> runs, int depth)
    {
        if (_items.Length < _count + runs.Length)
        {
            Array.Resize(ref _items, Math.Max(_items.Length * 2, _count + runs.Length));
        }

        foreach (var run in runs)
        {
            _items[_count++] = (run, depth);
        }
    }

    /// <summary>Gives the visible parts to a mask as its next row.</summary>
    public void MoveTo(MaskBuilder mask)
    {
        var items = _items.AsSpan(0, _count);
        items.Sort(static (a, b) => a.Run.CompareTo(b.Run));
        if (AreApart(items))
        {
            foreach (var (run, _) in items)
            {
                mask.Add(run.Start, run.Length, run.Label);
            }

            mask.EndRow();
            return;
        }

        _open.Clear();
        var next = 0;
        for (var x = 0; next < items.Length || _open.Count > 0;)
        {
            while (next < items.Length && items[next].Run.Start <= x)
            {
                _open.Enqueue(items[next].Run, items[next].Depth);
                next++;
            }

            while (_open.Count > 0 && _open.Peek().End <= x)
            {
                _open.Dequeue();
            }

            // The front run is seen up to its end, or up to where one begins that may lie in front of it.
            var border = next < items.Length ? items[next].Run.Start : int.MaxValue;
            if (_open.TryPeek(out var front, out _))
            {
                var end = Math.Min(front.End, border);
                mask.Add(x, end - x, front.Label);
                x = end;
            }
            else
            {
                x = border;
            }
        }

        mask.EndRow();
    }

    private static bool AreApart(ReadOnlySpan<(Run Run, int Depth)> items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i].Run.Start < items[i - 1].Run.End)
            {
                return false;
            }
        }

        return true;
    }
}
