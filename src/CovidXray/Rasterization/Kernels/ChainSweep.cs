using System.Numerics;

namespace CovidXray.Rasterization.Kernels;

/// <summary>Goes down a polygon's chains row by row and joins what they paint to runs.</summary>
/// <remarks>
/// Painted is the outline of every chain and, between the toggles taken in pairs from left to right, the inside.
/// <para>Nearly all rows of a real outline lie between two chains, and none of the two ends there. Then no order and no
/// toggle matters: each outline touches its own border of the inside (see <see cref="ChainRow"/>), so outline, inside and
/// outline are one run, from the smaller left end to the larger right end. All other rows are sorted out in full.</para>
/// </remarks>
internal sealed class ChainSweep
{
    private ulong[] _order = new ulong[64];
    private EdgeChains.Chain[] _active = new EdgeChains.Chain[16];
    private int[] _toggles = new int[16];
    private ulong[] _spans = new ulong[32];
    private int _activeCount;

    /// <summary>Adds the runs of all rows to a layer.</summary>
    /// <param name="chains">The edges of one annotation.</param>
    /// <param name="runs">Takes the runs, from the uppermost row on.</param>
    public void Sweep(EdgeChains chains, AnnotationRuns runs)
    {
        var order = SortByTop(chains.Chains);
        var rows = chains.Rows;
        _activeCount = 0;
        var next = 0;
        for (var y = order.IsEmpty ? 0 : (int)(order[0] >> 32); next < order.Length || _activeCount > 0;)
        {
            while (next < order.Length && (int)(order[next] >> 32) == y)
            {
                Activate(chains.Chains[(int)(uint)order[next++]]);
            }

            // Up to there no chain begins and none ends.
            var change = next < order.Length ? (int)(order[next] >> 32) : int.MaxValue;
            foreach (var chain in _active.AsSpan(0, _activeCount))
            {
                change = Math.Min(change, chain.Bottom);
            }

            if (_activeCount == 2 && change > y)
            {
                AddRowsBetween(rows, ref _active[0], ref _active[1], change - y, runs);
                y = change;
                continue;
            }

            AddRow(rows, runs);
            StepDown(y++);
        }
    }

    private static void AddRowsBetween(ReadOnlySpan<ChainRow> rows, ref EdgeChains.Chain first, ref EdgeChains.Chain second, int count, AnnotationRuns runs)
    {
        var (a, b) = (first.First, second.First);
        var target = runs.AddRowsOfOne(count);
        for (var i = 0; i < target.Length; i++)
        {
            var one = rows[a];
            var other = rows[b];
            target[i] = runs.NewRun(Math.Min(one.Left, other.Left), Math.Max(one.Right, other.Right));
            a += first.Step;
            b += second.Step;
        }

        first = first with { First = a };
        second = second with { First = b };
    }

    /// <summary>One row, whatever is in it.</summary>
    private void AddRow(ReadOnlySpan<ChainRow> rows, AnnotationRuns runs)
    {
        var (toggleCount, spanCount) = (0, 0);
        foreach (var chain in _active.AsSpan(0, _activeCount))
        {
            var row = rows[chain.First];
            if (row.HasOutline)
            {
                _spans[spanCount++] = Span(row.Left, row.Right);
            }

            if (row.Toggle != ChainRow.NoToggle)
            {
                _toggles[toggleCount++] = row.Toggle;
            }
        }

        SmallSort.Sort(_toggles.AsSpan(0, toggleCount));
        for (var i = 0; i < toggleCount; i += 2)
        {
            if (_toggles[i] < _toggles[i + 1])
            {
                _spans[spanCount++] = Span(_toggles[i], _toggles[i + 1] - 1);
            }
        }

        SmallSort.Sort(_spans.AsSpan(0, spanCount));
        for (var i = 0; i < spanCount;)
        {
            var (left, right) = ((int)(_spans[i] >> 32), (int)(uint)_spans[i]);
            for (i++; i < spanCount && (int)(_spans[i] >> 32) <= right + 1; i++)
            {
                right = Math.Max(right, (int)(uint)_spans[i]);
            }

            runs.AddRun(left, right);
        }

        runs.EndRow();
    }

    /// <summary>Pixels left to right, both included, so that they sort by their left end.</summary>
    private static ulong Span(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private void StepDown(int y)
    {
        var kept = 0;
        for (var i = 0; i < _activeCount; i++)
        {
            var chain = _active[i];
            if (chain.Bottom > y)
            {
                _active[kept++] = chain with { First = chain.First + chain.Step };
            }
        }

        _activeCount = kept;
    }

    private void Activate(EdgeChains.Chain chain)
    {
        if (_activeCount == _active.Length)
        {
            Array.Resize(ref _active, _activeCount * 2);
            Array.Resize(ref _toggles, _activeCount * 2);
            Array.Resize(ref _spans, _activeCount * 4);
        }

        _active[_activeCount++] = chain;
    }

    /// <summary>The chains' uppermost rows with their indices behind.</summary>
    private Span<ulong> SortByTop(ReadOnlySpan<EdgeChains.Chain> chains)
    {
        if (_order.Length < chains.Length)
        {
            _order = new ulong[chains.Length * 2];
        }

        for (var i = 0; i < chains.Length; i++)
        {
            _order[i] = ((ulong)(uint)chains[i].Top << 32) | (uint)i;
        }

        var order = _order.AsSpan(0, chains.Length);
        order.Sort();
        return order;
    }
}

/// <summary>Sorts the few numbers of one row; nearly always they are two or four, and often in order already.</summary>
internal static class SmallSort
{
    /// <summary>Beyond, the library's sort is faster.</summary>
    private const int Few = 16;

    public static void Sort<T>(Span<T> numbers)
        where T : INumber<T>
    {
        if (numbers.Length > Few)
        {
            numbers.Sort();
            return;
        }

        for (var i = 1; i < numbers.Length; i++)
        {
            var number = numbers[i];
            var at = i;
            for (; at > 0 && numbers[at - 1] > number; at--)
            {
                numbers[at] = numbers[at - 1];
            }

            numbers[at] = number;
        }
    }
}
